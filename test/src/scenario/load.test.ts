import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { adjacentGroups, distancesFrom, isPublicGround, tokenIdAt } from "../../../src/domain/land.ts";
import { RULE_MODES } from "../../../src/domain/rules.ts";
import type { Scenario } from "../../../src/domain/scenario.ts";
import { calendarOf, loadScenario, override, writeScenario } from "../../../src/scenario/load.ts";
import { hamletFiles, loadFrom } from "../../fixtures/hamlet.ts";

const ENDOGENOUS = `extends: hamlet.yaml
drive: endogenous
fundamental: { usd: 6000, source: made up, windowDays: 21, usualSalesPerAsk: 0.2, groundingPct: 5 }
hype: on
diffusion: { innovationPerYear: 1, imitationPerYear: 5, attentionGain: 4, herding: 0.06, attentionHalfLifeDays: 60, source: made up }`;
const ROOT = path.resolve(import.meta.dirname, "../../..");

describe("a scenario", () => {
  it("holds the path and the city that its file names", () => {
    const { path: points, world } = loadFrom(hamletFiles());
    expect(points.map(({ month, usd }) => [month, usd])).to.deep.equal([
      ["2021-10", 6000],
      ["2021-11", 14000],
      ["2021-12", 15000],
    ]);
    expect(world.city.roads).to.deep.equal({ x: [4], y: [-4] });
  });

  it("holds the hedonics that its file names, a sample with its years", () => {
    const hedonics = JSON.stringify({
      source: "a",
      sample: { from: "2020-01", until: "2021-10", sales: 9, r2: 0.5 },
      ...FOUR,
    });
    const files = new Map(hamletFiles()).set("h.json", hedonics).set("far.yaml", HEDONICS_BY_NAME);
    expect(loadFrom(files, "far.yaml").world.hedonics).to.deep.equal({ ...JSON.parse(hedonics), notes: [] });
  });

  it("leaves out the months of the path that lie outside the run", () => {
    const { path: points } = loadFrom(
      hamletFiles({ "start: 2021-10-01": "start: 2021-11-01", "from: 2021-10-05": "from: 2021-11-05", ...EVENTS }),
    );
    expect(points.map(({ month }) => month)).to.deep.equal(["2021-11", "2021-12"]);
  });

  it("takes every key from the nearest file, and reads files beside the one that names them", () => {
    const far = "extends: village/hamlet.yaml\nseed: 9\nmarket: { feePct: 1, royaltyPct: 2 }";
    const files = new Map([...hamletFiles()].map(([name, text]) => [path.join("village", name), text] as const));
    const scenario = loadFrom(files.set("far.yaml", far), "far.yaml");
    expect(scenario).to.deep.include({ name: "hamlet", seed: 9, market: { feePct: 1, royaltyPct: 2 } });
    expect(scenario).not.to.have.property("extends");
    expect(scenario.path).to.have.length(3);
  });

  it("says the same when its resolved form is read again", () => {
    const scenario = loadFrom(hamletFiles());
    const text = writeScenario(scenario);
    const again = loadFrom(new Map([["resolved.yaml", text]]), "resolved.yaml");
    expect(again).to.deep.equal(scenario);
    expect(writeScenario(again)).to.equal(text);
  });

  it("leaves the other drive's keys behind where a file sets the drive", () => {
    const endogenous = loadFrom(new Map(hamletFiles()).set("far.yaml", ENDOGENOUS), "far.yaml");
    expect(endogenous).to.deep.include({ drive: "endogenous", path: [], hype: "on" });
    const back = "extends: far.yaml\ndrive: replay\npath: path.csv";
    const replay = loadFrom(new Map(hamletFiles()).set("far.yaml", ENDOGENOUS).set("back.yaml", back), "back.yaml");
    expect(replay).to.deep.equal(loadFrom(hamletFiles()));
    const off = "extends: far.yaml\nhype: off";
    const files = new Map(hamletFiles()).set("far.yaml", ENDOGENOUS).set("off.yaml", off);
    expect(loadFrom(files, "off.yaml")).to.deep.equal({ ...endogenous, hype: "off" });
  });

  it("says the same without a path when its resolved form is read again", () => {
    const scenario = loadFrom(new Map(hamletFiles()).set("far.yaml", ENDOGENOUS), "far.yaml");
    expect(loadFrom(new Map([["resolved.yaml", writeScenario(scenario)]]), "resolved.yaml")).to.deep.equal(scenario);
  });

  it("counts both its first and its last day", () => {
    expect(calendarOf(loadFrom(hamletFiles()))).to.deep.equal({ start: Date.UTC(2021, 9, 1) / 1000, days: 92 });
  });

  for (const file of ["jj-lin.yaml", "jj-lin-2024.yaml"]) {
    it(`is read from scenarios/${file}`, () => {
      const scenario = loadScenario(path.join(ROOT, "scenarios", file), (name) => readFileSync(name, "utf8"));
      expect(scenario.purchases[0]?.totalUsd).to.equal(123_000);
      expect(scenario.world.parcels).to.be.at.least(1_500);
    });
  }
});

describe("the data beside the scenarios", () => {
  const load = (hedonics: string): Scenario => {
    const folder = path.join(ROOT, "scenarios");
    const text = `extends: ${folder}/jj-lin.yaml\nworld:\n  { name: G, symbol: L, parcels: 1800, blocks: 80, city: genesis-city.json, hedonics: ${hedonics} }`;
    const file = path.join(folder, "other.yaml");
    return loadScenario(file, (name) => (name === file ? text.replace(`${folder}/`, "") : readFileSync(name, "utf8")));
  };

  it("puts the parcels of record where they are on the full map: beside a road, five parcels from a plaza", () => {
    const { city } = load("hedonics-2020-2021.json").world;
    expect(distancesFrom(city, 21, -127)).to.deep.equal({ road: 1, plaza: 6, district: undefined });
    expect(distancesFrom(city, 29, -5)).to.deep.equal({ road: 2, plaza: 19, district: undefined });
  });

  for (const [file, from, until, sales] of [
    ["hedonics-2018-2020.json", "2018-10", "2020-12", 5_730],
    ["hedonics-2020-2021.json", "2020-01", "2021-10", 1_644],
  ] as const) {
    it(`has the sample of ${from} to ${until}, which a scenario names by ${file}`, () => {
      const { hedonics } = load(file).world;
      expect(hedonics.sample).to.deep.include({ from, until, sales });
      for (const effect of [hedonics.lnCentre, hedonics.lnRoad, hedonics.lnDistrict]) expect(effect).to.be.below(0);
    });
  }
});

describe("scenarios/fashion-street.yaml", () => {
  const { purchases, world } = loadScenario(path.join(ROOT, "scenarios/fashion-street.yaml"), (name) =>
    readFileSync(name, "utf8"),
  );
  const [purchase] = purchases;

  it("is the sale of record: 116 parcels as one estate for exactly $2,428,740 on 22 November 2021", () => {
    expect(purchase).to.deep.include({ date: "2021-11-22", totalUsd: 2_428_740, parcels: [] });
    expect(purchase?.estate?.places).to.have.length(116);
    expect(purchase?.estate?.note).to.match(/^assumed/);
  });

  it("lays the estate on ground that hangs together and that nobody but its owner has", () => {
    const tokenIds = (purchase?.estate?.places ?? []).map(({ x, y }) => tokenIdAt(x, y));
    expect(adjacentGroups(tokenIds)[0]).to.have.length(116);
    for (const { x, y } of purchase?.estate?.places ?? []) expect(isPublicGround(world.city, x, y)).to.equal(false);
  });
});

describe("override", () => {
  it("changes nothing that it is not asked to", () => {
    const scenario = loadFrom(hamletFiles());
    expect(override(scenario, { seed: undefined, policy: undefined })).to.deep.equal(scenario);
  });

  it("takes seed 0 for a seed", () => {
    expect(override(loadFrom(hamletFiles()), { seed: 0, policy: undefined }).seed).to.equal(0);
  });

  it("puts every rule of the scenario into one mode, and adds none", () => {
    for (const policy of RULE_MODES) {
      const { rules } = override(loadFrom(hamletFiles()), { seed: undefined, policy }).compliance;
      expect(rules).to.deep.equal({ SelfTrade: policy, RoundTrip: policy });
    }
  });
});

const FOUR = { lnCentre: -0.3, lnRoad: -0.2, lnPlaza: 0, lnDistrict: -0.1, nextToRoad: 0, memorable: 0, residual: 0.5 };
const HEDONICS_BY_NAME =
  "extends: hamlet.yaml\nworld: { name: H, symbol: H, parcels: 40, blocks: 2, city: city.json, hedonics: h.json }";

/** Dates that would fall before a later start. */
const EVENTS = { "date: 2021-10-20": "date: 2021-11-19" };
