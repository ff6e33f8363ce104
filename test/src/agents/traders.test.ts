import { expect } from "chai";

import type { Character } from "../../../src/agents/character.ts";
import {
  collector,
  flipper,
  fundamentalist,
  lossAverseSeller,
  momentumTrader,
  newcomer,
} from "../../../src/agents/traders.ts";
import type { Agent, Intent } from "../../../src/domain/agents.ts";
import type { MarketView } from "../../../src/domain/market-view.ts";
import { USD, usdToNumber } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, CAROL, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, anOffer, aView, idle, orderOf, type Scene } from "../../fixtures/market-view.ts";
import { expectNear } from "../../fixtures/near.ts";

type Make = (self: Character) => Agent;

const TRADERS: readonly (readonly [name: string, make: Make])[] = [
  ["fundamentalist", fundamentalist],
  ["momentumTrader", momentumTrader],
  ["flipper", flipper],
  ["collector", collector],
  ["lossAverseSeller", lossAverseSeller],
  ["newcomer", newcomer],
];
/** A rise by half a percent: enough for who buys only into a rising market, nothing to all others. */
const CALM = { typicalUsd: 10_050, before: 10_000 };

describe("every trader", () => {
  for (const [name, make] of TRADERS) {
    it(`offers what it owns, above its value, once: ${name}`, () => {
      const listed = act(make, { ...CALM, owners: own(1n, 2n), asks: [anOffer(2n, ALICE, 12_000)] }).filter(isList);
      expect(listed.map(({ tokenId, maker }) => [tokenId, maker])).to.deep.equal([[1n, ALICE]]);
      expect(usdToNumber(listed[0]?.price ?? 0n)).to.be.within(10_050, 12_000);
    });

    it(`takes the ask furthest below what it would pay: ${name}`, () => {
      const asks = [anOffer(5n, BOB, 7_000), anOffer(6n, BOB, 5_000), anOffer(7n, BOB, 6_000)];
      expect(act(make, { ...CALM, asks }).filter(isTake)).to.deep.equal([take(6n)]);
    });

    it(`never buys from itself, nor the parcel that it sold last: ${name}`, () => {
      expect(act(make, { ...CALM, asks: [anOffer(5n, ALICE, 5_000)] }).filter(isTake)).to.deep.equal([]);
      const lastSale = { time: NOON - 86_400, price: 5_000n * USD, seller: ALICE, buyer: BOB };
      expect(act(make, { ...CALM, lastSale, asks: [anOffer(5n, BOB, 5_000)] }).filter(isTake)).to.deep.equal([]);
    });

    it(`wires in money that is missing, before it buys: ${name}`, () => {
      const intents = act(make, { ...CALM, balance: 100n * USD, asks: [anOffer(5n, BOB, 5_000)] });
      expect(intents.slice(0, 2).map((intent) => intent.do)).to.deep.equal(["deposit", "take"]);
      const [deposit] = intents;
      expect(deposit?.do === "deposit" ? deposit.amount : 0n).to.be.at.least(Number(4_900n * USD));
    });

    it(`buys nothing beyond its appetite, however cheap: ${name}`, () => {
      const dear = { ...CALM, worth: 10, asks: [anOffer(5n, BOB, 41_000)] };
      expect(act(make, dear).filter(isTake)).to.deep.equal([]);
    });

    it(`accepts a good bid rather than offer the parcel, and leaves a poor one: ${name}`, () => {
      const good = act(make, { ...CALM, owners: own(1n), bids: [anOffer(1n, BOB, 10_100)] });
      expect(good.filter((intent) => isTake(intent) || isList(intent))).to.deep.equal([take(1n)]);
      const poor = act(make, { ...CALM, owners: own(1n), bids: [anOffer(1n, BOB, 8_000)] });
      expect(poor.filter(isTake)).to.deep.equal([]);
    });

    it(`sends home what it does not need: ${name}`, () => {
      const withdrawn = act(make, { typicalUsd: 10_000, balance: 50_000n * USD });
      expect(withdrawn).to.deep.equal([{ do: "withdraw", account: ALICE, amount: 10_000n * USD }]);
    });

    it(`does nothing on most days: ${name}`, () => {
      const agent = make(aCharacter({ random: idle() }));
      const scene = { ...CALM, owners: own(1n), asks: [anOffer(5n, BOB, 5_000)] };
      expect(agent.act(aView(scene))).to.deep.equal([]);
    });
  }
});

describe("fundamentalist", () => {
  it("sells into a boom below today's value, and does not buy there", () => {
    const boom = { typicalUsd: 20_000, before: 5_000 };
    expect(priceAsked(fundamentalist, boom)).to.be.within(14_000, 19_000);
    expect(buysAt(fundamentalist, boom, 18_000)).to.equal(false);
    expect(buysAt(fundamentalist, boom, 10_000)).to.equal(true);
  });

  it("buys after a crash, above today's value", () => {
    expect(buysAt(fundamentalist, { typicalUsd: 5_000, before: 20_000 }, 6_000)).to.equal(true);
  });
});

describe("momentumTrader", () => {
  it("pays more than today's value while the market rises, and nothing at all while it falls", () => {
    expect(buysAt(momentumTrader, { typicalUsd: 10_000, before: 7_000 }, 11_000)).to.equal(true);
    expect(buysAt(momentumTrader, { typicalUsd: 7_000, before: 10_000 }, 100)).to.equal(false);
  });

  it("extrapolates no further than a quarter", () => {
    const wild = { typicalUsd: 20_000, before: 100 };
    expect(priceAsked(momentumTrader, wild)).to.be.below(20_000 * 1.03 * Math.exp(0.25) + 100);
    expect(buysAt(momentumTrader, wild, 26_000)).to.equal(false);
  });
});

describe("flipper", () => {
  it("buys well below value alone, and asks above it at once", () => {
    expect(buysAt(flipper, {}, 9_500)).to.equal(false);
    expect(buysAt(flipper, {}, 8_000)).to.equal(true);
    expect(priceAsked(flipper, {})).to.be.within(10_500, 11_500);
  });
});

describe("collector", () => {
  it("pays a little above value", () => {
    expect(buysAt(collector, {}, 10_300)).to.equal(true);
    expect(buysAt(collector, {}, 12_000)).to.equal(false);
  });

  it("bids for the parcel of another, with the money wired in first", () => {
    const bidding = act(collector, { owners: new Map([[5n, BOB]]), balance: 0n });
    expect(bidding).to.deep.equal([
      { do: "deposit", account: ALICE, amount: 10_000n * USD },
      { do: "bid", maker: ALICE, tokenId: 5n, price: 10_000n * USD, days: 6 },
    ]);
  });

  it("does not bid for its own, against another bid, or beyond its appetite", () => {
    const bids = (scene: Scene): readonly Intent[] => act(collector, scene).filter((intent) => intent.do === "bid");
    expect(bids({ owners: own(5n), asks: [anOffer(5n, ALICE, 11_000)] })).to.deep.equal([]);
    expect(bids({ owners: new Map([[5n, BOB]]), bids: [anOffer(5n, CAROL, 10)] })).to.deep.equal([]);
    expect(bids({ owners: new Map([[5n, BOB]]), worth: 5 })).to.deep.equal([]);
  });
});

describe("lossAverseSeller", () => {
  const bought = { price: 20_000n * USD, seller: BOB, buyer: ALICE };

  it("asks its cost while the loss is young, and the market's price when it is old", () => {
    const crash = (days: number): Scene => ({
      typicalUsd: 5_000,
      lastSale: { ...bought, time: NOON - days * 86_400 },
    });
    expect(priceAsked(lossAverseSeller, crash(1))).to.be.within(19_500, 20_000);
    expect(priceAsked(lossAverseSeller, crash(180))).to.be.within(10_000, 12_500);
    expect(priceAsked(lossAverseSeller, crash(3 * 365))).to.be.within(5_000, 5_200);
  });

  it("asks the market's price for a gain, and for what it did not buy", () => {
    const lastSale = { ...bought, time: NOON };
    expect(priceAsked(lossAverseSeller, { typicalUsd: 30_000, lastSale })).to.be.within(30_000, 31_000);
    const another = { ...lastSale, buyer: CAROL };
    expect(priceAsked(lossAverseSeller, { typicalUsd: 5_000, lastSale: another })).to.be.within(5_000, 5_200);
  });
});

describe("the disposition effect", () => {
  const bought = { price: 20_000n * USD, seller: BOB, buyer: ALICE, time: NOON - 30 * 86_400 };
  const [gain, loss] = [
    { lastSale: bought, before: 8_000 },
    { lastSale: bought, before: 12_500 },
  ];

  for (const [name, make] of TRADERS) {
    if (["fundamentalist", "lossAverseSeller"].includes(name)) {
      it(`is none of a habit: ${name}`, () => {
        expect(chancesToSell(make, gain)).to.deep.equal(chancesToSell(make, loss));
      });
      continue;
    }
    it(`offers winners sooner than losers, and what was not bought as ever: ${name}`, () => {
      const [winner, loser, other] = [gain, loss, {}].map((scene) => Math.max(...chancesToSell(make, scene)));
      if (winner === undefined || loser === undefined || other === undefined) throw new RangeError("there are three");
      expect(winner / loser).to.be.within(1.2, 4.5);
      expectNear(Math.sqrt(winner * loser), other, 1e-9);
    });
  }

  it("differs in strength from one to the next, and is never turned round", () => {
    const strength = (tasteSeed: number): number => {
      const [winner, loser] = [gain, loss].map((scene) => Math.max(...chancesToSell(flipper, scene, tasteSeed)));
      return (winner ?? 0) / (loser ?? 1);
    };
    const strengths = Array.from({ length: 200 }, (_, seed) => strength(seed));
    expectNear(Math.min(...strengths), 1, 1e-9);
    expect(new Set(strengths.map((value) => value.toFixed(6))).size).to.be.greaterThan(100);
  });

  it("lets a winner go for a lower bid, and a loser for a higher one alone", () => {
    const accepts = (scene: Scene, usd: number): boolean =>
      act(newcomer, { ...scene, owners: own(1n), bids: [anOffer(1n, BOB, usd)] }).some(isTake);
    // Of a parcel of $10,000; without a cost to remember, $9,700 would do.
    expect([8_500, 9_500].map((usd) => accepts(gain, usd))).to.deep.equal([false, true]);
    expect([9_900, 11_500].map((usd) => accepts(loss, usd))).to.deep.equal([false, true]);
  });
});

describe("newcomer", () => {
  it("overpays while the market runs up, and holds back while it falls", () => {
    expect(buysAt(newcomer, { typicalUsd: 10_000, before: 5_000 }, 10_700)).to.equal(true);
    expect(buysAt(newcomer, { typicalUsd: 5_000, before: 10_000 }, 4_900)).to.equal(false);
  });

  it("asks no more than value when the market has long been falling", () => {
    expect(priceAsked(newcomer, { typicalUsd: 5_000, before: 10_000 })).to.be.at.most(5_000);
    expect(priceAsked(newcomer, { typicalUsd: 5_000, before: 5_500 })).to.be.above(5_000);
  });
});

function act(make: Make, scene: Scene): readonly Intent[] {
  // Money enough to buy, not so much that some is sent home.
  const view: MarketView = aView({ balance: 40_000n * USD, ...scene });
  return make(aCharacter()).act(view);
}

/** The chances that a trader with one parcel, which nobody bids for, gives to what it may do. */
function chancesToSell(make: Make, scene: Scene, tasteSeed = 1): readonly number[] {
  const chances: number[] = [];
  const random = { ...idle(), chance: (probability: number) => chances.push(probability) < 0 };
  make(aCharacter({ random, tasteSeed })).act(aView({ ...scene, owners: own(1n) }));
  // The first is that of listing; the others are not about selling.
  return chances.slice(0, 1);
}

function priceAsked(make: Make, scene: Scene): number {
  const [listed] = act(make, { ...scene, owners: own(1n) }).filter(isList);
  if (listed === undefined) throw new RangeError("nothing was offered");
  return usdToNumber(listed.price);
}

function buysAt(make: Make, scene: Scene, usd: number): boolean {
  return act(make, { ...scene, asks: [anOffer(5n, BOB, usd)] }).some(isTake);
}

function own(...tokenIds: readonly bigint[]) {
  return new Map(tokenIds.map((tokenId) => [tokenId, ALICE]));
}

function take(tokenId: bigint): Intent {
  return { do: "take", taker: ALICE, orderHash: orderOf(tokenId) };
}

function isTake(intent: Intent): boolean {
  return intent.do === "take";
}

function isList(intent: Intent): intent is Extract<Intent, { do: "list" }> {
  return intent.do === "list";
}

describe("a newcomer whose money is finite", () => {
  const cheap = { ...CALM, asks: [anOffer(5n, BOB, 900)] };
  const poor = aCharacter({ startUsd: 1_000 });

  it("pays its appetite in parcels of the price at the start, however dear they are now", () => {
    expect(
      newcomer(poor)
        .act(aView({ ...CALM, asks: [anOffer(5n, BOB, 3_900)] }))
        .filter(isTake),
    ).to.have.length(1);
    expect(
      newcomer(poor)
        .act(aView({ ...CALM, asks: [anOffer(5n, BOB, 4_100)] }))
        .filter(isTake),
    ).to.deep.equal([]);
  });

  it("holds three parcels at most", () => {
    expect(
      newcomer(poor)
        .act(aView({ ...cheap, owners: own(1n, 2n) }))
        .filter(isTake),
    ).to.have.length(1);
    expect(
      newcomer(poor)
        .act(aView({ ...cheap, owners: own(1n, 2n, 3n) }))
        .filter(isTake),
    ).to.deep.equal([]);
  });

  it("leaves for good once the market has long been falling", () => {
    const one = newcomer(poor);
    expect(one.act(aView({ ...cheap, before: 20_000 })).filter(isTake)).to.deep.equal([]);
    expect(one.act(aView(cheap)).filter(isTake)).to.deep.equal([]);
    expect(
      newcomer(aCharacter())
        .act(aView({ ...cheap, before: 20_000 }))
        .filter(isTake),
    ).to.have.length(1);
  });
});

describe("what traders ask", () => {
  it("is more where parcels sell readily and less where they do not, within a fifth", () => {
    const asked = [1, 1.2, 100, 0.01].map((tightness) =>
      priceOf(flipper(aCharacter()).act({ ...aView({ ...CALM, owners: own(1n) }), tightness })),
    );
    const [usual = 0, tight = 0, tightest = 0, slackest = 0] = asked;
    expect(tight / usual).to.be.within(1.04, 1.08);
    expect(tightest / usual).to.be.within(1.18, 1.22);
    expect(slackest / usual).to.be.within(0.82, 0.85);
  });

  it("follows the anchor and attention where the market is its own", () => {
    const self = aCharacter({ grounding: 0.5, herding: 0.1 });
    const calm = priceOf(flipper(self).act(aView({ ...CALM, owners: own(1n), anchorUsd: 10_050 })));
    const grounded = priceOf(flipper(self).act(aView({ ...CALM, owners: own(1n), anchorUsd: 10_050 / 4 })));
    const heated = priceOf(
      flipper(self).act(aView({ ...CALM, owners: own(1n), anchorUsd: 10_050, mood: { attention: Math.E } })),
    );
    expect(grounded / calm).to.be.within(0.48, 0.52);
    expect(heated / calm).to.be.within(1.08, 1.13);
  });
});

function priceOf(intents: readonly Intent[]): number {
  return usdToNumber(intents.find(isList)?.price ?? 0n);
}
