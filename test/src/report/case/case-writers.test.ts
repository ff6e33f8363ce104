import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { replay } from "../../../../src/replay/history.ts";
import { buildCases } from "../../../../src/report/case/build-case.ts";
import { caseText } from "../../../../src/report/case/case-text.ts";
import { packCases, unpackCase } from "../../../../src/report/case/pack-cases.ts";
import { CaseFileError, writeCase } from "../../../../src/report/case/write-case.ts";
import { caseLines } from "../../../fixtures/case-run.ts";

describe("a case", () => {
  const documents = buildCases(replay(caseLines()), 40);
  const [page] = documents;
  if (page === undefined) throw new RangeError("the run has cases");
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "landslide-case-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("is written as Markdown, each table's rows with as many cells as its head", () => {
    const text = caseText(page);
    expect(text).to.match(/^# Case 1: held by RoundTrip, reversed on appeal\n\nOn 4 Nov 2021/);
    expect(text).to.match(/^- Tried on: 4 Nov 2021 12:00 UTC \[line \d+, block 3, transaction 3\]$/m);
    expect(text).to.contain("a \\| round trip");
    const tables = text.split("\n\n").filter((block) => block.startsWith("| "));
    expect(tables.length).to.be.greaterThan(6);
    for (const table of tables) {
      const cells = table
        .trim()
        .split("\n")
        .map((row) => row.replaceAll("\\|", "").split("|").length);
      expect(new Set(cells).size, table).to.equal(1);
    }
  });

  it("is written as one HTML file that asks nobody for anything and shows text as text", () => {
    const file = path.join(folder, "case.html");
    writeCase(page, file);
    const html = readFileSync(file, "utf8");
    expect(html).to.match(/^<!doctype html>/);
    expect(html).to.contain("&lt;b&gt;mine&lt;/b&gt;").and.not.contain("<b>mine");
    expect(html).to.contain("default-src 'none'").and.not.contain("<script");
    expect(html).to.not.match(/(src|href)="(?!data:)/);
    writeCase(page, file);
    expect(readFileSync(file, "utf8")).to.equal(html);
  });

  it("says so where it cannot be written", () => {
    const file = path.join(folder, "nowhere", "case.html");
    expect(() => writeCase(page, file)).to.throw(
      CaseFileError,
      `${file}: cannot be written, expected a place for a file`,
    );
    expect(existsSync(file)).to.equal(false);
  });

  it("comes out of its packing as it went in", () => {
    const packed = packCases(documents);
    expect(JSON.stringify(packed).length).to.be.below(JSON.stringify(documents).length);
    const parsed = JSON.parse(JSON.stringify(packed)) as typeof packed;
    documents.forEach((document, i) => expect(unpackCase(parsed, i)).to.deep.equal(document));
  });
});
