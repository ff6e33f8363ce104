import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { usdToNumber, type Hex } from "../domain/primitives.ts";
import { deviate } from "../domain/random.ts";
import { acceptBid, buyBest, cashOut, offer, purseOf, trend, valueOf, type Character } from "./character.ts";
import { listingPace, shoppingPace } from "./pace.ts";

/** Days that an ask stands: short, so that asks follow the market without a cancellation each. */
const ASK_DAYS = 4;
/** How far the bias to sell lowers the least bid that is accepted, as a power of it. */
const CONCESSION = 0.1;
/** Draws each trader's own strength. */
const WINNERS = 0xd15;

/**
 * Believes in a value that moves slower than the market: sells into a boom, buys after a crash.
 * Source: the fundamentalists of Brock and Hommes, 1998.
 */
export function fundamentalist(self: Character): Agent {
  const anchored = (view: MarketView): number => view.typicalUsd ** 0.75 * view.anchorUsd ** 0.25;
  return trader(self, {
    listing: 0.0125,
    shopping: 0.035,
    ask: (view, tokenId) =>
      1.02 * Math.max(valueOf(view, self, tokenId, anchored(view)), 0.8 * valueOf(view, self, tokenId)),
    pay: (view, tokenId) => 0.97 * valueOf(view, self, tokenId, anchored(view)),
  });
}

/** Follows the last month's change, within 25 percent. Source: the chartists of Brock and Hommes, 1998. */
export function momentumTrader(self: Character): Agent {
  const extrapolated = (view: MarketView): number =>
    view.typicalUsd * Math.exp(Math.max(-0.25, Math.min(0.25, 0.4 * trend(view, 30))));
  return trader(self, {
    listing: 0.016,
    shopping: 0.04,
    ask: (view, tokenId) => 1.03 * valueOf(view, self, tokenId, extrapolated(view)),
    pay: (view, tokenId) => (trend(view, 30) > 0 ? valueOf(view, self, tokenId, extrapolated(view)) : 0),
    takesBackBelow: 0.85,
    disposition: dispositionOf(self, 3),
  });
}

/** Buys below value and offers again at once, a little above. */
export function flipper(self: Character): Agent {
  return trader(self, {
    listing: 0.055,
    shopping: 0.06,
    ask: (view, tokenId) => 1.08 * valueOf(view, self, tokenId),
    pay: (view, tokenId) => 0.88 * valueOf(view, self, tokenId),
    disposition: dispositionOf(self, 1.5),
  });
}

/** Holds long, pays well, and bids for the parcels of others. */
export function collector(self: Character): Agent {
  const base = trader(self, {
    listing: 0.0045,
    shopping: 0.035,
    ask: (view, tokenId) => 1.1 * valueOf(view, self, tokenId),
    pay: (view, tokenId) => 1.05 * valueOf(view, self, tokenId),
    disposition: dispositionOf(self, 2.5),
  });
  return { ...base, act: (view) => [...base.act(view), ...courtship(view, self)] };
}

/**
 * Will not sell below what was paid, until a year has softened the memory.
 * Source: Huang and Goetzmann, NBER 31498: loss-averse sellers delay the crash.
 */
export function lossAverseSeller(self: Character): Agent {
  return trader(self, {
    listing: 0.0125,
    shopping: 0.03,
    ask: (view, tokenId) => {
      const sale = view.lastSale(tokenId);
      const value = 1.02 * valueOf(view, self, tokenId);
      if (sale === undefined || sale.buyer !== self.account) return value;
      const years = (view.time - sale.time) / (365 * 86_400);
      return Math.max(value, usdToNumber(sale.price) * Math.exp(-1.2 * years));
    },
    pay: (view, tokenId) => 0.98 * valueOf(view, self, tokenId),
  });
}

/** A newcomer whose money is finite buys a few parcels, and leaves for good once the market has long been falling. */
function finite(): Pick<Habits, "most" | "givesUp"> {
  let hasLeft = false;
  return { most: 3, givesUp: (view) => (hasLeft ||= trend(view, 90) < -0.3) };
}

/**
 * Comes with the hype, overpays a little for the first parcels, and gives up when the market has long been falling.
 * Source: Kawai et al., arXiv 2501.09601: buyers in the boom are mostly new entrants, and lose.
 */
export function newcomer(self: Character): Agent {
  // A path of record has much of the hype and of the despair in it already; where traders make the price, nothing has.
  const { gain, least, most, givingUp, hoping } =
    self.startUsd === undefined
      ? { gain: 0.15, least: -0.03, most: 0.08, givingUp: 1, hoping: 1.05 }
      : { gain: 0.3, least: -0.1, most: 0.15, givingUp: 0.94, hoping: 1.06 };
  return trader(self, {
    listing: 0.016,
    shopping: 0.046,
    ...(self.startUsd === undefined ? {} : finite()),
    ask: (view, tokenId) => (trend(view, 90) < -0.3 ? givingUp : hoping) * valueOf(view, self, tokenId),
    pay: (view, tokenId) =>
      (1 + Math.max(least, Math.min(most, gain * trend(view, 60)))) * valueOf(view, self, tokenId),
    disposition: dispositionOf(self, 3.5),
  });
}

export interface Habits {
  /** Chance a day to offer a parcel that is not offered. */
  readonly listing: number;
  /** Chance a day to look for something to buy. */
  readonly shopping: number;
  /** Most parcels that are held; as many as there are where it is absent. */
  readonly most?: number;
  /** Has had enough: offers so many times as often, and buys nothing. */
  givesUp?(view: MarketView): boolean;
  /** Price asked for a parcel, US dollars. */
  ask(view: MarketView, tokenId: bigint): number;
  /** Most that is paid for one, US dollars. */
  pay(view: MarketView, tokenId: bigint): number;
  /** An ask is taken back once it falls below this share of what would be asked today. Others let it run out. */
  readonly takesBackBelow?: number;
  /** How many times likelier a winner is offered than a loser; 1 for who does not care what was paid. */
  readonly disposition?: number;
}

const HANDFUL = 5;
/** However busy, a trader looks at no more handfuls a day. */
const MOST_LOOKS = 5;
/** Times as often as usual that a trader who gives up offers what it has. */
const FLIGHT = 3;
/** How much of a tight or slack market goes into what is asked, and how far. */
const [FIRMNESS, FIRMEST] = [0.3, Math.log(1.2)];

/** Factor on what is asked: more where parcels sell readily, less where asks find no buyer. */
function firmness({ tightness }: MarketView): number {
  return Math.exp(Math.max(-FIRMEST, Math.min(FIRMEST, FIRMNESS * Math.log(tightness))));
}

/** What all traders do, by the habits of each kind. */
export function trader(self: Character, habits: Habits): Agent {
  const act = (view: MarketView): readonly Intent[] => {
    const intents: Intent[] = [];
    const held = view.holdings(self.account);
    const hasGivenUp = habits.givesUp?.(view) === true;
    for (const tokenId of held) {
      // Whoever flees has got over what it paid.
      const bias = hasGivenUp ? 1 : sellingBias(view, self, tokenId, habits.disposition);
      const atLeast = (): number => (0.97 * valueOf(view, self, tokenId)) / bias ** CONCESSION;
      // Few parcels have a bid, and a value costs more to find than all else here.
      const isWanted = view.bidsFor(tokenId).length > 0;
      const accepted = isWanted ? acceptBid(view, self, tokenId, atLeast()) : undefined;
      if (accepted !== undefined) {
        intents.push(accepted);
        continue;
      }
      const ask = view.askOf(tokenId);
      if (ask !== undefined) {
        const share = habits.takesBackBelow;
        const isOutrun = share !== undefined && usdToNumber(ask.price) < share * habits.ask(view, tokenId);
        if (isOutrun) intents.push({ do: "cancel", orderHash: ask.orderHash });
        continue;
      }
      const pace = (hasGivenUp ? FLIGHT : bias) * listingPace(view, self, tokenId);
      if (!self.random.chance(habits.listing * pace)) continue;
      intents.push(offer(self, tokenId, firmness(view) * habits.ask(view, tokenId), ASK_DAYS));
    }
    const mayBuy = !hasGivenUp && held.length < (habits.most ?? Infinity);
    const looks = Math.min(MOST_LOOKS, habits.shopping * shoppingPace(view, self));
    const bought: Hex[] = [];
    for (let left = Math.floor(looks) + Number(self.random.chance(looks % 1)); left > 0 && mayBuy; left--) {
      intents.push(...buyBest(view, self, HANDFUL, (tokenId) => habits.pay(view, tokenId), bought));
    }
    intents.push(...cashOut(view, self, 0.002));
    return intents;
  };
  return { id: self.id, kind: self.kind, accounts: [self.account], act };
}

/**
 * The disposition effect, stronger in some than in others: winners are sold too early, losers held.
 * Source: Shefrin and Statman 1985; Odean 1998.
 */
function dispositionOf({ tasteSeed }: Character, median: number): number {
  return Math.max(1, median * Math.exp(0.3 * deviate(tasteSeed, WINNERS)));
}

/** Of selling what was bought, as a factor on the chance, by what the market did since; what was not bought has no cost. */
function sellingBias(view: MarketView, self: Character, tokenId: bigint, disposition = 1): number {
  const sale = view.lastSale(tokenId);
  if (sale?.buyer !== self.account) return 1;
  const since = trend(view, Math.round((view.time - sale.time) / DAY));
  return disposition ** (Math.sign(since) / 2);
}

/** A bid, now and then, for a parcel that the collector values above what the market would ask. */
function courtship(view: MarketView, self: Character): readonly Intent[] {
  if (!self.random.chance(0.03) || view.tokens.length === 0) return [];
  const tokenId = self.random.pick(view.tokens);
  const owner = view.belongsTo(tokenId);
  if (owner === self.account || view.bidsFor(tokenId).length > 0) return [];
  const usd = Math.min(valueOf(view, self, tokenId), 1.2 * view.typicalUsd * view.worth(tokenId));
  if (usd > purseOf(view, self)) return [];
  const price = BigInt(Math.round(usd)) * 1_000_000n;
  const bid: Intent = { do: "bid", maker: self.account, tokenId, price, days: 6 };
  const missing = price - view.balance(self.account);
  return missing <= 0n ? [bid] : [{ do: "deposit", account: self.account, amount: missing }, bid];
}
