import { expect } from "chai";

import { versatile } from "../../../src/agents/ways.ts";
import type { Agent, Intent } from "../../../src/domain/agents.ts";
import { USD, type Address } from "../../../src/domain/primitives.ts";
import { INSTALMENTS, type Ways } from "../../../src/domain/scenario.ts";
import { ALICE, BOB, CAROL, hash, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, anAuction, anOffer, aView, eager, idle, type Scene } from "../../fixtures/market-view.ts";

const ALICES = new Map([[1n, ALICE]]);
/** An eager trader does what has a chance of one half or less: this one is no sniper. */
const WAYS: Ways = {
  auctions: { offersPct: 0, reservePct: 75, days: 4, snipersPct: 90 },
  dutchAsks: { offersPct: 0, fromPct: 110, toPct: 85, days: 6 },
  bundles: { offersPct: 0, pricePct: 90 },
  sweeps: { parcels: 5 },
  collectionBids: { pricePct: 60, parcels: 3, days: 5 },
  estates: { sizeElasticity: -0.1, dissolvedAfterFallPct: 45 },
  rentals: { from: "2021-10-10", landlordsPct: 100, monthlyPct: 3, minDays: 7, maxDays: 30 },
  instalments: INSTALMENTS,
  development: { developersPct: 0, hours: 10, hourlyUsd: 25, premiumPct: 100 },
  rewards: [],
};
const AUCTIONEERS = { ...WAYS, auctions: { ...WAYS.auctions, offersPct: 100 } };
const SNIPERS = { ...WAYS, auctions: { ...WAYS.auctions, snipersPct: 50 } };
const ASKED: Intent = { do: "list", maker: ALICE, tokenId: 1n, price: 10_000n * USD, days: 4 };

describe("a versatile trader", () => {
  describe("as a seller", () => {
    it("asks a fixed price where no other way is drawn", () => {
      expect(act(trader([ASKED]))).to.deep.equal([ASKED]);
    });

    it("auctions instead, from a reserve below the price", () => {
      expect(act(trader([ASKED], AUCTIONEERS))).to.deep.equal([
        { do: "auction", seller: ALICE, tokenId: 1n, reserve: 7_500n * USD, minIncrementBps: 500, days: 4 },
      ]);
    });

    it("lets the price fall", () => {
      const impatient = { ...WAYS, dutchAsks: { ...WAYS.dutchAsks, offersPct: 100 } };
      expect(act(trader([ASKED], impatient))).to.deep.equal([
        { ...ASKED, price: 11_000n * USD, endPrice: 8_500n * USD, days: 6 },
      ]);
    });

    it("takes other parcels along that are not offered, each a little cheaper", () => {
      const bundling = { ...WAYS, bundles: { offersPct: 100, pricePct: 90 } };
      const owners = new Map([1n, 2n, 3n, 4n, 5n].map((tokenId) => [tokenId, ALICE]));
      const [bundle] = act(trader([ASKED], bundling), { owners, asks: [anOffer(2n, ALICE, 12_000)] });
      expect(bundle).to.deep.equal({
        do: "listBundle",
        maker: ALICE,
        items: [1n, 3n, 4n].map((tokenId) => ({ tokenId, price: 9_000n * USD })),
        days: 4,
      });
      expect(act(trader([ASKED], bundling), { owners: ALICES })).to.deep.equal([ASKED]);
    });

    it("leaves all that is no offer as it is", () => {
      const others: readonly Intent[] = [
        { do: "cancel", orderHash: hash(1) },
        { do: "take", taker: ALICE, orderHash: hash(2) },
      ];
      expect(act(trader(others, AUCTIONEERS))).to.deep.equal(others);
    });

    it("settles its own auctions once they are over, no others", () => {
      const over = anAuction({ seller: ALICE, endsAt: NOON });
      const auctions = [over, anAuction({ auctionId: 2n, seller: ALICE }), anAuction({ auctionId: 3n, endsAt: NOON })];
      expect(act(trader(), { auctions })).to.deep.include({ do: "settleAuction", caller: ALICE, auctionId: 1n });
      expect(act(trader(), { auctions }).filter((intent) => intent.do === "settleAuction")).to.have.length(1);
    });
  });

  describe("as a bidder", () => {
    it("bids between the least amount and its own value", () => {
      // A fifth of what is between: 0.4 at most, a half of it for who is eager.
      expect(bids(trader(), { auctions: [anAuction()] })).to.deep.equal([
        { do: "bidAtAuction", bidder: ALICE, auctionId: 1n, amount: 7_540n * USD },
      ]);
    });

    it("follows an auction while others lead, and rests while it leads", () => {
      const agent = trader();
      expect(bids(agent, { auctions: [anAuction()] })).to.have.length(1);
      const outbid = anAuction({ leader: BOB, bid: 8_500n * USD, minimumBid: 8_925n * USD });
      expect(bids(agent, { auctions: [outbid], tick: 1 })).to.have.length(1);
      const leading = anAuction({ leader: ALICE, bid: 9_000n * USD, minimumBid: 9_450n * USD });
      expect(bids(agent, { auctions: [leading], tick: 2 })).to.deep.equal([]);
    });

    it("gives up above its value", () => {
      expect(bids(trader(), { auctions: [anAuction({ minimumBid: 9_701n * USD })] })).to.deep.equal([]);
      expect(bids(trader(), { auctions: [anAuction({ minimumBid: 9_700n * USD })] })).to.have.length(1);
    });

    it("bids nothing after the end", () => {
      expect(bids(trader(), { auctions: [anAuction({ endsAt: NOON })] })).to.deep.equal([]);
    });

    it("bids neither for its own parcel, nor for one that it sold last, nor for an estate", () => {
      expect(bids(trader(), { auctions: [anAuction({ seller: ALICE })] })).to.deep.equal([]);
      const lastSale = { time: NOON, price: 1n, seller: ALICE, buyer: BOB };
      expect(bids(trader(), { auctions: [anAuction()], lastSale })).to.deep.equal([]);
      expect(bids(trader(), { auctions: [anAuction({ collection: "estate" })] })).to.deep.equal([]);
    });

    it("wires in what is missing first", () => {
      const intents = act(trader(), { auctions: [anAuction()], balance: 0n });
      expect(intents.map((intent) => intent.do)).to.deep.equal(["deposit", "bidAtAuction"]);
    });

    it("waits for the last day where it is a sniper, and goes most of the way to its value then", () => {
      const agent = trader([], SNIPERS);
      expect(bids(agent, { auctions: [anAuction()] })).to.deep.equal([]);
      expect(bids(agent, { auctions: [anAuction()], tick: 2 })).to.deep.equal([]);
      const [bid] = bids(agent, { auctions: [anAuction({ leader: BOB, minimumBid: 8_000n * USD })], tick: 3 });
      expect(bid).to.deep.include({ auctionId: 1n, amount: 9_360n * USD });
    });
  });

  describe("where bids for any are open", () => {
    const bid = { orderHash: hash(9), maker: BOB, price: 9_700n * USD, left: 2, expiresAt: NOON + 86_400 };
    const sold: Intent = { do: "sellInto", taker: ALICE, orderHash: hash(9), tokenId: 1n };

    it("sells the parcel that it values least, at about its value", () => {
      expect(act(trader(), { owners: ALICES, collectionBids: [bid] })).to.deep.equal([sold]);
      const low = { ...bid, price: 9_699n * USD };
      expect(act(trader(), { owners: ALICES, collectionBids: [low] })).to.deep.equal([]);
    });

    it("sells nothing into its own, nor what it sells in another way on the same day", () => {
      expect(act(trader(), { owners: ALICES, collectionBids: [{ ...bid, maker: ALICE }] })).to.deep.equal([]);
      expect(act(trader([ASKED]), { owners: ALICES, collectionBids: [bid] })).to.deep.equal([ASKED]);
    });
  });

  describe("where bundles are offered", () => {
    const items = [2n, 3n].map((tokenId) => ({ collection: "land" as const, tokenId, price: 9_000n * USD }));
    const bundle = { orderHash: hash(5), maker: BOB, items, price: 18_000n * USD, expiresAt: NOON + 86_400 };

    it("takes one that is worth it", () => {
      const taken: Intent = { do: "takeBundle", taker: ALICE, orderHash: hash(5) };
      expect(act(trader(), { bundles: [bundle] })).to.deep.equal([taken]);
      expect(act(trader(), { bundles: [{ ...bundle, price: 19_401n * USD }] })).to.deep.equal([]);
    });

    it("takes neither its own nor what it sold last", () => {
      expect(act(trader(), { bundles: [{ ...bundle, maker: ALICE }] })).to.deep.equal([]);
      const lastSale = { time: NOON, price: 1n, seller: ALICE, buyer: CAROL };
      expect(act(trader(), { bundles: [bundle], lastSale })).to.deep.equal([]);
    });
  });

  it("does nothing of its own on most days", () => {
    const agent = versatile(saying([]), aCharacter({ random: idle() }), WAYS);
    const bid = { orderHash: hash(9), maker: BOB, price: 9_900n * USD, left: 2, expiresAt: NOON + 86_400 };
    expect(act(agent, { owners: ALICES, auctions: [anAuction()], collectionBids: [bid] })).to.deep.equal([]);
  });

  it("keeps the name, kind and accounts of the trader", () => {
    expect(trader()).to.deep.include({ id: "test/1", kind: "collector", accounts: [ALICE] });
  });
});

function trader(intents: readonly Intent[] = [], ways: Ways = WAYS): Agent {
  return versatile(saying(intents), aCharacter({ random: eager() }), ways);
}

function saying(intents: readonly Intent[]): Agent {
  const accounts: readonly Address[] = [ALICE];
  return { id: "test/1", kind: "collector", accounts, act: () => intents };
}

function act(agent: Agent, scene: Scene = {}): readonly Intent[] {
  return agent.act(aView(scene));
}

function bids(agent: Agent, scene: Scene): readonly Intent[] {
  return act(agent, scene).filter((intent) => intent.do === "bidAtAuction");
}
