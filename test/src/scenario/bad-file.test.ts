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

describe("a city file with a mistake", () => {
  for (const [from, to, message] of [
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
    ['"roads"', '"rails"', "city.json:5:3: unknown key rails, expected one of source, grid, plazas, roads"],
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
