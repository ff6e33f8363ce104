import { DAY } from "../domain/calendar.ts";
import { usdToNumber } from "../domain/primitives.ts";
import type { History } from "../replay/history.ts";

export interface RentalScore {
  readonly started: number;
  /** Ended by the landlord before their term, with a refund. */
  readonly refunded: number;
  /** Parcel-days let: an estate's day counts once for each of its parcels. */
  readonly parcelDays: number;
  /** Paid by tenants in advance, less what came back to them. */
  readonly rentUsd: number;
  /** Of it the market's fee, as far as it was paid out. */
  readonly feeUsd: number;
  readonly tenants: number;
  /** Parcels that were let at least once, alone or in an estate. */
  readonly parcels: number;
  /** Of all parcels. */
  readonly shareOfParcels: number;
}

/**
 * What was rented out.
 *
 * Definition: rentals that began in the run.
 * Formula: rent is what tenants paid less refunds; a rental's days run from its beginning to its end, to its last agreed
 *   day, or to the end of the run, whichever is first.
 * Limits: a tenant who leaves early pays the whole rent for fewer days; rent that has not accrued by the end of the run counts.
 * Source: the rental house's events; no ground truth.
 */
export function rentalScore({ rentals, parcels, run }: Pick<History, "rentals" | "parcels" | "run">): RentalScore {
  const all = [...rentals.values()];
  const runEnd = run.start + run.days * DAY;
  const days = all.map(({ startedAt, endsAt, endedAt = runEnd, parcels: items }) => {
    return (Math.max(0, Math.min(endsAt, endedAt, runEnd) - startedAt) / DAY) * items.length;
  });
  const letOut = new Set(all.flatMap((rental) => rental.parcels));
  return {
    started: all.length,
    refunded: all.filter(({ refund }) => refund > 0n).length,
    parcelDays: Math.round(days.reduce((a, b) => a + b, 0)),
    rentUsd: usdToNumber(all.reduce((sum, { rent, refund }) => sum + rent - refund, 0n)),
    feeUsd: usdToNumber(all.reduce((sum, { fee }) => sum + fee, 0n)),
    tenants: new Set(all.map(({ tenant }) => tenant)).size,
    parcels: letOut.size,
    shareOfParcels: parcels.length === 0 ? 0 : letOut.size / parcels.length,
  };
}
