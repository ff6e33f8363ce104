import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { microUsdFromNumber, USD, type Address } from "../domain/primitives.ts";
import type { DevelopmentPlan } from "../domain/scenario.ts";
import { acceptBid, buyBest, cashOut, offer, topUp, valueOf, type Character } from "./character.ts";
import { rentPlace, type RentalTerms } from "./rentals.ts";

/** Chance a day to think about building on what is held. */
const THINKS = 0.03;
/** A scene must earn what it costs within so many months, let for this share of the time. */
const PAYBACK_MONTHS = 12;
const LET_SHARE = 0.5;
const ASK_DAYS = 4;
const HANDFUL = 5;
const FIRST_MONEY = 100n * USD;

/** Lets a landlord have scenes built by creators where the higher rent pays for them. The right to build is on chain. */
export function developer(
  landlord: Agent,
  self: Character,
  plan: DevelopmentPlan,
  rentals: RentalTerms,
  creators: readonly Address[],
): Agent {
  if (creators.length === 0 || !self.random.chance(plan.developersPct / 100)) return landlord;
  const act = (view: MarketView): readonly Intent[] => {
    const own = landlord.act(view);
    if (view.time < rentals.from || !self.random.chance(THINKS)) return own;
    return [...own, ...build(view, self, plan, rentals, creators, own)];
  };
  return { ...landlord, act };
}

/** What one scene costs today, US dollars: hours x pay x what the news makes of it. */
export function costOfScene({ mood }: MarketView, { hours, hourlyUsd }: DevelopmentPlan): number {
  return hours * hourlyUsd * mood.developmentCostFactor;
}

function build(
  view: MarketView,
  self: Character,
  plan: DevelopmentPlan,
  { monthlyPct }: RentalTerms,
  creators: readonly Address[],
  own: readonly Intent[],
): readonly Intent[] {
  const usd = costOfScene(view, plan);
  const extraRent = (tokenId: bigint): number =>
    valueOf(view, self, tokenId) * (monthlyPct / 100) * (plan.premiumPct / 100) * PAYBACK_MONTHS * LET_SHARE;
  const busy = new Set(own.map((intent) => ("tokenId" in intent ? intent.tokenId : undefined)));
  const [best] = view
    .holdings(self.account)
    .filter((tokenId) => view.sceneOn(tokenId) === undefined && view.askOf(tokenId) === undefined && !busy.has(tokenId))
    .map((tokenId) => ({ tokenId, gain: extraRent(tokenId) - usd }))
    .toSorted((a, b) => b.gain - a.gain);
  if (best === undefined || best.gain < 0) return [];
  const { tokenId } = best;
  // A creator's first money comes from the exchange: whom a landlord founds may not trade with him.
  const present = creators.filter((creator) => view.balance(creator) > 0n);
  if (present.length === 0) return [];
  const [creator, amount] = [self.random.pick(present), microUsdFromNumber(Math.max(1, Math.round(usd)))];
  // Offers for the bare land are no longer meant.
  const stale = view.rentalOffers.filter((offered) => offered.collection === "land" && offered.tokenId === tokenId);
  return [
    ...stale.map(({ offerHash }): Intent => ({ do: "cancelRentalOffer", offerHash })),
    ...topUp(view, self.account, amount),
    { do: "pay", from: self.account, to: creator, amount },
    { do: "nameOperator", owner: self.account, operator: creator, tokenId },
  ];
}

/**
 * Builds scenes for landlords, who pay; rents land to show its work, and buys a parcel once it has earned one. It never
 * brings money of its own to buy.
 */
export function sceneCreator(self: Character, rentals: RentalTerms): Agent {
  let hasJoined = false;
  const act = (view: MarketView): readonly Intent[] => {
    if (view.time < rentals.from) return [];
    if (!hasJoined) {
      hasJoined = true;
      return [{ do: "join", account: self.account, amount: FIRST_MONEY }];
    }
    const held = view.holdings(self.account);
    const sales = held.flatMap((tokenId): readonly Intent[] => {
      const accepted = acceptBid(view, self, tokenId, 1.05 * valueOf(view, self, tokenId));
      if (accepted !== undefined) return [accepted];
      if (view.askOf(tokenId) !== undefined || !self.random.chance(0.003)) return [];
      return [offer(self, tokenId, 1.1 * valueOf(view, self, tokenId), ASK_DAYS)];
    });
    const showroom = rentPlace(view, self, rentals, 0.02);
    const ground = held.length > 0 || !self.random.chance(0.1) ? [] : buyFromEarnings(view, self);
    return [...sales, ...showroom, ...ground, ...cashOut(view, self, 0.002)];
  };
  return { id: self.id, kind: self.kind, accounts: [self.account], act };
}

/** Nothing is taken that would need a deposit. */
function buyFromEarnings(view: MarketView, self: Character): readonly Intent[] {
  const bought = buyBest(view, self, HANDFUL, (tokenId) => {
    const ask = view.askOf(tokenId);
    const isWithinMeans = ask !== undefined && ask.price <= view.balance(self.account);
    return isWithinMeans ? valueOf(view, self, tokenId) : 0;
  });
  return bought.filter((intent) => intent.do === "take");
}
