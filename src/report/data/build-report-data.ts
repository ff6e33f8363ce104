import type { ReportData } from "../report-data.ts";
import { buildCaseList } from "./cases-data.ts";
import { buildGains } from "./gains-data.ts";
import { writeHeadline } from "./headline.ts";
import { buildHonest } from "./honest-data.ts";
import { buildHook } from "./hook-data.ts";
import { buildLand } from "./land-data.ts";
import { buildMarket } from "./market-data.ts";
import { openAccountBook } from "./names.ts";
import { buildPurchases } from "./purchase-data.ts";
import { buildRealism } from "./realism-data.ts";
import { buildReceipt } from "./receipt-data.ts";
import type { ReportInput } from "./report-input.ts";
import { buildRings } from "./rings-data.ts";
import { buildSales } from "./sales-data.ts";
import { tabulateTrades } from "./trade-columns.ts";
import { buildWorlds } from "./worlds-data.ts";

/** Everything the page shows, from a run's history, scenario, summary and receipt. Pure. */
export function buildReportData(input: ReportInput): ReportData {
  const { history, scenario, summary } = input;
  const book = openAccountBook(history, scenario);
  const table = tabulateTrades(history, book);
  const market = buildMarket(input);
  const purchases = buildPurchases(input, market);
  const worlds = buildWorlds(input);
  const land = buildLand(input, book, table, purchases);
  const rings = buildRings(input, book, table);
  return {
    title: scenario.title,
    run: {
      start: history.run.start,
      days: history.run.days,
      seed: history.run.seed,
      policy: history.run.policy,
      rules: summary.rules.map(({ id, mode }) => ({ id, mode })),
    },
    headline: writeHeadline(input, market),
    market,
    ...(worlds === undefined ? {} : { worlds }),
    purchases,
    hook: buildHook(input, market),
    honest: buildHonest(input, table),
    cases: buildCaseList(input),
    sales: buildSales(input),
    land,
    gains: buildGains(input, market),
    rings,
    realism: buildRealism(input),
    receipt: buildReceipt(input),
    accounts: book.rows,
    sentences: table.sentences,
    trades: table.columns,
  };
}
