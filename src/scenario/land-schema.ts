import { z } from "zod";

import { coordinate, month, text } from "./schema-parts.ts";

const range = z
  .strictObject({ min: coordinate, max: coordinate })
  .refine(({ min, max }) => min <= max, "expected min to be at most max");
const plaza = z.strictObject({ x: range, y: range });
const grid = plaza.refine(
  ({ x, y }) => (x.max - x.min + 1) * (y.max - y.min + 1) <= 1e6,
  "expected at most 1,000,000 places",
);

const roads = z.array(coordinate).min(1, "expected at least one road");

const between = z.int("expected a whole number of parcels").min(0, "expected at least 0 parcels in between");
const surveyed = z.strictObject({
  source: text,
  parcels: z
    .array(
      z.strictObject({
        x: coordinate,
        y: coordinate,
        road: between.optional(),
        plaza: between.optional(),
        district: between.optional(),
      }),
    )
    .min(1, "expected at least one parcel"),
});

/** `genesis-city.json` and its like. */
export const citySchema = z.strictObject({
  source: text,
  grid,
  plazas: z.array(plaza).min(1, "expected at least one plaza"),
  roads: z.strictObject({ x: roads, y: roads }),
  districts: z.array(plaza).default([]),
  surveyed: surveyed.optional(),
});

const sample = z
  .strictObject({
    from: month,
    until: month,
    sales: z.int("expected a whole number").min(1, "expected at least 1 sale"),
    r2: z.number("expected a number").min(0, "expected at least 0").max(1, "expected at most 1"),
  })
  .refine(({ from, until }) => from <= until, "expected from to be no later than until");

/** `hedonics-2020-2021.json` and its like. */
export const hedonicsSchema = z.strictObject({
  source: text,
  sample: sample.optional(),
  lnCentre: z.number(),
  lnRoad: z.number(),
  lnPlaza: z.number(),
  lnDistrict: z.number().default(0),
  nextToRoad: z.number(),
  memorable: z.number(),
  residual: z.number().min(0, "expected at least 0").max(2, "expected at most 2"),
  notes: z.array(text).default([]),
});
