import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";

import { encodeLine } from "../../src/domain/journal-codec.ts";
import type { JournalLine } from "../../src/domain/journal.ts";
import { caseLines } from "../fixtures/case-run.ts";
import { RUN } from "../fixtures/journal-lines.ts";
import { hardhat, inNewFolder, listing } from "../fixtures/shell.ts";

describe("hardhat case", function () {
  this.timeout(120_000);

  it("prints a held trade's audit trail from the journal alone", () =>
    inRun(caseLines(), async (folder) => {
      const { code, stdout, stderr } = await hardhat(["case", "--run", folder, "--id", "1"]);
      expect([code, stderr]).to.deep.equal([0, ""]);
      expect(stdout).to.match(/^# Case 1: held by RoundTrip, reversed on appeal\n\nOn 4 Nov 2021/);
      expect(stdout).to.contain("## 6. The course of the case");
      expect(await listing(folder)).to.deep.equal(["journal.ndjson"]);
    }));

  it("writes it as a printable page where it is asked to", () =>
    inRun(caseLines(), async (folder) => {
      const file = path.join(folder, "case-2.html");
      const { code, stdout } = await hardhat(["case", "--run", folder, "--id", "2", "--html", file]);
      expect([code, stdout]).to.deep.equal([0, `${file}\n`]);
      expect(await readFile(file, "utf8")).to.contain(
        "<h3>Case 2: held by RoundTrip, reversed after its deadline</h3>",
      );
    }));

  it("ends in one sentence where there is no such run", () =>
    inNewFolder(async (folder) => {
      await refuses(["--id", "1"], "run: expected the folder of a run, as in --run runs/jj-lin-2021");
      const journal = path.join(folder, "journal.ndjson");
      await refuses(["--run", folder, "--id", "1"], `${journal}: cannot be read, expected a journal there`);
      await writeFile(journal, "{}\n");
      await refuses(["--run", folder, "--id", "1"], `${journal}:1: expected the run line, got undefined`);
    }));

  it("ends in one sentence where there is no such case", () =>
    inRun(caseLines(), async (folder) => {
      for (const id of ["4", "-1", "one"]) {
        await refuses(["--run", folder, `--id=${id}`], `id: expected one of cases 1 to 3, got ${JSON.stringify(id)}`);
      }
      await refuses(["--run", folder], 'id: expected one of cases 1 to 3, got ""');
      const file = path.join(folder, "nowhere", "case.html");
      const message = `${file}: cannot be written, expected a place for a file`;
      await refuses(["--run", folder, "--id", "1", "--html", file], message);
      await refuses(["--run", folder, "--id", "1", "--html="], 'html: expected a file to write, got ""');
    }));

  it("ends in one sentence where no trade was held", () =>
    inRun([RUN], (folder) =>
      refuses(
        ["--run", folder, "--id", "1"],
        'id: expected nothing, since this run held no trade and has no cases, got "1"',
      ),
    ));
});

async function inRun(lines: readonly JournalLine[], use: (folder: string) => Promise<void>): Promise<void> {
  await inNewFolder(async (folder) => {
    await writeFile(path.join(folder, "journal.ndjson"), lines.map((line) => `${encodeLine(line)}\n`).join(""));
    await use(folder);
  });
}

/** Exit code 1, the sentence on stderr, and nothing else said. */
async function refuses(args: readonly string[], message: string): Promise<void> {
  const { code, stdout, stderr } = await hardhat(["case", ...args]);
  expect({ code, stdout, stderr }).to.deep.equal({ code: 1, stdout: "", stderr: `${message}\n` });
}
