import { expect } from "chai";

import { honestScore, isBlocked } from "../../../src/metrics/honest.ts";
import { ruleScores } from "../../../src/metrics/rules.ts";
import { washScore } from "../../../src/metrics/wash.ts";
import { replay } from "../../../src/replay/history.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { alone, aTrade, hash, REFUSAL, RUN } from "../../fixtures/journal-lines.ts";
import { madeUpRun, WOULD_STOP_NOTHING } from "../../fixtures/made-up-run.ts";

/* The run is told day by day in test/fixtures/made-up-run.ts; the figures below are counted by hand. */

describe("washScore", () => {
  it("counts what the rings tried and what got through, held trades only when they were released", () => {
    expect(washScore(madeUpRun())).to.deep.equal({
      attempted: 4,
      settled: 1,
      volumeAttemptedUsd: 1_000 + 1_600 + 1_700 + 3_000,
      volumeSettledUsd: 1_000,
    });
  });
});

describe("honestScore", () => {
  it("counts what the engine judged: not the order that was gone", () => {
    expect(honestScore(madeUpRun())).to.deep.equal({ attempted: 5, blocked: 1, held: 1, reversed: 0 });
  });

  it("counts a held trade that was undone, by the officer or by time", () => {
    const history = madeUpRun();
    const truths = new Map([...history.truths].map(([n]) => [n, { honest: true } as const]));
    expect(honestScore({ ...history, truths })).to.deep.equal({ attempted: 9, blocked: 2, held: 3, reversed: 2 });
  });
});

describe("isBlocked", () => {
  it("is true of a rule's refusal alone", () => {
    const blocked = madeUpRun().attempts.filter(isBlocked);
    expect(blocked.map(({ n }) => n)).to.deep.equal([4, 9]);
  });
});

describe("ruleScores", () => {
  it("credits a decision to the rule that made it, and an objection to each that raised one", () => {
    const modes = { SelfTrade: "enforce", RoundTrip: "enforce", CommonFunder: "off" } as const;
    expect(ruleScores(modes, madeUpRun())).to.deep.equal([
      {
        id: "SelfTrade",
        mode: "enforce",
        ...WOULD_STOP_NOTHING,
        held: 0,
        blocked: 2,
        truePositives: 1,
        falsePositives: 1,
      },
      // Held: days 3, 10 and 35; in shadow, days 4 and 33.
      {
        id: "RoundTrip",
        mode: "enforce",
        ...WOULD_STOP_NOTHING,
        held: 3,
        blocked: 0,
        truePositives: 3,
        falsePositives: 2,
      },
      {
        id: "CommonFunder",
        mode: "off",
        ...WOULD_STOP_NOTHING,
        held: 0,
        blocked: 0,
        truePositives: 0,
        falsePositives: 0,
      },
    ]);
  });
});

describe("what rules in shadow would have stopped", () => {
  const watch = (rule: string, verdict: "hold" | "block", change: Parameters<typeof aTrade>[0]) =>
    ({ e: "FindingRaised", mode: "shadow", verdict, ...aTrade(change), ...REFUSAL, rule }) as const;
  const settled = (tokenId: bigint, usd: bigint) =>
    ({
      e: "TradeSettled",
      house: "market",
      orderHash: hash(1),
      fee: 0n,
      royalty: 0n,
      ...aTrade({ tokenId, price: usd * USD }),
    }) as const;
  const history = replay([
    RUN,
    { k: "truth", n: 0, truth: { honest: true } },
    // Asked twice, once for the payer: one objection, the strictest.
    ...alone(0, 0, [watch("Velocity", "hold", {}), watch("Velocity", "block", {}), settled(1n, 900n)]),
    { k: "truth", n: 1, truth: { honest: false, ring: "ring/1", kind: "self" } },
    ...alone(1, 1, [
      watch("Velocity", "hold", { tokenId: 2n }),
      watch("PriceBand", "hold", { tokenId: 2n }),
      settled(2n, 50n),
      // The same sweep, another parcel, to which nobody objected.
      settled(3n, 7n),
    ]),
    { k: "truth", n: 2, truth: { honest: true } },
    ...alone(2, 2, [
      watch("PriceBand", "hold", {}),
      { e: "TradeRejected", house: "market", orderHash: hash(2), ...aTrade(), ...REFUSAL },
    ]),
  ]);
  const modes = { RoundTrip: "enforce", PriceBand: "shadow", Velocity: "shadow", Concentration: "shadow" } as const;

  it("are the trades that settled although it objected, and what it alone adds", () => {
    const [enforced, band, velocity, silent] = ruleScores(modes, history);
    expect(enforced).to.deep.include(WOULD_STOP_NOTHING);
    expect(silent).to.deep.include(WOULD_STOP_NOTHING);
    const once = { wouldHold: 1, wouldBlock: 0, wouldStopAlone: 0, wouldStopUsd: 50 };
    expect(band).to.deep.include({ ...once, wouldStopHonest: 0, wouldStopHonestUsd: 0 });
    const twice = { wouldHold: 1, wouldBlock: 1, wouldStopAlone: 1, wouldStopUsd: 950 };
    expect(velocity).to.deep.include({ ...twice, wouldStopHonest: 1, wouldStopHonestUsd: 900 });
  });

  it("count every objection as right or wrong, whatever became of the trade", () => {
    const [, band, velocity] = ruleScores(modes, history);
    expect(band).to.deep.include({ held: 0, blocked: 0, truePositives: 1, falsePositives: 1 });
    expect(velocity).to.deep.include({ held: 0, blocked: 0, truePositives: 1, falsePositives: 2 });
  });
});

describe("scores of a run without a trade", () => {
  it("are zero", () => {
    const history = replay([RUN]);
    expect(washScore(history)).to.deep.equal({ attempted: 0, settled: 0, volumeAttemptedUsd: 0, volumeSettledUsd: 0 });
    expect(honestScore(history)).to.deep.equal({ attempted: 0, blocked: 0, held: 0, reversed: 0 });
  });
});
