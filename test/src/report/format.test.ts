import { expect } from "chai";

import {
  formatAddress,
  formatCount,
  formatDate,
  formatDay,
  formatList,
  formatMonth,
  formatQuantity,
  formatShare,
  formatUsd,
  formatUsdShort,
} from "../../../src/report/format.ts";

/** No-break space, so that the expectations below can be read. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("formatting", () => {
  it("writes money as people write it", () => {
    const cases: readonly (readonly [number, string])[] = [
      [0, "$0"],
      [0.004, "$0.00"],
      [4.2, "$4.20"],
      [9.994, "$9.99"],
      [9.996, "$10"],
      [721.94, "$722"],
      [999.6, "$1,000"],
      [123_000, "$123,000"],
      [999_999.4, "$999,999"],
      [999_999.6, "$1.00 M"],
      [2_428_740, "$2.43 M"],
      [1_200_000_000, "$1.20 bn"],
      [-112_560, "−$112,560"],
      [-0.001, "$0.00"],
    ];
    for (const [usd, text] of cases) expect(plain(formatUsd(usd)), String(usd)).to.equal(text);
  });

  it("says that a figure is missing instead of writing NaN", () => {
    expect([formatUsd(Number.NaN), formatShare(Number.NaN), formatCount(Number.NaN)]).to.deep.equal([
      "n/a",
      "n/a",
      "n/a",
    ]);
  });

  it("shortens money for the ticks of an axis", () => {
    expect([0, 500, 1_000, 2_500, 20_000, 2_500_000, 1e9, -3_000].map(formatUsdShort)).to.deep.equal([
      "$0",
      "$500",
      "$1k",
      "$2.5k",
      "$20k",
      "$2.5M",
      "$1bn",
      "−$3k",
    ]);
  });

  it("writes shares with a digit, and small ones with two", () => {
    expect([0, 0.0004, 0.00996, 0.0123, 0.915, 0.9996, 1, -0.5].map((s) => plain(formatShare(s)))).to.deep.equal([
      "0 %",
      "0.04 %",
      "1.0 %",
      "1.2 %",
      "91.5 %",
      "100 %",
      "100 %",
      "−50.0 %",
    ]);
  });

  it("writes counts, quantities and lists", () => {
    expect([0, 999, 1_000, 1_234_567, -12_034].map(formatCount)).to.deep.equal([
      "0",
      "999",
      "1,000",
      "1,234,567",
      "−12,034",
    ]);
    expect([formatQuantity(1, "trade"), formatQuantity(1_200, "trade"), formatQuantity(0, "loss", "losses")])
      .to.deep //
      .equal(["1 trade", "1,200 trades", "0 losses"]);
    expect([formatList([]), formatList(["A"]), formatList(["A", "B"]), formatList(["A", "B", "C"])]).to.deep.equal([
      "",
      "A",
      "A and B",
      "A, B and C",
    ]);
  });

  it("writes dates and addresses", () => {
    expect([formatDate("2021-11-09"), formatMonth("2023-05"), formatDay(1_577_836_800, 31)]).to.deep.equal([
      "9 Nov 2021",
      "May 2023",
      "1 Feb 2020",
    ]);
    expect(formatAddress("0x1234567890123456789012345678901234abcdef")).to.equal("0x1234…cdef");
  });
});
