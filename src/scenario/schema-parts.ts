import { z } from "zod";

import { parseDate } from "../domain/calendar.ts";

/** What the schemas of scenario files are made of; each part says in a sentence what it expected. */

export const date = z
  .string("expected a date like 2021-11-23")
  .regex(/^\d{4}-\d{2}-\d{2}$/, "expected a date like 2021-11-23")
  .refine((text) => parseDate(text) !== undefined, "expected a date that the calendar has");
export const count = z
  .int("expected a whole number")
  .min(0, "expected a whole number of at least 0")
  .max(100_000, "expected at most 100,000");
export const positive = z.number("expected a number").gt(0, "expected a number above 0");
/** Up to a billion, which is what the exchange has. */
export const usd = z
  .number("expected US dollars as a plain number")
  .gt(0, "expected US dollars above 0")
  .max(1e9, "expected at most 1,000,000,000 US dollars");
export const days = z.int("expected a whole number of days").min(1, "expected at least 1 day");
export const share = z
  .number("expected a share in percent")
  .min(0, "expected 0 to 100 percent")
  .max(100, "expected 0 to 100 percent");
export const text = z.string("expected some text").min(1, "expected some text");
export const coordinate = z
  .int("expected a whole number")
  .min(-999_999, "expected at least -999999")
  .max(999_999, "expected at most 999999");
export const month = z
  .string("expected a month like 2021-11")
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "expected a month like 2021-11");
