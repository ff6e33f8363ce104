import { expect } from "chai";
import { recoverAddress } from "ethers";

import { accountFor } from "../../../src/chain/accounts.ts";
import { callsFor, type Call, type Spender } from "../../../src/chain/encode.ts";
import { hashOrder } from "../../../src/chain/orders.ts";
import { translator, type KnownMarket } from "../../../src/chain/translate.ts";
import type { Intent } from "../../../src/domain/agents.ts";
import { NO_FINGERPRINT, type InstalmentOffer, type Order, type RentalOffer } from "../../../src/domain/order.ts";
import type { Address, Hex } from "../../../src/domain/primitives.ts";
import { Market__factory } from "../../../typechain-types/factories/market/Market__factory.ts";
import { CONTRACTS } from "../../fixtures/abi-values.ts";
import { BOB, CAROL, hash, NOBODY, NOON, OFFICER } from "../../fixtures/journal-lines.ts";

const CHAIN = 31_337n;
const SELLER = accountFor(7, "flipper/1");
const EXCHANGE: Address = `0xe8${"0".repeat(38)}`;
const calls = callsFor(CONTRACTS);
const market = Market__factory.createInterface();
const list = { do: "list", maker: SELLER.address, tokenId: 5n, price: 9n, days: 4 } as const;

const ESTATE = { fingerprint: hash(99), size: 3 };
const ESTATE_BID = anAsk({ side: "bid", collection: CONTRACTS.estate });
const LET = {
  do: "offerRental",
  landlord: BOB,
  tokenId: 5n,
  pricePerDay: 7n,
  minDays: 1,
  maxDays: 9,
  days: 30,
} as const;
/** Bob's first. */
const OFFER: RentalOffer = {
  landlord: BOB,
  collection: CONTRACTS.land,
  tokenId: 5n,
  fingerprint: NO_FINGERPRINT,
  currency: CONTRACTS.settlementToken,
  pricePerDay: 7n,
  minDays: 1,
  maxDays: 9,
  tenant: NOBODY,
  startsAt: 0,
  expiresAt: NOON + 30 * 86_400,
  counter: 0n,
  nonce: 0n,
};

const SOLD = {
  do: "offerPlan",
  seller: BOB,
  tokenId: 5n,
  downPayment: 30n,
  instalment: 7n,
  count: 12,
  everyDays: 30,
  graceDays: 9,
  forfeitBps: 5_000,
  days: 10,
} as const;
/** Bob's first. */
const PLAN: InstalmentOffer = {
  seller: BOB,
  buyer: NOBODY,
  collection: CONTRACTS.land,
  tokenId: 5n,
  fingerprint: NO_FINGERPRINT,
  currency: CONTRACTS.settlementToken,
  downPayment: 30n,
  instalment: 7n,
  count: 12,
  period: 30 * 86_400,
  graceSeconds: 9 * 86_400,
  forfeitBps: 5_000,
  expiresAt: NOON + 10 * 86_400,
  counter: 0n,
  nonce: 0n,
};

describe("translator", () => {
  for (const [intent, expected] of plain()) {
    it(`makes of "${intent.do}" the calls that do it`, () => {
      expect(fresh()(intent, NOON)).to.deep.equal({ calls: expected });
    });
  }

  it("authorises asks and bids on the chain, each with the maker's next nonce", () => {
    const translate = fresh();
    const orders = [list, { ...list, do: "bid" }, { ...list, maker: BOB }] as const;
    const made = orders.map((intent) => translate(intent, NOON).calls);
    const first = anAsk({ expiresAt: NOON + 4 * 86_400 });
    expect(made).to.deep.equal([
      [calls.authorise(first)],
      [calls.authorise({ ...first, side: "bid", nonce: 1n })],
      [calls.authorise({ ...first, maker: BOB })],
    ]);
  });

  it("takes an open order as an honest trade, unless the taker knows better", () => {
    const translate = fresh(anAsk({}));
    const fill = calls.tryFill(BOB, anAsk({}), "0x", 5n);
    const take = { do: "take", taker: BOB, orderHash: hash(1) } as const;
    expect(translate(take, NOON)).to.deep.equal({ calls: [fill], tradesWith: { honest: true } });
    const truth = { honest: true, lookalike: "gift" } as const;
    expect(translate({ ...take, truth }, NOON).tradesWith).to.deep.equal(truth);
  });

  it("does nothing about an order that is gone", () => {
    const translate = fresh();
    expect(translate({ do: "take", taker: BOB, orderHash: hash(1) }, NOON)).to.deep.equal({ calls: [] });
    expect(translate({ do: "cancel", orderHash: hash(1) }, NOON)).to.deep.equal({ calls: [] });
  });

  it("cancels an order that is there", () => {
    expect(fresh(anAsk({}))({ do: "cancel", orderHash: hash(1) }, NOON).calls).to.deep.equal([calls.cancel(anAsk({}))]);
  });

  it("closes a deal by a private ask of one day, which the seller's own key has signed", () => {
    const truth = { honest: false, ring: "ring/1", kind: "self" } as const;
    const deal = { do: "deal", seller: SELLER.address, buyer: BOB, tokenId: 5n, price: 9n, truth } as const;
    const { calls: made, tradesWith } = fresh()(deal, NOON);
    expect(tradesWith).to.deep.equal(truth);
    const order = anAsk({ taker: BOB, expiresAt: NOON + 86_400 });
    const signature = signatureOf(made);
    expect(made).to.deep.equal([calls.tryFill(BOB, order, signature, 5n)]);
    const signer = recoverAddress(hashOrder(CONTRACTS.market, CHAIN, order), signature);
    expect(signer.toLowerCase()).to.equal(SELLER.address);
  });
});

describe("translator, beyond the plain market", () => {
  it("lets an ask's price fall from today to its end", () => {
    const { calls: made } = fresh()({ ...list, endPrice: 4n }, NOON);
    expect(made).to.deep.equal([
      calls.authorise(anAsk({ endPrice: 4n, startsAt: NOON, expiresAt: NOON + 4 * 86_400 })),
    ]);
  });

  it("binds orders for an estate to what it consists of", () => {
    const { fingerprint } = ESTATE;
    const bid = { do: "bid", maker: SELLER.address, collection: "estate", tokenId: 5n, price: 9n, days: 4 } as const;
    const expected = anAsk({ side: "bid", collection: CONTRACTS.estate, fingerprint, expiresAt: NOON + 4 * 86_400 });
    expect(knowing({ estateOf: () => ESTATE })(bid, NOON).calls).to.deep.equal([calls.authorise(expected)]);
  });

  it("bids for any parcels, and sells into such a bid what the seller names", () => {
    const maker = SELLER.address;
    const any = anAsk({ side: "bid", scope: "collection", tokenId: 0n, amount: 3n, expiresAt: NOON + 2 * 86_400 });
    const bid = { do: "bidForAny", maker, amount: 3, price: 9n, days: 2 } as const;
    expect(fresh()(bid, NOON).calls).to.deep.equal([calls.authorise(any)]);
    const sale = { do: "sellInto", taker: BOB, orderHash: hash(1), tokenId: 77n } as const;
    expect(fresh(any)(sale, NOON)).to.deep.equal({
      calls: [calls.tryFill(BOB, any, "0x", 77n)],
      tradesWith: { honest: true },
    });
    expect(fresh()(sale, NOON)).to.deep.equal({ calls: [] });
  });

  it("sweeps the asks that are still there", () => {
    const sweep = { do: "sweep", taker: BOB, orderHashes: [hash(1), hash(2)], limit: 2 } as const;
    const orderOf = (orderHash: Hex): Order | undefined => (orderHash === hash(2) ? anAsk({}) : undefined);
    expect(knowing({ orderOf })(sweep, NOON)).to.deep.equal({
      calls: [calls.fillBatch(BOB, [anAsk({})], 2)],
      tradesWith: { honest: true },
    });
    expect(fresh()(sweep, NOON)).to.deep.equal({ calls: [] });
  });

  it("offers, takes and cancels bundles", () => {
    const items = [{ tokenId: 5n, price: 9n }] as const;
    const { tokenId, price, collection, fingerprint, ...terms } = anAsk({ expiresAt: NOON + 4 * 86_400 });
    const { maker, currency, taker, startsAt, expiresAt, counter, nonce } = terms;
    const lot = { collection, tokenId, fingerprint, price };
    const bundle = { side: "ask", maker, items: [lot], currency, taker, startsAt, expiresAt, counter, nonce } as const;
    const listed = fresh()({ do: "listBundle", maker, items, days: 4 }, NOON);
    expect(listed.calls).to.deep.equal([calls.authoriseBundle(bundle)]);
    const known = knowing({ bundleOf: () => bundle });
    expect(known({ do: "takeBundle", taker: BOB, orderHash: hash(1) }, NOON)).to.deep.equal({
      calls: [calls.fillBundle(BOB, bundle)],
      tradesWith: { honest: true },
    });
    expect(known({ do: "cancel", orderHash: hash(1) }, NOON).calls).to.deep.equal([calls.cancelBundle(bundle)]);
    expect(fresh()({ do: "takeBundle", taker: BOB, orderHash: hash(1) }, NOON)).to.deep.equal({ calls: [] });
  });

  it("opens auctions that end before the noon of their last day", () => {
    const auction = { do: "auction", seller: BOB, tokenId: 5n, reserve: 9n, minIncrementBps: 500, days: 3 } as const;
    const [collection, currency] = [CONTRACTS.land, CONTRACTS.settlementToken];
    const endsAt = NOON + 3 * 86_400 - 1_800;
    const terms = { collection, tokenId: 5n, currency, reserve: 9n, minIncrementBps: 500, startsAt: 0, endsAt };
    expect(fresh()(auction, NOON).calls).to.deep.equal([calls.createAuction(BOB, terms)]);
  });

  it("settles an auction as the trade that it is", () => {
    const truth = { honest: false, ring: "ring/1", kind: "self" } as const;
    const settle = { do: "settleAuction", caller: BOB, auctionId: 5n } as const;
    const expected = [calls.settleAuction(BOB, 5n)];
    expect(fresh()(settle, NOON)).to.deep.equal({ calls: expected, tradesWith: { honest: true } });
    expect(fresh()({ ...settle, truth }, NOON)).to.deep.equal({ calls: expected, tradesWith: truth });
  });

  it("offers to let, each offer with the landlord's next nonce, which orders do not share", () => {
    const translate = fresh();
    translate({ ...list, maker: BOB }, NOON);
    const made = [translate(LET, NOON), translate(LET, NOON)].map((each) => each.calls);
    expect(made).to.deep.equal([[calls.authoriseOffer(OFFER)], [calls.authoriseOffer({ ...OFFER, nonce: 1n })]]);
  });

  it("rents what is offered and forgets what is not", () => {
    const known = knowing({ offerOf: () => OFFER });
    const rent = { do: "rent", tenant: CAROL, offerHash: hash(1), term: 4 } as const;
    expect(known(rent, NOON).calls).to.deep.equal([calls.rent(CAROL, OFFER, 4)]);
    const cancel = { do: "cancelRentalOffer", offerHash: hash(1) } as const;
    expect(known(cancel, NOON).calls).to.deep.equal([calls.cancelOffer(OFFER)]);
    expect([fresh()(rent, NOON), fresh()(cancel, NOON)]).to.deep.equal([{ calls: [] }, { calls: [] }]);
  });

  it("offers instalments in days, accepts and cancels what is offered, and forgets what is not", () => {
    const translate = fresh();
    const made = [translate(SOLD, NOON), translate(SOLD, NOON)].map((each) => each.calls);
    expect(made).to.deep.equal([[calls.offerPlan(PLAN)], [calls.offerPlan({ ...PLAN, nonce: 1n })]]);
    const known = knowing({ planOfferOf: () => PLAN });
    const accept = { do: "acceptPlan", buyer: CAROL, offerHash: hash(1) } as const;
    expect(known(accept, NOON).calls).to.deep.equal([calls.acceptPlan(CAROL, PLAN)]);
    const cancel = { do: "cancelPlanOffer", offerHash: hash(1) } as const;
    expect(known(cancel, NOON).calls).to.deep.equal([calls.cancelPlanOffer(PLAN)]);
    expect([fresh()(accept, NOON), fresh()(cancel, NOON)]).to.deep.equal([{ calls: [] }, { calls: [] }]);
  });

  it("tries a trade with the last instalment alone, and gives it the gas that the house asks for", () => {
    const pay = { do: "payInstalments", buyer: BOB, planId: 5n, instalments: 2 } as const;
    const known = knowing({ instalmentsLeftOf: () => 2 });
    const last = [calls.payLastInstalments(BOB, 5n, 2)];
    expect(known(pay, NOON)).to.deep.equal({ calls: last, tradesWith: { honest: true } });
    expect(last[0]?.gas).to.be.at.least(4_500_000);
    expect(known({ ...pay, instalments: 1 }, NOON)).to.deep.equal({ calls: [calls.payInstalments(BOB, 5n, 1)] });
    expect(fresh()({ do: "foreclose", caller: CAROL, planId: 5n }, NOON).calls).to.deep.equal([
      calls.foreclose(CAROL, 5n),
    ]);
  });

  it("ends a rental after its term and breaks it off before", () => {
    const end = { do: "endRental", caller: BOB, rentalId: 5n } as const;
    const known = knowing({ rentalEndOf: () => NOON });
    expect(known(end, NOON).calls).to.deep.equal([calls.endRental(BOB, 5n)]);
    expect(known(end, NOON - 1).calls).to.deep.equal([calls.terminateRental(BOB, 5n)]);
    expect(fresh()(end, NOON)).to.deep.equal({ calls: [] });
  });

  it("dissolves an estate that there is", () => {
    const dissolve = { do: "dissolveEstate", owner: BOB, estateId: 5n } as const;
    const { calls: made } = knowing({ estateOf: () => ESTATE })(dissolve, NOON);
    expect(made).to.deep.equal([calls.dissolveEstate(BOB, 5n, ESTATE.size)]);
    expect(fresh()(dissolve, NOON)).to.deep.equal({ calls: [] });
  });

  for (const [intent, approvals] of firstUses()) {
    it(`gives the approvals that "${intent.do}" needs, once`, () => {
      const translate = knowing({ offerOf: () => OFFER, orderOf: () => ESTATE_BID, planOfferOf: () => PLAN });
      expect(translate(intent, NOON).approvals).to.deep.equal(approvals);
      expect(translate(intent, NOON).approvals).to.equal(undefined);
    });
  }
});

describe("accountFor", () => {
  it("depends on seed and label, and is in lower case", () => {
    expect(accountFor(7, "flipper/1").address).to.equal(SELLER.address);
    const others = [accountFor(8, "flipper/1"), accountFor(7, "flipper/2")].map(({ address }) => address);
    expect(new Set([SELLER.address, ...others]).size).to.equal(3);
    expect(SELLER.address).to.match(/^0x[0-9a-f]{40}$/);
  });
});

/** What whoever uses a house for the first time must approve. */
function firstUses(): readonly (readonly [Intent, readonly Call[]])[] {
  const tokens = (collection: "land" | "estate", spender: Spender) => [calls.approveTokens(BOB, collection, spender)];
  const asked = { reserve: 9n, minIncrementBps: 500, days: 3 };
  const estateForSale = tokens("estate", "market");
  return [
    [{ do: "list", maker: BOB, collection: "estate", tokenId: 5n, price: 9n, days: 4 }, estateForSale],
    [{ do: "take", taker: BOB, orderHash: hash(1) }, estateForSale],
    [
      { do: "listBundle", maker: BOB, items: [{ collection: "estate", tokenId: 5n, price: 9n }], days: 4 },
      estateForSale,
    ],
    [{ do: "auction", seller: BOB, tokenId: 5n, ...asked }, tokens("land", "auctionHouse")],
    [{ do: "bidAtAuction", bidder: BOB, auctionId: 5n, amount: 9n }, [calls.approveMoney(BOB, "auctionHouse")]],
    [LET, tokens("land", "rentals")],
    [{ do: "rent", tenant: BOB, offerHash: hash(1), term: 4 }, [calls.approveMoney(BOB, "rentals")]],
    [SOLD, tokens("land", "instalments")],
    [{ do: "acceptPlan", buyer: BOB, offerHash: hash(1) }, [calls.approveMoney(BOB, "instalments")]],
    [{ do: "joinEstate", owner: BOB, tokenIds: [1n, 2n] }, tokens("land", "estate")],
  ];
}

function fresh(open?: Order) {
  return knowing({ orderOf: () => open });
}

function knowing(known: Partial<KnownMarket>) {
  return translator({
    deployment: CONTRACTS,
    calls,
    chainId: CHAIN,
    exchange: EXCHANGE,
    keyOf: () => SELLER.key,
    known: {
      orderOf: () => undefined,
      bundleOf: () => undefined,
      offerOf: () => undefined,
      estateOf: () => undefined,
      rentalEndOf: () => undefined,
      planOfferOf: () => undefined,
      instalmentsLeftOf: () => undefined,
      ...known,
    },
  });
}

function plain(): readonly (readonly [Intent, readonly Call[]])[] {
  const approvals = [calls.approveMoney(BOB), calls.approveTokens(BOB)];
  return [
    [{ do: "join", account: BOB, amount: 9n }, [calls.transfer(EXCHANGE, BOB, 9n), ...approvals]],
    [{ do: "approve", account: BOB }, approvals],
    [{ do: "deposit", account: BOB, amount: 9n }, [calls.transfer(EXCHANGE, BOB, 9n)]],
    [{ do: "withdraw", account: BOB, amount: 9n }, [calls.transfer(BOB, EXCHANGE, 9n)]],
    [{ do: "pay", from: BOB, to: CAROL, amount: 9n }, [calls.transfer(BOB, CAROL, 9n)]],
    [{ do: "give", from: BOB, to: CAROL, tokenId: 5n }, [calls.give(BOB, CAROL, 5n)]],
    [{ do: "nameOperator", owner: BOB, operator: CAROL, tokenId: 5n }, [calls.nameOperator(BOB, 5n, CAROL)]],
    [{ do: "cancelAuction", seller: BOB, auctionId: 9n }, [calls.cancelAuction(BOB, 9n)]],
    [{ do: "claimRent", caller: BOB, rentalId: 9n }, [calls.claimRent(BOB, 9n)]],
    [{ do: "release", officer: OFFICER, caseId: 9n, reason: "new price" }, [calls.release(OFFICER, 9n, "new price")]],
    [{ do: "reverse", officer: OFFICER, caseId: 9n, reason: "same price" }, [calls.reverse(OFFICER, 9n, "same price")]],
    [{ do: "appeal", party: BOB, caseId: 9n, grounds: "we are two" }, [calls.appeal(BOB, 9n, "we are two")]],
    [{ do: "expire", caller: BOB, caseId: 9n }, [calls.expire(BOB, 9n)]],
  ];
}

/** The seller's first order. */
function anAsk(change: Partial<Order>): Order {
  return {
    side: "ask",
    scope: "token",
    maker: SELLER.address,
    collection: CONTRACTS.land,
    tokenId: 5n,
    fingerprint: NO_FINGERPRINT,
    amount: 1n,
    currency: CONTRACTS.settlementToken,
    price: 9n,
    endPrice: 9n,
    taker: NOBODY,
    startsAt: 0,
    expiresAt: NOON,
    counter: 0n,
    nonce: 0n,
    ...change,
  };
}

function signatureOf([fill]: readonly Call[]): Hex {
  const [, signature] = market.decodeFunctionData("tryFill", fill?.data ?? "0x");
  return `0x${String(signature).slice(2)}`;
}
