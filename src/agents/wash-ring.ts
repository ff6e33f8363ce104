import type { Agent, Intent, Truth } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { microUsdFromNumber, usdToNumber, type Address } from "../domain/primitives.ts";
import type { RandomStream } from "../domain/random.ts";
import type { RingPlan } from "../domain/scenario.ts";

export interface Ring {
  /** `ring/1.3`: the third of the first plan. */
  readonly id: string;
  readonly plan: RingPlan;
  readonly from: number;
  readonly until: number;
  /** The leader's wallet first. */
  readonly wallets: readonly Address[];
  readonly random: RandomStream;
}

/**
 * Breaks the rules, to test what stops it: hands its parcels from wallet to wallet at a painted price, by private signed
 * orders. Self: wallets of one attested owner. Ping-pong: two strangers on paper. Ring: k of them. Self-financed: the
 * seller pays the buyer first. It is told nothing of the engine and simply tries again on its next day.
 * Source: the patterns of Victor and Weintraud (WWW 2021), La Morgia et al. (ICDCS 2023) and Chainalysis 2022.
 */
export function washRing(ring: Ring): Agent {
  const { plan, wallets, random } = ring;
  const truth: Truth = { honest: false, ring: ring.id, kind: plan.kind };
  const leader = wallets[0];
  if (leader === undefined) throw new RangeError(`${ring.id} has no wallet`);
  const phase = random.below(plan.everyDays);

  const act = (view: MarketView): readonly Intent[] => {
    if (view.time < ring.from || view.time > ring.until) return [];
    if (view.time < ring.from + DAY) return openWallets(view);
    if ((view.tick + phase) % plan.everyDays !== 0) return [];
    const passes = wallets.flatMap((seller, i) => {
      const buyer = wallets[(i + 1) % wallets.length];
      return buyer === undefined ? [] : view.holdings(seller).map((tokenId) => ({ tokenId, seller, buyer }));
    });
    const next = passes[Math.floor(view.tick / plan.everyDays) % passes.length];
    return next === undefined ? [] : pass(view, next.tokenId, next.seller, next.buyer);
  };

  /** First money: from the exchange to each, or to the leader who hands it on. */
  const openWallets = (view: MarketView): readonly Intent[] => {
    const amount = microUsdFromNumber(Math.ceil(2 * view.typicalUsd));
    if (plan.funding === "exchange") return wallets.map((account) => ({ do: "join", account, amount }));
    const rest = wallets.slice(1);
    return [
      { do: "join", account: leader, amount: amount * BigInt(wallets.length) },
      ...rest.map((to): Intent => ({ do: "pay", from: leader, to, amount })),
      ...rest.map((account): Intent => ({ do: "approve", account })),
    ];
  };

  const pass = (view: MarketView, tokenId: bigint, seller: Address, buyer: Address): readonly Intent[] => {
    const noise = 1 + 0.1 * (random.next() - 0.5);
    const usd = plan.markup * view.typicalUsd * view.worth(tokenId) * noise;
    const price = microUsdFromNumber(Math.max(1, Math.round(usd)));
    const deal: Intent = { do: "deal", seller, buyer, tokenId, price, truth };
    return [...finance(view, seller, buyer, price), deal];
  };

  const finance = (view: MarketView, seller: Address, buyer: Address, price: bigint): readonly Intent[] => {
    if (plan.kind === "self-financed") {
      const short = price - view.balance(seller);
      const paid: Intent = { do: "pay", from: seller, to: buyer, amount: price };
      return short > 0n ? [{ do: "deposit", account: seller, amount: short }, paid] : [paid];
    }
    const short = price - view.balance(buyer);
    if (short <= 0n) return [];
    const account = plan.funding === "leader" && buyer !== leader ? leader : buyer;
    const more: Intent = { do: "deposit", account, amount: short + microUsdFromNumber(usdToNumber(price) / 2) };
    return account === buyer ? [more] : [more, { do: "pay", from: leader, to: buyer, amount: short }];
  };

  return { id: ring.id, kind: "wash-ring", accounts: wallets, act };
}
