/*
 * What real markets show, with its sources; what a run is held against. A published figure is not changed here. Where several
 * collections are known, each is a line of its own: the markets differ, and so may a run.
 */

/** Where a real figure comes from. */
export interface RealFigure {
  readonly of: string;
  /** Bounds of the figure: the same where it is one number. Without `high` only the lower bound is known. */
  readonly low: number;
  readonly high?: number;
  readonly source: string;
  /**
   * A verdict rests on the figures that are `checked`. Not checked: those that traders were fitted to, and those of all
   * collections of a market together, which a run of one world has not.
   */
  readonly use: "checked" | "fitted" | "market-wide";
}

export const FACT_IDS = [
  "concentration",
  "resale",
  "daysBetweenSales",
  "priceGini",
  "priceTail",
  "roundPrices",
  "returnKurtosis",
  "returnTail",
  "returnMemory",
  "volatilityMemory",
  "earlyGain",
  "lateGain",
  "newEntrants",
  "saleOfWinners",
] as const;
export type FactId = (typeof FACT_IDS)[number];

export interface Fact {
  readonly id: FactId;
  /** As a reader would ask for it. */
  readonly name: string;
  readonly unit: "share" | "days" | "number" | "usd";
  readonly real: readonly RealFigure[];
}

const COUNTED = "counted from the collection's sales";
const NADINI = "Nadini et al., Scientific Reports 11 (2021)";
const PUNKS = "counted by these functions from data/cryptopunks-sales.csv, 2017 to 5 April 2021";
const PUNKS_2020 = "counted by these functions from data/cryptopunks-sales.csv, January 2020 to 5 April 2021";
const GHOSH = "Ghosh, Bouri, Wee and Zulfiqar, RIBAF 65 (2023)";
const CHAN = `${GHOSH}; Chan et al. (2024)`;
const KAWAI = "Kawai et al., arXiv 2501.09601: Decentraland";

const exactly = (value: number) => ({ low: value, high: value });
const above = (low: number) => ({ low });

/** BAYC and CryptoPunks: FACTS, counted from longer lists than the one in data/. */
export const FACTS: readonly Fact[] = [
  {
    id: "concentration",
    name: "Transactions of the busiest 10 % of traders",
    unit: "share",
    real: [
      { of: "BAYC", ...exactly(0.55), source: COUNTED, use: "checked" },
      { of: "CryptoPunks", ...exactly(0.63), source: COUNTED, use: "fitted" },
      { of: "CryptoPunks 2020-21", ...exactly(0.63), source: PUNKS_2020, use: "fitted" },
      { of: "all NFTs", ...exactly(0.85), source: NADINI, use: "market-wide" },
    ],
  },
  {
    id: "resale",
    name: "Sold parcels that were sold again",
    unit: "share",
    real: [
      { of: "BAYC", ...exactly(0.73), source: COUNTED, use: "checked" },
      { of: "CryptoPunks", ...exactly(0.66), source: COUNTED, use: "fitted" },
      { of: "CryptoPunks 2020-21", ...exactly(0.523), source: PUNKS_2020, use: "fitted" },
      { of: "all NFTs", ...exactly(0.2), source: NADINI, use: "market-wide" },
    ],
  },
  {
    id: "daysBetweenSales",
    name: "Days between two sales of a parcel, median",
    unit: "days",
    real: [
      { of: "BAYC", ...exactly(19), source: COUNTED, use: "checked" },
      { of: "CryptoPunks", ...exactly(19), source: COUNTED, use: "fitted" },
      { of: "CryptoPunks 2020-21", ...exactly(23.1), source: PUNKS_2020, use: "fitted" },
    ],
  },
  {
    id: "priceGini",
    name: "Inequality of prices, Gini",
    unit: "number",
    real: [
      { of: "BAYC", ...exactly(0.73), source: COUNTED, use: "checked" },
      { of: "CryptoPunks", ...exactly(0.58), source: COUNTED, use: "checked" },
    ],
  },
  {
    id: "priceTail",
    name: "Tail index of the dearest 5 % of prices",
    unit: "number",
    real: [
      { of: "BAYC", ...exactly(4.5), source: COUNTED, use: "checked" },
      { of: "CryptoPunks", ...exactly(3.2), source: COUNTED, use: "checked" },
    ],
  },
  {
    id: "roundPrices",
    name: "Round prices",
    unit: "share",
    real: [
      { of: "BAYC", ...exactly(0.5), source: `${COUNTED}, on a grid of 0.1 ETH`, use: "checked" },
      { of: "CryptoPunks", ...exactly(0.61), source: `${COUNTED}, on a grid of 0.1 ETH`, use: "fitted" },
      { of: "CryptoPunks 2020-21", ...exactly(0.577), source: `${PUNKS_2020}: two digits`, use: "fitted" },
    ],
  },
  {
    id: "returnKurtosis",
    name: "Kurtosis of daily returns",
    unit: "number",
    real: [
      { of: "NFTs and coins", ...above(3), source: CHAN, use: "checked" },
      { of: "CryptoPunks", ...exactly(10.1), source: PUNKS, use: "checked" },
    ],
  },
  {
    id: "returnTail",
    name: "Tail index of daily returns",
    unit: "number",
    real: [
      { of: "NFTs and coins", ...exactly(3), source: `${GHOSH}: the inverse cubic law`, use: "checked" },
      { of: "CryptoPunks", ...exactly(2.3), source: PUNKS, use: "checked" },
    ],
  },
  {
    id: "returnMemory",
    name: "Autocorrelation of returns",
    unit: "number",
    real: [{ of: "NFTs and coins", ...exactly(0), source: CHAN, use: "checked" }],
  },
  {
    id: "volatilityMemory",
    name: "Autocorrelation of their size",
    unit: "number",
    real: [{ of: "NFTs and coins", ...above(0), source: CHAN, use: "checked" }],
  },
  {
    id: "earlyGain",
    name: "Early adopters’ gain per parcel sold",
    unit: "usd",
    real: [{ of: "Decentraland", ...above(10_000), source: KAWAI, use: "checked" }],
  },
  {
    id: "lateGain",
    name: "Latecomers’ gain per parcel sold",
    unit: "usd",
    real: [
      {
        of: "Decentraland",
        ...exactly(-1_000),
        source: `${KAWAI}, no profit to a loss of about $1,000`,
        use: "checked",
      },
    ],
  },
  {
    id: "newEntrants",
    name: "New entrants among buyers",
    unit: "share",
    real: [{ of: "Decentraland", ...above(0.5), source: KAWAI, use: "checked" }],
  },
  {
    id: "saleOfWinners",
    name: "Winners sold rather than losers, ratio",
    unit: "number",
    real: [
      {
        of: "NFTs",
        ...above(1),
        source: "Huang and Goetzmann, NBER 31498: the direction; Odean (1998): 1.5 for shares",
        use: "checked",
      },
    ],
  },
];
