import { expect } from "chai";

import { honestScore, isBlocked } from "../../../src/metrics/honest.ts";
import { ruleScores } from "../../../src/metrics/rules.ts";
import { washScore } from "../../../src/metrics/wash.ts";
import { replay } from "../../../src/replay/history.ts";
import { RUN } from "../../fixtures/journal-lines.ts";
import { madeUpRun } from "../../fixtures/made-up-run.ts";

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
      { id: "SelfTrade", mode: "enforce", held: 0, blocked: 2, truePositives: 1, falsePositives: 1 },
      // Held: days 3, 10 and 35; in shadow, days 4 and 33.
      { id: "RoundTrip", mode: "enforce", held: 3, blocked: 0, truePositives: 3, falsePositives: 2 },
      { id: "CommonFunder", mode: "off", held: 0, blocked: 0, truePositives: 0, falsePositives: 0 },
    ]);
  });
});

describe("scores of a run without a trade", () => {
  it("are zero", () => {
    const history = replay([RUN]);
    expect(washScore(history)).to.deep.equal({ attempted: 0, settled: 0, volumeAttemptedUsd: 0, volumeSettledUsd: 0 });
    expect(honestScore(history)).to.deep.equal({ attempted: 0, blocked: 0, held: 0, reversed: 0 });
  });
});
