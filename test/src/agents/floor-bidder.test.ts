import { expect } from "chai";

import { floorBidder } from "../../../src/agents/floor-bidder.ts";
import type { Intent } from "../../../src/domain/agents.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, hash, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, anOffer, aView, idle, type Scene } from "../../fixtures/market-view.ts";

const PLAN = { pricePct: 60, parcels: 3, days: 5 };
const BID: Intent = { do: "bidForAny", maker: ALICE, amount: 3, price: 6_000n * USD, days: 5 };

describe("the floor bidder", () => {
  it("bids for any parcels, far below the typical value", () => {
    expect(act({})).to.deep.equal([BID]);
  });

  it("has the money for all of them", () => {
    const [deposit, bid] = act({ balance: 17_999n * USD });
    expect(deposit?.do).to.equal("deposit");
    expect(bid).to.deep.equal(BID);
  });

  it("has one bid open at a time", () => {
    const open = { orderHash: hash(1), maker: ALICE, price: 6_000n * USD, left: 1, expiresAt: NOON + 86_400 };
    expect(act({ collectionBids: [open] })).to.deep.equal([]);
    expect(act({ collectionBids: [{ ...open, maker: BOB }] })).to.deep.equal([BID]);
  });

  it("offers what it gets at its value, and takes no ask, however cheap", () => {
    const intents = act({ owners: new Map([[1n, ALICE]]), asks: [anOffer(5n, BOB, 1)] });
    expect(intents[0]).to.deep.include({ do: "list", tokenId: 1n, price: 10_200n * USD });
    expect(intents.map((intent) => intent.do)).not.to.include("take");
  });

  it("does nothing on most days", () => {
    expect(floorBidder(aCharacter({ random: idle() }), PLAN).act(aView())).to.deep.equal([]);
  });
});

function act(scene: Scene): readonly Intent[] {
  return floorBidder(aCharacter(), PLAN).act(aView({ balance: 40_000n * USD, ...scene }));
}
