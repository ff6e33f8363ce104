import { expect } from "chai";

import { parseCoins, parseFloor, parsePlotWorldFacts, parseWorldFacts } from "../../../src/scenario/parse-world.ts";
import { worldText } from "../../fixtures/worlds.ts";

describe("a floor with a mistake", () => {
  const HEADING = "date,eth,quality,source\n";
  for (const [title, text, complaint] of [
    ["is empty", "", "1:1: the floor is empty, expected a heading and a row a month"],
    ["has another heading", "day,eth\n", "1:1: the floor is empty, expected a heading and a row a month"],
    [
      "lacks columns",
      "date,eth\n2022-01-15,4\n",
      "1:1: expected the columns date, eth, quality, source, got date, eth",
    ],
    [
      "has a day that the calendar has not",
      `${HEADING}2022-02-30,4,published,a\n`,
      '2:1: date: expected a date like 2021-11-23 that the calendar has, got "2022-02-30"',
    ],
    ["has a unit in it", `${HEADING}2022-02-01,4 ETH,published,a\n`, '2:1: eth: expected a plain number, got "4 ETH"'],
    ["is zero", `${HEADING}2022-02-01,0,published,a\n`, '2:1: eth: expected a number above 0, got "0"'],
    [
      "does not say whether it was published",
      `${HEADING}2022-02-01,4,guessed,a\n`,
      '2:1: quality: expected published or interpolated, got "guessed"',
    ],
    ["has no source", `${HEADING}2022-02-01,4,published,\n`, '2:1: source: expected some text, got ""'],
    [
      "goes back in time",
      `${HEADING}2022-02-01,4,published,a\n2022-02-01,3,published,a\n`,
      "3:1: date: expected a date after 2022-02-01, got 2022-02-01",
    ],
  ] as const) {
    it(title, () => {
      expect(complaintOf(() => parseFloor("floor.csv", text))).to.equal(`ScenarioError: floor.csv:${complaint}`);
    });
  }
});

describe("a table of coins with a mistake", () => {
  const HEADING = "coin,at,usd,source\n";
  for (const [title, text, complaint] of [
    ["names no coin", `${HEADING}doge,2022-01,1,a\n`, '2:1: coin: expected one of eth, mana, sand, ape, got "doge"'],
    [
      "has neither a month nor a day",
      `${HEADING}eth,2022,1,a\n`,
      '2:1: at: expected a month like 2021-11 or a date like 2021-11-23, got "2022"',
    ],
    [
      "has a month twice",
      `${HEADING}eth,2022-01,1,a\nmana,2022-01,1,a\neth,2022-01,2,a\n`,
      "4:1: at: expected each month and day of a coin once, got eth 2022-01 again",
    ],
  ] as const) {
    it(title, () => {
      expect(complaintOf(() => parseCoins("coins.csv", text))).to.equal(`ScenarioError: coins.csv:${complaint}`);
    });
  }
});

describe("a world with a mistake", () => {
  for (const [title, id, from, to, complaint] of [
    [
      "has a geometry of no known kind",
      "otherside",
      '"kind": "numbered"',
      '"kind": "spherical"',
      '6:13: geometry.kind: expected one of squares, numbered, classes, boxes, got "spherical"',
    ],
    [
      "has more Kodas than plots that were looked at",
      "otherside",
      '"count": 9810',
      '"count": 99999',
      '13:14: geometry.kodas: expected count to be at most among, got {"count":99999,"among":98040}',
    ],
    [
      "has shares of squares that are no whole",
      "sandbox",
      '"sharePct": 88',
      '"sharePct": 87',
      "11:16: geometry.squares: expected shares that add up to 100 percent, got " +
        '[{"side":1,"sharePct":87},{"side":3,"sharePct":9},{"side":6,"sharePct":2.5},{"side":12,"sharePct":0.4},' +
        '{"side":24,"sharePct":0.1}]',
    ],
    [
      "has squares that The Sandbox does not know",
      "sandbox",
      '"side": 3',
      '"side": 4',
      "17:17: geometry.squares.1.side: expected one of 1, 3, 6, 12, 24, got 4",
    ],
    [
      "has percentiles out of order",
      "voxels",
      '"p50": 180',
      '"p50": 400',
      '15:21: geometry.squareMetres: expected p10 below p50 below p90, got {"p10":91,"p50":400,"p90":336}',
    ],
    [
      "ends a sale before it begins",
      "otherside",
      '"until": "2022-04-30"',
      '"until": "2022-04-29"',
      '46:16: primarySales.0.until: expected a day not before from, got "2022-04-29"',
    ],
    [
      "tells of its sales in another order",
      "somnium",
      '"from": "2019-10-06",\n      "until": "2019-10-15"',
      '"from": "2021-10-01",\n      "until": "2021-10-31"',
      '73:15: primarySales.1.from: expected the oldest sale first, got "2020-03-19"',
    ],
    [
      "takes more than a tenth",
      "voxels",
      '"royaltyPct": 7.5',
      '"royaltyPct": 75',
      "42:19: fees.royaltyPct: expected at most 10 percent, got 75",
    ],
  ] as const) {
    it(title, () => {
      const text = worldText(id);
      expect(text).to.include(from);
      const said = complaintOf(() => parsePlotWorldFacts(`${id}.json`, text.replace(from, to)));
      expect(said).to.equal(`ScenarioError: ${id}.json:${complaint}`);
    });
  }

  it("says what its land is, where it is not Decentraland", () => {
    expect(parseWorldFacts("decentraland.json", worldText("decentraland")).primarySales).to.have.length(2);
    expect(complaintOf(() => parsePlotWorldFacts("decentraland.json", worldText("decentraland")))).to.match(
      /^ScenarioError: decentraland.json:1:1: geometry: .*it is missing$/,
    );
  });
});

function complaintOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return String(error);
  }
  return "";
}
