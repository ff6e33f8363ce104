import { expect } from "chai";

import { askedPrice, buyBest, cashOut, topUp, trend, valueOf } from "../../../src/agents/character.ts";
import { tokenIdAt } from "../../../src/domain/land.ts";
import { USD, type Hex } from "../../../src/domain/primitives.ts";
import { randomStreams } from "../../../src/domain/random.ts";
import { ALICE, BOB } from "../../fixtures/journal-lines.ts";
import { aCharacter, anOffer, aView, orderOf } from "../../fixtures/market-view.ts";
import { expectNear } from "../../fixtures/near.ts";

const PLACES = Array.from({ length: 2_000 }, (_, i) => tokenIdAt((i % 100) - 50, Math.floor(i / 100) - 10));

describe("valueOf", () => {
  it("is the typical value by the parcel's worth where nobody errs", () => {
    expect(valueOf(aView({ worth: 1.5 }), aCharacter(), 1n)).to.equal(15_000);
    expect(valueOf(aView({ worth: 1.5 }), aCharacter(), 1n, 2_000)).to.equal(3_000);
  });

  it("scatters around it as the residual says, on the log", () => {
    const self = aCharacter({ residual: 0.42, tasteSeed: 991 });
    const errors = PLACES.map((tokenId) => Math.log(valueOf(aView(), self, tokenId) / 10_000));
    expectNear(mean(errors), 0, 0.04);
    expectNear(Math.sqrt(mean(errors.map((error) => error ** 2))), 0.42, 0.03);
  });

  it("has most of its scatter in common with everyone else's", () => {
    const [one, other] = [
      aCharacter({ residual: 1, tasteSeed: 4_711 }),
      aCharacter({ residual: 1, tasteSeed: 99_999 }),
    ];
    const products = PLACES.map((tokenId) => {
      return Math.log(valueOf(aView(), one, tokenId) / 10_000) * Math.log(valueOf(aView(), other, tokenId) / 10_000);
    });
    // The share of the variance that all see on the ground.
    expectNear(mean(products), 0.7, 0.08);
  });

  it("stays as it is from one day to the next, and is thought over within a season", () => {
    const self = aCharacter({ residual: 0.42, tasteSeed: 45 });
    const on = (tick: number): number => valueOf(aView({ tick }), self, PLACES[0] ?? 0n);
    expect(on(1)).to.equal(on(2));
    expect(on(1)).not.to.equal(on(91));
  });
});

describe("trend", () => {
  it("is the log change of the typical value", () => {
    expectNear(trend(aView({ typicalUsd: 20_000, before: 10_000 }), 30), Math.log(2), 1e-12);
    expect(trend(aView(), 30)).to.equal(0);
  });
});

describe("askedPrice", () => {
  it("is in whole dollars, at least one, with two or three figures", () => {
    const random = randomStreams(3)("prices");
    for (let i = 0; i < 500; i++) {
      const usd = Math.exp(12 * random.next() - 1);
      const price = askedPrice(random, usd);
      expect(price % USD).to.equal(0n);
      expect(price >= USD).to.equal(true);
      const figures = (price / USD).toString().replace(/0+$/, "");
      expect(figures.length, `${price}`).to.be.at.most(3);
      if (usd >= 100) expect(Number(price / USD) / usd).to.be.within(0.95, 1.06);
    }
  });

  it("is round about every other time, as on real markets", () => {
    const random = randomStreams(3)("round");
    const round = Array.from({ length: 2_000 }, () => askedPrice(random, 10_000 + 89_000 * random.next()));
    const share = round.filter((price) => (price / USD) % 1_000n === 0n).length / round.length;
    expect(share).to.be.within(0.5, 0.66);
  });
});

describe("money on the way", () => {
  it("comes in when the balance does not reach, in steps of $500, and covers the price", () => {
    expect(topUp(aView({ balance: 5_000n * USD }), ALICE, 5_000n * USD)).to.deep.equal([]);
    const [deposit] = topUp(aView({ balance: 4_999n * USD }), ALICE, 5_000n * USD);
    const amount = deposit?.do === "deposit" ? deposit.amount : 0n;
    expect(amount % (500n * USD)).to.equal(0n);
    expect(amount >= USD).to.equal(true);
  });

  it("goes out where it is more than the appetite, now and then", () => {
    const self = aCharacter({ appetite: 2 });
    expect(cashOut(aView({ balance: 20_000n * USD }), self, 0.1)).to.deep.equal([]);
    expect(cashOut(aView({ balance: 20_001n * USD }), self, 0.1)).to.deep.equal([
      { do: "withdraw", account: ALICE, amount: USD },
    ]);
    expect(cashOut(aView({ balance: 20_001n * USD }), self, 0.9)).to.deep.equal([]);
  });
});

describe("buying several on one day", () => {
  const asks = [anOffer(5n, BOB, 5_000), anOffer(6n, BOB, 6_000)];
  const all = () => 10_000;

  it("takes another order each time, and pays for each after the first with fresh money", () => {
    const view = aView({ asks, balance: 20_000n * USD });
    const self = aCharacter({ random: randomStreams(1)("several") });
    const bought: Hex[] = [];
    const [first, second, third] = Array.from({ length: 3 }, () => buyBest(view, self, 20, all, bought));
    expect(first).to.deep.equal([{ do: "take", taker: ALICE, orderHash: orderOf(5n) }]);
    expect(second).to.deep.equal([
      { do: "deposit", account: ALICE, amount: 6_000n * USD },
      { do: "take", taker: ALICE, orderHash: orderOf(6n) },
    ]);
    expect(third, "nothing is left").to.deep.equal([]);
    expect(bought).to.deep.equal([orderOf(5n), orderOf(6n)]);
  });

  it("stops after the first where money is finite", () => {
    const view = aView({ asks, balance: 20_000n * USD });
    const self = aCharacter({ random: randomStreams(1)("several"), startUsd: 20_000 });
    const bought: Hex[] = [];
    expect(buyBest(view, self, 20, all, bought)).to.have.length(1);
    expect(buyBest(view, self, 20, all, bought)).to.deep.equal([]);
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
