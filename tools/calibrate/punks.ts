import { readFileSync } from "node:fs";
import path from "node:path";

import { csvParse } from "d3-dsv";

import type { PathPoint } from "../../src/domain/price-path.ts";
import type { Address } from "../../src/domain/primitives.ts";
import { isoMonth } from "../../src/domain/calendar.ts";
import type { MarketSale } from "../../src/metrics/realism/market-sales.ts";

const FILE = path.resolve(import.meta.dirname, "../../data/cryptopunks-sales.csv");

/** The sales of CryptoPunks, prices in wei; see data/README.md. */
export function punkSales(): readonly MarketSale[] {
  return csvParse(readFileSync(FILE, "utf8")).map((row) => {
    const { time = "", token = "", seller = "", buyer = "", eth = "" } = row;
    return {
      time: Date.parse(time) / 1000,
      tokenId: BigInt(token),
      ...(seller === "" ? {} : { seller: addressOf(seller) }),
      ...(buyer === "" ? {} : { buyer: addressOf(buyer) }),
      price: weiOf(eth),
    };
  });
}

/** Median price of each month, in thousandths of an ETH, which stand in for dollars. */
export function punkPath(sales: readonly MarketSale[]): readonly PathPoint[] {
  const months = new Map<string, number[]>();
  for (const { time, price } of sales) {
    const month = isoMonth(time);
    const of = months.get(month);
    if (of === undefined) months.set(month, [Number(price) / 1e15]);
    else of.push(Number(price) / 1e15);
  }
  return [...months].map(([month, prices]) => {
    const usd = prices.toSorted((a, b) => a - b)[Math.floor(prices.length / 2)] ?? Number.NaN;
    return { month, usd, quality: "solid", source: "CryptoPunks: median of the month, in 0.001 ETH" };
  });
}

function addressOf(number: string): Address {
  return `0x${BigInt(number).toString(16).padStart(40, "0")}`;
}

function weiOf(eth: string): bigint {
  const [whole = "0", fraction = ""] = eth.split(".");
  return BigInt(whole + fraction.padEnd(18, "0"));
}
