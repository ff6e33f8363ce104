import { DAY, parseDate } from "../domain/calendar.ts";
import { adjacentGroups, isPublicGround, placesBought, tokenIdAt } from "../domain/land.ts";
import type { PathPoint } from "../domain/price-path.ts";
import type { City, News, Purchase, Scenario } from "../domain/scenario.ts";
import type { Coin } from "../domain/worlds/world-facts.ts";
import { ScenarioError } from "./error.ts";
import { locate, type YamlFile } from "./parse-yaml.ts";
import type { ScenarioFile } from "./schema.ts";

type Key = readonly (string | number)[];

/** Dates and days that only make sense together. */
export function requireOrder(written: ScenarioFile, files: readonly YamlFile[]): void {
  const { start, end, compliance, rings, ways, purchases, events } = written;
  const within = (key: Key, date: string): void => {
    if (date < start || date > end) complain(files, key, `expected a date between ${start} and ${end}, got ${date}`);
  };
  if (end <= start) complain(files, ["end"], `expected a date after ${start}, got ${end}`);
  const { blockDays, reviewDays } = compliance;
  if (blockDays > reviewDays) {
    const problem = `expected at least the ${blockDays} days of blockDays, got ${reviewDays}`;
    complain(files, ["compliance", "reviewDays"], problem);
  }
  rings.forEach(({ from, until }, i) => {
    // On its first day a ring opens its wallets: it must see that day.
    within(["rings", i, "from"], from);
    if (until <= from) complain(files, ["rings", i, "until"], `expected a date after ${from}, got ${until}`);
  });
  ways.rewards.forEach(({ from, until }, i) => {
    const previous = ways.rewards[i - 1]?.until;
    if (previous !== undefined && from <= previous) {
      complain(files, ["ways", "rewards", i, "from"], `expected a date after ${previous}, got ${from}`);
    }
    if (until < from) complain(files, ["ways", "rewards", i, "until"], `expected a date from ${from} on, got ${until}`);
  });
  purchases.forEach(({ date, estate }, i) => {
    within(["purchases", i, "date"], date);
    // It is agreed on its eve.
    if (date === start) complain(files, ["purchases", i, "date"], `expected a date after ${start}, got ${date}`);
    // An estate is joined on the first day at the earliest, and agreed on the eve.
    if (estate !== undefined && (parseDate(date) ?? 0) < (parseDate(start) ?? 0) + 2 * DAY) {
      complain(files, ["purchases", i, "date"], `expected a date two days after ${start} or later, got ${date}`);
    }
  });
  events.forEach(({ date }, i) => {
    within(["events", i, "date"], date);
    const previous = events[i - 1]?.date;
    if (previous !== undefined && date < previous) {
      complain(files, ["events", i, "date"], `expected a date not before ${previous}, got ${date}`);
    }
  });
}

/** A replay has a path; an endogenous market has what it starts from instead. */
export function requireDrive(written: ScenarioFile, files: readonly YamlFile[]): void {
  const own = ["fundamental", "hype", "diffusion"] as const;
  const isReplay = written.drive === "replay";
  const [needed, foreign] = isReplay ? [["path"] as const, own] : [own, ["path"] as const];
  for (const key of needed) {
    if (written[key] === undefined) complain(files, [key], `expected it, as drive is ${written.drive}, it is missing`);
  }
  for (const key of foreign) {
    if (written[key] !== undefined) complain(files, [key], `expected none, as drive is ${written.drive}`);
  }
  if (!isReplay && written.neighbours.length > 0) {
    complain(files, ["neighbours"], `expected none, as drive is ${written.drive}: they follow floors`);
  }
}

/** A path written into the scenario itself; one in a file is checked with its rows. */
export function requireAscending(points: readonly PathPoint[], files: readonly YamlFile[]): void {
  if (points.length === 0) complain(files, ["path"], "the price path is empty, expected a point a month");
  points.forEach(({ month }, i) => {
    const previous = points[i - 1]?.month;
    if (previous !== undefined && month <= previous) {
      complain(files, ["path", i, "month"], `expected a month after ${previous}, got ${month}`);
    }
  });
}

/** Floors are in ETH, and first sales within the run in coins of their own: their prices must be known. */
export function requireCoins({ coins, floor, neighbours, start }: Scenario, files: readonly YamlFile[]): void {
  const needed = new Set<Coin>(floor === undefined && neighbours.length === 0 ? [] : ["eth"]);
  for (const { facts } of neighbours) {
    const [sale] = facts.primarySales;
    if (sale !== undefined && sale.from > start) needed.add(sale.coin);
  }
  const missing = [...needed].find((coin) => coins.every((point) => point.coin !== coin));
  if (missing !== undefined)
    complain(files, ["coins"], `expected prices of ${missing}, in which a floor or a first sale is`);
}

/** Each event of the news is told once, and only those that there are can be left out. */
export function requireNews({ events, off }: News, files: readonly YamlFile[]): void {
  const ids = events.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined) complain(files, ["news", "events"], `expected each id once, got ${twice} again`);
  off.forEach((id, i) => {
    if (!ids.includes(id)) complain(files, ["news", "off", i], `expected one of ${ids.join(", ")}, got ${id}`);
  });
}

/** The parcels of the purchases are places of the city, each bought once, and the city has room for all others. */
export function requirePlaces({ world, purchases }: Scenario, files: readonly YamlFile[]): void {
  const { city, parcels } = world;
  const { x: xs, y: ys } = city.grid;
  const bought = new Set<string>();
  purchases.forEach((purchase, i) => {
    const where = purchase.estate === undefined ? ["parcels"] : ["estate", "places"];
    placesBought(purchase).forEach(({ x, y }, j) => {
      const key = ["purchases", i, ...where, j];
      const place = `(${x}, ${y})`;
      if (x < xs.min || x > xs.max || y < ys.min || y > ys.max) {
        const grid = `x from ${xs.min} to ${xs.max} and y from ${ys.min} to ${ys.max}`;
        complain(files, key, `expected a place of the city, ${grid}, got ${place}`);
      }
      if (bought.has(place)) complain(files, key, `expected each parcel once, got ${place} again`);
      bought.add(place);
    });
    requireAdjacent(purchase, ["purchases", i, "estate"], files);
  });
  if (bought.size > parcels) {
    complain(
      files,
      ["world", "parcels"],
      `expected at least the ${bought.size} parcels of the purchases, got ${parcels}`,
    );
  }
  const blocks = Math.floor((parcels - bought.size) / PARCELS_PER_BLOCK);
  if (world.blocks > blocks) {
    const problem = `expected at most ${Math.max(0, blocks)}, as a block has up to ${PARCELS_PER_BLOCK} of the ${parcels} parcels, got ${world.blocks}`;
    complain(files, ["world", "blocks"], problem);
  }
  const room = countPrivateGround(city, parcels);
  if (room < parcels) {
    const problem = `expected at most the ${room} parcels that are private in the city, got ${parcels}`;
    complain(files, ["world", "parcels"], problem);
  }
}

function requireAdjacent({ estate }: Purchase, key: Key, files: readonly YamlFile[]): void {
  if (estate === undefined) return;
  const [group] = adjacentGroups(estate.places.map(({ x, y }) => tokenIdAt(x, y)));
  if (group?.length === estate.places.length) return;
  const problem = `expected places that hang together edge by edge, got ${group?.length ?? 1} of ${estate.places.length} that do`;
  complain(files, [...key, "places"], problem);
}

/** The largest block has this many parcels. */
const PARCELS_PER_BLOCK = 9;

/** Counts no further than `enough`. */
function countPrivateGround(city: City, enough: number): number {
  const { x: xs, y: ys } = city.grid;
  let count = 0;
  for (let x = xs.min; x <= xs.max; x++) {
    for (let y = ys.min; y <= ys.max && count < enough; y++) if (!isPublicGround(city, x, y)) count++;
  }
  return count;
}

function complain(files: readonly YamlFile[], key: Key, problem: string): never {
  throw new ScenarioError(locate(files, key), `${key.join(".")}: ${problem}`);
}
