import type { AccountRole, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { microUsdFromNumber, USD, usdToNumber, type Address, type Hex, type MicroUsd } from "../domain/primitives.ts";
import { deviate, type RandomStream } from "../domain/random.ts";
import { AS_ALL, type MarketHabits } from "../domain/scenario.ts";

/** What all traders have: an account, a stream of their own, a taste in parcels, and so much money. */
export interface Character {
  readonly id: string;
  readonly kind: AccountRole;
  readonly account: Address;
  readonly random: RandomStream;
  /** Seed of the private error on each parcel's worth. */
  readonly tasteSeed: number;
  /** Standard deviation, on the log price, of what the map does not explain. */
  readonly residual: number;
  /** Most that is ever paid for one parcel, in typical parcels. */
  readonly appetite: number;
  /** How much busier than others; 1 on average. */
  readonly activity: number;
  readonly habits: MarketHabits;
  /** Weight that the anchor has beside the market in what the typical parcel is worth to this trader, on the log. */
  readonly grounding: number;
  /** Change of the log of that with log attention. */
  readonly herding: number;
  /** Where money is finite: the typical parcels of `appetite` are those of this price. Else they cost what they do today. */
  readonly startUsd?: number;
}

/** Share of the unexplained variance that everyone sees on the ground (a view, a neighbour); the rest is private error. */
const COMMON_SHARE = 0.7;
/** Days after which a trader thinks about a parcel afresh: errors that last for ever would sort land to its lovers. */
const SECOND_THOUGHTS = 45;
const ON_THE_GROUND = 0x1a9d;

/** Private value of a parcel in US dollars: the typical parcel's x its location's worth x this trader's own error. */
export function valueOf(view: MarketView, self: Character, tokenId: bigint, typicalUsd = believed(view, self)): number {
  const place = Number(BigInt.asUintN(32, tokenId ^ (tokenId >> 117n)));
  const common = Math.sqrt(COMMON_SHARE) * deviate(ON_THE_GROUND, place);
  const thought = Math.floor((view.tick + (self.tasteSeed % SECOND_THOUGHTS)) / SECOND_THOUGHTS);
  const own = Math.sqrt(1 - COMMON_SHARE) * deviate(self.tasteSeed + thought, place);
  return typicalUsd * view.worth(tokenId) * Math.exp(self.residual * (common + own));
}

function believed({ typicalUsd, anchorUsd, mood }: MarketView, { grounding, herding }: Character): number {
  // In a replay it is the path's to the last digit.
  if (grounding === 0 && herding === 0) return typicalUsd;
  return typicalUsd ** (1 - grounding) * anchorUsd ** grounding * mood.attention ** herding;
}

/** Most that this trader pays for one parcel today, US dollars. */
export function purseOf({ typicalUsd, mood }: MarketView, { appetite, startUsd = typicalUsd }: Character): number {
  return appetite * mood.appetite * startUsd;
}

/** Log change of the typical value over the last `days`. */
export function trend(view: MarketView, days: number): number {
  return Math.log(view.typicalUsd / view.typicalUsdBefore(days));
}

/** Offers a parcel for sale. */
export function offer(self: Character, tokenId: bigint, usd: number, days: number): Intent {
  return { do: "list", maker: self.account, tokenId, price: askedPrice(self.random, usd, self.habits.roundPct), days };
}

/** A price in two significant digits, as round as most are on real markets (FACTS: 50 to 61 %), or in three. */
export function askedPrice(random: RandomStream, usd: number, roundPct = AS_ALL.roundPct): MicroUsd {
  const digits = random.chance(roundPct / 100) ? 2 : 3;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(usd)) + 1 - digits);
  return BigInt(Math.max(1, Math.round(usd / step) * step)) * USD;
}

/**
 * Buys the best of a random handful of asks: the one furthest below `limit`, which gives the most to be paid for a parcel
 * in US dollars. Money that is missing comes from the exchange first.
 * @param bought Orders taken already on this day; gains the one that is taken now.
 */
export function buyBest(
  view: MarketView,
  self: Character,
  handful: number,
  limit: (tokenId: bigint) => number,
  bought: Hex[] = [],
): readonly Intent[] {
  let best: { readonly gain: number; readonly orderHash: Hex; readonly price: MicroUsd } | undefined;
  for (let i = 0; i < handful && view.asks.length > 0; i++) {
    const ask = self.random.pick(view.asks);
    // Nobody buys his own parcel, nor one that he sold last.
    if (bought.includes(ask.orderHash)) continue;
    if (ask.maker === self.account || view.lastSale(ask.tokenId)?.seller === self.account) continue;
    const usd = usdToNumber(ask.price);
    const gain = Math.log(limit(ask.tokenId) / usd);
    if (gain < 0 || usd > purseOf(view, self)) continue;
    if (best === undefined || gain > best.gain) best = { gain, orderHash: ask.orderHash, price: ask.price };
  }
  // Finite money may be spent by the first.
  if (best === undefined || (bought.length > 0 && self.startUsd !== undefined)) return [];
  const { orderHash, price } = best;
  // The view's balance is spent after the first.
  const funds: readonly Intent[] =
    bought.length === 0 ? topUp(view, self.account, price) : [{ do: "deposit", account: self.account, amount: price }];
  bought.push(orderHash);
  return [...funds, { do: "take", taker: self.account, orderHash }];
}

/** A deposit from the exchange where the balance does not reach. */
export function topUp(view: MarketView, account: Address, price: MicroUsd): readonly Intent[] {
  const missing = price - view.balance(account);
  if (missing <= 0n) return [];
  // People wire round sums, and enough for the next purchase too.
  const step = microUsdFromNumber(500);
  return [{ do: "deposit", account, amount: ((missing + price) / step + 1n) * step }];
}

/** Takes the best bid for a parcel where it reaches `floor` (US dollars). */
export function acceptBid(
  view: MarketView,
  self: Character,
  tokenId: bigint,
  floor: number,
): Extract<Intent, { do: "take" }> | undefined {
  const bid = view.bidsFor(tokenId).find(({ maker }) => maker !== self.account);
  if (bid === undefined || usdToNumber(bid.price) < floor) return undefined;
  return { do: "take", taker: self.account, orderHash: bid.orderHash };
}

/** Sends what is far beyond need back to the exchange, now and then. */
export function cashOut(view: MarketView, self: Character, probability: number): readonly Intent[] {
  if (!self.random.chance(probability)) return [];
  const spare = view.balance(self.account) - microUsdFromNumber(self.appetite * view.typicalUsd);
  return spare <= 0n ? [] : [{ do: "withdraw", account: self.account, amount: spare }];
}
