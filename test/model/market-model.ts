import type { Address, Hex } from "../../src/domain/primitives.ts";
import {
  type Bundle,
  bundleStruct,
  codeAndEvidence,
  type Finding,
  NOBODY,
  NOTHING_FOUND,
  type Order,
  orderStruct,
  ruleId,
  type Trade,
  ZERO_HASH,
} from "./agreements.ts";
import type { MembershipModel } from "./membership-model.ts";
import { type Parts, type Payout, SettlementModel } from "./settlement-model.ts";
import { type Reason, refuse } from "./stage.ts";

const MAX_BUNDLE = 32;

/** Who signed what; or no signature, or bytes that are none. */
export type Signature = { readonly by: Address; readonly digest: Hex } | "none" | "garbage";

export interface Fill {
  readonly order: Order;
  readonly signature: Signature;
  readonly tokenId: bigint;
  readonly proof: readonly Hex[];
}

/** The Merkle sets of this world: which tokens are in the one with this root, and the proof of each. */
export type Sets = ReadonlyMap<bigint, ReadonlyMap<bigint, readonly Hex[]>>;

/** What names an order or bundle everywhere. */
export interface Digests {
  ofOrder(order: Order): Hex;
  ofBundle(bundle: Bundle): Hex;
}

/** What a maker agrees to, apart from what is traded: the same in orders and bundles. */
type Terms = Pick<Order, "maker" | "currency" | "taker" | "startsAt" | "expiresAt" | "counter" | "nonce">;

/** IMarket. */
export class MarketModel {
  state = {
    authorised: new Set<Hex>(),
    /** Maker and nonce. */
    spent: new Set<string>(),
    counters: new Map<Address, bigint>(),
    filled: new Map<Hex, bigint>(),
  };
  readonly settlement: SettlementModel;
  readonly #parts: Parts;
  readonly #membership: MembershipModel;
  readonly #currency: Address;
  readonly #sets: Sets;
  readonly #digests: Digests;

  constructor(
    parts: Parts & { readonly membership: MembershipModel },
    address: Address,
    currency: Address,
    sets: Sets,
    digests: Digests,
  ) {
    this.settlement = new SettlementModel(parts, "market", address);
    this.#membership = parts.membership;
    this.#parts = parts;
    this.#currency = currency;
    this.#sets = sets;
    this.#digests = digests;
    parts.stage.register(this);
  }

  counterOf(maker: Address): bigint {
    return this.state.counters.get(maker) ?? 0n;
  }

  isSpent(maker: Address, nonce: bigint): boolean {
    return this.state.spent.has(`${maker}/${nonce}`);
  }

  filledOf(digest: Hex): bigint {
    return this.state.filled.get(digest) ?? 0n;
  }

  authorise(caller: Address, order: Order): void {
    requireMaker(caller, order.maker);
    const digest = this.#digests.ofOrder(order);
    this.#requireOpen(order, digest);
    this.state.authorised.add(digest);
    this.#parts.stage.emit("market", "OrderAuthorised", digest, caller, orderStruct(order));
  }

  authoriseBundle(caller: Address, bundle: Bundle): void {
    requireMaker(caller, bundle.maker);
    const digest = this.#digests.ofBundle(bundle);
    for (const item of itemsOf(bundle, digest)) this.#requireOpen(item, digest);
    this.state.authorised.add(digest);
    this.#parts.stage.emit("market", "BundleAuthorised", digest, caller, bundleStruct(bundle));
  }

  cancel(caller: Address, orders: readonly Order[]): void {
    for (const order of orders) {
      requireMaker(caller, order.maker);
      this.#spendNonce(order);
      this.#parts.stage.emit("market", "OrderCancelled", this.#digests.ofOrder(order), caller, order.nonce);
    }
  }

  cancelBundle(caller: Address, bundle: Bundle): void {
    requireMaker(caller, bundle.maker);
    this.#spendNonce(bundle);
    this.#parts.stage.emit("market", "OrderCancelled", this.#digests.ofBundle(bundle), caller, bundle.nonce);
  }

  raiseCounter(caller: Address): void {
    const counter = this.counterOf(caller) + 1n;
    this.state.counters.set(caller, counter);
    this.#parts.stage.emit("market", "CounterRaised", caller, counter);
  }

  /** `fill` and `fillFromSet`: a blocked trade reverts. */
  fill(caller: Address, fill: Fill): void {
    requireNotBlocked(this.#fill(caller, fill), ["block"], this.#parts);
  }

  /** Points lower the fee for the good of the member who spends them; a member who buys earns points by the fee. */
  fillAsMember(member: Address, fill: Fill, points: bigint): void {
    const { digest, trade, finding } = this.#agree(member, fill);
    requireNotBlocked(finding, ["block"], this.#parts);
    const [settles, buys] = [finding.verdict === "allow", member === trade.buyer];
    const full = this.settlement.payout(trade);
    const discount = settles && points > 0n ? this.#membership.redeem(member, points, full.fee) : 0n;
    const lower = this.settlement.payout(trade, discount);
    const payout = buys && discount > 0n ? handedOver(lower, member, discount) : lower;
    this.settlement.complete(digest, trade, finding, trade.payer, trade.seller, payout);
    if (settles && buys) this.#membership.earn(member, payout.fee);
  }

  /** A fill that fails leaves a trace and no other. @returns whether the trade settled or is held. */
  tryFill(caller: Address, fill: Fill): boolean {
    let finding = NOTHING_FOUND;
    const outcome = this.#parts.stage.attempt(() => void (finding = this.#fill(caller, fill)));
    const refusal = outcome.done ? finding : refusedBy(outcome.reason);
    if (refusal.verdict === "block") this.#reject(caller, fill, refusal);
    return refusal.verdict !== "block";
  }

  /** All at once where only the engine says no to some of it; else each alone. */
  fillBatch(caller: Address, fills: readonly Fill[], limit: bigint): readonly boolean[] {
    let done: readonly boolean[] = [];
    const outcome = this.#parts.stage.attempt(() => void (done = this.#fillAtOnce(caller, fills, limit)));
    return outcome.done ? done : upTo(limit, fills, (fill) => this.tryFill(caller, fill));
  }

  /** Whole or not at all: an item that would only be held refuses the bundle too. */
  fillBundle(caller: Address, bundle: Bundle, signature: Signature): void {
    this.#fillBundle(caller, bundle, signature, (trade) => this.#parts.rules.onTrade(trade));
  }

  /** IMarketLens: how a fill would end. */
  previewFill(caller: Address, fill: Fill): Finding {
    let finding = NOTHING_FOUND;
    const outcome = this.#parts.stage.imagine(() => void (finding = this.#fill(caller, fill)));
    return outcome.done ? finding : refusedBy(outcome.reason);
  }

  /** IMarketLens: the same for a bundle, but for what the rules will make of its earlier items. */
  previewBundle(caller: Address, bundle: Bundle, signature: Signature): Finding {
    const { stage, rules } = this.#parts;
    let refusal = NOTHING_FOUND;
    const outcome = stage.imagine(() =>
      this.#fillBundle(caller, bundle, signature, (trade) => {
        const finding = rules.preview(trade);
        if (finding.verdict !== "allow") refusal = { ...finding, verdict: "block" };
        return finding;
      }),
    );
    return outcome.done || refusal.verdict === "block" ? refusal : refusedBy(outcome.reason);
  }

  checkFill(caller: Address, fill: Fill): Trade {
    this.#requireFillable(caller, fill, this.#digests.ofOrder(fill.order));
    return this.#trade(caller, fill.order, fill.tokenId);
  }

  checkBundleItem(caller: Address, bundle: Bundle, signature: Signature, index: number): Trade | undefined {
    const digest = this.#digests.ofBundle(bundle);
    const item = this.#agreedItems(caller, bundle, digest, signature)[index];
    return item && this.#itemTrade(caller, item, digest);
  }

  /** What the caller buys is paid in the end, each recipient once. */
  #fillAtOnce(caller: Address, fills: readonly Fill[], limit: bigint): readonly boolean[] {
    const owed = new Map<Address, bigint>();
    const done = upTo(limit, fills, (fill) => {
      const { digest, trade, finding } = this.#agree(caller, fill);
      if (finding.verdict === "block") this.#reject(caller, fill, finding);
      else if (finding.verdict === "hold" || trade.payer !== caller) {
        this.settlement.complete(digest, trade, finding, trade.payer, trade.seller);
      } else {
        const legs = this.settlement.deliver(digest, trade).filter(({ amount }) => amount > 0n);
        for (const { to, amount } of legs) owed.set(to, (owed.get(to) ?? 0n) + amount);
      }
      return finding.verdict !== "block";
    });
    const legs = [...owed].map(([to, amount]) => ({ to, amount }));
    if (legs.length > 0) this.#parts.money.payLegs(this.settlement.address, caller, legs);
    return done;
  }

  #fillBundle(caller: Address, bundle: Bundle, signature: Signature, judge: (trade: Trade) => Finding): void {
    const digest = this.#digests.ofBundle(bundle);
    const items = this.#agreedItems(caller, bundle, digest, signature);
    this.#spendNonce(bundle);
    for (const item of items) {
      const trade = this.#itemTrade(caller, item, digest);
      const finding = judge(trade);
      requireNotBlocked(finding, ["block", "hold"], this.#parts);
      this.settlement.complete(digest, trade, finding, trade.payer, trade.seller);
    }
  }

  #fill(caller: Address, fill: Fill): Finding {
    const { digest, trade, finding } = this.#agree(caller, fill);
    if (finding.verdict !== "block") {
      this.settlement.complete(digest, trade, finding, trade.payer, trade.seller);
    }
    return finding;
  }

  /** The order is checked, the engine asked, and the order spent unless the engine blocks. */
  #agree(caller: Address, fill: Fill) {
    const { order, tokenId } = fill;
    const digest = this.#digests.ofOrder(order);
    this.#requireFillable(caller, fill, digest);
    const trade = this.#trade(caller, order, tokenId);
    const finding = this.#parts.rules.onTrade(trade);
    if (finding.verdict !== "block") this.#spend(order, digest);
    return { digest, trade, finding };
  }

  #reject(caller: Address, { order, tokenId }: Fill, { rule, reason }: Finding): void {
    const { stage } = this.#parts;
    const { seller, buyer } = sidesOf(order, caller);
    const price = this.#isAlive(order) ? this.#priceNow(order) : order.price;
    const sale = [this.#digests.ofOrder(order), order.collection, tokenId, seller, buyer, price];
    const { code, evidence } = codeAndEvidence(reason ? stage.encode(reason) : "0x");
    stage.emit("market", "TradeRejected", ...sale, ruleId(rule), code, evidence);
  }

  /** A bid for several tokens is spent by the last of them. */
  #spend(order: Order, digest: Hex): void {
    if (order.amount > 1n) {
      const filled = this.filledOf(digest) + 1n;
      this.state.filled.set(digest, filled);
      this.#parts.stage.emit("market", "OrderPartFilled", digest, filled, order.amount);
      if (filled < order.amount) return;
    }
    this.#spendNonce(order);
  }

  #spendNonce({ maker, nonce }: Terms): void {
    this.state.spent.add(`${maker}/${nonce}`);
  }

  #requireFillable(caller: Address, { order, signature, tokenId, proof }: Fill, digest: Hex): void {
    this.#requireAgreed(caller, order, digest, signature);
    if (order.scope === "token" && order.tokenId !== tokenId) refuse("MarketTokenMismatch", order.tokenId, tokenId);
    if (order.scope === "set" && !this.#isInSet(order.tokenId, tokenId, proof)) {
      refuse("MarketTokenNotInSet", order.tokenId, tokenId);
    }
    requireFingerprint(order, tokenId);
  }

  #requireAgreed(caller: Address, order: Order, digest: Hex, signature: Signature): void {
    this.#requireOpen(order, digest);
    if (this.#parts.stage.now < order.startsAt) refuse("MarketOrderNotStarted", digest, order.startsAt);
    if (order.taker !== NOBODY && order.taker !== caller) refuse("MarketTakerMismatch", order.taker, caller);
    const agreed =
      signature === "none"
        ? caller === order.maker || this.state.authorised.has(digest)
        : signature !== "garbage" && signature.by === order.maker && signature.digest === digest;
    if (!agreed) refuse("MarketSignatureInvalid", digest, order.maker);
  }

  /** That the order makes sense, and that the maker has not taken it back. */
  #requireOpen(order: Order, digest: Hex): void {
    const { maker, price, endPrice, amount, expiresAt, counter, nonce } = order;
    const [ask, one] = [order.side === "ask", order.scope === "token"];
    if (order.currency !== this.#currency) refuse("MarketCurrencyNotAccepted", order.currency);
    if (price === 0n || endPrice === 0n) refuse("MarketPriceZero", digest);
    if (ask ? endPrice > price : endPrice < price) refuse("MarketPriceDirectionInvalid", digest, price, endPrice);
    if (ask && !one) refuse("MarketAskNeedsToken", digest);
    if (one ? amount !== 1n : amount === 0n) refuse("MarketAmountInvalid", digest, amount);
    if (this.#parts.stage.now >= expiresAt) refuse("MarketOrderExpired", digest, expiresAt);
    if (counter !== this.counterOf(maker)) refuse("MarketCounterMismatch", maker, counter, this.counterOf(maker));
    if (this.isSpent(maker, nonce)) refuse("MarketOrderSpent", digest, nonce);
  }

  #agreedItems(caller: Address, bundle: Bundle, digest: Hex, signature: Signature): readonly Order[] {
    const items = itemsOf(bundle, digest);
    const [first] = items;
    if (first) this.#requireAgreed(caller, first, digest, signature);
    return items;
  }

  #itemTrade(caller: Address, item: Order, digest: Hex): Trade {
    if (item.price === 0n) refuse("MarketPriceZero", digest);
    requireFingerprint(item, item.tokenId);
    return this.#trade(caller, item, item.tokenId);
  }

  #trade(caller: Address, order: Order, tokenId: bigint): Trade {
    const { seller, buyer } = sidesOf(order, caller);
    const { collection, currency } = order;
    const price = this.#priceNow(order);
    return { settler: this.settlement.address, collection, tokenId, seller, buyer, payer: buyer, currency, price };
  }

  #isInSet(root: bigint, tokenId: bigint, proof: readonly Hex[]): boolean {
    const right = this.#sets.get(root)?.get(tokenId);
    return right !== undefined && right.join() === proof.join();
  }

  #isAlive({ startsAt, expiresAt }: Order): boolean {
    return startsAt <= this.#parts.stage.now && this.#parts.stage.now < expiresAt;
  }

  /**
   * On the straight line from `price` at the start to `endPrice` at the end, rounded for the maker's good: up for asks, which
   * fall, and down for bids, which rise. One that does neither is refused, but its trace names a price.
   */
  #priceNow({ price, endPrice, startsAt, expiresAt }: Order): bigint {
    const life = expiresAt - startsAt;
    const weighted = price * (expiresAt - this.#parts.stage.now) + endPrice * (this.#parts.stage.now - startsAt);
    return price > endPrice ? (weighted + life - 1n) / life : weighted / life;
  }
}

function requireMaker(caller: Address, maker: Address): void {
  if (caller !== maker) refuse("MarketNotMaker", caller, maker);
}

/** The parcels of this world are no estates: none has a fingerprint. */
function requireFingerprint({ collection, fingerprint }: Order, tokenId: bigint): void {
  if (fingerprint !== ZERO_HASH) refuse("MarketFingerprintMismatch", collection, tokenId, fingerprint);
}

function requireNotBlocked(finding: Finding, refused: readonly Finding["verdict"][], { stage }: Parts): void {
  if (!refused.includes(finding.verdict)) return;
  const { code, evidence } = codeAndEvidence(finding.reason ? stage.encode(finding.reason) : "0x");
  refuse("SettlementTradeRefused", ruleId(finding.rule), code, evidence);
}

function sidesOf({ side, maker }: Order, caller: Address): { readonly seller: Address; readonly buyer: Address } {
  return side === "ask" ? { seller: maker, buyer: caller } : { seller: caller, buyer: maker };
}

/** A bundle's items as orders that share its terms and its nonce. */
function itemsOf({ items, ...terms }: Bundle, digest: Hex): readonly Order[] {
  if (items.length === 0 || items.length > MAX_BUNDLE) refuse("MarketBundleSizeInvalid", digest, BigInt(items.length));
  return items.map((item) => ({ ...terms, ...item, scope: "token", amount: 1n, endPrice: item.price }));
}

/** What no rule refused but the market, the token or the parcel. */
function refusedBy(reason: Reason): Finding {
  return { verdict: "block", rule: "", reason };
}

/** The discount, which the seller's leg has, goes to the buyer instead. */
function handedOver({ legs: [seller, ...others], fee, royalty }: Payout, buyer: Address, discount: bigint): Payout {
  if (seller === undefined) throw new RangeError("a payout without a seller");
  const less = { ...seller, amount: seller.amount - discount };
  return { legs: [less, ...others, { to: buyer, amount: discount }], fee, royalty };
}

/** Tries one after the other until `limit` of them are done. */
function upTo<T>(limit: bigint, all: readonly T[], attempt: (one: T) => boolean): readonly boolean[] {
  let left = limit;
  return all.map((one) => {
    const done = left > 0n && attempt(one);
    if (done) left -= 1n;
    return done;
  });
}
