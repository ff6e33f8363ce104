import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";

import { FACTS } from "../../src/metrics/realism/facts.ts";
import { HAMLET } from "../fixtures/hamlet.ts";
import { hardhat, inNewFolder } from "../fixtures/shell.ts";

describe("hardhat realism", function () {
  this.timeout(180_000);

  it("holds a run against every fact, as its summary does", () =>
    inNewFolder(async (folder) => {
      const run = path.join(folder, "run");
      const made = await hardhat(["simulate", "--scenario", path.join(HAMLET, "hamlet.yaml"), "--out", run]);
      expect(made.code).to.equal(0);
      const { code, stdout, stderr } = await hardhat(["realism", "--run", run]);
      expect([code, stderr]).to.deep.equal([0, ""]);
      for (const { name } of FACTS) expect(stdout).to.include(name);
      const { realism } = JSON.parse(await readFile(path.join(run, "summary.json"), "utf8")) as {
        readonly realism: { readonly credible: number; readonly of: number };
      };
      expect(stdout).to.include(`\n${realism.credible} of ${realism.of} facts are inside or near.`);
    }));

  it("says in one sentence what it misses", () =>
    inNewFolder(async (folder) => {
      const none = await hardhat(["realism"]);
      expect([none.code, none.stderr]).to.deep.equal([
        1,
        "run: expected the folder of a run, as in --run runs/jj-lin-2021\n",
      ]);
      const empty = path.join(folder, "empty");
      await mkdir(empty);
      const { code, stderr } = await hardhat(["realism", "--run", empty]);
      expect(code).to.equal(1);
      expect(stderr).to.match(/^[^\n]*journal\.ndjson[^\n]*\n$/);
    }));
});
