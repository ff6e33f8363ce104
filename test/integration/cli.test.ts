import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";

import { HAMLET } from "../fixtures/hamlet.ts";
import { hardhat, inNewFolder, listing, type Outcome } from "../fixtures/shell.ts";
import { SMALL_SCENARIO } from "../fixtures/small-run.ts";
import { complaintsAboutSummary } from "../fixtures/summary-schema.ts";

const FILES = ["journal.ndjson", "receipt.json", "report.html", "scenario.yaml", "summary.json"];
const HAMLET_SCENARIO = path.join(HAMLET, "hamlet.yaml");
const ESCAPE = "\u001B";

describe("hardhat simulate", function () {
  this.timeout(180_000);

  it("writes a run's folder, whole, and says in plain lines what it came to", () =>
    inNewFolder(async (folder) => {
      const run = path.join(folder, "run");
      const { code, stdout, stderr } = await simulate(SMALL_SCENARIO, run);
      expect([code, stderr]).to.deep.equal([0, ""]);
      expect(await listing(folder)).to.deep.equal(["run", ...FILES.map((file) => path.join("run", file))]);

      expect(stdout).to.match(/^Four months around the purchase, in miniature\n2021-10-01 to 2022-01-31, seed 7\n/);
      expect(stdout).to.match(/^2021-10-01 {2}typical parcel +\$[\d,]+ · \d+ trades · \d+ held · \d+ blocked$/m);
      expect(stdout).to.match(/^3 parcels of jj-lin +\$123,000 paid → /m);
      expect(stdout.endsWith(`${path.join(run, "report.html")}\n`)).to.equal(true);
      expect(stdout).not.to.include(ESCAPE);
      expect(stdout).not.to.include("\r");

      expect(complaintsAboutSummary(await readFile(path.join(run, "summary.json"), "utf8"))).to.deep.equal([]);
      const receipt: unknown = JSON.parse(await readFile(path.join(run, "receipt.json"), "utf8"));
      expect(receipt).to.have.nested.property("outputs.journalSha256", await sha256Of(run, "journal.ndjson"));
      expect(receipt).to.have.nested.property("inputs.scenarioSha256", await sha256Of(run, "scenario.yaml"));
    }));

  it("gives the same receipt and journal in another process, and from its own resolved scenario", () =>
    inNewFolder(async (folder) => {
      const at = (name: string): string => path.join(folder, name);
      expect((await simulate(HAMLET_SCENARIO, at("first"))).code).to.equal(0);
      expect((await simulate(HAMLET_SCENARIO, at("second"))).code).to.equal(0);
      expect((await simulate(path.join(at("first"), "scenario.yaml"), at("third"))).code).to.equal(0);
      for (const file of ["journal.ndjson", "receipt.json", "scenario.yaml"]) {
        const first = await readFile(path.join(at("first"), file), "utf8");
        expect(await readFile(path.join(at("second"), file), "utf8")).to.equal(first);
        expect(await readFile(path.join(at("third"), file), "utf8")).to.equal(first);
      }
    }));

  it("takes seed and policy from its options, keeps them in its scenario, and fills an empty folder", () =>
    inNewFolder(async (folder) => {
      const { code } = await simulate(HAMLET_SCENARIO, folder, "--seed", "0", "--policy", "shadow");
      expect(code).to.equal(0);
      expect(await listing(folder)).to.deep.equal(FILES);
      const summary: unknown = JSON.parse(await readFile(path.join(folder, "summary.json"), "utf8"));
      expect(summary).to.deep.include({ scenario: "hamlet", seed: 0, policy: "shadow" });
      const scenario = await readFile(path.join(folder, "scenario.yaml"), "utf8");
      expect(scenario).to.include("seed: 0\n").and.to.include("SelfTrade: shadow\n").and.not.to.include(": enforce");
    }));

  it("is run as a script too, with the same in environment variables, and makes the folders on the way", () =>
    inNewFolder(async (folder) => {
      const out = path.join(folder, "a", "b");
      const env = { SCENARIO: HAMLET_SCENARIO, SEED: "3", POLICY: "off", OUT: out };
      const { code, stderr } = await hardhat(["run", "scripts/simulate.ts"], { env });
      expect([code, stderr]).to.deep.equal([0, ""]);
      expect(await listing(out)).to.deep.equal(FILES);
      expect(await readFile(path.join(out, "summary.json"), "utf8")).to.include('"policy": "off"');
    }));

  it("colours its text where it is asked to, and not where NO_COLOR is set on a terminal", async function () {
    if (process.platform !== "linux") this.skip(); // `script` takes other options elsewhere
    await inNewFolder(async (folder) => {
      const piped = await hardhat(["simulate", "--seed", "x"], { env: { FORCE_COLOR: "1" } });
      expect(piped.stderr.startsWith(`${ESCAPE}[31mseed: `)).to.equal(true);

      const env = { TERM: "xterm-256color" };
      const args = (name: string): string[] => [
        "simulate",
        "--scenario",
        HAMLET_SCENARIO,
        "--out",
        path.join(folder, name),
      ];
      const colourful = await hardhat(args("colour"), { env, terminal: true });
      expect(colourful.stdout).to.include(`${ESCAPE}[36m\u2588`);
      const plain = await hardhat(args("plain"), { env: { ...env, NO_COLOR: "1" }, terminal: true });
      expect(plain.stdout).to.include("\u2588");
      // What is left draws the line anew.
      expect(plain.stdout.replaceAll(`\r${ESCAPE}[2K`, "")).not.to.include(ESCAPE);
    });
  });

  for (const [signal, times] of [
    ["SIGINT", 1],
    ["SIGINT", 3],
    ["SIGTERM", 1],
  ] as const) {
    it(`leaves nothing behind when ${signal} stops it${times === 1 ? "" : ", however often it comes"}`, () =>
      inNewFolder(async (folder) => {
        await mkdir(path.join(folder, "there"));
        const out = path.join(folder, "there", "a", "b");
        const { code, stderr } = await hardhat(["simulate", "--out", out], {
          // The first line of figures: the run is under way, years from its end.
          interrupt: (stdout) => (stdout.includes("typical parcel") ? { signal, times } : undefined),
        });
        expect(code).to.equal(130);
        expect(stderr).to.match(/^stopped on day \d+, nothing was written\n$/);
        expect(await listing(folder)).to.deep.equal(["there"]);
      }));
  }
});

function simulate(scenario: string, out: string, ...more: readonly string[]): Promise<Outcome> {
  return hardhat(["simulate", "--scenario", scenario, "--out", out, ...more]);
}

async function sha256Of(folder: string, file: string): Promise<string> {
  const data = await readFile(path.join(folder, file));
  return `0x${createHash("sha256").update(data).digest("hex")}`;
}
