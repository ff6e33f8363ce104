import { expect } from "chai";

import { sweeper } from "../../../src/agents/sweeper.ts";
import type { Intent } from "../../../src/domain/agents.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, anOffer, aView, eager, idle, orderOf, type Scene } from "../../fixtures/market-view.ts";

const BOOM = { typicalUsd: 10_000, before: 9_000 };
/** Parcel 1 for $1,000, parcel 2 for $2,000, and so on. */
const ASKS = [7n, 5n, 3n, 6n, 2n, 4n, 1n].map((tokenId) => anOffer(tokenId, BOB, 1_000 * Number(tokenId)));

describe("the sweeper", () => {
  it("takes several of the cheapest asks at once, and names some more in case others are faster", () => {
    const [swept] = sweepsOf({ ...BOOM, asks: ASKS });
    const orderHashes = [1n, 2n, 3n, 4n, 5n].map(orderOf);
    expect(swept).to.deep.equal({ do: "sweep", taker: ALICE, orderHashes, limit: 3 });
  });

  it("wires in money for the dearest of them", () => {
    const intents = act({ ...BOOM, asks: ASKS, balance: 11_999n * USD });
    expect(intents.slice(-2).map((intent) => intent.do)).to.deep.equal(["deposit", "sweep"]);
    expect(act({ ...BOOM, asks: ASKS, balance: 12_000n * USD }).map((intent) => intent.do)).not.to.include("deposit");
  });

  it("leaves asks above its value, its own, and what it sold last", () => {
    const dear = [anOffer(1n, BOB, 9_701), anOffer(2n, BOB, 9_702)];
    expect(sweepsOf({ ...BOOM, asks: dear })).to.deep.equal([]);
    const own = [anOffer(1n, ALICE, 1_000), anOffer(2n, ALICE, 2_000)];
    expect(sweepsOf({ ...BOOM, asks: own })).to.deep.equal([]);
    const lastSale = { time: NOON, price: 1n, seller: ALICE, buyer: BOB };
    expect(sweepsOf({ ...BOOM, asks: ASKS, lastSale })).to.deep.equal([]);
  });

  it("is no sweep for a single parcel", () => {
    expect(sweepsOf({ ...BOOM, asks: [anOffer(1n, BOB, 1_000)] })).to.deep.equal([]);
  });

  it("sweeps less often where prices do not run up", () => {
    const sometimes = { ...eager(), chance: (probability: number) => probability >= 0.03 };
    const scene = { asks: ASKS, balance: 40_000n * USD };
    const sweeps = (change: Scene): number =>
      sweeper(aCharacter({ random: sometimes }), { parcels: 3 })
        .act(aView({ ...scene, ...change }))
        .filter((intent) => intent.do === "sweep").length;
    expect(sweeps(BOOM)).to.equal(1);
    expect(sweeps({ typicalUsd: 10_000, before: 10_000 })).to.equal(0);
  });

  it("offers what it has, above its value", () => {
    const [listed] = act({ owners: new Map([[1n, ALICE]]) });
    expect(listed).to.deep.include({ do: "list", tokenId: 1n, price: 10_500n * USD });
  });

  it("does nothing on most days", () => {
    const agent = sweeper(aCharacter({ random: idle() }), { parcels: 3 });
    expect(agent.act(aView({ ...BOOM, asks: ASKS }))).to.deep.equal([]);
  });
});

function act(scene: Scene): readonly Intent[] {
  return sweeper(aCharacter(), { parcels: 3 }).act(aView({ balance: 40_000n * USD, ...scene }));
}

function sweepsOf(scene: Scene): readonly Intent[] {
  return act(scene).filter((intent) => intent.do === "sweep");
}
