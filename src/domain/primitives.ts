/** A hexadecimal string with its 0x. */
export type Hex = `0x${string}`;

/** A 20-byte address in lower case. */
export type Address = Hex;

/** US dollars in units of the settlement token: 6 decimals. */
export type MicroUsd = bigint;

export const USD = 1_000_000n;
export const BPS = 10_000n;

/** Whole-number part and cents are kept to the micro-dollar; only for values far below 2^53 micro-dollars. */
export function microUsdFromNumber(usd: number): MicroUsd {
  return BigInt(Math.round(usd * 1e6));
}

/** For statistics and display, never for accounts. */
export function usdToNumber(amount: MicroUsd): number {
  return Number(amount) / 1e6;
}
