import { expect } from "chai";

import type { ChainEvent } from "../../../src/domain/events.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { agentGains } from "../../../src/metrics/gains.ts";
import { instalmentScore } from "../../../src/metrics/instalments.ts";
import { priceBands } from "../../../src/metrics/price-band.ts";
import { completedTrades, tradedIndex } from "../../../src/metrics/traded-index.ts";
import { replay, type History } from "../../../src/replay/history.ts";
import {
  ALICE,
  alone,
  aTrade,
  BOB,
  CAROL,
  hash,
  HOUSE,
  NOBODY,
  PLAN_TERMS,
  RUN,
} from "../../fixtures/journal-lines.ts";

describe("instalments in figures", () => {
  const history = indebted();

  it("say how plans ended, what was paid and lost, and what foreclosed land brought", () => {
    expect(instalmentScore(history)).to.deep.equal({
      opened: 4,
      completed: 1,
      foreclosed: 1,
      unwound: 1,
      open: 1,
      paidUsd: 550 + 150 + 550 + 100,
      lostUsd: 75,
      owedUsd: 450,
      resold: 1,
      // $800 where the only other sale of the month was at $1,200: the index is $1,000.
      resalePriceToTypicalMedian: 0.8,
    });
  });

  it("are nothing where nobody buys so", () => {
    const none = instalmentScore(replay([RUN]));
    expect(none).to.deep.include({ opened: 0, paidUsd: 0, lostUsd: 0, owedUsd: 0, resold: 0 });
    expect(none.resalePriceToTypicalMedian).to.satisfy(Number.isNaN);
  });

  it("leave the index and the band alone, since their price was agreed long before", () => {
    const worth = new Map(history.parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
    const [month] = tradedIndex(completedTrades(history), worth);
    expect(month).to.deep.equal({ month: "2021-11", usd: 1_000, trades: 2 });
    expect(priceBands(history)[0]?.trades).to.equal(2);
  });

  it("take a forfeit from the buyer and give it to the seller", () => {
    const gains = agentGains(history, { startUsd: 0, endUsd: 0 });
    const cashOf = (agent: string) => gains.find((gain) => gain.agent === agent)?.cash;
    // Bob paid two parcels and lost a forfeit; Alice has both, and sold what came back.
    expect([cashOf("leveraged/1"), cashOf("financier/1")]).to.deep.equal([-550 - 75 - 1_200, 550 + 75 + 800]);
  });
});

/** Alice sells Bob four parcels so: he keeps to the first plan, leaves the second, cannot settle the third, has begun the fourth. */
function indebted(): History {
  const moves = (tokenId: bigint, from: typeof ALICE, to: typeof ALICE): ChainEvent => {
    return { e: "ParcelTransferred", tokenId, from, to };
  };
  const opened = (planId: bigint): readonly ChainEvent[] => [
    { e: "PlanOpened", offerHash: hash(Number(planId)), ...PLAN_TERMS, planId, tokenId: planId },
    moves(planId, ALICE, HOUSE),
  ];
  const paid = (planId: bigint, instalments: number): ChainEvent => {
    const amount = 50n * USD * BigInt(instalments);
    return { e: "InstalmentPaid", planId, instalments, amount, paidIn: 100n * USD + amount };
  };
  const trade = (tokenId: bigint) => aTrade({ tokenId, price: 550n * USD });
  const sold = (tokenId: bigint, buyer: typeof ALICE, seller: typeof ALICE, usd: bigint): readonly ChainEvent[] => {
    const sale = aTrade({ tokenId, seller, buyer, price: usd * USD });
    const settled = { e: "TradeSettled", house: "market", orderHash: hash(77), fee: 0n, royalty: 0n, ...sale } as const;
    return [moves(tokenId, seller, buyer), settled];
  };
  const all = [1n, 2n, 3n, 4n, 5n];
  const days: readonly (readonly ChainEvent[])[] = [
    [...all.map((tokenId) => moves(tokenId, NOBODY, ALICE)), moves(5n, ALICE, CAROL)],
    [...opened(1n), ...opened(2n), ...opened(3n), ...opened(4n)],
    [
      paid(1n, 9),
      { e: "PlanSettled", planId: 1n, price: 550n * USD },
      moves(1n, HOUSE, BOB),
      { e: "TradeSettled", house: "instalments", orderHash: hash(1), fee: 0n, royalty: 0n, ...trade(1n) },
    ],
    [
      paid(2n, 1),
      { e: "PlanForeclosed", planId: 2n, by: ALICE, forfeited: 75n * USD, refunded: 75n * USD },
      moves(2n, HOUSE, ALICE),
    ],
    [paid(3n, 9), { e: "PlanUnwound", planId: 3n, refunded: 550n * USD }, moves(3n, HOUSE, ALICE)],
    sold(2n, CAROL, ALICE, 800n),
    // A sale of one who forecloses nobody.
    sold(5n, BOB, CAROL, 1_200n),
  ];
  return replay([
    RUN,
    ...all.map((tokenId) => ({ k: "parcel", tokenId, x: Number(tokenId), y: 0, worth: 1 }) as const),
    { k: "account", address: ALICE, agent: "financier/1", role: "financier" },
    { k: "account", address: BOB, agent: "leveraged/1", role: "leveraged" },
    { k: "account", address: CAROL, agent: "collector/1", role: "collector" },
    ...days.flatMap((events, day) => alone(day, day, events)),
  ]);
}
