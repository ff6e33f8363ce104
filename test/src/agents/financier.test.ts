import { expect } from "chai";
import fc from "fast-check";

import { askedPrice } from "../../../src/agents/character.ts";
import { financier } from "../../../src/agents/financier.ts";
import type { Agent, Intent } from "../../../src/domain/agents.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { INSTALMENTS } from "../../../src/domain/scenario.ts";
import { ALICE, BOB, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, anOffer, aPlan, aPlanOffer, aView, eager, type Scene } from "../../fixtures/market-view.ts";

const DAY = 86_400;
const TERMS = { ...INSTALMENTS, from: NOON };
const ALICES = new Map([[1n, ALICE]]);
/** Draws a low number where a chance is compared with it by hand. */
const BOLD = { ...eager(), next: () => 0.2 };
/** No money to spare, and none missing. */
const AT_EASE = { balance: 40_000n * USD };
const FALLING = { before: 11_000 };
const CRASH = { before: 20_000 };

describe("the financier", () => {
  it("comes with the first offers", () => {
    const agent = financier(aCharacter(), TERMS);
    expect(agent.act(aView({ time: NOON - 1 }))).to.deep.equal([]);
    expect(agent.act(aView())).to.deep.equal([{ do: "join", account: ALICE, amount: 20_000n * USD }]);
    expect(agent.act(aView(AT_EASE))).to.deep.equal([]);
  });

  it("offers what it holds on instalments, dearer than for cash", () => {
    expect(act({ owners: ALICES })).to.deep.equal([
      {
        do: "offerPlan",
        seller: ALICE,
        tokenId: 1n,
        // 1.02 x 1.1 x $10,000 to three digits, a quarter of it down, the rest in twelve whole dollars.
        downPayment: 2_800n * USD,
        instalment: 700n * USD,
        count: 12,
        everyDays: 30,
        graceDays: 15,
        forfeitBps: 5_000,
        days: 10,
      },
    ]);
    expect(act({ owners: ALICES, planOffers: [aPlanOffer({ seller: ALICE })] })).to.deep.equal([]);
  });

  it("never asks for less in parts than for the whole, nor for more than a dollar more each", () => {
    const parts = fc.record({
      typicalUsd: fc.integer({ min: 1, max: 100_000 }),
      depositPct: fc.double({ min: 0.1, max: 99, noNaN: true }),
      instalments: fc.integer({ min: 1, max: 600 }),
      markupPct: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(parts, ({ typicalUsd, ...change }) => {
        const agent = financier(aCharacter({ random: BOLD }), { ...TERMS, ...change });
        agent.act(aView());
        const [offer] = agent.act(aView({ ...AT_EASE, owners: ALICES, typicalUsd, before: typicalUsd }));
        if (offer?.do !== "offerPlan") throw new RangeError("no offer");
        const price = askedPrice(BOLD, 1.02 * typicalUsd * (1 + change.markupPct / 100));
        const sum = offer.downPayment + offer.instalment * BigInt(offer.count);
        expect(sum >= price && sum <= price + BigInt(offer.count + 1) * USD).to.equal(true);
        expect(offer.downPayment > 0n && offer.instalment > 0n).to.equal(true);
      }),
    );
  });

  it("asks for a larger deposit while prices fall", () => {
    const [offer] = act({ owners: ALICES, ...FALLING });
    expect(offer).to.deep.include({ do: "offerPlan", downPayment: 4_480n * USD, instalment: 560n * USD });
  });

  it("finances nobody in a crash, and sells for cash instead", () => {
    expect(act({ owners: ALICES, ...CRASH }, { ...BOLD, next: () => 0.06 })).to.deep.equal([]);
    const [sale] = act({ owners: ALICES, ...CRASH }, { ...BOLD, next: () => 0.04 });
    expect(sale).to.deep.include({ do: "list", tokenId: 1n, price: 10_400n * USD });
  });

  it("buys below value while prices do not fall and its stock is small", () => {
    const asks = [anOffer(7n, BOB, 9_700)];
    expect(act({ asks }).map((intent) => intent.do)).to.deep.equal(["take"]);
    expect(act({ asks: [anOffer(7n, BOB, 9_900)] })).to.deep.equal([]);
    expect(act({ asks, ...FALLING })).to.deep.equal([]);
    const three = new Map([1n, 2n, 3n].map((tokenId) => [tokenId, ALICE]));
    const offered = [1n, 2n, 3n].map((tokenId) => aPlanOffer({ seller: ALICE, tokenId }));
    expect(act({ asks, owners: three, planOffers: offered })).to.deep.equal([]);
  });

  it("forecloses its debtors once they are late beyond their grace, and nobody else's", () => {
    const late = aPlan({ seller: ALICE, buyer: BOB, foreclosableAt: NOON - 1 });
    const foreclose: Intent = { do: "foreclose", caller: ALICE, planId: 1n };
    expect(act({ plans: [late] })).to.deep.equal([foreclose]);
    expect(act({ plans: [{ ...late, foreclosableAt: NOON }] })).to.deep.equal([]);
    expect(act({ plans: [{ ...late, seller: BOB }] })).to.deep.equal([]);
  });

  it("sells what came back at once, 27 percent below its value, to whoever pays that", () => {
    const sold: Intent = { do: "list", maker: ALICE, tokenId: 1n, price: 7_300n * USD, days: 4 };
    const repossessed = (scene: Scene = {}): readonly Intent[] => {
      const agent = joined();
      agent.act(aView({ owners: ALICES, plans: [aPlan({ seller: ALICE, buyer: BOB })] }));
      return agent.act(aView({ ...AT_EASE, owners: ALICES, tick: 1, ...scene }));
    };
    expect(repossessed()).to.deep.equal([sold]);
    expect(repossessed({ asks: [anOffer(1n, ALICE, 7_300)] })).to.deep.equal([]);
    const [taken] = repossessed({ bids: [anOffer(1n, BOB, 7_400)] });
    expect(taken).to.deep.include({ do: "take", taker: ALICE });
  });

  it("forgets that it came back when it belongs to somebody else", () => {
    const agent = joined();
    agent.act(aView({ owners: ALICES, plans: [aPlan({ seller: ALICE, buyer: BOB })] }));
    agent.act(aView({ owners: new Map([[1n, BOB]]) }));
    expect(agent.act(aView({ owners: ALICES, tick: 1 }))[0]).to.deep.include({ do: "offerPlan" });
  });
});

function joined(random = BOLD): Agent {
  const agent = financier(aCharacter({ random }), TERMS);
  agent.act(aView({ time: NOON + DAY }));
  return agent;
}

function act(scene: Scene, random = BOLD): readonly Intent[] {
  return joined(random).act(aView({ ...AT_EASE, ...scene }));
}
