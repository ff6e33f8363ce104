import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { BPS, USD, type MicroUsd } from "../domain/primitives.ts";
import type { InstalmentPlan } from "../domain/scenario.ts";
import { acceptBid, askedPrice, buyBest, cashOut, offer, trend, valueOf, type Character } from "./character.ts";

/** What the scenario says, with its date in unix seconds. */
export interface InstalmentTerms extends Omit<InstalmentPlan, "from"> {
  readonly from: number;
}

/**
 * Below its value a house is sold for after a foreclosure, on average. Source: Campbell, Giglio and Pathak, Forced Sales and House
 * Prices, American Economic Review 101 (2011): 27 percent, all transactions of Massachusetts in 20 years.
 */
const FORECLOSURE_DISCOUNT = 0.27;
const HANDFUL = 5;
/** Parcels held that are not under a plan; with so many it buys no more. */
const STOCK = 3;
const OFFER_DAYS = 10;
const ASK_DAYS = 4;
/** Nobody finances a market that fell by so much within 60 days. */
const SHUT_BELOW = Math.log(0.8);

/**
 * Buys parcels and sells them on instalments, dearer than for cash. Asks for a larger deposit when prices fall. Forecloses whoever
 * is late beyond the grace, and sells what came back at once, below its value.
 */
export function financier(self: Character, terms: InstalmentTerms): Agent {
  let hasJoined = false;
  const financed = new Set<bigint>();
  const act = (view: MarketView): readonly Intent[] => {
    if (view.time < terms.from) return [];
    if (!hasJoined) {
      hasJoined = true;
      return [{ do: "join", account: self.account, amount: BigInt(Math.ceil(2 * view.typicalUsd)) * USD }];
    }
    for (const { seller, tokenId } of view.plans) if (seller === self.account) financed.add(tokenId);
    for (const tokenId of financed) if (view.belongsTo(tokenId) !== self.account) financed.delete(tokenId);
    const held = view.holdings(self.account);
    return [
      ...forecloseLate(view, self),
      ...held.flatMap((tokenId) =>
        financed.has(tokenId) ? sellForced(view, self, tokenId) : offerOn(view, self, terms, tokenId),
      ),
      ...restock(view, self, held.length),
      ...cashOut(view, self, 0.002),
    ];
  };
  return { id: self.id, kind: self.kind, accounts: [self.account], act };
}

function forecloseLate(view: MarketView, { account }: Character): readonly Intent[] {
  return view.plans
    .filter(({ seller, foreclosableAt }) => seller === account && foreclosableAt < view.time)
    .map(({ planId }) => ({ do: "foreclose", caller: account, planId }));
}

/** To the best bidder at that price, or to anyone. */
function sellForced(view: MarketView, self: Character, tokenId: bigint): readonly Intent[] {
  const usd = (1 - FORECLOSURE_DISCOUNT) * valueOf(view, self, tokenId);
  const accepted = acceptBid(view, self, tokenId, usd);
  if (accepted !== undefined) return [accepted];
  return view.askOf(tokenId) === undefined ? [offer(self, tokenId, usd, ASK_DAYS)] : [];
}

/** On instalments while that market is open, for cash now and then, and for cash alone when it has shut. */
function offerOn(view: MarketView, self: Character, terms: InstalmentTerms, tokenId: bigint): readonly Intent[] {
  const value = valueOf(view, self, tokenId);
  const accepted = acceptBid(view, self, tokenId, 0.97 * value);
  if (accepted !== undefined) return [accepted];
  const isShut = trend(view, 60) < SHUT_BELOW;
  const [isAsked, isOffered] = [
    view.askOf(tokenId) !== undefined,
    view.planOffers.some((one) => one.tokenId === tokenId),
  ];
  const chance = self.random.next();
  if (!isAsked && chance < (isShut ? 0.05 : 0.01)) return [offer(self, tokenId, 1.04 * value, ASK_DAYS)];
  if (isShut || isOffered || chance > 0.25) return [];
  return [planFor(view, self, terms, tokenId, 1.02 * value)];
}

function planFor(view: MarketView, self: Character, terms: InstalmentTerms, tokenId: bigint, cashUsd: number): Intent {
  const { markupPct, instalments: count, everyDays, graceDays, forfeitPct } = terms;
  const price = askedPrice(self.random, cashUsd * (1 + markupPct / 100));
  // Geanakoplos, The Leverage Cycle, NBER Macroeconomics Annual 24 (2010): margins are low in good times and rise when prices fall.
  const depositPct = trend(view, 60) < 0 ? terms.fallingDepositPct : terms.depositPct;
  const downPayment = wholeDollars((price * BigInt(Math.round(100 * depositPct))) / BPS);
  const instalment = wholeDollars((price - downPayment) / BigInt(count));
  const parts = { downPayment, instalment, count, everyDays, graceDays, forfeitBps: Math.round(100 * forfeitPct) };
  return { do: "offerPlan", seller: self.account, tokenId, ...parts, days: OFFER_DAYS };
}

/** Rounded up, and at least one. */
function wholeDollars(amount: MicroUsd): MicroUsd {
  const dollars = (amount + USD - 1n) / USD;
  return (dollars > 0n ? dollars : 1n) * USD;
}

function restock(view: MarketView, self: Character, held: number): readonly Intent[] {
  if (held >= STOCK || trend(view, 60) < 0 || !self.random.chance(0.15)) return [];
  return buyBest(view, self, HANDFUL, (tokenId) => 0.98 * valueOf(view, self, tokenId));
}
