import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView, PlanOfferView, PlanView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { USD, usdToNumber, type MicroUsd } from "../domain/primitives.ts";
import { acceptBid, offer, trend, valueOf, type Character } from "./character.ts";
import type { InstalmentTerms } from "./financier.ts";
import { trader } from "./traders.ts";

const HANDFUL = 5;
/** They come within this many days of the first offers. */
const ARRIVAL_DAYS = 420;
const PLANS_AT_ONCE = 3;
/** Of what it can spare in a month: so much it promises to pay, since it counts on prices to rise. */
const OVERSTRETCH = 1.5;
/** Days before an instalment is due at which it looks for the money. */
const LOOKS_AHEAD = 12;
/**
 * Below its value an owner short of money sells. After Pulvino, Do Asset Fire Sales Exist?, Journal of Finance 53 (1998), on the used
 * aircraft of constrained airlines; the figure is the one that is cited from it.
 */
const DISTRESS_DISCOUNT = 0.14;
const ASK_DAYS = 4;

/** What it has beside its account: savings, and what it can spare a day. US dollars. */
interface Purse {
  savings: number;
  readonly perDay: number;
}

/**
 * Buys in the boom with a deposit and pays the rest in instalments, as long as the parcel is worth more than the debt and money is
 * there; else it lets the plan be foreclosed. Short of money it sells parcels that it has paid for, below their value.
 */
export function leveraged(self: Character, terms: InstalmentTerms): Agent {
  const arrival = terms.from + self.random.below(ARRIVAL_DAYS) * DAY;
  const [thrift, wage] = [self.random.normal(), self.random.normal()];
  const owner = trader(self, {
    listing: 0.012,
    shopping: 0,
    ask: (view, tokenId) => 1.05 * valueOf(view, self, tokenId),
    pay: () => 0,
  });
  let purse: Purse | undefined;
  const act = (view: MarketView): readonly Intent[] => {
    if (view.time < arrival) return [];
    if (purse === undefined) {
      purse = {
        savings: 0.8 * view.typicalUsd * Math.exp(0.5 * thrift),
        perDay: 1.5 * burdenOf(terms) * view.typicalUsd * Math.exp(0.4 * wage),
      };
      return [{ do: "join", account: self.account, amount: 100n * USD }];
    }
    purse.savings += purse.perDay;
    const plans = view.plans.filter(({ buyer }) => buyer === self.account);
    const [paid, missing] = payDue(view, self, purse, plans);
    const own = missing > 0 ? sellToPay(view, self) : [...owner.act(view), ...shop(view, self, purse, plans)];
    for (const intent of own) if (intent.do === "withdraw") purse.savings += usdToNumber(intent.amount);
    return [...paid, ...own];
  };
  return { id: self.id, kind: self.kind, accounts: [self.account], act };
}

/** What the plan of a typical parcel costs a day, in typical parcels. */
function burdenOf({ depositPct, markupPct, instalments, everyDays }: InstalmentTerms): number {
  return ((1 + markupPct / 100) * (1 - depositPct / 100)) / (instalments * everyDays);
}

/** Pays what is due and worth it; also tells what will be missing for what falls due soon, US dollars. */
function payDue(
  view: MarketView,
  self: Character,
  purse: Purse,
  plans: readonly PlanView[],
): readonly [readonly Intent[], missing: number] {
  let balance = view.balance(self.account);
  let missing = 0;
  const intents: Intent[] = [];
  for (const plan of plans.toSorted((a, b) => a.dueAt - b.dueAt)) {
    const { planId, instalment, dueAt } = plan;
    if (isUnderWater(view, plan) || dueAt > view.time + LOOKS_AHEAD * DAY) continue;
    const short = instalment - balance;
    if (usdToNumber(short) > purse.savings) {
      missing += usdToNumber(short) - purse.savings;
      continue;
    }
    if (dueAt > view.time + DAY) continue;
    if (short > 0n) intents.push(draw(self, purse, short));
    balance = short > 0n ? 0n : -short;
    intents.push({ do: "payInstalments", buyer: self.account, planId, instalments: 1 });
  }
  return [intents, missing];
}

/** Whether the price, moved as the market has since the plan began, is below the debt. */
function isUnderWater(view: MarketView, { paidIn, owed, startedAt }: PlanView): boolean {
  const change = view.typicalUsd / view.typicalUsdBefore(Math.round((view.time - startedAt) / DAY));
  return usdToNumber(paidIn + owed) * change < usdToNumber(owed);
}

/** Who buys on credit thinks most of the land: a rise goes on for a while, a fall is over. Geanakoplos, as in `financier`. */
function expectedValue(view: MarketView, self: Character, tokenId: bigint): number {
  return valueOf(view, self, tokenId) * Math.exp(Math.max(0, Math.min(0.2, 0.4 * trend(view, 60))));
}

/** From savings to the account. */
function draw({ account }: Character, purse: Purse, amount: MicroUsd): Intent {
  purse.savings -= usdToNumber(amount);
  return { do: "deposit", account, amount };
}

/** Offers every parcel that it has paid for at once, and takes any bid that is as good. */
function sellToPay(view: MarketView, self: Character): readonly Intent[] {
  return view.holdings(self.account).flatMap((tokenId): readonly Intent[] => {
    const usd = (1 - DISTRESS_DISCOUNT) * valueOf(view, self, tokenId);
    const accepted = acceptBid(view, self, tokenId, usd);
    if (accepted !== undefined) return [accepted];
    const ask = view.askOf(tokenId);
    // What it asked in better days stands beside the new one until it runs out; buyers take the lower.
    const isCheap = ask !== undefined && usdToNumber(ask.price) < 1.05 * usd;
    return isCheap ? [] : [offer(self, tokenId, usd, ASK_DAYS)];
  });
}

/** Accepts the best of a random handful of offers that it can begin to pay for, while prices rise. */
function shop(view: MarketView, self: Character, purse: Purse, plans: readonly PlanView[]): readonly Intent[] {
  if (plans.length >= PLANS_AT_ONCE || view.planOffers.length === 0) return [];
  if (trend(view, 60) <= 0 || !self.random.chance(0.12)) return [];
  const promised = plans.reduce((sum, { instalment }) => sum + usdToNumber(instalment), 0);
  const money = purse.savings + usdToNumber(view.balance(self.account));
  const gainOf = ({ tokenId, price }: PlanOfferView): number => {
    const usd = usdToNumber(price);
    if (usd > self.appetite * view.typicalUsd) return Number.NEGATIVE_INFINITY;
    return Math.log(expectedValue(view, self, tokenId) / usd);
  };
  const canPay = ({ downPayment, instalment, period }: PlanOfferView): boolean => {
    const monthly = ((usdToNumber(instalment) + promised) * 30 * DAY) / period;
    return usdToNumber(downPayment) <= money && monthly <= OVERSTRETCH * 30 * purse.perDay;
  };
  const [best] = Array.from({ length: HANDFUL }, () => self.random.pick(view.planOffers))
    .filter((one) => one.seller !== self.account && one.collection === "land" && gainOf(one) > 0 && canPay(one))
    .toSorted((a, b) => gainOf(b) - gainOf(a));
  if (best === undefined) return [];
  const short = best.downPayment - view.balance(self.account);
  const accept: Intent = { do: "acceptPlan", buyer: self.account, offerHash: best.offerHash };
  return short > 0n ? [draw(self, purse, short), accept] : [accept];
}
