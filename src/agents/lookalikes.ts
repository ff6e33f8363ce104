import type { Agent, Intent, Lookalike, Truth } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { microUsdFromNumber, type Address } from "../domain/primitives.ts";
import type { RandomStream } from "../domain/random.ts";
import { askedPrice, buyBest, offer, topUp, valueOf, type Character } from "./character.ts";
import { listingPace, shoppingPace } from "./pace.ts";

const HANDFUL = 8;

/** Sells and, some weeks later, wants the same parcel back: a round trip in form, regret in fact. */
export function buyerBack(self: Character): Agent {
  const truth: Truth = { honest: true, lookalike: "buy-back" };
  let held: readonly bigint[] = [];
  let regretted: { readonly tokenId: bigint; readonly soldAt: number; readonly after: number } | undefined;
  const act = (view: MarketView): readonly Intent[] => {
    if (regretted !== undefined) {
      const { tokenId, soldAt, after } = regretted;
      if (view.time < soldAt + after * DAY) return [];
      const owner = view.ownerOf(tokenId);
      const late = view.time > soldAt + (after + 5) * DAY;
      if (late || owner === undefined || owner === self.account) {
        regretted = undefined;
        return [];
      }
      // A house has it: nobody can sell it now.
      if (owner !== view.belongsTo(tokenId)) return [];
      // An offer that the new owner will hardly refuse, agreed between the two.
      const usd = 1.3 * view.typicalUsd * view.worth(tokenId);
      const price = askedPrice(self.random, usd, self.habits.roundPct);
      regretted = undefined;
      const deal: Intent = { do: "deal", seller: owner, buyer: self.account, tokenId, price, truth };
      return [...topUp(view, self.account, price), deal];
    }
    const sold = held.find((tokenId) => view.lastSale(tokenId)?.seller === self.account);
    held = view.holdings(self.account);
    if (sold !== undefined && self.random.chance(0.5)) {
      regretted = { tokenId: sold, soldAt: view.time, after: 9 + self.random.below(18) };
    }
    return idle(view, self);
  };
  return { id: self.id, kind: self.kind, accounts: [self.account], act };
}

/** Keeps what it buys in a vault of its own, attested by the support layer, and sells from there. */
export function vaultOwner(self: Character, vault: Address): Agent {
  const fromVault: Character = { ...self, account: vault };
  const act = (view: MarketView): readonly Intent[] => {
    const moves = view
      .holdings(self.account)
      .filter(() => self.random.chance(0.2))
      .map((tokenId): Intent => ({ do: "give", from: self.account, to: vault, tokenId }));
    const sales = view
      .holdings(vault)
      .filter((tokenId) => view.askOf(tokenId) === undefined && self.random.chance(0.01))
      .map((tokenId) => offer(fromVault, tokenId, 1.03 * valueOf(view, self, tokenId), 4));
    return [...moves, ...sales, ...shop(view, self, 0.03)];
  };
  return { id: self.id, kind: self.kind, accounts: [self.account, vault], act };
}

/** Gives land to a friend and, a month or more later, buys it back at the market's price. */
export function giver(self: Character, friend: Address): Agent {
  const truth: Truth = { honest: true, lookalike: "gift" };
  const given = new Map<bigint, number>();
  const act = (view: MarketView): readonly Intent[] => {
    const intents: Intent[] = [];
    for (const [tokenId, due] of given) {
      if (view.time < due) continue;
      given.delete(tokenId);
      if (view.ownerOf(tokenId) !== friend) continue;
      const price = askedPrice(self.random, view.typicalUsd * view.worth(tokenId), self.habits.roundPct);
      const deal: Intent = { do: "deal", seller: friend, buyer: self.account, tokenId, price, truth };
      intents.push(...topUp(view, self.account, price), deal);
    }
    const [first] = view.holdings(self.account);
    if (first !== undefined && view.askOf(first) === undefined && self.random.chance(0.01)) {
      given.set(first, view.time + (21 + self.random.below(60)) * DAY);
      intents.push({ do: "give", from: self.account, to: friend, tokenId: first });
    }
    return [...intents, ...shop(view, self, 0.03)];
  };
  return { id: self.id, kind: self.kind, accounts: [self.account, friend], act };
}

/** Two friends who deal with each other again and again, each time over another parcel. */
export function friends(first: Character, second: Character): Agent {
  const truth: Truth = { honest: true, lookalike: "friends" };
  const act = (view: MarketView): readonly Intent[] => {
    const [seller, buyer] = first.random.chance(0.5) ? [first, second] : [second, first];
    const shopping = [...shop(view, first, 0.02), ...shop(view, second, 0.02)];
    if (!first.random.chance(0.04)) return shopping;
    const tokenId = view.holdings(seller.account).find((held) => view.lastSale(held)?.seller !== buyer.account);
    if (tokenId === undefined) return shopping;
    return [...privateSale(view, seller, buyer.account, tokenId, truth), ...shopping];
  };
  return { id: first.id, kind: first.kind, accounts: [first.account, second.account], act };
}

/** One lends the other money; now and then the lender sells the debtor land, usually long after, sometimes within days. */
export function lenders(lender: Character, debtor: Character): Agent {
  const truth: Truth = { honest: true, lookalike: "loan" };
  const random = lender.random;
  let sellAt: number | undefined;
  const act = (view: MarketView): readonly Intent[] => {
    const shopping = shop(view, lender, 0.03);
    if (sellAt !== undefined && view.time >= sellAt) {
      sellAt = undefined;
      const [tokenId] = view.holdings(lender.account);
      if (tokenId !== undefined) return privateSale(view, lender, debtor.account, tokenId, truth);
    }
    if (sellAt === undefined && random.chance(1 / 120)) {
      const amount = microUsdFromNumber(Math.round((0.2 + 0.4 * random.next()) * view.typicalUsd));
      sellAt = view.time + daysUntilSale(random) * DAY;
      return [...topUp(view, lender.account, amount), { do: "pay", from: lender.account, to: debtor.account, amount }];
    }
    return shopping;
  };
  return { id: lender.id, kind: lender.kind, accounts: [lender.account, debtor.account], act };
}

/** One loan in eight is followed by a sale within the rule's week: an honest trade that looks bought. */
function daysUntilSale(random: RandomStream): number {
  return random.chance(1 / 8) ? 2 + random.below(4) : 12 + random.below(60);
}

function privateSale(
  view: MarketView,
  seller: Character,
  buyer: Address,
  tokenId: bigint,
  truth: Extract<Truth, { honest: true }> & { readonly lookalike?: Lookalike },
): readonly Intent[] {
  const price = askedPrice(
    seller.random,
    view.typicalUsd * view.worth(tokenId) * Math.exp(0.1 * seller.random.normal()),
    seller.habits.roundPct,
  );
  return [...topUp(view, buyer, price), { do: "deal", seller: seller.account, buyer, tokenId, price, truth }];
}

function idle(view: MarketView, self: Character): readonly Intent[] {
  const offers = view
    .holdings(self.account)
    .filter(
      (tokenId) => view.askOf(tokenId) === undefined && self.random.chance(0.03 * listingPace(view, self, tokenId)),
    )
    .map((tokenId) => offer(self, tokenId, valueOf(view, self, tokenId), 4));
  return [...offers, ...shop(view, self, 0.04)];
}

function shop(view: MarketView, self: Character, probability: number): readonly Intent[] {
  if (!self.random.chance(probability * shoppingPace(view, self))) return [];
  return buyBest(view, self, HANDFUL, (tokenId) => 0.98 * valueOf(view, self, tokenId));
}
