import { expect } from "chai";

import { complaintAbout, hamletFiles } from "../../fixtures/hamlet.ts";

describe("a scenario file that cannot be read", () => {
  it("is missed by its name", () => {
    expect(complaintAbout(new Map(), "nowhere.yaml")).to.equal(
      "ScenarioError: scenario: cannot read nowhere.yaml, expected a file there",
    );
  });

  it("is missed at the place that names it: the path, the city, the file it extends", () => {
    expect(complaintAbout(hamletFiles({ "path: path.csv": "path: nowhere.csv" }))).to.equal(
      "ScenarioError: hamlet.yaml:8:7: cannot read nowhere.csv, expected a file there",
    );
    expect(complaintAbout(hamletFiles({ "city: city.json": "city: nowhere.json" }))).to.equal(
      "ScenarioError: hamlet.yaml:14:9: cannot read nowhere.json, expected a file there",
    );
    expect(complaintAbout(hamletFiles({ "name: hamlet": "extends: ../nowhere.yaml\nname: hamlet" }))).to.equal(
      "ScenarioError: hamlet.yaml:2:10: cannot read ../nowhere.yaml, expected a file there",
    );
  });

  for (const [text, message] of [
    ["", "hamlet.yaml:1:1: expected a mapping of keys to values"],
    ["- a list", "hamlet.yaml:1:1: expected a mapping of keys to values"],
    [
      "name: { a: 1",
      "hamlet.yaml:1:13: not YAML: Flow map in block collection must be sufficiently indented and end with a }",
    ],
    ["name: a\n\tseed: 1", "hamlet.yaml:2:1: not YAML: Tabs are not allowed as indentation"],
    ["name: a\nname: b", "hamlet.yaml:2:1: not YAML: Map keys must be unique"],
    ["name: a\n? [b, c]\n: d", "hamlet.yaml:2:3: not YAML: With stringKeys, all keys must be strings"],
    [
      "name: a\nseed: *lost",
      "hamlet.yaml:2:7: not YAML: Unresolved alias (the anchor must be set before the alias): lost",
    ],
    [bomb(), "hamlet.yaml:1:1: not YAML: Excessive alias count indicates a resource exhaustion attack"],
  ] as const) {
    it(`is shown where it is no YAML: ${JSON.stringify(text.slice(0, 24))}`, () => {
      expect(complaintAbout(new Map([["hamlet.yaml", text]]))).to.equal(`ScenarioError: ${message}`);
    });
  }
});

describe("a scenario that extends another", () => {
  it("is stopped where it comes back to itself, at once or by way of others", () => {
    expect(complaintAbout(new Map([["a.yaml", "extends: a.yaml"]]), "a.yaml")).to.equal(
      "ScenarioError: a.yaml:1:10: a.yaml extends itself",
    );
    const loop = new Map([
      ["a.yaml", "extends: b.yaml"],
      ["b.yaml", "name: b\nextends: a.yaml"],
    ]);
    expect(complaintAbout(loop, "a.yaml")).to.equal("ScenarioError: b.yaml:2:10: a.yaml extends itself");
  });

  it("names one file, not something else", () => {
    expect(complaintAbout(new Map([["a.yaml", "extends: [b.yaml]"]]), "a.yaml")).to.equal(
      'ScenarioError: a.yaml:1:10: extends: expected a file name, got ["b.yaml"]',
    );
  });

  it("is shown the file in which the wrong value stands", () => {
    const files = new Map(hamletFiles({ "feePct: 2.5": "feePct: 250" })).set(
      "far.yaml",
      "extends: hamlet.yaml\nseed: 4",
    );
    expect(complaintAbout(files, "far.yaml")).to.equal(
      "ScenarioError: hamlet.yaml:24:11: market.feePct: expected 0 to 100 percent, got 250",
    );
  });

  it("answers for a key that it replaces, although the other file has it in full", () => {
    const files = new Map(hamletFiles()).set("far.yaml", "extends: hamlet.yaml\nmarket:\n  royaltyPct: 1");
    expect(complaintAbout(files, "far.yaml")).to.equal(
      "ScenarioError: far.yaml:3:3: market.feePct: expected a share in percent, it is missing",
    );
  });
});

describe("a hedonics file with a mistake", () => {
  const world =
    "extends: hamlet.yaml\nworld:\n  hedonics: h.json\n  name: H\n  symbol: H\n  parcels: 40\n  blocks: 2\n  city: city.json";
  const right = "source: a\nlnCentre: -0.3\nlnRoad: -0.2\nlnPlaza: 0\nnextToRoad: 0\nmemorable: 0\nresidual: 0.5\n";
  for (const [more, message] of [
    [
      "sample: { from: 2020-01, until: 2019-01, sales: 5, r2: 0.5 }",
      'h.json:8:9: sample: expected from to be no later than until, got {"from":"2020-01","until":"2019-01","sales":5,"r2":0.5}',
    ],
    [
      "sample: { from: 2018, until: 2019-01, sales: 5, r2: 0.5 }",
      "h.json:8:17: sample.from: expected a month like 2021-11, got 2018",
    ],
    [
      "sample: { from: 2018-01, until: 2019-01, sales: 5, r2: 39 }",
      "h.json:8:56: sample.r2: expected at most 1, got 39",
    ],
    ["lnDistrict: far", 'h.json:8:13: lnDistrict: expected a number, got "far"'],
  ] as const) {
    it(`is shown the place in it: ${more.slice(0, 30)}`, () => {
      const files = new Map(hamletFiles()).set("h.json", right + more).set("far.yaml", world);
      expect(complaintAbout(files, "far.yaml")).to.equal(`ScenarioError: ${message}`);
    });
  }

  it("is missed where its name stands", () => {
    const files = new Map(hamletFiles()).set("far.yaml", world);
    expect(complaintAbout(files, "far.yaml")).to.equal(
      "ScenarioError: far.yaml:3:13: cannot read h.json, expected a file there",
    );
  });
});

describe("a city file with a mistake", () => {
  for (const [from, to, message] of [
    [
      '"roads"',
      '"surveyed": { "source": "a", "parcels": [{ "x": 1, "y": 2, "road": -1 }] }, "roads"',
      "city.json:5:70: surveyed.parcels.0.road: expected at least 0 parcels in between, got -1",
    ],
    ['"x": [4]', '"x": []', "city.json:5:19: roads.x: expected at least one road, got []"],
    [
      '"min": -10, "max": 10',
      '"min": 10, "max": -10',
      'city.json:3:18: grid.x: expected min to be at most max, got {"min":10,"max":-10}',
    ],
    [
      '"min": -10, "max": 10 }, "y": { "min": -10, "max": 10 }',
      '"min": -5000, "max": 5000 }, "y": { "min": -5000, "max": 5000 }',
      'city.json:3:11: grid: expected at most 1,000,000 places, got {"x":{"min":-5000,"max":5000},"y":{"min":-5000,"max":5000}}',
    ],
    [
      '"roads"',
      '"rails"',
      "city.json:5:3: unknown key rails, expected one of source, grid, plazas, roads, districts, surveyed",
    ],
    [
      "[4]",
      "[4",
      "city.json:5:33: not JSON: Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
  ] as const) {
    it(`is shown the place in it: ${to.slice(0, 30)}`, () => {
      expect(complaintAbout(hamletFiles({ [from]: to }, "city.json"))).to.equal(`ScenarioError: ${message}`);
    });
  }
});

/** A file of a few lines whose aliases would unfold to a million entries. */
function bomb(): string {
  const ten = (item: string): string => `[${Array.from({ length: 10 }, () => item).join()}]`;
  return `a: &a ${ten("x")}\nb: &b ${ten("*a")}\nc: &c ${ten("*b")}\nd: ${ten("*c")}\n`;
}
