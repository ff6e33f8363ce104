import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { renderPage } from "../../../src/report/template.ts";
import { writeReport } from "../../../src/report/write-report.ts";
import { syntheticRun } from "../../fixtures/synthetic-run.ts";

describe("writing the report", function () {
  this.timeout(10_000);
  const run = syntheticRun({ parcels: 60, trades: 400 });
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "landslide-report-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("gives the same bytes for the same run, and leaves nothing beside them", () => {
    const files = ["a.html", "b.html"].map((name) => path.join(folder, name));
    for (const outFile of files) writeReport({ ...run, outFile });
    const [a, b] = files.map((file) => readFileSync(file, "utf8"));
    expect(a).to.equal(b);
    expect(readdirSync(folder)).to.deep.equal(["a.html", "b.html"]);
  });

  it("replaces an earlier report", () => {
    const outFile = path.join(folder, "report.html");
    writeFileSync(outFile, "old");
    writeReport({ ...run, outFile });
    expect(readFileSync(outFile, "utf8")).to.match(/^<!doctype html>/);
  });

  it("names no address that a browser would fetch", () => {
    const outFile = path.join(folder, "report.html");
    writeReport({ ...run, outFile });
    const html = readFileSync(outFile, "utf8");
    expect(html).to.not.match(/<(script|link|img|iframe)[^>]+(src|href)="(?!data:)/);
    expect(html).to.not.match(/@import|url\(["']?http/);
    expect(html).to.contain("default-src 'none'");
  });

  it("keeps text that looks like markup from ending a script", () => {
    const html = renderPage({
      title: "<b>&",
      styles: "",
      script: 'const x = "</script><!--";',
      data: JSON.stringify({ title: "</script><script>alert(1)</script>" }),
      cases: "",
    });
    expect(html).to.contain("<title>&lt;b&gt;&amp;</title>");
    expect(html.match(/<\/script>/g)).to.have.length(3);
    const data = /<script type="application\/json" id="report-data">(.*?)<\/script>/.exec(html)?.[1] ?? "";
    expect(JSON.parse(data)).to.deep.equal({ title: "</script><script>alert(1)</script>" });
  });
});
