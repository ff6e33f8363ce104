import { expect } from "chai";

import { complaintAbout, hamletFiles } from "../../fixtures/hamlet.ts";
import { worldText } from "../../fixtures/worlds.ts";

const FLOOR = "[{ date: 2022-05-01, eth: 7.5, quality: published, source: test }]";
const OTHERSIDE = `neighbours: [{ facts: otherside.json, parcels: 20, floor: ${FLOOR}, population: {} }]`;
const COINS =
  "coins: [{ coin: eth, at: 2022-05, usd: 2000, source: a }, { coin: ape, at: 2022-05, usd: 15, source: b }]";

describe("a scenario with neighbours", () => {
  it("is read with nobody where it names nobody", () => {
    expect(complaintOf(OTHERSIDE, COINS)).to.equal("");
  });

  it("needs the price of ETH, in which floors are", () => {
    expect(complaintOf(OTHERSIDE)).to.match(/coins: expected prices of eth/);
  });

  it("needs the price of the coin of a first sale within the run", () => {
    expect(complaintOf(OTHERSIDE, COINS.replace("ape", "sand"))).to.match(/coins: expected prices of ape/);
  });

  it("names each world once", () => {
    const twice = OTHERSIDE.replace(/\[(\{.*\})\]$/, "[$1, $1]");
    expect(complaintOf(twice, COINS)).to.match(/neighbours: expected each world once/);
  });

  it("has no estate builders there", () => {
    const built = OTHERSIDE.replace("population: {}", "population: { estateBuilders: 1 }");
    expect(complaintOf(built, COINS)).to.match(/only the home world has estates/);
  });

  it("has no more parcels there than the world", () => {
    expect(complaintOf(OTHERSIDE.replace("parcels: 20", "parcels: 5"), COINS)).to.match(/expected at least 10 parcels/);
  });
});

function complaintOf(...lines: readonly string[]): string {
  const files = new Map(hamletFiles());
  files.set("hamlet.yaml", `${files.get("hamlet.yaml") ?? ""}\n${lines.join("\n")}\n`);
  files.set("otherside.json", worldText("otherside"));
  return complaintAbout(files);
}
