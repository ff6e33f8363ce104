import { expect } from "chai";

import { leveraged } from "../../../src/agents/leveraged.ts";
import type { Agent, Intent } from "../../../src/domain/agents.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { INSTALMENTS } from "../../../src/domain/scenario.ts";
import { ALICE, BOB, hash, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, anOffer, aPlan, aPlanOffer, aView, type Scene } from "../../fixtures/market-view.ts";

const DAY = 86_400;
const ARRIVAL = NOON + 210 * DAY;
const TERMS = { ...INSTALMENTS, from: NOON };
/** The day after the arrival of somebody with $8,000 who can spare $1,031 a month. */
const LATER = { time: ARRIVAL + DAY, balance: 0n };
const BOOM = { ...LATER, before: 9_000 };
const DUE = aPlan({ dueAt: LATER.time });
const PAY: Intent = { do: "payInstalments", buyer: ALICE, planId: 1n, instalments: 1 };
const ACCEPT: Intent = { do: "acceptPlan", buyer: ALICE, offerHash: hash(88) };

describe("the leveraged buyer", () => {
  it("comes at some time after the first offers, with little money on the chain", () => {
    const agent = leveraged(aCharacter(), TERMS);
    expect(agent.act(aView({ time: ARRIVAL - 1 }))).to.deep.equal([]);
    expect(agent.act(aView({ time: ARRIVAL }))).to.deep.equal([{ do: "join", account: ALICE, amount: 100n * USD }]);
  });

  describe("while prices rise", () => {
    const planOffers = [aPlanOffer()];

    it("accepts an offer that it thinks worth its price, with the deposit from its savings", () => {
      const deposit = { do: "deposit", account: ALICE, amount: 2_500n * USD };
      expect(act({ ...BOOM, before: 7_000, planOffers })).to.deep.equal([deposit, ACCEPT]);
      expect(act({ ...BOOM, before: 7_000, planOffers, balance: 2_500n * USD })).to.deep.equal([ACCEPT]);
      // A rise of 11 percent is not expected to go on far enough.
      expect(act({ ...BOOM, planOffers })).to.deep.equal([]);
    });

    it("takes the best of those that it sees", () => {
      const better = aPlanOffer({ offerHash: hash(89), tokenId: 2n, price: 9_000n * USD });
      const intents = act({ ...BOOM, before: 7_000, planOffers: [...planOffers, better] });
      expect(intents.at(-1)).to.deep.equal({ ...ACCEPT, offerHash: hash(89) });
    });

    it("stretches beyond what it can spare in a month, but not without end", () => {
      const scene = { ...BOOM, before: 7_000 };
      const dear = (usd: bigint) => act({ ...scene, planOffers: [aPlanOffer({ instalment: usd * USD })] });
      expect(dear(1_546n).at(-1)).to.deep.equal(ACCEPT);
      expect(dear(1_547n)).to.deep.equal([]);
      const promised = aPlan({ instalment: 847n * USD, dueAt: LATER.time + 20 * DAY });
      expect(act({ ...scene, planOffers, plans: [promised] })).to.deep.equal([]);
      expect(act({ ...scene, planOffers: [aPlanOffer({ downPayment: 8_100n * USD })] })).to.deep.equal([]);
    });

    it("buys no estate, nothing of its own, nothing beyond its appetite, and not a fourth at once", () => {
      const scene = { ...BOOM, before: 7_000, worth: 5 };
      const refused = [{ collection: "estate" as const }, { seller: ALICE }, { price: 40_001n * USD }];
      for (const change of refused) expect(act({ ...scene, planOffers: [aPlanOffer(change)] })).to.deep.equal([]);
      const three = [1n, 2n, 3n].map((planId) => aPlan({ planId, instalment: USD, dueAt: LATER.time + 20 * DAY }));
      expect(act({ ...scene, planOffers, plans: three })).to.deep.equal([]);
      expect(act({ ...scene, planOffers, plans: three.slice(1) }).at(-1)).to.deep.equal(ACCEPT);
    });
  });

  it("buys nothing while prices stand or fall", () => {
    const planOffers = [aPlanOffer({ price: 5_000n * USD })];
    expect(act({ ...LATER, planOffers })).to.deep.equal([]);
    expect(act({ ...LATER, before: 11_000, planOffers })).to.deep.equal([]);
  });

  describe("in debt", () => {
    it("pays what falls due from its account, and from its savings what is missing there", () => {
      expect(act({ ...LATER, balance: 700n * USD, plans: [DUE] })).to.deep.equal([PAY]);
      const deposit = { do: "deposit", account: ALICE, amount: 600n * USD };
      expect(act({ ...LATER, balance: 100n * USD, plans: [DUE] })).to.deep.equal([deposit, PAY]);
      expect(act({ ...LATER, plans: [{ ...DUE, dueAt: LATER.time + 2 * DAY }] })).to.deep.equal([]);
      expect(act({ ...LATER, plans: [{ ...DUE, buyer: BOB }] })).to.deep.equal([]);
    });

    it("stops paying when the parcel is worth less than the debt, whatever money it has", () => {
      // Of a price of $10,900 it owes $2,800: a little more than a quarter.
      const rich = { ...LATER, balance: 20_000n * USD, plans: [DUE] };
      expect(act({ ...rich, before: 39_000 })).to.deep.equal([]);
      expect(act({ ...rich, before: 38_900 })).to.deep.equal([PAY]);
    });

    it("sells what it owns, 14 percent below value, days before an instalment that it has no money for", () => {
      const poor = { ...DUE, instalment: 9_000n * USD, owed: 9_000n * USD, dueAt: LATER.time + 12 * DAY };
      const owners = new Map([[5n, ALICE]]);
      const sale: Intent = { do: "list", maker: ALICE, tokenId: 5n, price: 8_600n * USD, days: 4 };
      expect(act({ ...LATER, plans: [poor], owners })).to.deep.equal([sale]);
      expect(act({ ...LATER, plans: [poor], owners, asks: [anOffer(5n, ALICE, 10_500)] })).to.deep.equal([sale]);
      expect(act({ ...LATER, plans: [poor], owners, asks: [anOffer(5n, ALICE, 8_600)] })).to.deep.equal([]);
      const [taken] = act({ ...LATER, plans: [poor], owners, bids: [anOffer(5n, BOB, 8_700)] });
      expect(taken).to.deep.include({ do: "take", taker: ALICE });
      const early = act({ ...LATER, plans: [{ ...poor, dueAt: poor.dueAt + 1 }], owners });
      expect(early).to.deep.equal([{ ...sale, price: 10_500n * USD }]);
    });

    it("has no more than it saved and spares day by day", () => {
      const agent = arrived();
      const dear = { ...DUE, instalment: 8_050n * USD };
      expect(agent.act(aView({ ...LATER, plans: [dear] }))).to.deep.equal([]);
      const next = agent.act(aView({ ...LATER, time: LATER.time + DAY, plans: [dear] }));
      expect(next.at(-1)).to.deep.equal(PAY);
      expect(agent.act(aView({ ...LATER, time: LATER.time + 2 * DAY, plans: [dear] }))).to.deep.equal([]);
    });
  });
});

function arrived(): Agent {
  const agent = leveraged(aCharacter(), TERMS);
  agent.act(aView({ time: ARRIVAL }));
  return agent;
}

function act(scene: Scene): readonly Intent[] {
  return arrived().act(aView(scene));
}
