import { expect } from "chai";

import { arriving, dueByDiffusion, dueOnPath, heatOf, type IsDue } from "../../../src/agents/arrivals.ts";
import type { Agent } from "../../../src/domain/agents.ts";
import { DAY } from "../../../src/domain/calendar.ts";
import { randomStreams } from "../../../src/domain/random.ts";
import type { Diffusion, NewsEvent } from "../../../src/domain/scenario.ts";
import { ALICE, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, aView } from "../../fixtures/market-view.ts";

const QUIET = { events: [], off: [] };
const BASS: Diffusion = {
  innovationPerYear: 0.1,
  imitationPerYear: 1,
  attentionGain: 0,
  herding: 0,
  attentionHalfLifeDays: 30,
  source: "made up",
};

describe("arrivals on a path", () => {
  it("are more on days with high and rising prices", () => {
    const heat = heatOf([...flat(100, 200), ...flat(1_600, 200)], QUIET, NOON);
    const days = arrivals((random) => dueOnPath(heat, random), 400);
    const late = days.filter((day) => day >= 200).length;
    expect(late / days.length).to.be.within(0.78, 0.92);
  });

  it("are more once the news draws people in", () => {
    const fair: NewsEvent = {
      id: "fair",
      date: "2021-11-01",
      label: "A fair",
      source: "made up",
      effect: { arrivals: 1 },
    };
    const start = NOON - 200.5 * DAY;
    const heat = heatOf(flat(100, 400), { events: [fair], off: [] }, start);
    const even = heatOf(flat(100, 400), { events: [fair], off: ["fair"] }, start);
    const told = arrivals((random) => dueOnPath(heat, random), 400);
    const untold = arrivals((random) => dueOnPath(even, random), 400);
    const late = (days: readonly number[]): number => days.filter((day) => day >= 200).length / days.length;
    expect(late(told)).to.be.within(0.66, 0.8);
    expect(late(untold)).to.be.within(0.42, 0.58);
  });
});

describe("arrivals by diffusion", () => {
  it("follow Bass: by a time, the share that its formula gives", () => {
    const years = 3;
    const days = arrivals((random) => dueByDiffusion(BASS, random), 365 * years);
    const { innovationPerYear: p, imitationPerYear: q } = BASS;
    const left = Math.exp(-(p + q) * years);
    const expected = (1 - left) / (1 + (q / p) * left);
    expect(days.length / PEOPLE).to.be.within(expected - 0.06, expected + 0.06);
  });

  it("come sooner with attention, and none without", () => {
    const by = (attention: number): number => arrivals((random) => dueByDiffusion(BASS, random), 365, attention).length;
    expect(by(3)).to.be.above(2 * by(1));
    expect(by(0)).to.equal(0);
  });
});

describe("arriving", () => {
  it("does nothing before it is due, joins with money once, then acts", () => {
    const listing = { do: "cancel", orderHash: "0x1" } as const;
    const trader: Agent = { id: "newcomer/1", kind: "newcomer", accounts: [ALICE], act: () => [listing] };
    const agent = arriving(
      () => trader,
      aCharacter(),
      ({ tick }) => tick === 2,
    );
    const done = [0, 1, 2, 3, 4].map((tick) => agent.act(aView({ tick })).map((intent) => intent.do));
    expect(done).to.deep.equal([[], [], ["join"], ["cancel"], ["cancel"]]);
  });
});

const PEOPLE = 500;

/** The days on which people come within `days`, each by a stream of its own. */
function arrivals(
  make: (random: ReturnType<ReturnType<typeof randomStreams>>) => IsDue,
  days: number,
  attention = 1,
): readonly number[] {
  const streams = randomStreams(5);
  const view = aView({ mood: { attention } });
  return Array.from({ length: PEOPLE }, (_, i) => {
    const isDue = make(streams(`arrival/${i}`));
    for (let tick = 0; tick < days; tick++) if (isDue({ ...view, tick })) return [tick];
    return [];
  }).flat();
}

function flat(usd: number, days: number): readonly number[] {
  return Array.from({ length: days }, () => usd);
}
