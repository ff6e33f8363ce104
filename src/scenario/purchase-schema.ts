import { z } from "zod";

import { coordinate, date, text, usd } from "./schema-parts.ts";

const place = z.strictObject({ x: coordinate, y: coordinate });
/** `contracts/land/Estate.sol` takes 256; 200 join with 12.65 million gas, safely within one transaction. */
const [FEWEST, MOST] = [2, 200];

/** So many adjacent parcels around a place, or a list of them, which is what a resolved scenario has. */
const estate = z
  .strictObject({
    parcels: z
      .int("expected a whole number")
      .min(FEWEST, `expected at least ${FEWEST} parcels`)
      .max(MOST, `expected at most ${MOST} parcels`)
      .optional(),
    near: place.optional(),
    places: z
      .array(place)
      .min(FEWEST, `expected at least ${FEWEST} places`)
      .max(MOST, `expected at most ${MOST} places`)
      .optional(),
    note: text,
  })
  .refine(
    ({ parcels, near, places }) =>
      (parcels !== undefined) === (near !== undefined) && (near === undefined) === (places !== undefined),
    "expected parcels and near, or places",
  );

/** A purchase of record: parcels, or one estate. */
export const purchaseSchema = z
  .strictObject({
    id: text,
    buyer: text,
    date,
    totalUsd: usd,
    laterUsd: usd.optional(),
    parcels: z.array(z.strictObject({ x: coordinate, y: coordinate, note: text })).default([]),
    estate: estate.optional(),
    source: text,
    readings: z.array(text),
  })
  .refine((bought) => (bought.parcels.length === 0) !== (bought.estate === undefined), "expected parcels or an estate");
