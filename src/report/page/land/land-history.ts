import { TRADE_STATES, type ReportData } from "../../report-data.ts";

/** What is known of every parcel on every day, from the columns. */
export interface LandHistory {
  /** Rows of `trades` of a parcel, in order. */
  readonly trades: readonly (readonly number[])[];
  /** Last completed sale on or before a day. */
  lastSale(parcel: number, day: number): { readonly usd: number; readonly day: number } | undefined;
  /** Row of the owner's account; -1 for nobody. */
  owner(parcel: number, day: number): number;
  /** Wash trades of the 90 days up to a day. */
  washBefore(parcel: number, day: number): { readonly settled: number; readonly stopped: number };
}

const WASH_DAYS = 90;

export function landHistory({ land, trades }: Pick<ReportData, "land" | "trades">): LandHistory {
  const ofParcel: number[][] = land.x.map(() => []);
  trades.parcel.forEach((parcel, row) => ofParcel[parcel]?.push(row));
  const owners = ownerChanges(land, trades);
  const estateSales = salesWithEstates(land);
  const isSale = (row: number): boolean => {
    const state = TRADE_STATES[trades.state[row] ?? -1];
    return state === "settled" || state === "released";
  };
  return {
    trades: ofParcel,
    lastSale(parcel, day) {
      const sale = ofParcel[parcel]?.findLast((row) => (trades.day[row] ?? 0) <= day && isSale(row));
      const own = sale === undefined ? undefined : { usd: trades.usd[sale] ?? 0, day: trades.day[sale] ?? 0 };
      const withEstate = estateSales[parcel]?.findLast((one) => one.day <= day);
      if (withEstate === undefined || sale === undefined) return own ?? withEstate;
      return withEstate.order > sale ? withEstate : own;
    },
    owner(parcel, day) {
      return owners[parcel]?.findLast((change) => change.day <= day)?.to ?? land.firstOwner[parcel] ?? -1;
    },
    washBefore(parcel, day) {
      const counts = { settled: 0, stopped: 0 };
      for (const row of ofParcel[parcel] ?? []) {
        const on = trades.day[row] ?? 0;
        if (trades.wash[row] !== 1 || on > day || on <= day - WASH_DAYS) continue;
        counts[isSale(row) ? "settled" : "stopped"] += 1;
      }
      return counts;
    },
  };
}

interface OwnerChange {
  readonly day: number;
  readonly to: number;
  readonly order: number;
}

interface EstateSale {
  readonly usd: number;
  readonly day: number;
  readonly order: number;
}

/** What each parcel went for when the estate that it was in was sold. */
function salesWithEstates({ x, moves }: ReportData["land"]): readonly EstateSale[][] {
  const sales: EstateSale[][] = x.map(() => []);
  moves.parcel.forEach((parcel, i) => {
    const usd = moves.usd[i] ?? 0;
    if (usd > 0) sales[parcel]?.push({ usd, day: moves.day[i] ?? 0, order: (moves.before[i] ?? 0) - 0.5 });
  });
  return sales;
}

/** Settled trades and the moves that no trade explains, in the order of the journal. */
function ownerChanges({ x, moves }: ReportData["land"], trades: ReportData["trades"]): readonly OwnerChange[][] {
  const changes: OwnerChange[][] = x.map(() => []);
  trades.parcel.forEach((parcel, row) => {
    if (TRADE_STATES[trades.state[row] ?? -1] !== "settled") return;
    changes[parcel]?.push({ day: trades.day[row] ?? 0, to: trades.buyer[row] ?? -1, order: row });
  });
  moves.parcel.forEach((parcel, i) => {
    // Half a step before the trade that follows.
    const order = (moves.before[i] ?? 0) - 0.5;
    changes[parcel]?.push({ day: moves.day[i] ?? 0, to: moves.to[i] ?? -1, order });
  });
  for (const list of changes) list.sort((a, b) => a.order - b.order);
  return changes;
}
