import { expect } from "chai";

import { DAY } from "../../src/domain/calendar.ts";
import { USD, type Hex } from "../../src/domain/primitives.ts";
import { openScriptedRun, type ScriptedRun } from "../fixtures/scripted-run.ts";

const PRICE = 1_000n * USD;

describe("the houses", function () {
  this.timeout(60_000);
  let run: ScriptedRun;
  beforeEach(async () => {
    run = await openScriptedRun();
  });
  afterEach(() => run.expectToEqualTheChain());

  describe("auctions", () => {
    const auction = () =>
      ({
        do: "auction",
        seller: run.alice,
        tokenId: run.tokens[0],
        reserve: PRICE,
        minIncrementBps: 500,
        days: 3,
      }) as const;

    it("keep the token while people bid, refund the outbid at once, and deliver it to the last", async () => {
      const { alice, bob, carol, tokens, deployment } = run;
      await run.play(auction());
      await run.play({ do: "bidAtAuction", bidder: bob, auctionId: 1n, amount: PRICE });
      expect(run.view().auctions).to.have.length(1);
      expect(run.view().auctions[0]).to.include({ leader: bob, bid: PRICE, minimumBid: 1_050n * USD });
      expect([run.view().ownerOf(tokens[0]), run.view().belongsTo(tokens[0])]).to.deep.equal([
        deployment.auctionHouse,
        alice,
      ]);
      expect(run.view().holdings(alice)).not.to.include(tokens[0]);
      await run.expectToEqualTheChain();

      const outbid = await run.play({ do: "bidAtAuction", bidder: carol, auctionId: 1n, amount: 1_050n * USD });
      expect(outbid.events.map(({ e }) => e)).to.include.members(["BidPlaced", "BidRefunded"]);
      expect(run.view().balance(bob)).to.equal(100_000n * USD);
      run.wait(3);
      await run.play({ do: "settleAuction", caller: bob, auctionId: 1n });
      expect(run.view().auctions).to.deep.equal([]);
      expect(run.view().belongsTo(tokens[0])).to.equal(carol);
      expect(run.view().lastSale(tokens[0])).to.include({ seller: alice, buyer: carol, price: 1_050n * USD });

      const { attempts, transfers } = run.history();
      expect(attempts).to.have.length(1);
      expect(attempts[0]).to.include({ kind: "auction", house: "auction", collection: "land", outcome: "settled" });
      expect(transfers.filter(({ tokenId }) => tokenId === tokens[0]).map(({ to }) => to)).to.deep.equal([
        alice,
        carol,
      ]);
    });

    it("give the token back where nobody bid, or where the seller thought better of it", async () => {
      const { alice, bob, tokens } = run;
      await run.play(auction());
      await run.play({ do: "cancelAuction", seller: alice, auctionId: 1n });
      expect(run.view().holdings(alice)).to.include(tokens[0]);
      await run.play(auction());
      run.wait(3);
      await run.play({ do: "settleAuction", caller: bob, auctionId: 2n });
      expect(run.view().holdings(alice)).to.include(tokens[0]);
      expect([...run.state.auctions.values()].map(({ status }) => status)).to.deep.equal(["cancelled", "unsold"]);
      expect(run.state.land.custody.size).to.equal(0);
    });

    it("refuse a bid that could not settle, without a trace but the reverted call", async () => {
      await run.play(auction());
      const own = await run.play({ do: "bidAtAuction", bidder: run.alice, auctionId: 1n, amount: PRICE });
      expect(own).to.deep.equal({ ok: false, events: [] });
    });
  });

  describe("rentals", () => {
    const offerHash = (): Hex => run.view().rentalOffers[0]?.offerHash ?? "0x";
    const offer = () =>
      ({
        do: "offerRental",
        landlord: run.alice,
        tokenId: run.tokens[0],
        pricePerDay: USD,
        minDays: 2,
        maxDays: 9,
        days: 5,
      }) as const;

    it("let the tenant use the token, pay the landlord as time passes, and give the token back", async () => {
      const { alice, bob, tokens } = run;
      await run.play(offer());
      expect(run.view().rentalOffers[0]).to.include({ landlord: alice, tokenId: tokens[0], pricePerDay: USD });
      await run.play({ do: "rent", tenant: bob, offerHash: offerHash(), term: 4 });
      expect(run.view().rentalOffers).to.deep.equal([]);
      expect(run.view().userOf(tokens[0])).to.equal(bob);
      expect(run.view().belongsTo(tokens[0])).to.equal(alice);
      expect(run.view().balance(bob)).to.equal(99_996n * USD);
      run.wait(1);
      await run.play({ do: "claimRent", caller: alice, rentalId: 1n });
      expect(run.view().rentals[0]?.paid).to.be.within(USD, USD + USD / 1_000n);
      await run.expectToEqualTheChain();
      run.wait(4);
      expect(run.view().userOf(tokens[0])).to.equal(undefined);
      await run.play({ do: "endRental", caller: bob, rentalId: 1n });
      expect(run.view().rentals).to.deep.equal([]);
      expect(run.view().holdings(alice)).to.include(tokens[0]);
    });

    it("refund the tenant what has not accrued where the landlord ends them", async () => {
      const { alice, bob } = run;
      await run.play(offer());
      await run.play({ do: "rent", tenant: bob, offerHash: offerHash(), term: 4 });
      run.wait(2);
      const { events } = await run.play({ do: "endRental", caller: alice, rentalId: 1n });
      const ended = events.find(({ e }) => e === "RentalEnded");
      expect(ended?.e === "RentalEnded" && ended.refund > 0n).to.equal(true);
    });

    it("forget an offer that is cancelled or has run out", async () => {
      await run.play(offer());
      await run.play({ do: "cancelRentalOffer", offerHash: offerHash() });
      expect(run.state.offers.size).to.equal(0);
      await run.play(offer());
      run.wait(5);
      expect(run.view().rentalOffers).to.deep.equal([]);
    });
  });

  describe("instalments", () => {
    const offer = () =>
      ({
        do: "offerPlan",
        seller: run.alice,
        tokenId: run.tokens[0],
        downPayment: PRICE,
        instalment: PRICE / 2n,
        count: 3,
        everyDays: 10,
        graceDays: 3,
        forfeitBps: 5_000,
        days: 5,
      }) as const;
    const accept = async () => {
      await run.play(offer());
      const offerHash = run.view().planOffers[0]?.offerHash ?? "0x";
      await run.play({ do: "acceptPlan", buyer: run.bob, offerHash });
    };
    const pay = (instalments: number) => run.play({ do: "payInstalments", buyer: run.bob, planId: 1n, instalments });

    it("keep the token until the last payment, with which it is sold at the price of the whole", async () => {
      const { alice, bob, tokens, deployment } = run;
      await accept();
      expect(run.view().planOffers).to.deep.equal([]);
      expect(run.view().plans[0]).to.include({ seller: alice, buyer: bob, left: 3, owed: (3n * PRICE) / 2n });
      expect([run.view().ownerOf(tokens[0]), run.view().belongsTo(tokens[0])]).to.deep.equal([
        deployment.instalments,
        alice,
      ]);
      expect(run.view().balance(bob)).to.equal(100_000n * USD - PRICE);
      run.wait(10);
      await pay(1);
      expect(run.view().plans[0]).to.include({ left: 2, owed: PRICE, paidIn: (3n * PRICE) / 2n });
      await run.expectToEqualTheChain();
      await pay(2);
      expect(run.view().plans).to.deep.equal([]);
      expect(run.view().belongsTo(tokens[0])).to.equal(bob);
      expect(run.view().lastSale(tokens[0])).to.include({ seller: alice, buyer: bob, price: (5n * PRICE) / 2n });

      const { attempts, transfers, planLegs } = run.history();
      expect(attempts).to.have.length(1);
      expect(attempts[0]).to.include({ kind: "instalments", house: "instalments", outcome: "settled" });
      expect(attempts[0]?.gas).to.be.greaterThan(0);
      expect(transfers.filter(({ tokenId }) => tokenId === tokens[0]).map(({ to }) => to)).to.deep.equal([alice, bob]);
      expect(planLegs.map(({ leg, amount }) => [leg, amount])).to.deep.equal([
        ["down-payment", PRICE],
        ["instalment", PRICE / 2n],
        ["instalment", PRICE],
        ["settled", (5n * PRICE) / 2n],
      ]);
    });

    it("are foreclosed by anyone once a payment is late beyond its grace, for half of what was paid", async () => {
      const { alice, bob, carol, tokens } = run;
      await accept();
      const early = await run.play({ do: "foreclose", caller: carol, planId: 1n });
      expect(early.ok).to.equal(false);
      run.wait(14);
      const before = run.view().balance(alice);
      await run.play({ do: "foreclose", caller: carol, planId: 1n });
      expect(run.view().plans).to.deep.equal([]);
      expect(run.view().holdings(alice)).to.include(tokens[0]);
      expect(run.view().balance(alice) - before).to.equal(PRICE / 2n);
      expect(run.view().balance(bob)).to.equal(100_000n * USD - PRICE / 2n);
      const { attempts, planLegs } = run.history();
      expect(attempts).to.deep.equal([]);
      expect(planLegs.at(-1)).to.include({ leg: "foreclosed", planId: 1n, amount: PRICE / 2n });
    });

    it("are unwound where a rule refuses the trade at its end, and everybody has back what was his", async () => {
      const { alice, bob, tokens } = run;
      await accept();
      await run.play({ do: "pay", from: alice, to: bob, amount: PRICE });
      await pay(3);
      expect([...run.state.plans.values()].map(({ status }) => status)).to.deep.equal(["unwound"]);
      expect(run.view().holdings(alice)).to.include(tokens[0]);
      expect(run.view().balance(bob)).to.equal(100_000n * USD + PRICE);
      const [attempt] = run.history().attempts;
      expect(attempt).to.include({ kind: "instalments", outcome: "rejected" });
      expect(attempt?.finding?.rule).to.equal("SelfFinanced");
    });

    it("sell estates too, and forget an offer that is cancelled", async () => {
      const { alice, bob, tokens } = run;
      await run.play({ do: "joinEstate", owner: alice, tokenIds: tokens.slice(0, 3) });
      await run.play({ ...offer(), collection: "estate", tokenId: 1n });
      const offerHash = run.view().planOffers[0]?.offerHash ?? "0x";
      await run.play({ do: "acceptPlan", buyer: bob, offerHash });
      await pay(3);
      expect(run.view().belongsTo(tokens[0])).to.equal(bob);
      await run.play({ ...offer(), tokenId: tokens[4] });
      await run.play({ do: "cancelPlanOffer", offerHash: run.view().planOffers[0]?.offerHash ?? "0x" });
      expect(run.state.planOffers.size).to.equal(0);
    });
  });

  describe("estates", () => {
    const join = () => run.play({ do: "joinEstate", owner: run.alice, tokenIds: run.tokens.slice(0, 3) });

    it("keep parcels together, change hands as one, and fall apart for who owns them then", async () => {
      const { alice, bob, tokens } = run;
      await join();
      expect(run.view().estateOf(tokens[1])).to.deep.equal({
        estateId: 1n,
        owner: alice,
        tokenIds: tokens.slice(0, 3),
        worth: 6,
      });
      expect(run.view().belongsTo(tokens[1])).to.equal(alice);
      expect(run.view().holdings(alice)).to.deep.equal(tokens.slice(3));
      expect(run.view().holdings(alice, "estate")).to.deep.equal([1n]);
      await run.expectToEqualTheChain();

      await run.play({ do: "list", maker: alice, collection: "estate", tokenId: 1n, price: PRICE, days: 4 });
      expect(run.view().asks).to.deep.equal([]);
      const orderHash = run.view().askOf(1n, "estate")?.orderHash ?? "0x";
      await run.play({ do: "take", taker: bob, orderHash });
      expect(run.view().belongsTo(tokens[1])).to.equal(bob);
      expect(run.view().lastSale(1n, "estate")).to.include({ seller: alice, buyer: bob });
      expect(run.view().lastSale(tokens[1])).to.equal(undefined);
      await run.play({ do: "dissolveEstate", owner: bob, estateId: 1n });
      expect(run.view().estates).to.deep.equal([]);
      expect(run.view().holdings(bob)).to.have.members(tokens.slice(0, 3));

      const { attempts, transfers } = run.history();
      expect(attempts.map(({ collection, tokenId, kind }) => [collection, tokenId, kind])).to.deep.equal([
        ["estate", 1n, "ask"],
      ]);
      const [sale] = attempts;
      expect(transfers.filter(({ to }) => to === bob)).to.deep.equal(
        tokens.slice(0, 3).map((tokenId) => ({ n: sale?.n, time: sale?.time, tokenId, from: alice, to: bob })),
      );
    });

    it("are auctioned, let and sold to a bid as parcels are", async () => {
      const { alice, bob, carol, tokens } = run;
      await join();
      const [collection, tokenId] = ["estate", 1n] as const;
      const terms = { pricePerDay: USD, minDays: 1, maxDays: 9, days: 5 };
      await run.play({ do: "offerRental", landlord: alice, collection, tokenId, ...terms });
      await run.play({ do: "rent", tenant: bob, offerHash: run.view().rentalOffers[0]?.offerHash ?? "0x", term: 1 });
      expect(run.view().userOf(1n, "estate")).to.equal(bob);
      expect(run.view().belongsTo(tokens[0])).to.equal(alice);
      run.wait(2);
      await run.play({ do: "endRental", caller: alice, rentalId: 1n });

      const asked = { reserve: PRICE, minIncrementBps: 500, days: 1 };
      await run.play({ do: "auction", seller: alice, collection, tokenId, ...asked });
      await run.play({ do: "bidAtAuction", bidder: bob, auctionId: 1n, amount: PRICE });
      run.wait(1);
      await run.play({ do: "settleAuction", caller: alice, auctionId: 1n });
      expect(run.view().belongsTo(tokens[0])).to.equal(bob);

      await run.play({ do: "bid", maker: carol, collection, tokenId, price: PRICE, days: 4 });
      await run.play({ do: "take", taker: bob, orderHash: run.view().bidsFor(1n, "estate")[0]?.orderHash ?? "0x" });
      expect(run.view().belongsTo(tokens[0])).to.equal(carol);
      expect(run.history().attempts.map(({ kind }) => kind)).to.deep.equal(["auction", "bid"]);
    });
  });

  describe("the market", () => {
    const list = (i: number, price = PRICE) =>
      run.play({ do: "list", maker: run.alice, tokenId: run.tokens[i] ?? 0n, price, days: 4 });
    const kinds = () => run.history().attempts.map(({ kind, outcome }) => [kind, outcome]);

    it("is swept: asks in one transaction, up to the limit, past those that are gone", async () => {
      for (const i of [0, 1, 2, 3]) await list(i);
      const orderHashes = run.view().asks.map(({ orderHash }) => orderHash);
      await run.play({ do: "give", from: run.alice, to: run.carol, tokenId: run.tokens[0] });
      await run.play({ do: "sweep", taker: run.bob, orderHashes, limit: 2 });
      expect(run.view().holdings(run.bob)).to.deep.equal([run.tokens[1], run.tokens[2]]);
      expect(kinds()).to.deep.equal([
        ["sweep", "rejected"],
        ["sweep", "settled"],
        ["sweep", "settled"],
      ]);
      expect(run.history().attempts.map(({ gas }) => gas)).to.deep.equal([0, 0, 0]);
    });

    it("fills a bid for any parcels one by one", async () => {
      const { alice, bob, tokens } = run;
      await run.play({ do: "bidForAny", maker: bob, amount: 2, price: PRICE, days: 4 });
      const orderHash = run.view().collectionBids[0]?.orderHash ?? "0x";
      await run.play({ do: "sellInto", taker: alice, orderHash, tokenId: tokens[0] });
      expect(run.view().collectionBids[0]).to.include({ left: 1, price: PRICE });
      await run.expectToEqualTheChain();
      await run.play({ do: "sellInto", taker: alice, orderHash, tokenId: tokens[1] });
      expect(run.view().collectionBids).to.deep.equal([]);
      expect(kinds()).to.deep.equal([
        ["collection-bid", "settled"],
        ["collection-bid", "settled"],
      ]);
    });

    it("sells at a falling price", async () => {
      const { alice, bob, tokens } = run;
      await run.play({ do: "list", maker: alice, tokenId: tokens[0], price: 2n * PRICE, endPrice: PRICE, days: 4 });
      run.wait(2);
      const [ask] = run.view().asks;
      expect(ask?.price).to.be.within((PRICE * 3n) / 2n - USD, (PRICE * 3n) / 2n);
      await run.play({ do: "take", taker: bob, orderHash: ask?.orderHash ?? "0x" });
      const [sale] = run.history().attempts;
      expect(sale).to.include({ kind: "dutch", outcome: "settled" });
      expect(sale?.price).to.be.within((ask?.price ?? 0n) - PRICE / BigInt(DAY / 12), ask?.price ?? 0n);
    });

    it("sells bundles whole, at a price for each item", async () => {
      const { alice, bob, tokens } = run;
      const items = [
        { tokenId: tokens[0], price: PRICE },
        { tokenId: tokens[1], price: 2n * PRICE },
      ];
      await run.play({ do: "listBundle", maker: alice, items, days: 4 });
      const [bundle] = run.view().bundles;
      expect(bundle?.price).to.equal(3n * PRICE);
      await run.play({ do: "takeBundle", taker: bob, orderHash: bundle?.orderHash ?? "0x" });
      expect(run.view().bundles).to.deep.equal([]);
      expect(run.history().attempts.map(({ kind, price }) => [kind, price])).to.deep.equal([
        ["bundle", PRICE],
        ["bundle", 2n * PRICE],
      ]);
      await run.play({ do: "listBundle", maker: bob, items, days: 4 });
      await run.play({ do: "cancel", orderHash: run.view().bundles[0]?.orderHash ?? "0x" });
      expect(run.state.bundles.size).to.equal(0);
    });
  });
});
