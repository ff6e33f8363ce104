import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { decodeLine, encodeLine } from "../../src/domain/journal-codec.ts";
import { neighbourLand } from "../../src/domain/houses.ts";
import { usdToNumber } from "../../src/domain/primitives.ts";
import { worldScores } from "../../src/metrics/worlds.ts";
import { replay, type History } from "../../src/replay/history.ts";
import { tokensOf } from "../../src/replay/tokens.ts";
import { buildWorlds } from "../../src/report/data/worlds-data.ts";
import { loadScenario, writeScenario } from "../../src/scenario/load.ts";
import { expectToEqualTheChain } from "../fixtures/chain-state.ts";
import { runScenario } from "../fixtures/small-run.ts";

const readText = (file: string): string => readFileSync(file, "utf8");
const SCENARIO = path.join(import.meta.dirname, "../scenarios/worlds.yaml");
const OTHERSIDE = neighbourLand("otherside");
const SANDBOX = neighbourLand("sandbox");
/** 30 April 2022, counted from 20 April. */
const OTHERSIDE_OPENS = 10;

describe("a run of several worlds", function () {
  this.timeout(120_000);
  let run: Awaited<ReturnType<typeof runScenario>>;
  let history: History;
  before(async () => {
    run = await runScenario(loadScenario(SCENARIO, readText));
    history = replay(run.lines.map((line) => decodeLine(encodeLine(line))));
  });

  it("ends with the same journal when it is run again", async () => {
    expect((await runScenario(loadScenario(SCENARIO, readText))).journalSha256).to.equal(run.journalSha256);
  });

  it("is resolved into a file that says the same", () => {
    const text = writeScenario(run.scenario);
    expect(loadScenario("resolved.yaml", () => text)).to.deep.equal(run.scenario);
  });

  it("ends in a replayed state that equals the chain's getters", async () => {
    await expectToEqualTheChain(history.final, run.result.deployment, run.connection.ethers.provider);
  });

  it("trades in every world, and in none before its first sale", () => {
    for (const land of ["land", OTHERSIDE, SANDBOX] as const) {
      const settled = history.attempts.filter((a) => a.collection === land && a.outcome === "settled");
      expect(settled.length, land).to.be.greaterThan(20);
      const opens = land === OTHERSIDE ? OTHERSIDE_OPENS : 0;
      expect(Math.min(...settled.map(({ day }) => day))).to.be.at.least(opens);
    }
  });

  it("sells Otherside's land first at 305 APE", () => {
    const creator = [...history.accounts.values()].find(({ role }) => role === "creator")?.address;
    const day = history.run.start + OTHERSIDE_OPENS * 86_400;
    const sale = history.blocks.filter(({ time }) => time >= day && time < day + 86_400).map(({ number }) => number);
    const paid = run.lines.flatMap((line) =>
      line.k === "tx" && line.do === "pay" && sale.includes(line.block)
        ? line.events.flatMap((event) =>
            event.e === "MoneyTransferred" && event.to === creator ? usdToNumber(event.amount) : [],
          )
        : [],
    );
    const plots = history.plots.filter(({ land }) => land === OTHERSIDE).length;
    const usdPerApe = run.scenario.coins.find(({ coin, at }) => coin === "ape" && at === "2022-04")?.usd ?? Number.NaN;
    const price = paid.reduce((a, b) => a + b, 0) / plots / 305;
    expect(price / usdPerApe).to.be.within(0.6, 1.6);
  });

  it("has travellers with land in more than one world", () => {
    const lands = new Map<string, Set<string>>();
    for (const { buyer, collection, outcome } of history.attempts) {
      const agent = history.accounts.get(buyer)?.agent ?? "";
      if (outcome !== "settled" || !agent.startsWith("traveller/")) continue;
      lands.set(agent, new Set([...(lands.get(agent) ?? []), collection]));
    }
    expect([...lands.values()].some((of) => of.size > 1)).to.equal(true);
  });

  it("names no account of one world in another's holdings but the travellers", () => {
    for (const [land, world] of [
      [OTHERSIDE, "otherside/"],
      [SANDBOX, "sandbox/"],
    ] as const) {
      for (const owner of tokensOf(history.final, land).owners.values()) {
        const account = history.accounts.get(owner);
        // Houses have no name.
        const agent = account?.agent ?? "house/";
        expect(agent.startsWith(world) || /^(traveller|house)\//.test(agent), agent).to.equal(true);
      }
    }
  });

  it("stops the same wash trades abroad as at home", () => {
    const rejected = history.attempts.filter((a) => a.collection === OTHERSIDE && a.outcome === "rejected");
    expect(rejected.some(({ finding }) => finding?.rule === "CommonFunder")).to.equal(true);
  });

  it("follows each world's floor", () => {
    for (const { land, floorErrorMedian } of worldScores(history, run.scenario)) {
      // Some twenty trades a month: the tenth percentile of so few is uncertain by that much.
      expect(floorErrorMedian, land).to.be.lessThan(0.3);
    }
  });

  it("shows each world's floor in other money", () => {
    const data = buildWorlds({ history, scenario: run.scenario });
    expect(data?.rows.map(({ name }) => name)).to.deep.equal(["Decentraland", "Otherside", "The Sandbox"]);
    expect(data?.coins.ape.every((usd) => usd !== null && usd > 0)).to.equal(true);
    expect(data?.rows[1]?.path[0]).to.be.a("number");
  });
});
