import { expect } from "chai";

import { DAY } from "../../../src/domain/calendar.ts";
import { USD } from "../../../src/domain/primitives.ts";
import type { Diffusion, Fundamental } from "../../../src/domain/scenario.ts";
import { applyEvent, emptyState, type MarketState } from "../../../src/replay/market-state.ts";
import { replayedTypical, tradedTypical, type Outlook, type Typical } from "../../../src/replay/typical.ts";
import { ALICE, anOrder, aTrade, hash, NOON } from "../../fixtures/journal-lines.ts";
import { expectNear } from "../../fixtures/near.ts";

const FUNDAMENTAL: Fundamental = {
  usd: 1_000,
  source: "made up",
  windowDays: 10,
  usualSalesPerAsk: 0.5,
  groundingPct: 5,
};
const DIFFUSION: Diffusion = {
  innovationPerYear: 0.05,
  imitationPerYear: 0.4,
  attentionGain: 2,
  herding: 0.06,
  attentionHalfLifeDays: 30,
  source: "made up",
};
/** Every parcel is worth twice the typical one. */
const WORTH = new Map(Array.from({ length: 20 }, (_, i) => [BigInt(i), 2] as const));

describe("replayedTypical", () => {
  it("is the path's value, whatever was traded, and anchored half a year behind", () => {
    const path = Array.from({ length: 300 }, (_, day) => 100 + day);
    const seen = replayedTypical(path)(sold(emptyState(), 0, 900), 200, NOON);
    expect([seen.typicalUsd, seen.typicalUsdBefore(50), seen.typicalUsdBefore(999)]).to.deep.equal([300, 250, 100]);
    expect([seen.anchorUsd, seen.attention, seen.tightness]).to.deep.equal([120, 1, 1]);
  });
});

describe("tradedTypical", () => {
  it("is the fundamental value until enough parcels are sold", () => {
    const state = emptyState();
    for (let i = 0; i < 4; i++) sold(state, i, 9_000);
    expect(on(market(), state, 0).typicalUsd).to.equal(1_000);
    expect(on(market(), sold(state, 4, 9_000), 0).typicalUsd).to.equal(4_500);
  });

  it("is the median of what the parcels of the window sold for by their worth, and the anchor stays", () => {
    const state = emptyState();
    for (const [i, usd] of [1_000, 2_000, 2_400, 3_000, 90_000].entries()) sold(state, i, usd);
    const { typicalUsd, anchorUsd } = on(market(), state, 0);
    expect([typicalUsd, anchorUsd]).to.deep.equal([1_200, 1_000]);
  });

  it("is carried on when nothing is sold any more, and remembers what it was", () => {
    const state = emptyState();
    for (let i = 0; i < 6; i++) sold(state, i, 4_000);
    const typical = market();
    on(typical, state, 0);
    for (let day = 1; day < 40; day++) on(typical, state, day);
    const later = on(typical, state, 40);
    expect([later.typicalUsd, later.typicalUsdBefore(40), later.typicalUsdBefore(99)]).to.deep.equal([
      2_000, 2_000, 2_000,
    ]);
  });

  it("draws attention with the change of the log price, half of it a half-life later", () => {
    const state = emptyState();
    const typical = market();
    expect(on(typical, state, 0).attention).to.equal(1);
    for (let i = 0; i < 6; i++) sold(state, i, 3_000);
    expectNear(on(typical, state, 1).attention, Math.exp(2 * Math.log(1.5)), 1e-9);
    for (let day = 2; day <= 30; day++) on(typical, state, day);
    expectNear(on(typical, state, 31).attention, Math.exp(Math.log(1.5)), 1e-9);
  });

  it("keeps attention within bounds, and at one without hype", () => {
    const [high, low] = [emptyState(), emptyState()];
    for (let i = 0; i < 6; i++) {
      sold(high, i, 400_000);
      sold(low, i, 2);
    }
    expect(on(market(), high, 0).attention).to.equal(12);
    expect(on(market(), low, 0).attention).to.equal(1 / 3);
    expect(on(tradedTypical(FUNDAMENTAL, DIFFUSION, false, WORTH), high, 0).attention).to.equal(1);
  });

  it("is tight where parcels sell readily, slack where asks pile up, and neither in a market that has just opened", () => {
    const state = emptyState();
    for (let i = 0; i < 20; i++) sold(state, i, 2_000);
    expect(on(market(), state, 0).tightness).to.equal(1);
    // Two sales a day and no ask that stands: four times the half that is usual.
    expect(outlookAfter(state, 12).tightness).to.equal(4);
    for (let i = 0; i < 40; i++) {
      const order = anOrder({ maker: ALICE, tokenId: BigInt(i) });
      applyEvent(state, { e: "OrderAuthorised", orderHash: hash(500 + i), collection: "land", order }, NOON);
    }
    expect(outlookAfter(state, 12).tightness).to.be.below(0.3);
  });

  it("is the same however often it is asked in a tick", () => {
    const state = emptyState();
    const typical = market();
    for (let i = 0; i < 6; i++) sold(state, i, 3_000);
    const [once, twice] = [on(typical, state, 0), on(typical, state, 0)];
    expect([twice.typicalUsd, twice.attention]).to.deep.equal([once.typicalUsd, once.attention]);
    expect(twice.typicalUsdBefore(5)).to.equal(once.typicalUsdBefore(5));
  });
});

function market(): Typical {
  return tradedTypical(FUNDAMENTAL, DIFFUSION, true, WORTH);
}

function on(typical: Typical, state: MarketState, day: number): Outlook {
  return typical(state, day, NOON + day * DAY);
}

/** Asked every day, with sales that are always fresh. */
function outlookAfter(state: MarketState, days: number): Outlook {
  const typical = market();
  for (let day = 0; day < days; day++) typical(state, day, NOON);
  return typical(state, days, NOON);
}

function sold(state: MarketState, i: number, usd: number): MarketState {
  const trade = { ...aTrade(), tokenId: BigInt(i), price: BigInt(usd) * USD };
  applyEvent(
    state,
    { e: "TradeSettled", house: "market", orderHash: hash(900 + i), fee: 0n, royalty: 0n, ...trade },
    NOON,
  );
  return state;
}
