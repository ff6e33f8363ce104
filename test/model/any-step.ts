import fc from "fast-check";

import type { BundleTerms, Call, FillPart, OrderTerms, Step } from "./steps.ts";
import { FLAWS } from "./steps.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Few of everything, so that calls meet. One token does not exist, and one trader begins without money. */
const trader = fc.oneof({ arbitrary: fc.nat(1), weight: 1 }, { arbitrary: fc.nat(4), weight: 2 });
const token = fc.oneof(
  { arbitrary: fc.nat(1), weight: 20 },
  { arbitrary: fc.nat(5), weight: 40 },
  { arbitrary: fc.constant(6), weight: 1 },
);
const house = fc.nat(1);
const price = fc.constantFrom(0, 1, 2, 2, 3, 4);
const known = fc.nat(11);
const often = mostly(fc.constant(true), fc.constant(false));
const seldom = mostly(fc.constant(false), fc.constant(true));
/** Null for who should: an order's maker, a token's owner, the officer. */
const rightly = exceptionally(trader);

const wait = fc.oneof(
  { arbitrary: fc.constant(0), weight: 12 },
  { arbitrary: fc.constantFrom(1, 60, HOUR - 600, HOUR), weight: 8 },
  { arbitrary: fc.constantFrom(DAY, 3 * DAY, 7 * DAY, 10 * DAY, 10 * DAY, 20 * DAY), weight: 5 },
  { arbitrary: fc.constantFrom(30 * DAY, 40 * DAY), weight: 1 },
);

const terms = {
  maker: trader,
  byOwner: often,
  taker: exceptionally(trader),
  startsIn: fc.oneof(
    { arbitrary: fc.constant(0), weight: 20 },
    { arbitrary: fc.constantFrom(-DAY, 60, DAY), weight: 1 },
  ),
  life: fc.oneof(
    { arbitrary: fc.constantFrom(60 * DAY, 180 * DAY), weight: 20 },
    { arbitrary: fc.constantFrom(0, HOUR, DAY), weight: 1 },
  ),
  nonce: exceptionally(fc.constantFrom(0, 1, 191, 192, 255, 256)),
  flaw: fc.oneof({ arbitrary: fc.constant(null), weight: 30 }, { arbitrary: fc.constantFrom(...FLAWS), weight: 1 }),
};

const askTerms = {
  ...terms,
  side: fc.constant("ask" as const),
  scope: fc.constant("token" as const),
  token,
  set: fc.constant(0),
  amount: fc.constant(1),
  price,
  linear: seldom,
};
const ask: fc.Arbitrary<OrderTerms> = fc.record(askTerms);
const bid: fc.Arbitrary<OrderTerms> = fc.record({
  ...terms,
  side: fc.constant("bid" as const),
  scope: fc.constantFrom("token" as const, "collection" as const, "set" as const, "set" as const),
  token,
  set: fc.nat(3),
  amount: fc.integer({ min: 1, max: 3 }),
  price,
  linear: seldom,
});
const order = fc.oneof({ arbitrary: ask, weight: 3 }, { arbitrary: bid, weight: 2 });

const bundle: fc.Arbitrary<BundleTerms> = fc.record({
  ...terms,
  side: fc.constantFrom("ask" as const, "ask" as const, "bid" as const),
  items: fc.oneof(
    { arbitrary: fc.array(fc.record({ token, price }), { minLength: 1, maxLength: 3 }), weight: 20 },
    { arbitrary: fc.constant([]), weight: 1 },
  ),
});

const signed = fc.oneof(
  { arbitrary: fc.constant("maker" as const), weight: 20 },
  { arbitrary: fc.constant("nobody" as const), weight: 2 },
  { arbitrary: fc.constantFrom("stranger" as const, "garbage" as const), weight: 1 },
);

const part = {
  order: fc.oneof({ arbitrary: known, weight: 2 }, { arbitrary: order, weight: 3 }),
  signed,
  token,
  namedToken: often,
  proof: fc.oneof(
    { arbitrary: fc.constant("right" as const), weight: 9 },
    { arbitrary: fc.constantFrom("none" as const, "wrong" as const), weight: 1 },
  ),
} satisfies { readonly [K in keyof FillPart]: fc.Arbitrary<FillPart[K]> };

function fillBy<W extends "fill" | "fillFromSet" | "tryFill" | "checkFill" | "preview" | "previewFill">(way: W) {
  return fc.record({ do: fc.constant(way), by: trader, byFitting: often, ...part });
}

function bundleBy<W extends "fillBundle" | "checkBundleItem" | "previewBundle">(way: W) {
  const which = fc.oneof({ arbitrary: known, weight: 1 }, { arbitrary: bundle, weight: 2 });
  return fc.record({ do: fc.constant(way), by: trader, byFitting: often, bundle: which, signed });
}

function disposal<W extends "release" | "reverse" | "unfreeze">(way: W) {
  return fc.record({ do: fc.constant(way), case: fc.nat(3), by: rightly });
}

function byAnyone<W extends "expire" | "deliver">(way: W) {
  return fc.record({ do: fc.constant(way), case: fc.nat(3), by: trader, patient: fc.boolean() });
}

const auction = fc.constantFrom(0, 0, 1, 1, 2);

function onAuction<W extends "settle" | "unwind" | "deliverToken" | "minimumBid">(what: W) {
  return fc.record({ do: fc.constant(what), auction, by: trader, patient: fc.boolean() });
}

/** What becomes of held trades. */
const DISPUTES: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<Call> }[] = [
  { weight: 3, arbitrary: disposal("release") },
  { weight: 4, arbitrary: disposal("reverse") },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("appeal" as const), case: fc.nat(3), by: rightly, bySeller: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("freeze" as const),
      case: fc.nat(3),
      by: rightly,
      days: fc.constantFrom(0, 10, 20, 60, 180, 181),
    }),
  },
  { weight: 3, arbitrary: disposal("unfreeze") },
  { weight: 2, arbitrary: byAnyone("expire") },
  { weight: 1, arbitrary: byAnyone("deliver") },
];

const amount = fc.constantFrom(1, 0, 2, 2, 3, 3, 4);
const CALLS: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<Call> }[] = [
  { weight: 8, arbitrary: fc.record({ do: fc.constant("authorise" as const), order, by: rightly }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("authoriseBundle" as const), bundle, by: rightly }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("cancel" as const),
      orders: fc.array(known, { minLength: 1, maxLength: 2 }),
      by: rightly,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancelBundle" as const), bundle: known, by: rightly }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("raiseCounter" as const), by: trader }) },
  { weight: 22, arbitrary: fillBy("fill") },
  { weight: 8, arbitrary: fillBy("fillFromSet") },
  { weight: 8, arbitrary: fillBy("tryFill") },
  { weight: 1, arbitrary: fillBy("checkFill") },
  { weight: 2, arbitrary: fillBy("preview") },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant("fillAsMember" as const),
      by: trader,
      byFitting: often,
      points: fc.constantFrom(0, 0, 1, 2, 3, 3, 3, 4),
      ...part,
    }),
  },
  { weight: 5, arbitrary: fillBy("previewFill") },
  { weight: 3, arbitrary: bundleBy("previewBundle") },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("createAuction" as const),
      by: rightly,
      token,
      reserve: fc.nat(3),
      incrementBps: mostly(fc.constantFrom(100, 500, 5_000), fc.constantFrom(99, 5_001)),
      startsIn: mostly(fc.constant(0), fc.constantFrom(-DAY, HOUR)),
      duration: mostly(fc.constantFrom(HOUR, 7 * DAY, 30 * DAY), fc.constantFrom(HOUR - 1, 30 * DAY + 1)),
      flaw: exceptionally(fc.constantFrom("currency" as const, "reserve" as const)),
    }),
  },
  {
    weight: 18,
    arbitrary: fc.record({
      do: fc.constant("bid" as const),
      auction,
      by: trader,
      byFitting: often,
      raise: fc.constantFrom(0, 0, 0, 1, 1, 2, 2, 3),
      late: seldom,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancelAuction" as const), auction, by: rightly }) },
  { weight: 5, arbitrary: onAuction("settle") },
  { weight: 2, arbitrary: onAuction("unwind") },
  { weight: 1, arbitrary: onAuction("deliverToken") },
  { weight: 1, arbitrary: onAuction("minimumBid") },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("withdraw" as const), by: trader }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("fillBatch" as const),
      by: trader,
      parts: fc.array(fc.record(part), { minLength: 1, maxLength: 3 }),
      limit: fc.nat(3),
    }),
  },
  { weight: 7, arbitrary: bundleBy("fillBundle") },
  { weight: 1, arbitrary: bundleBy("checkBundleItem") },
  { weight: 10, arbitrary: fc.record({ do: fc.constant("pay" as const), by: fc.nat(5), to: trader, amount }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("approve" as const),
      by: trader,
      house,
      amount: fc.oneof(fc.constant(null), amount),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("burn" as const), by: trader, amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("mint" as const), to: trader, amount, byStranger: seldom }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("give" as const), by: rightly, to: fc.nat(5), token }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("approveLand" as const), by: trader, house, approved: often }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("attest" as const),
      accounts: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 2 }),
      cluster: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("attestRoot" as const), account: trader, root: trader }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("setHub" as const), account: trader, hub: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("setRuleMode" as const),
      rule: fc.nat(3),
      mode: fc.constantFrom("off" as const, "shadow" as const, "enforce" as const, "enforce" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("setPolicy" as const),
      policy: fc.constantFrom("recorded", "recorded", "recorded", "recorded", "open", "refused", "unlisted"),
      byDecision: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("setFee" as const), house, bps: fc.constantFrom(0, 250, 1_000, 1_001) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("setReviewPeriod" as const), days: fc.constantFrom(1, 14, 90, 91) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("setAppealPeriod" as const), days: fc.constantFrom(1, 3, 30, 31) }),
  },
  { weight: 12, arbitrary: fc.oneof(...DISPUTES) },
];

/** Any step. */
export const anyStep: fc.Arbitrary<Step> = fc.record({ wait, call: fc.oneof(...CALLS) });

function exceptionally<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ arbitrary: fc.constant(null), weight: 12 }, { arbitrary, weight: 1 });
}

/** A step of a hurried game: two parcels go from hand to hand within days, so that their histories grow long. */
export const hurriedStep: fc.Arbitrary<Step> = fc.record({
  wait: fc.constantFrom(0, 1, 60, HOUR, HOUR, 6 * HOUR, DAY),
  call: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant("give" as const), by: rightly, to: fc.nat(4), token: fc.nat(1) }),
    },
    { weight: 6, arbitrary: sale("fill") },
    { weight: 3, arbitrary: sale("tryFill") },
    { weight: 5, arbitrary: fc.oneof(...CALLS) },
  ),
});

/** Alice's or Bob's, for the other: every second such sale is a return. */
const returnOf = {
  by: fc.constantFrom(0, 0, 0, 1),
  byFitting: fc.constant(true),
  signed: fc.constant("maker" as const),
  token: fc.constant(0),
  namedToken: fc.constant(true),
  proof: fc.constant("right" as const),
  order: fc.record({
    ...askTerms,
    token: fc.constant(0),
    byOwner: fc.constant(true),
    taker: fc.constant(null),
    startsIn: fc.constant(0),
    life: fc.constant(60 * DAY),
    nonce: fc.constant(null),
    flaw: fc.constant(null),
    linear: fc.constant(false),
    price: fc.constantFrom(0, 1),
  }),
};

/** A step of a disputed game: the first parcel goes to and fro about every ten days, and officers and parties argue. */
export const disputedStep: fc.Arbitrary<Step> = fc.record({
  wait: fc.constantFrom(0, 0, 0, HOUR, DAY, 2 * DAY, 5 * DAY, 9 * DAY),
  call: fc.oneof(
    { weight: 8, arbitrary: fc.record({ ...returnOf, do: fc.constant("fill" as const) }) },
    { weight: 16, arbitrary: fc.oneof(...DISPUTES) },
    { weight: 1, arbitrary: fc.oneof(...CALLS) },
  ),
});

function sale<W extends "fill" | "tryFill">(way: W) {
  const order = fc.record({ ...askTerms, token: fc.nat(1), price: fc.constantFrom(0, 1, 2) });
  return fc.record({ do: fc.constant(way), by: trader, byFitting: often, ...part, order });
}

function mostly<T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: usual, weight: 7 }, { arbitrary: rare, weight: 1 });
}
