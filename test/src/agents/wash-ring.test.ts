import { expect } from "chai";

import { washRing } from "../../../src/agents/wash-ring.ts";
import type { Intent, PlannedRing } from "../../../src/domain/agents.ts";
import { USD, usdToNumber, type Address } from "../../../src/domain/primitives.ts";
import type { RingPlan } from "../../../src/domain/scenario.ts";
import { ALICE, BOB, CAROL, NOON } from "../../fixtures/journal-lines.ts";
import { aView, eager, type Scene } from "../../fixtures/market-view.ts";

const DAY = 86_400;
const MIDNIGHT = NOON - DAY / 2;

describe("a wash ring", () => {
  it("rests before its time and after it", () => {
    const owners = new Map([[1n, ALICE]]);
    for (const tick of [-1, 21]) expect(act("ring", { owners, tick }), `day ${tick}`).to.deep.equal([]);
    expect(act("ring", { owners, tick: 20 })).not.to.deep.equal([]);
  });

  it("opens each wallet from the exchange on its first day", () => {
    expect(act("ring", { tick: 0 })).to.deep.equal(
      [ALICE, BOB, CAROL].map((account) => ({ do: "join", account, amount: 20_000n * USD })),
    );
  });

  it("opens the leader's wallet alone where he pays for the others", () => {
    expect(act("ring", { tick: 0 }, { funding: "leader" })).to.deep.equal([
      { do: "join", account: ALICE, amount: 60_000n * USD },
      { do: "pay", from: ALICE, to: BOB, amount: 20_000n * USD },
      { do: "pay", from: ALICE, to: CAROL, amount: 20_000n * USD },
      { do: "approve", account: BOB },
      { do: "approve", account: CAROL },
    ]);
  });

  it("trades on one day in so many", () => {
    const owners = new Map([[1n, ALICE]]);
    const busy = Array.from({ length: 12 }, (_, i) => i + 1).filter(
      (tick) => act("ring", { owners, tick }, { everyDays: 4 }).length > 0,
    );
    expect(busy).to.have.length(3);
    expect(busy.map((tick) => tick - (busy[0] ?? 0))).to.deep.equal([0, 4, 8]);
  });

  it("hands a parcel to the next wallet, and from the last to the first", () => {
    const next = (owner: Address): Address | undefined => deals("ring", new Map([[1n, owner]]))[0]?.buyer;
    expect([ALICE, BOB, CAROL].map(next)).to.deep.equal([BOB, CAROL, ALICE]);
  });

  it("takes its parcels in turn", () => {
    const owners = new Map([
      [1n, ALICE],
      [2n, ALICE],
    ]);
    const turns = [2, 3, 4].map((tick) => deals("ring", owners, { tick })[0]?.tokenId);
    expect(turns).to.deep.equal([1n, 2n, 1n]);
  });

  it("has nothing to do without a parcel", () => {
    expect(act("ring", { tick: 3 })).to.deep.equal([]);
  });

  it("paints the price, within five percent, and says the truth about it", () => {
    const [deal] = deals("ping-pong", new Map([[1n, ALICE]]), { worth: 2 });
    expect(usdToNumber(deal?.price ?? 0n)).to.be.within(0.95 * 30_000, 1.05 * 30_000);
    expect(deal?.truth).to.deep.equal({ honest: false, ring: "ring/1", kind: "ping-pong" });
  });

  it("wires what a buyer lacks, to him or by way of the leader", () => {
    const owners = new Map([[1n, BOB]]);
    const short = { owners, tick: 2, balance: 5_000n * USD };
    expect(act("ring", short).map(summary)).to.deep.equal(["deposit to CAROL", "deal BOB to CAROL"]);
    expect(act("ring", short, { funding: "leader" }).map(summary)).to.deep.equal([
      "deposit to ALICE",
      "pay ALICE to CAROL",
      "deal BOB to CAROL",
    ]);
    const toLeader = { ...short, owners: new Map([[1n, CAROL]]) };
    expect(act("ring", toLeader, { funding: "leader" }).map(summary)).to.deep.equal([
      "deposit to ALICE",
      "deal CAROL to ALICE",
    ]);
  });

  it("pays the buyer the whole price first where it finances itself", () => {
    const owners = new Map([[1n, ALICE]]);
    const intents = act("self-financed", { owners, tick: 2 });
    expect(intents.map(summary)).to.deep.equal(["pay ALICE to BOB", "deal ALICE to BOB"]);
    const [pay, deal] = intents;
    expect(pay?.do === "pay" ? pay.amount : 0n).to.equal(deal?.do === "deal" ? deal.price : 1n);
    const poor = act("self-financed", { owners, tick: 2, balance: 0n });
    expect(poor.map(summary)).to.deep.equal(["deposit to ALICE", "pay ALICE to BOB", "deal ALICE to BOB"]);
  });

  it("needs a wallet", () => {
    expect(() => washRing({ ...ringOf("ring"), wallets: [] })).to.throw(RangeError, "ring/1 has no wallet");
  });
});

/** Three wallets, from the first day on for twenty days, every day, at one and a half times the value. */
function ringOf(kind: PlannedRing, change: Partial<RingPlan> = {}) {
  const plan = {
    kind,
    count: 1,
    wallets: 3,
    funding: "exchange",
    from: "2021-11-01",
    until: "2021-11-22",
    everyDays: 1,
    markup: 1.5,
    ...change,
  } as const;
  const until = MIDNIGHT + 21 * DAY;
  return { id: "ring/1", plan, from: MIDNIGHT, until, wallets: [ALICE, BOB, CAROL], random: eager() };
}

function act(kind: PlannedRing, scene: Scene, change: Partial<RingPlan> = {}): readonly Intent[] {
  return washRing(ringOf(kind, change)).act(aView(scene));
}

function deals(kind: PlannedRing, owners: ReadonlyMap<bigint, Address>, scene: Scene = {}) {
  return act(kind, { tick: 2, ...scene, owners }).filter((intent) => intent.do === "deal");
}

function summary(intent: Intent): string {
  const name = (account: Address): string => ({ [ALICE]: "ALICE", [BOB]: "BOB", [CAROL]: "CAROL" })[account] ?? account;
  if (intent.do === "deposit") return `deposit to ${name(intent.account)}`;
  if (intent.do === "pay") return `pay ${name(intent.from)} to ${name(intent.to)}`;
  if (intent.do === "deal") return `deal ${name(intent.seller)} to ${name(intent.buyer)}`;
  return intent.do;
}
