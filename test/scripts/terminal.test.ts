import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";

import { expect } from "chai";

import { progressPrinter, summaryTable } from "../../scripts/terminal.ts";
import type { Progress } from "../../src/simulation.ts";
import { summarise } from "../../src/metrics/summary.ts";
import { hamletFiles, loadFrom } from "../fixtures/hamlet.ts";
import { madeUpRun } from "../fixtures/made-up-run.ts";

const REDRAW = "\r\u001B[2K";

describe("progressPrinter", () => {
  it("prints a plain line a quarter where nobody looks on, and one for the last day", () => {
    const printed = drawn({ isTTY: false }, 400);
    expect(printed.split("\n").map((line) => line.slice(0, 10))).to.deep.equal([
      "2021-01-01",
      "2021-04-01",
      "2021-07-01",
      "2021-10-01",
      "2022-01-01",
      "2022-02-04",
      "",
    ]);
    expect(printed).not.to.include("\r");
    expect(printed.split("\n")[0]).to.equal("2021-01-01  typical parcel $12,346 · 1,000 trades · 20 held · 3 blocked");
  });

  it("renews one line on a terminal, with a bar that is full at the end, and clears it", () => {
    const lines = redrawn(120);
    expect(lines.at(-1)).to.equal("");
    expect(lines.slice(0, -1).map((line) => line.slice(24, 35).trim())).to.deep.equal([
      "2021-01-01",
      "2021-01-09",
      "2021-01-17",
      "2021-01-25",
      "2021-02-02",
      "2021-02-09",
    ]);
    expect(lines.at(-2)?.startsWith("\u2588".repeat(24))).to.equal(true);
    expect(lines.join("")).not.to.include("\n");
  });

  it("keeps to the width of a narrow terminal, and of one that does not tell it", () => {
    for (const [columns, width] of [
      [40, 39],
      [80, 79],
      [0, 79],
    ] as const) {
      for (const line of redrawn(columns)) expect(line.length, `${columns} columns`).to.be.at.most(width);
    }
  });
});

describe("summaryTable", () => {
  it("says what became of the purchase, loss or gain", () => {
    const summary = summarise(madeUpRun(), loadFrom(hamletFiles()), 4.5);
    expect(linesOf(summaryTable(summary))[0]).to.match(
      /^2 parcels of someone +\$30,000 paid → \$19,500 on 2021-12-31, a loss of 35\.0\s%$/,
    );
    const { portfolio } = summary;
    if (portfolio === undefined) throw new RangeError("the hamlet has a purchase");
    const risen = { ...summary, portfolio: { ...portfolio, valueUsd: 33_000, lossPct: -10 } };
    expect(linesOf(summaryTable(risen))[0]).to.match(/\$33,000 on 2021-12-31, a gain of 10\.0\s%$/);
  });

  it("puts the figures below each other, a line for each rule", () => {
    const lines = linesOf(summaryTable(summarise(madeUpRun(), loadFrom(hamletFiles()), 4.5)));
    expect(lines.slice(1).map((line) => line.trim().split(/ {2,}/)[0])).to.include.members([
      "Traded index",
      "Trades",
      "Held trades",
      "Wash trades",
      "Honest trades",
      "SelfTrade",
      "RoundTrip",
      "Engine",
    ]);
    expect(lines.find((line) => line.startsWith("Wash trades"))).to.match(
      / \$1,000 of \$7,300 attempted got through \(13\.7\s%\)$/,
    );
    expect(lines.find((line) => line.startsWith("Engine"))).to.match(/ 13 transactions in 13 blocks, 4\.5 s \(3\/s\)$/);
  });
});

/** All that a run of so many days from January 2021 on prints. */
function drawn(terminal: Terminal, days: number): string {
  const out = stream(terminal);
  const printer = progressPrinter(out);
  for (let tick = 0; tick < days; tick++) printer.tick(progress(tick, days));
  printer.done();
  return String(out.read() ?? "");
}

/** What a terminal shows of forty days, one after the other, without the colours that the tests' own may have. */
function redrawn(columns: number): readonly string[] {
  return drawn({ isTTY: true, columns }, 40).split(REDRAW).slice(1).map(stripVTControlCharacters);
}

interface Terminal {
  readonly isTTY: boolean;
  readonly columns?: number;
}

function stream(terminal: Terminal): NodeJS.WriteStream & PassThrough {
  // As much of a terminal as the printer asks for.
  return Object.assign(new PassThrough({ highWaterMark: 1 << 20 }), terminal) as unknown as NodeJS.WriteStream &
    PassThrough;
}

function progress(tick: number, days: number): Progress {
  const time = Date.UTC(2021, 0, 1, 12) / 1000 + tick * 86_400;
  return { tick, days, time, typicalUsd: 12_345.6, settled: 1_000, held: 20, refused: 3 };
}

function linesOf(table: string): readonly string[] {
  return stripVTControlCharacters(table).split("\n");
}
