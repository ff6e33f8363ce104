import { DAY, isoDate, monthStart, nextMonth } from "../../src/domain/calendar.ts";
import type { PathPoint } from "../../src/domain/price-path.ts";
import type { LookalikePlan, Population, Scenario } from "../../src/domain/scenario.ts";

export interface Size {
  readonly parcels: number;
  /** Traders of all kinds and honest lookalikes; each kind grows by the same factor and is rounded. */
  readonly agents: number;
  /** Length of the run; the path is repeated for as long. */
  readonly months: number;
}

/** The same market with more land and more of every kind of trader, over boom after boom. Rings stay as many as they are. */
export function enlarged(scenario: Scenario, { parcels, agents, months }: Size): Scenario {
  const { world, population, lookalikes } = scenario;
  const factor = agents / (sum(population) + sum(lookalikes));
  const path = repeated(scenario.path, months);
  const end = path.reduce((last, { month }) => (month > last ? month : last), scenario.start.slice(0, 7));
  return {
    ...scenario,
    end: isoDate(monthStart(nextMonth(end)) - DAY),
    path,
    world: { ...world, parcels, blocks: Math.round((world.blocks * parcels) / world.parcels) },
    population: times(population, factor),
    lookalikes: times(lookalikes, factor),
  };
}

function sum(counts: Population | LookalikePlan): number {
  return Object.values<number>({ ...counts }).reduce((a, b) => a + b, 0);
}

function times<T extends Population | LookalikePlan>(counts: T, factor: number): T {
  const larger = Object.entries<number>({ ...counts }).map(([kind, count]) => [kind, Math.round(count * factor)]);
  return Object.fromEntries(larger) as T; // the same keys, and every one a number of agents
}

/** The same months again, one after another; a path has a figure for each. */
function repeated(path: readonly PathPoint[], months: number): readonly PathPoint[] {
  const [first] = path;
  let month = first?.month ?? "";
  return Array.from({ length: months }, (_, i) => path[i % path.length] ?? first).flatMap((point) => {
    if (point === undefined) return [];
    const again = { ...point, month };
    month = nextMonth(month);
    return [again];
  });
}
