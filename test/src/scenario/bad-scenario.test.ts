import { expect } from "chai";

import { complaintAbout, hamletFiles, loadFrom } from "../../fixtures/hamlet.ts";

/** What is changed in hamlet.yaml, and the whole message that follows. */
type Case = readonly [from: string, to: string, message: string];

/** What the hamlet's purchase is of. */
const PARCELS =
  "    parcels:\n      - { x: 3, y: -5, note: by the road }\n      - { x: -7, y: 2, note: on the hill }\n";
const ASSUMED =
  "from: 2021-10-05, depositPct: 25, fallingDepositPct: 40, instalments: 3, everyDays: 10, graceDays: 3, markupPct: 10, forfeitPct: 50";
/** A change of these terms, and what is said of it, column first. */
const INSTALMENT_TERMS = [
  ["depositPct: 25", "depositPct: 0", "48: ways.instalments.depositPct: expected a share above 0 percent, got 0"],
  ["depositPct: 25", "depositPct: 100", "48: ways.instalments.depositPct: expected a share below 100 percent, got 100"],
  ["instalments: 3", "instalments: 0", "88: ways.instalments.instalments: expected at least 1 instalment, got 0"],
  ["instalments: 3", "instalments: 601", "88: ways.instalments.instalments: expected at most 600 instalments, got 601"],
  ["everyDays: 10", "everyDays: 366", "102: ways.instalments.everyDays: expected at most 365 days, got 366"],
  ["graceDays: 3", "graceDays: 0", "117: ways.instalments.graceDays: expected at least 1 day, got 0"],
  ["markupPct: 10", "markupPct: -1", "131: ways.instalments.markupPct: expected 0 to 100 percent, got -1"],
  ["forfeitPct: 50", "forfeitPct: 51", "147: ways.instalments.forfeitPct: expected at most 50 percent, got 51"],
] as const;

describe("a scenario file with a mistake", () => {
  describe("in a key", () => {
    rejects("is told apart from a missing key and shown the right ones", [
      [
        "seed: 3",
        "sede: 3",
        "hamlet.yaml:4:1: unknown key sede, expected one of name, title, seed, start, end, drive, path, fundamental, hype, diffusion, floor, coins, world, neighbours, travellers, market, " +
          "compliance, blockOrder, population, habits, rings, lookalikes, ways, purchases, events, news",
      ],
      [
        "  escrowDays: 14",
        "  escrowDays: 14\n  escrowDay: 14",
        "hamlet.yaml:46:3: unknown key compliance.escrowDay, expected one of rules, blockDays, reviewDays, financeDays, " +
          "financeSharePct, conduct, escrowDays, appealDays, transfers, officer",
      ],
      [
        "note: on the hill",
        "notes: on the hill",
        "hamlet.yaml:79:24: unknown key purchases.0.parcels.1.notes, expected one of x, y, note",
      ],
      [
        "RoundTrip: enforce",
        "RoundTrips: enforce",
        "hamlet.yaml:29:5: unknown key compliance.rules.RoundTrips, expected one of SelfTrade, RoundTrip, CommonFunder, " +
          "SelfFinanced, PriceBand, Velocity, HoldingPeriod, SameBlock, Sanctions, Identity, Concentration",
      ],
    ]);
    rejects("is named where it is missing", [
      ["seed: 3\n", "", "hamlet.yaml:1:1: seed: expected a whole number, it is missing"],
      ["  symbol: HAM\n", "", "hamlet.yaml:10:3: world.symbol: expected some text, it is missing"],
      ["seed: 3", "seed:", "hamlet.yaml:4:6: seed: expected a whole number, got null"],
    ]);
  });

  describe("in a unit", () => {
    rejects("is told which unit to use", [
      [
        "totalUsd: 30000",
        "totalUsd: 2.5 ETH",
        'hamlet.yaml:75:15: purchases.0.totalUsd: expected US dollars as a plain number, got "2.5 ETH"',
      ],
      [
        "totalUsd: 30000",
        "totalUsd: 123k",
        'hamlet.yaml:75:15: purchases.0.totalUsd: expected US dollars as a plain number, got "123k"',
      ],
      [
        "escrowDays: 14",
        "escrowDays: 2 weeks",
        'hamlet.yaml:45:15: compliance.escrowDays: expected a whole number of days, got "2 weeks"',
      ],
      ["feePct: 2.5", "feePct: 2.5 %", 'hamlet.yaml:24:11: market.feePct: expected a share in percent, got "2.5 %"'],
      ["markup: 1.5", "markup: lots", 'hamlet.yaml:69:13: rings.0.markup: expected a number, got "lots"'],
      ["markup: 1.5", "markup: .nan", "hamlet.yaml:69:13: rings.0.markup: expected a number, got NaN"],
    ]);
  });

  describe("in a date", () => {
    rejects("is told which dates are possible", [
      ["end: 2021-12-31", "end: 2021-09-30", "hamlet.yaml:6:6: end: expected a date after 2021-10-01, got 2021-09-30"],
      ["end: 2021-12-31", "end: 2021-10-01", "hamlet.yaml:6:6: end: expected a date after 2021-10-01, got 2021-10-01"],
      ["end: 2021-12-31", "end: 31.12.2021", 'hamlet.yaml:6:6: end: expected a date like 2021-11-23, got "31.12.2021"'],
      [
        "end: 2021-12-31",
        "end: 2021-12-32",
        'hamlet.yaml:6:6: end: expected a date that the calendar has, got "2021-12-32"',
      ],
      [
        "until: 2021-12-20",
        "until: 2021-10-04",
        "hamlet.yaml:67:12: rings.0.until: expected a date after 2021-10-05, got 2021-10-04",
      ],
      [
        "from: 2021-10-05",
        "from: 2021-09-05",
        "hamlet.yaml:66:11: rings.0.from: expected a date between 2021-10-01 and 2021-12-31, got 2021-09-05",
      ],
      [
        "date: 2021-11-19",
        "date: 2022-01-01",
        "hamlet.yaml:74:11: purchases.0.date: expected a date between 2021-10-01 and 2021-12-31, got 2022-01-01",
      ],
      [
        "date: 2021-11-19",
        "date: 2021-10-01",
        "hamlet.yaml:74:11: purchases.0.date: expected a date after 2021-10-01, got 2021-10-01",
      ],
      [
        "date: 2021-10-20",
        "date: 2021-11-21",
        "hamlet.yaml:84:13: events.1.date: expected a date not before 2021-11-21, got 2021-11-20",
      ],
      [
        "date: 2021-10-20",
        "date: 2020-10-20",
        "hamlet.yaml:83:13: events.0.date: expected a date between 2021-10-01 and 2021-12-31, got 2020-10-20",
      ],
      [
        "reviewDays: 30",
        "reviewDays: 5",
        "hamlet.yaml:31:15: compliance.reviewDays: expected at least the 7 days of blockDays, got 5",
      ],
    ]);
  });

  describe("in an amount or a share", () => {
    rejects("is told the bounds", [
      [
        "totalUsd: 30000",
        "totalUsd: -30000",
        "hamlet.yaml:75:15: purchases.0.totalUsd: expected US dollars above 0, got -30000",
      ],
      [
        "totalUsd: 30000",
        "totalUsd: 3e12",
        "hamlet.yaml:75:15: purchases.0.totalUsd: expected at most 1,000,000,000 US dollars, got 3000000000000",
      ],
      ["markup: 1.5", "markup: -1.5", "hamlet.yaml:69:13: rings.0.markup: expected a number above 0, got -1.5"],
      ["feePct: 2.5", "feePct: 102.5", "hamlet.yaml:24:11: market.feePct: expected 0 to 100 percent, got 102.5"],
      ["feePct: 2.5", "feePct: -1", "hamlet.yaml:24:11: market.feePct: expected 0 to 100 percent, got -1"],
      [
        "sameTradePct: 5",
        "sameTradePct: 101",
        "hamlet.yaml:48:48: compliance.officer.sameTradePct: expected 0 to 100 percent, got 101",
      ],
      ["flippers: 2", "flippers: 2.5", "hamlet.yaml:54:13: population.flippers: expected a whole number, got 2.5"],
      [
        "flippers: 2",
        "flippers: -2",
        "hamlet.yaml:54:13: population.flippers: expected a whole number of at least 0, got -2",
      ],
      [
        "blockOrder: shuffled",
        "blockOrder: shuffled\nhabits: { activitySpread: 5, listing: 1, shopping: 1, eagerness: 0, eagerDays: 7, excitement: 0, roundPct: 50 }",
        "hamlet.yaml:50:27: habits.activitySpread: expected at most 3, got 5",
      ],
      [
        "blockOrder: shuffled",
        "blockOrder: shuffled\nhabits: { activitySpread: 1, listing: 1, shopping: 1, eagerness: 0, eagerDays: 7, excitement: 0 }",
        "hamlet.yaml:50:9: habits.roundPct: expected a share in percent, it is missing",
      ],
    ]);
  });

  describe("in the bounds of the rules of conduct", () => {
    const at = (line: number, key: string, complaint: string): string =>
      `hamlet.yaml:${line}:${key.length + 7}: compliance.conduct.${key}: ${complaint}`;
    rejects("is told them", [
      ["bandFactor: 5", "bandFactor: 1", at(36, "bandFactor", "expected at least 1.1, got 1")],
      ["bandFactor: 5", "bandFactor: 101", at(36, "bandFactor", "expected at most 100, got 101")],
      ["stepPct: 5", "stepPct: 0", at(37, "stepPct", "expected at least 0.01, got 0")],
      ["dailyMovePct: 10", "dailyMovePct: 26", at(38, "dailyMovePct", "expected at most 25, got 26")],
      ["velocityDays: 7", "velocityDays: 31", at(39, "velocityDays", "expected at most 30, got 31")],
      ["velocityDays: 7", "velocityDays: 1.5", at(39, "velocityDays", "expected a whole number, got 1.5")],
      ["tokenTrades: 3", "tokenTrades: 4", at(40, "tokenTrades", "expected at most 3, got 4")],
      ["ownerTrades: 20", "ownerTrades: 0", at(41, "ownerTrades", "expected at least 1, got 0")],
      ["holdingHours: 24", "holdingHours: 721", at(42, "holdingHours", "expected at most 720, got 721")],
      ["identityUsd: 1000", "identityUsd: 10001", at(43, "identityUsd", "expected at most 10000, got 10001")],
      ["identityUsd: 1000", "identityUsd: some", at(43, "identityUsd", 'expected a number, got "some"')],
      ["maxSharePct: 5", "maxSharePct: 60", at(44, "maxSharePct", "expected at most 50, got 60")],
    ]);
  });

  describe("in the name of a rule, a mode or a kind", () => {
    rejects("is told the names there are", [
      [
        "SelfTrade: enforce",
        "SelfTrade: on",
        'hamlet.yaml:28:16: compliance.rules.SelfTrade: expected one of off, shadow, enforce, got "on"',
      ],
      [
        "kind: ping-pong",
        "kind: pong",
        'hamlet.yaml:62:11: rings.0.kind: expected one of self, ping-pong, ring, self-financed, got "pong"',
      ],
      ["drive: replay", "drive: dream", 'hamlet.yaml:7:8: drive: expected replay or endogenous, got "dream"'],
    ]);
  });

  describe("in the drive", () => {
    rejects("is told what it needs and what it cannot have", [
      ["path: path.csv\n", "", "hamlet.yaml:1:1: path: expected it, as drive is replay, it is missing"],
      ["path: path.csv", "path: path.csv\nhype: on", "hamlet.yaml:9:7: hype: expected none, as drive is replay"],
      [
        "drive: replay",
        "drive: endogenous",
        "hamlet.yaml:1:1: fundamental: expected it, as drive is endogenous, it is missing",
      ],
      [
        "drive: replay\npath: path.csv",
        "drive: endogenous\nhype: on\nfundamental: { usd: 0, source: made up, windowDays: 21, usualSalesPerAsk: 0.2, groundingPct: 5 }",
        "hamlet.yaml:9:21: fundamental.usd: expected US dollars above 0, got 0",
      ],
      [
        "drive: replay\npath: path.csv",
        "drive: endogenous\nhype: on\ndiffusion: { innovationPerYear: 1, imitationPerYear: 5, attentionGain: 99, herding: 0, attentionHalfLifeDays: 60, source: made up }",
        "hamlet.yaml:9:72: diffusion.attentionGain: expected at most 20, got 99",
      ],
    ]);
  });

  describe("in the ways to buy and sell", () => {
    rejects("is told the bounds", [
      [
        "snipersPct: 30",
        "snipersPct: 130",
        "hamlet.yaml:86:67: ways.auctions.snipersPct: expected 0 to 100 percent, got 130",
      ],
      [
        "days: 4, snipers",
        "days: 31, snipers",
        "hamlet.yaml:86:52: ways.auctions.days: expected at most 30 days, got 31",
      ],
      [
        "toPct: 85",
        "toPct: 115",
        "hamlet.yaml:87:14: ways.dutchAsks: expected fromPct to be above toPct, " +
          'got {"offersPct":10,"fromPct":110,"toPct":115,"days":4}',
      ],
      [
        "sweeps: { parcels: 4",
        "sweeps: { parcels: 1",
        "hamlet.yaml:89:22: ways.sweeps.parcels: expected at least 2 parcels, got 1",
      ],
      [
        "from: 2021-10-10",
        "from: soon",
        'hamlet.yaml:92:20: ways.rentals.from: expected a date like 2021-11-23, got "soon"',
      ],
      [
        "maxDays: 30",
        "maxDays: 5",
        "hamlet.yaml:92:12: ways.rentals: expected minDays to be at most maxDays, " +
          'got {"from":"2021-10-10","landlordsPct":100,"monthlyPct":3,"minDays":7,"maxDays":5}',
      ],
      ...INSTALMENT_TERMS.map(([from, to, complaint]) => {
        const terms = `{ ${ASSUMED.replace(from, to)} }`;
        return ["maxDays: 30 }", `maxDays: 30 }\n  instalments: ${terms}`, `hamlet.yaml:93:${complaint}`] as const;
      }),
      [
        "tenants: 1",
        "tenants: 1, leveraged: -1",
        "hamlet.yaml:60:45: population.leveraged: expected a whole number of at least 0, got -1",
      ],
      [
        "tenants: 1",
        "tenants: 1, financiers: some",
        'hamlet.yaml:60:46: population.financiers: expected a whole number, got "some"',
      ],
      [
        "  rentals: { from: 2021-10-10",
        "  development: { developersPct: 120, hours: 10, hourlyUsd: 25, premiumPct: 50 }\n  rentals: { from: 2021-10-10",
        "hamlet.yaml:92:33: ways.development.developersPct: expected 0 to 100 percent, got 120",
      ],
      [
        "  rentals: { from: 2021-10-10",
        "  rewards: [{ from: 2021-10-10, until: 2021-10-20, usdPerPoint: -1 }]\n  rentals: { from: 2021-10-10",
        "hamlet.yaml:92:65: ways.rewards.0.usdPerPoint: expected US dollars above 0, got -1",
      ],
      [
        "  rentals: { from: 2021-10-10",
        "  rewards: [{ from: 2021-10-10, until: 2021-10-09, usdPerPoint: 9 }]\n  rentals: { from: 2021-10-10",
        "hamlet.yaml:92:40: ways.rewards.0.until: expected a date from 2021-10-10 on, got 2021-10-09",
      ],
      [
        "  rentals: { from: 2021-10-10",
        "  rewards:\n    - { from: 2021-10-10, until: 2021-10-20, usdPerPoint: 9 }\n" +
          "    - { from: 2021-10-20, until: 2021-10-30, usdPerPoint: 9 }\n  rentals: { from: 2021-10-10",
        "hamlet.yaml:94:15: ways.rewards.1.from: expected a date after 2021-10-20, got 2021-10-20",
      ],
    ]);
  });

  describe("in the news", () => {
    const told = "{ id: fair, date: 2021-10-20, label: A fair, source: made up";
    rejects("is told what an event may do", [
      [
        "blockOrder: shuffled",
        `blockOrder: shuffled\nnews: { events: [${told}, effect: { attention: 3 } }], off: [] }`,
        "hamlet.yaml:50:101: news.events.0.effect.attention: expected at most 1, got 3",
      ],
      [
        "blockOrder: shuffled",
        `blockOrder: shuffled\nnews: { events: [${told}, effect: { halfLifeDays: 0 } }], off: [] }`,
        "hamlet.yaml:50:104: news.events.0.effect.halfLifeDays: expected at least 1 day, got 0",
      ],
      [
        "blockOrder: shuffled",
        `blockOrder: shuffled\nnews: { events: [${told} }, ${told} }], off: [] }`,
        "hamlet.yaml:50:17: news.events: expected each id once, got fair again",
      ],
      [
        "blockOrder: shuffled",
        `blockOrder: shuffled\nnews: { events: [${told} }], off: [fare] }`,
        "hamlet.yaml:50:89: news.off.0: expected one of fair, got fare",
      ],
    ]);
  });

  describe("in the land", () => {
    rejects("is told what the city holds", [
      [
        "parcels: 40",
        "parcels: 4000",
        // 21 x 21 places less a plaza of 3 x 3 and two roads that cross: 441 - 9 - 41.
        "hamlet.yaml:12:12: world.parcels: expected at most the 391 parcels that are private in the city, got 4000",
      ],
      [
        "blocks: 2",
        "blocks: 5",
        "hamlet.yaml:13:11: world.blocks: expected at most 4, as a block has up to 9 of the 40 parcels, got 5",
      ],
      ["parcels: 40", "parcels: many", 'hamlet.yaml:12:12: world.parcels: expected a whole number, got "many"'],
      [
        "x: 3, y: -5",
        "x: 30, y: -5",
        "hamlet.yaml:78:9: purchases.0.parcels.0: expected a place of the city, x from -10 to 10 and y from -10 to 10, " +
          "got (30, -5)",
      ],
      [
        "x: -7, y: 2",
        "x: 3, y: -5",
        "hamlet.yaml:79:9: purchases.0.parcels.1: expected each parcel once, got (3, -5) again",
      ],
    ]);
  });

  describe("in an estate of record", () => {
    const at = (column: number, complaint: string): string =>
      `hamlet.yaml:77:${column}: purchases.0.estate${complaint}`;
    const near = (parcels: string, place = "{ x: -7, y: 2 }"): string =>
      `    estate: { parcels: ${parcels}, near: ${place}, note: n }\n`;
    rejects("is told what is possible", [
      [PARCELS, near("1"), at(24, ".parcels: expected at least 2 parcels, got 1")],
      [PARCELS, near("201"), at(24, ".parcels: expected at most 200 parcels, got 201")],
      [PARCELS, near("many"), at(24, '.parcels: expected a whole number, got "many"')],
      [PARCELS, near("6", "{ x: 0, y: 0 }"), at(33, ".near: expected ground that can be bought, got (0, 0)")],
      [PARCELS, near("199"), at(24, ".parcels: expected at most the 187 adjacent parcels that there are, got 199")],
      [
        PARCELS,
        "    estate: { parcels: 6, note: n }\n",
        at(13, ': expected parcels and near, or places, got {"parcels":6,"note":"n"}'),
      ],
      [
        PARCELS,
        "    estate: { places: [{ x: 1, y: 5 }, { x: 3, y: 5 }], note: n }\n",
        at(23, ".places: expected places that hang together edge by edge, got 1 of 2 that do"),
      ],
      [
        PARCELS,
        "    estate: { places: [{ x: 1, y: 5 }, { x: 1, y: 5 }], note: n }\n",
        at(40, ".places.1: expected each parcel once, got (1, 5) again"),
      ],
      [
        PARCELS,
        near("45"),
        "hamlet.yaml:12:12: world.parcels: expected at least the 45 parcels of the purchases, got 40",
      ],
      [
        `date: 2021-11-19\n    totalUsd: 30000\n    laterUsd: 9000\n${PARCELS}`,
        `date: 2021-10-02\n    totalUsd: 30000\n    laterUsd: 9000\n${near("6")}`,
        "hamlet.yaml:74:11: purchases.0.date: expected a date two days after 2021-10-01 or later, got 2021-10-02",
      ],
    ]);

    it("is told to have parcels or an estate, neither both nor none", () => {
      for (const files of [hamletFiles({ [PARCELS]: "" }), hamletFiles({ [PARCELS]: PARCELS + near("6") })]) {
        expect(complaintAbout(files)).to.contain("hamlet.yaml:72:5: purchases.0: expected parcels or an estate, got {");
      }
    });
  });

  it("is read to the last parcel that the city holds", () => {
    expect(loadFrom(hamletFiles({ "parcels: 40": "parcels: 391" })).world.parcels).to.equal(391);
  });
});

function rejects(title: string, cases: readonly Case[]): void {
  for (const [from, to, message] of cases) {
    it(`${title}: ${to.trim() === "" ? `no ${from.trim()}` : to.trim().replace("\n", ", ")}`, () => {
      expect(complaintAbout(hamletFiles({ [from]: to }))).to.equal(`ScenarioError: ${message}`);
    });
  }
}
