import { renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { buildSync } from "esbuild";

import { buildCases } from "./case/build-case.ts";
import { packCases } from "./case/pack-cases.ts";
import { pageStyles } from "./case/write-case.ts";
import { buildReportData } from "./data/build-report-data.ts";
import type { ReportInput } from "./data/report-input.ts";
import { renderPage } from "./template.ts";

export interface ReportOptions extends ReportInput {
  /** Where to write; what is there already is replaced in one step. */
  readonly outFile: string;
}

/** Writes the report as one file that needs nothing else. The same input gives the same bytes. */
export function writeReport({ outFile, ...input }: ReportOptions): void {
  const data = buildReportData(input);
  const html = renderPage({
    title: `Landslide: ${data.title}`,
    styles: pageStyles(),
    script: bundlePage(),
    data: JSON.stringify(data),
    cases: gzipSync(JSON.stringify(packCases(buildCases(input.history, CASE_ROWS)))).toString("base64"),
  });
  const draft = `${outFile}.draft`;
  try {
    writeFileSync(draft, html);
    renameSync(draft, outFile);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Of a case's tables; `npx hardhat case` shows them whole. */
const CASE_ROWS = 12;

const PAGE = path.join(import.meta.dirname, "page");

function bundlePage(): string {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(PAGE, "main.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    // Names and comments of packages would only make the file larger; licences are named in the repository.
    legalComments: "none",
    charset: "utf8",
    write: false,
    logLevel: "error",
  });
  const [script] = outputFiles;
  if (script === undefined) throw new TypeError("the bundler gave no file");
  return script.text;
}
