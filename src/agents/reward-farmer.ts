import type { Agent, Intent, Truth } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { microUsdFromNumber, USD, usdToNumber, type Address, type MicroUsd } from "../domain/primitives.ts";
import { buyBest, offer, valueOf, type Character } from "./character.ts";

/** As `Membership` counts: a fee that was paid earns one part in so many. */
export const FEE_PER_POINT = 10;
/** Days between its trades; after each that was refused, twice as many, up to the second. */
const PACE_DAYS = 2;
const SLOWEST_PACE_DAYS = 64;
const HANDFUL = 8;
/** What a farmer puts in, in typical parcels. */
const CAPITAL = 2;
/** Least gain on a trade that is worth the trouble, as a share of its fee; each farmer has its own up to this. */
const TROUBLE = 0.4;

/** What the market takes of a price, and what it pays for the points; times in unix seconds. */
export interface FarmingTerms {
  /** Fee and royalty together, in percent. */
  readonly costPct: number;
  readonly feePct: number;
  readonly rewards: readonly { readonly from: number; readonly until: number; readonly usdPerPoint: number }[];
}

/** Reward for each dollar that fee and royalty cost today. Farming pays above 1. */
export function rewardPerCost({ costPct, feePct, rewards }: FarmingTerms, time: number): number {
  const { usdPerPoint } = rewards.find(({ from, until }) => from <= time && time < until + DAY) ?? { usdPerPoint: 0 };
  return costPct === 0 ? 0 : ((feePct / FEE_PER_POINT) * usdPerPoint) / costPct;
}

/**
 * Breaks the rules, to test what stops it: while the market pays more for volume than it takes, sells one parcel to and fro
 * between two wallets, with all its money as the price, by private signed orders. The money goes back through the exchange.
 * It is told nothing of the engine; each refusal doubles its patience. When farming pays no more, it sells out and leaves.
 * Source: the volume of LooksRare (94.5 to 98 % wash) and X2Y2 (84 to 87 %) while they paid rewards; see FACTS.
 */
export function rewardFarmer(self: Character, second: Address, terms: FarmingTerms): Agent {
  const wallets = [self.account, second] as const;
  const truth: Truth = { honest: false, ring: self.id, kind: "farming" };
  const trouble = 1 + TROUBLE * self.random.next();
  let joined = 0;
  let pace = PACE_DAYS;
  let nextAt = 0;
  let tried:
    { readonly tokenId: bigint; readonly seller: Address; readonly price: MicroUsd; readonly time: number } | undefined;

  const act = (view: MarketView): readonly Intent[] => {
    const pays = rewardPerCost(terms, view.time) >= trouble;
    if (!pays && joined === 0) return [];
    if (joined < wallets.length) return join(view);
    const reward = look(view);
    if (!pays) return [...reward, ...leave(view)];
    if (view.time < nextAt) return reward;
    const [next] = wallets.flatMap((owner) => view.holdings(owner).map((tokenId) => ({ tokenId, owner })));
    if (next !== undefined) return [...reward, ...wash(view, next.tokenId, next.owner)];
    const isInCustody = tried !== undefined && wallets.some((own) => own === view.belongsTo(tried?.tokenId ?? 0n));
    return isInCustody ? reward : [...reward, ...buyBest(view, self, HANDFUL, (id) => 1.1 * valueOf(view, self, id))];
  };

  /** A wallet a day, each from the exchange, so that neither is the other's first money. */
  const join = (view: MarketView): readonly Intent[] => {
    const account = wallets[joined] ?? self.account;
    const capital = joined === 0 ? CAPITAL * view.typicalUsd : 1;
    joined++;
    return [{ do: "join", account, amount: BigInt(Math.ceil(capital)) * USD }];
  };

  const wash = (view: MarketView, tokenId: bigint, seller: Address): readonly Intent[] => {
    const buyer = seller === self.account ? second : self.account;
    const [own, ready] = [view.balance(seller), view.balance(buyer)];
    const price = ((own + ready) / USD) * USD;
    if (price < USD) return [];
    tried = { tokenId, seller, price, time: view.time };
    nextAt = view.time + pace * DAY;
    const moved: readonly Intent[] =
      own === 0n ? [] : [withdraw(seller, own), { do: "deposit", account: buyer, amount: own }];
    return [...moved, { do: "deal", seller, buyer, tokenId, price, truth }];
  };

  /** What became of the last try: its reward, sold at the exchange, or more patience. */
  const look = (view: MarketView): readonly Intent[] => {
    if (tried === undefined) return [];
    const { tokenId, seller, price, time } = tried;
    const sale = view.lastSale(tokenId);
    const hasSettled =
      sale !== undefined && sale.time >= time && sale.seller === seller && wallets.includes(sale.buyer);
    if (!hasSettled && view.ownerOf(tokenId) !== seller) return [];
    tried = undefined;
    if (!hasSettled) {
      pace = Math.min(SLOWEST_PACE_DAYS, 2 * pace);
      nextAt = time + pace * DAY;
      return [];
    }
    const usd = (usdToNumber(price) * terms.costPct * rewardPerCost(terms, time)) / 100;
    return [{ do: "deposit", account: sale.buyer, amount: microUsdFromNumber(usd) }];
  };

  const leave = (view: MarketView): readonly Intent[] =>
    wallets.flatMap((account) => {
      const held = view.holdings(account).filter((tokenId) => view.askOf(tokenId) === undefined);
      const asks = held.map((tokenId) => offer({ ...self, account }, tokenId, 0.95 * valueOf(view, self, tokenId), 4));
      const spare = view.balance(account);
      return spare === 0n ? asks : [...asks, withdraw(account, spare)];
    });

  return { id: self.id, kind: self.kind, accounts: wallets, act };
}

function withdraw(account: Address, amount: MicroUsd): Intent {
  return { do: "withdraw", account, amount };
}
