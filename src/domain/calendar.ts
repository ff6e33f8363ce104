/** A day as `2021-11-23`, always UTC. */
export type IsoDate = string;

/** A month as `2021-11`. */
export type IsoMonth = string;

/** Either of them. */
export type IsoDateOrMonth = string;

export const DAY = 86_400;

/** Unix seconds of the day's first moment; undefined where the text is no date. */
export function parseDate(text: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const milliseconds = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return isoDate(milliseconds / 1000) === text ? milliseconds / 1000 : undefined;
}

/** @param time Unix seconds. */
export function isoDate(time: number): IsoDate {
  // Built from a number: the wall clock is not asked.
  return new Date(time * 1000).toISOString().slice(0, 10);
}

/** @param time Unix seconds. */
export function isoMonth(time: number): IsoMonth {
  return isoDate(time).slice(0, 7);
}

/** Unix seconds of the month's first moment. */
export function monthStart(month: IsoMonth): number {
  const [year, number] = month.split("-").map(Number);
  return Date.UTC(year ?? Number.NaN, (number ?? Number.NaN) - 1, 1) / 1000;
}

export function nextMonth(month: IsoMonth): IsoMonth {
  return isoMonth(monthStart(month) + 31 * DAY);
}

/** Both ends included. */
export function monthsBetween(first: IsoMonth, last: IsoMonth): readonly IsoMonth[] {
  const months: IsoMonth[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}
