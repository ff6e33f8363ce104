import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { COLLECTIONS, type CollectionName } from "../domain/houses.ts";
import { USD, usdToNumber, type MicroUsd } from "../domain/primitives.ts";
import type { RentalPlan } from "../domain/scenario.ts";
import { topUp, valueOf, type Character } from "./character.ts";

const HANDFUL = 5;
const OFFER_DAYS = 60;
const CENT = USD / 100n;
/** Tenants come within this many days of the market's opening. */
const ARRIVAL_DAYS = 60;

/** What the scenario says, with its date in unix seconds. */
export interface RentalTerms extends Omit<RentalPlan, "from"> {
  readonly from: number;
  /** By how much land that was built on lets dearer than bare land, in percent. */
  readonly premiumPct: number;
}

/** Lets a trader who holds for long rent out what it does not offer for sale. */
export function landlord(trader: Agent, self: Character, terms: RentalTerms): Agent {
  if (!self.random.chance(terms.landlordsPct / 100)) return trader;
  const act = (view: MarketView): readonly Intent[] => {
    const own = trader.act(view);
    if (view.time < terms.from) return own;
    return [...own, ...endOver(view, self), ...offerIdle(view, self, terms, own)];
  };
  return { ...trader, act };
}

/** Rents land to use it, one parcel or estate at a time, and never owns any. */
export function tenant(self: Character, terms: RentalTerms): Agent {
  const arrival = terms.from + self.random.below(ARRIVAL_DAYS) * DAY;
  let hasJoined = false;
  const act = (view: MarketView): readonly Intent[] => {
    if (view.time < arrival) return [];
    if (!hasJoined) {
      hasJoined = true;
      return [{ do: "join", account: self.account, amount: 100n * USD }];
    }
    return rentPlace(view, self, terms, 0.05);
  };
  return { id: self.id, kind: self.kind, accounts: [self.account], act };
}

/** With this chance, and where it has no place yet, takes the one of a handful that costs least for what it is. */
export function rentPlace(
  view: MarketView,
  self: Character,
  terms: Pick<RentalTerms, "premiumPct">,
  probability: number,
): readonly Intent[] {
  const isHoused = view.rentals.some(({ tenant: who, endsAt }) => who === self.account && endsAt > view.time);
  if (isHoused || view.rentalOffers.length === 0 || !self.random.chance(probability)) return [];
  const seen = Array.from({ length: HANDFUL }, () => self.random.pick(view.rentalOffers));
  const dearness = ({ pricePerDay, collection, tokenId }: (typeof seen)[number]): number => {
    const worth = collection === "land" ? view.worth(tokenId) : (view.estate(tokenId)?.worth ?? 0);
    return usdToNumber(pricePerDay) / (worth * useOf(view, collection, tokenId, terms));
  };
  const [best] = seen.toSorted((a, b) => dearness(a) - dearness(b));
  if (best === undefined) return [];
  const { offerHash, minDays, maxDays, pricePerDay } = best;
  // Many short stays and a few long ones.
  const days = Math.round(minDays * (maxDays / minDays) ** self.random.next());
  const rent: Intent = { do: "rent", tenant: self.account, offerHash, term: days };
  return [...topUp(view, self.account, pricePerDay * BigInt(days)), rent];
}

/** What a place is good for, as a multiple of bare land: a scene is there to be used. */
function useOf(
  view: MarketView,
  collection: CollectionName,
  tokenId: bigint,
  { premiumPct }: Pick<RentalTerms, "premiumPct">,
): number {
  const isBuilt = collection === "land" && view.sceneOn(tokenId) !== undefined;
  return isBuilt ? 1 + premiumPct / 100 : 1;
}

function endOver(view: MarketView, { account }: Character): readonly Intent[] {
  return view.rentals
    .filter((rental) => rental.landlord === account && rental.endsAt <= view.time)
    .map(({ rentalId }) => ({ do: "endRental", caller: account, rentalId }));
}

function offerIdle(view: MarketView, self: Character, terms: RentalTerms, own: readonly Intent[]): readonly Intent[] {
  const { minDays, maxDays } = terms;
  const busy = new Set(own.map((intent) => ("tokenId" in intent ? intent.tokenId : undefined)));
  return COLLECTIONS.flatMap((collection) =>
    view
      .holdings(self.account, collection)
      .filter((tokenId) => self.random.chance(0.03) && !busy.has(tokenId))
      .filter((tokenId) => view.askOf(tokenId, collection) === undefined && !isOffered(view, collection, tokenId))
      .map((tokenId): Intent => {
        const tokenIds = collection === "land" ? [tokenId] : (view.estate(tokenId)?.tokenIds ?? []);
        const bare = rentOf(view, self, terms, tokenIds);
        const pricePerDay = wholeCents(100 * usdToNumber(bare) * useOf(view, collection, tokenId, terms));
        return {
          do: "offerRental",
          landlord: self.account,
          collection,
          tokenId,
          pricePerDay,
          minDays,
          maxDays,
          days: OFFER_DAYS,
        };
      }),
  );
}

function isOffered(view: MarketView, collection: CollectionName, tokenId: bigint): boolean {
  return view.rentalOffers.some((offer) => offer.collection === collection && offer.tokenId === tokenId);
}

/** A day's rent in whole cents, as owners guess it. */
function rentOf(view: MarketView, self: Character, { monthlyPct }: RentalTerms, tokenIds: readonly bigint[]): MicroUsd {
  const usd = tokenIds.reduce((sum, tokenId) => sum + valueOf(view, self, tokenId), 0);
  const cents = ((100 * usd * monthlyPct) / 100 / 30) * Math.exp(0.3 * self.random.normal());
  return wholeCents(cents);
}

function wholeCents(cents: number): MicroUsd {
  return BigInt(Math.max(1, Math.round(cents))) * CENT;
}
