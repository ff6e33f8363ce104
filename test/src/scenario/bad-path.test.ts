import { expect } from "chai";

import { complaintAbout, hamletFiles, loadFrom } from "../../fixtures/hamlet.ts";

const HEADING = "month,usd,sales,quality,source\n";

describe("a price path with a mistake", () => {
  for (const [title, text, message] of [
    ["is empty", "", "path.csv:1:1: the price path is empty, expected a heading and a row a month"],
    ["has no row", HEADING, "path.csv:1:1: the price path is empty, expected a heading and a row a month"],
    [
      "lacks columns",
      "month,usd\n2021-10,6000\n",
      "path.csv:1:1: expected the columns month, usd, sales, quality, source, got month, usd",
    ],
    [
      "has one column too many",
      "month,usd,sales,quality,source,mood\n2021-10,6000,20,solid,made up,good\n",
      "path.csv:1:1: expected the columns month, usd, sales, quality, source, got month, usd, sales, quality, source, mood",
    ],
    ["has a short row", `${HEADING}2021-10,6000\n`, "path.csv:2:1: expected 5 columns, got 2"],
    [
      "goes back in time",
      `${HEADING}2021-11,6000,20,solid,a\n2021-10,6000,20,solid,a\n`,
      "path.csv:3:1: month: expected a month after 2021-11, got 2021-10",
    ],
    [
      "names a month twice",
      `${HEADING}2021-11,6000,20,solid,a\n2021-11,6000,20,solid,a\n`,
      "path.csv:3:1: month: expected a month after 2021-11, got 2021-11",
    ],
    [
      "has a day for a month",
      `${HEADING}2021-11-01,6000,20,solid,a\n`,
      'path.csv:2:1: month: expected a month like 2021-11, got "2021-11-01"',
    ],
    [
      "has a thirteenth month",
      `${HEADING}2021-13,6000,20,solid,a\n`,
      'path.csv:2:1: month: expected a month like 2021-11, got "2021-13"',
    ],
    [
      "has another unit",
      `${HEADING}2021-11,2.5 ETH,20,solid,a\n`,
      'path.csv:2:1: usd: expected US dollars as a plain number, got "2.5 ETH"',
    ],
    [
      "has a price in thousands",
      `${HEADING}2021-11,14k,20,solid,a\n`,
      'path.csv:2:1: usd: expected US dollars as a plain number, got "14k"',
    ],
    [
      "has no price",
      `${HEADING}2021-11,,20,solid,a\n`,
      'path.csv:2:1: usd: expected US dollars as a plain number, got ""',
    ],
    [
      "has a negative price",
      `${HEADING}2021-11,-6000,20,solid,a\n`,
      'path.csv:2:1: usd: expected US dollars above 0, got "-6000"',
    ],
    [
      "has a price of nothing",
      `${HEADING}2021-11,0,20,solid,a\n`,
      'path.csv:2:1: usd: expected US dollars above 0, got "0"',
    ],
    [
      "has a price beyond all money",
      `${HEADING}2021-11,10000000000,20,solid,a\n`,
      'path.csv:2:1: usd: expected at most 1,000,000,000 US dollars, got "10000000000"',
    ],
    [
      "has a quality of its own",
      `${HEADING}2021-11,6000,20,good,a\n`,
      'path.csv:2:1: quality: expected solid, thin or other-source, got "good"',
    ],
    ["names no source", `${HEADING}2021-11,6000,20,solid,\n`, 'path.csv:2:1: source: expected some text, got ""'],
    [
      "is wrong below a cell of two lines and a blank line",
      `${HEADING}2021-10,6000,20,solid,"a\nb"\n\n2021-11,-1,20,solid,a\n`,
      'path.csv:5:1: usd: expected US dollars above 0, got "-1"',
    ],
    [
      "knows other months than the run",
      `${HEADING}2020-10,6000,20,solid,a\n`,
      "hamlet.yaml:8:7: the price path has no month between 2021-10 and 2021-12",
    ],
  ] as const) {
    it(`is shown where it ${title}`, () => {
      const files = new Map(hamletFiles()).set("path.csv", text);
      expect(complaintAbout(files)).to.equal(`ScenarioError: ${message}`);
    });
  }
});

describe("a price path inside a resolved scenario", () => {
  const point = (month: string, usd = "6000"): string => `{ month: ${month}, usd: ${usd}, quality: solid, source: a }`;

  for (const [title, path, message] of [
    ["is empty", "[]", "hamlet.yaml:8:7: path: the price path is empty, expected a point a month"],
    [
      "goes back in time",
      `[${point("2021-11")}, ${point("2021-10")}]`,
      "hamlet.yaml:8:75: path.1.month: expected a month after 2021-11, got 2021-10",
    ],
    [
      "has another unit",
      `[${point("2021-11", "2.5 ETH")}]`,
      'hamlet.yaml:8:31: path.0.usd: expected US dollars as a plain number, got "2.5 ETH"',
    ],
    ["is a number", "5", "hamlet.yaml:8:7: path: expected the name of a CSV file, or its points, got 5"],
  ] as const) {
    it(`is shown where it ${title}`, () => {
      const files = hamletFiles({ "path: path.csv": `path: ${path}` });
      expect(complaintAbout(files)).to.equal(`ScenarioError: ${message}`);
    });
  }
});

describe("a price path from another machine", () => {
  it("is read with a byte-order mark, with CRLF, with its columns in another order", () => {
    const text = "\uFEFFusd,month,sales,quality,source\r\n6000,2021-10,20,solid,a\r\n\r\n";
    const { path } = loadFrom(new Map(hamletFiles()).set("path.csv", text));
    expect(path).to.deep.equal([{ month: "2021-10", usd: 6000, quality: "solid", source: "a" }]);
  });
});
