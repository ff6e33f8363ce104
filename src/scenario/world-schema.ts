import { z } from "zod";

import { parseDate } from "../domain/calendar.ts";
import { SQUARE_SIDES } from "../domain/worlds/sandbox.ts";
import { COINS } from "../domain/worlds/world-facts.ts";

const text = z.string("expected some text").min(1, "expected some text");
const date = z
  .string("expected a date like 2021-11-23")
  .refine((given) => parseDate(given) !== undefined, "expected a date like 2021-11-23 that the calendar has");
const positive = z.number("expected a number").gt(0, "expected a number above 0");
const supply = z
  .int("expected a whole number")
  .min(1, "expected at least 1")
  .max(1_000_000, "expected at most 1,000,000");
const share = z
  .number("expected a share in percent")
  .min(0, "expected 0 to 100 percent")
  .max(100, "expected 0 to 100 percent");
const coin = z.enum(COINS, `expected one of ${COINS.join(", ")}`);
const elasticity = z.number("expected a number").min(-1, "expected at least -1").max(1, "expected at most 1");
const sourced = { source: text, assumptions: z.array(text) };

const percentiles = z
  .strictObject({ p10: positive, p50: positive, p90: positive })
  .refine(({ p10, p50, p90 }) => p10 < p50 && p50 < p90, "expected p10 below p50 below p90");

const side = z.literal([...SQUARE_SIDES], `expected one of ${SQUARE_SIDES.join(", ")}`);

const squares = z.strictObject({
  kind: z.literal("squares"),
  ...sourced,
  squares: z
    .array(z.strictObject({ side, sharePct: share }))
    .refine(
      (all) => Math.abs(all.reduce((sum, { sharePct }) => sum + sharePct, 0) - 100) < 1e-6,
      "expected shares that add up to 100 percent",
    ),
});
const firstId = z.int("expected a whole number").min(0, "expected at least 0");
const numbered = z.strictObject({
  kind: z.literal("numbered"),
  ...sourced,
  firstId,
  supply,
  kodas: z
    .strictObject({ count: z.int("expected a whole number").min(0, "expected at least 0"), among: supply })
    .refine(({ count, among }) => count <= among, "expected count to be at most among"),
});
const classes = z.strictObject({
  kind: z.literal("classes"),
  ...sourced,
  firstId,
  classes: z
    .array(z.strictObject({ name: text, squareMetres: positive, count: supply }))
    .min(1, "expected at least one class"),
});
const boxes = z.strictObject({
  kind: z.literal("boxes"),
  ...sourced,
  firstId,
  supply,
  squareMetres: percentiles,
  metresHigh: percentiles,
});

export const geometrySchema = z.discriminatedUnion(
  "kind",
  [squares, numbered, classes, boxes],
  "expected one of squares, numbered, classes, boxes",
);

export const plotHedonicsSchema = z.strictObject({
  ...sourced,
  lnSize: elasticity,
  lnCentre: elasticity,
  koda: z.number("expected a number").min(0, "expected at least 0").max(5, "expected at most 5"),
  residual: z.number("expected a number").min(0, "expected at least 0").max(2, "expected at most 2"),
});

const primarySale = z
  .strictObject({
    ...sourced,
    form: z.enum(["fixed", "auction", "dutch"], "expected fixed, auction or dutch"),
    from: date,
    until: date,
    coin,
    prices: z.array(z.strictObject({ of: text, amount: positive })),
    parcels: supply.exactOptional(),
  })
  .refine(({ from, until }) => from <= until, { path: ["until"], message: "expected a day not before from" });

/** `scenarios/worlds/decentraland.json`. */
export const worldFactsSchema = z.strictObject({
  id: z.string("expected some text").regex(/^[a-z0-9-]+$/, "expected lower-case letters, digits and dashes"),
  name: text,
  symbol: text,
  fees: z.strictObject({
    ...sourced,
    feePct: share.max(10, "expected at most 10 percent"),
    royaltyPct: share.max(10, "expected at most 10 percent"),
  }),
  coins: z.array(coin).min(1, "expected at least one coin"),
  primarySales: z
    .array(primarySale)
    .min(1, "expected at least one primary sale")
    .superRefine((sales, context) => {
      sales.forEach(({ from }, i) => {
        if (from >= (sales[i - 1]?.from ?? from)) return;
        context.addIssue({ code: "custom", path: [i, "from"], message: "expected the oldest sale first", input: from });
      });
    }),
});

/** `scenarios/worlds/otherside.json` and its like. */
export const plotWorldFactsSchema = worldFactsSchema.extend({ geometry: geometrySchema, hedonics: plotHedonicsSchema });

const plain = z
  .string()
  .regex(/^\d+(\.\d+)?$/, "expected a plain number")
  .transform(Number)
  .pipe(positive.max(1e9, "expected at most 1,000,000,000"));

/** A point of a floor in a resolved scenario, which holds its floors. */
export const floorPointSchema = z.strictObject({
  date,
  eth: positive,
  quality: z.enum(["published", "interpolated"], "expected published or interpolated"),
  source: text,
});

/** The same as a row of CSV, where all is text. */
export const floorRowSchema = floorPointSchema.extend({ eth: plain });

/** A coin's price in a month or on a day. */
export const coinPointSchema = z.strictObject({
  coin,
  at: z
    .string()
    .refine(
      (given) => /^\d{4}-(0[1-9]|1[0-2])$/.test(given) || parseDate(given) !== undefined,
      "expected a month like 2021-11 or a date like 2021-11-23",
    ),
  usd: positive,
  source: text,
});

/** The same as a row of CSV. */
export const coinRowSchema = coinPointSchema.extend({ usd: plain });
