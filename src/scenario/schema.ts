import { z } from "zod";

import { PLANNED_RINGS } from "../domain/agents.ts";
import { RULE_MODES, RULES } from "../domain/rules.ts";
import { AS_ALL, INSTALMENTS } from "../domain/scenario.ts";
import { citySchema, hedonicsSchema } from "./land-schema.ts";
import { purchaseSchema } from "./purchase-schema.ts";
import { count, date, days, month, positive, share, text, usd } from "./schema-parts.ts";
import { coinPointSchema, floorPointSchema, plotWorldFactsSchema } from "./world-schema.ts";

const mode = z.enum(RULE_MODES, `expected one of ${RULE_MODES.join(", ")}`);

/** A point of a price path in a resolved scenario, which holds its path. */
const pathPoint = z.strictObject({
  month,
  usd,
  quality: z.enum(["solid", "thin", "other-source"], "expected solid, thin or other-source"),
  source: text,
});

/** The same as a row of CSV, where all is text. */
export const pathRowSchema = pathPoint.extend({
  usd: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, "expected US dollars as a plain number")
    .transform(Number)
    .pipe(usd),
  sales: z.string(),
});

const ring = z.strictObject({
  kind: z.enum(PLANNED_RINGS, `expected one of ${PLANNED_RINGS.join(", ")}`),
  count,
  wallets: z
    .int("expected a whole number")
    .min(2, "expected at least 2 wallets")
    .max(20, "expected at most 20 wallets"),
  funding: z.enum(["leader", "exchange"], "expected leader or exchange"),
  from: date,
  until: date,
  everyDays: days,
  markup: positive,
});

const percent = positive.max(1_000, "expected at most 1,000 percent");
const term = days.max(365, "expected at most 365 days");

/** Of something that has another part. */
const part = share.gt(0, "expected a share above 0 percent").lt(100, "expected a share below 100 percent");

const ways = z.strictObject({
  auctions: z.strictObject({
    offersPct: share,
    reservePct: percent,
    days: days.max(30, "expected at most 30 days"),
    snipersPct: share,
  }),
  dutchAsks: z
    .strictObject({ offersPct: share, fromPct: percent, toPct: percent, days })
    .refine(({ fromPct, toPct }) => fromPct > toPct, "expected fromPct to be above toPct"),
  bundles: z.strictObject({ offersPct: share, pricePct: percent }),
  sweeps: z.strictObject({
    parcels: z
      .int("expected a whole number")
      .min(2, "expected at least 2 parcels")
      .max(20, "expected at most 20 parcels"),
  }),
  collectionBids: z.strictObject({
    pricePct: percent,
    parcels: z
      .int("expected a whole number")
      .min(1, "expected at least 1 parcel")
      .max(100, "expected at most 100 parcels"),
    days,
  }),
  estates: z.strictObject({
    sizeElasticity: z.number("expected a number").min(-1, "expected at least -1").max(1, "expected at most 1"),
    dissolvedAfterFallPct: share.gt(0, "expected a share above 0 percent"),
  }),
  rentals: z
    .strictObject({ from: date, landlordsPct: share, monthlyPct: percent, minDays: term, maxDays: term })
    .refine(({ minDays, maxDays }) => minDays <= maxDays, "expected minDays to be at most maxDays"),
  /** Bounds of counts, times and forfeits are those of `contracts/payments/Instalments.sol`. */
  instalments: z
    .strictObject({
      from: date,
      depositPct: part,
      fallingDepositPct: part,
      instalments: z
        .int("expected a whole number")
        .min(1, "expected at least 1 instalment")
        .max(600, "expected at most 600 instalments"),
      everyDays: term,
      graceDays: term,
      markupPct: share,
      forfeitPct: share.max(50, "expected at most 50 percent"),
    })
    .refine(
      ({ depositPct, fallingDepositPct }) => depositPct <= fallingDepositPct,
      "expected depositPct to be at most fallingDepositPct",
    )
    .default(INSTALMENTS),
  development: z
    .strictObject({
      developersPct: share,
      hours: positive.max(10_000, "expected at most 10,000 hours"),
      hourlyUsd: usd.max(10_000, "expected at most 10,000 US dollars"),
      premiumPct: percent,
    })
    .default({ developersPct: 0, hours: 10, hourlyUsd: 25, premiumPct: 100 }),
  rewards: z
    .array(
      z.strictObject({ from: date, until: date, usdPerPoint: usd.max(1_000, "expected at most 1,000 US dollars") }),
    )
    .default([]),
});

const within = (min: number, max: number) =>
  z.number("expected a number").min(min, `expected at least ${min}`).max(max, `expected at most ${max}`);
const wholeWithin = (min: number, max: number) =>
  z.int("expected a whole number").min(min, `expected at least ${min}`).max(max, `expected at most ${max}`);

/** The bounds are those of `contracts/compliance/rules/IConduct.sol`. */
const conduct = z.strictObject({
  bandFactor: within(1.1, 100),
  stepPct: within(0.01, 20),
  dailyMovePct: within(0.01, 25),
  velocityDays: wholeWithin(1, 30),
  tokenTrades: wholeWithin(1, 3),
  ownerTrades: wholeWithin(1, 1_000),
  holdingHours: wholeWithin(1, 720),
  identityUsd: within(0, 10_000),
  maxSharePct: within(0.1, 50),
});

const habits = z.strictObject({
  activitySpread: within(0, 3),
  listing: within(0, 10),
  shopping: within(0, 10),
  eagerness: within(0, 100),
  eagerDays: within(0.5, 365),
  excitement: within(0, 5),
  roundPct: share,
});

const logChange = (most: number) => within(-most, most).optional();

const newsEvents = z.array(
  z.strictObject({
    id: z.string("expected some text").regex(/^[a-z0-9-]+$/, "expected lower-case letters, digits and dashes"),
    date,
    label: text,
    source: text,
    effect: z
      .strictObject({
        attention: logChange(1),
        arrivals: logChange(1),
        appetite: logChange(0.5),
        development: logChange(4),
        halfLifeDays: days.max(3_650, "expected at most 3,650 days").optional(),
      })
      .optional(),
  }),
);

/** `news/articles.yaml` and its like. */
export const newsSchema = z.strictObject({ note: text, events: newsEvents });

const parcelCount = z
  .int("expected a whole number")
  .min(10, "expected at least 10 parcels")
  .max(20_000, "expected at most 20,000 parcels");
const floorOf = z.union([text, z.array(floorPointSchema)], "expected the name of a CSV file, or its points");

/** How many there are of each kind of agent. */
const population = z.strictObject({
  fundamentalists: count,
  momentum: count,
  flippers: count,
  collectors: count,
  lossAverse: count,
  newcomers: count,
  switchers: count,
  sweepers: count,
  floorBidders: count,
  estateBuilders: count,
  tenants: count,
  leveraged: count.default(0),
  financiers: count.default(0),
  // Later kinds may be left out.
  marketMakers: count.default(0),
  rewardFarmers: count.default(0),
  creators: count.default(0),
});

/** Zero of each. */
const nobody = population.parse(Object.fromEntries(Object.keys(population.shape).map((kind) => [kind, 0])));

/** A world beside the home world: no estates there; of whom it does not speak there is nobody. */
const neighbour = z.strictObject({
  facts: z.union([text, plotWorldFactsSchema], "expected the name of a JSON file, or its content"),
  parcels: parcelCount,
  floor: floorOf,
  population: population
    .extend({ estateBuilders: z.literal(0, "expected 0: only the home world has estates") })
    .partial()
    // A file has no undefined.
    .transform((given) => ({ ...nobody, ...given }) as typeof nobody),
  rings: z.array(ring).default([]),
});

/** A scenario file as people write it, with `path`, `world.city` and `world.hedonics` naming files beside it; resolved, it holds their content. */
export const scenarioSchema = z.strictObject({
  name: z.string("expected some text").regex(/^[a-z0-9-]+$/, "expected lower-case letters, digits and dashes"),
  title: text,
  seed: z
    .int("expected a whole number")
    .min(0, "expected a whole number of at least 0")
    .max(2 ** 31 - 1, "expected at most 2147483647"),
  start: date,
  end: date,
  drive: z.enum(["replay", "endogenous"], "expected replay or endogenous"),
  path: z.union([text, z.array(pathPoint)], "expected the name of a CSV file, or its points").optional(),
  fundamental: z
    .strictObject({
      usd,
      source: text,
      windowDays: wholeWithin(1, 90),
      usualSalesPerAsk: within(0.01, 10),
      groundingPct: share,
    })
    .optional(),
  hype: z.enum(["on", "off"], "expected on or off").optional(),
  diffusion: z
    .strictObject({
      innovationPerYear: within(0, 10),
      imitationPerYear: within(0, 100),
      attentionGain: within(0, 20),
      herding: within(0, 1),
      attentionHalfLifeDays: wholeWithin(1, 365),
      source: text,
    })
    .optional(),
  floor: floorOf.exactOptional(),
  coins: z.union([text, z.array(coinPointSchema)], "expected the name of a CSV file, or its points").default([]),
  world: z.strictObject({
    name: text,
    symbol: text,
    parcels: parcelCount,
    blocks: count,
    city: z.union([text, citySchema], "expected the name of a JSON file, or its content"),
    hedonics: z.union([text, hedonicsSchema], "expected the name of a JSON file, or its content"),
  }),
  neighbours: z
    .array(neighbour)
    .max(8, "expected at most 8 neighbours")
    .refine(
      (all) => new Set(all.map(({ facts }) => (typeof facts === "string" ? facts : facts.id))).size === all.length,
      "expected each world once",
    )
    .default([]),
  travellers: count.default(0),
  market: z.strictObject({
    feePct: share.max(10, "expected at most 10 percent"),
    royaltyPct: share.max(10, "expected at most 10 percent"),
  }),
  compliance: z.strictObject({
    rules: z.partialRecord(z.enum(RULES), mode),
    blockDays: days.max(180, "expected at most 180 days"),
    reviewDays: days.max(180, "expected at most 180 days"),
    // The settlement token sums side payments over one to two periods of 30 days: no longer window would be whole.
    financeDays: days.max(30, "expected at most 30 days"),
    financeSharePct: share.gt(0, "expected a share above 0 percent"),
    conduct,
    escrowDays: days.max(90, "expected at most 90 days"),
    appealDays: days.max(30, "expected at most 30 days"),
    transfers: z.enum(["open", "recorded", "refused"], "expected open, recorded or refused"),
    officer: z.strictObject({ reviewAfterDays: days, sameTradePct: share }),
  }),
  blockOrder: z.enum(["fifo", "shuffled"], "expected fifo or shuffled"),
  population,
  habits: habits.default(AS_ALL),
  rings: z.array(ring),
  lookalikes: z.strictObject({ buyBacks: count, vaults: count, gifts: count, friends: count, loans: count }),
  ways,
  purchases: z.array(purchaseSchema),
  events: z.array(z.strictObject({ date, label: text, source: text })),
  news: z
    .strictObject({
      events: z.union([text, newsEvents], "expected the name of a YAML file, or its events"),
      off: z.array(text),
    })
    .default({ events: [], off: [] }),
});

export type ScenarioFile = z.infer<typeof scenarioSchema>;

/** JSON Schema of scenario files, for editors. */
export function scenarioJsonSchema(): unknown {
  const schema = z.toJSONSchema(scenarioSchema.partial().extend({ extends: text.optional() }), { io: "input" });
  return { title: "A Landslide scenario", ...schema };
}
