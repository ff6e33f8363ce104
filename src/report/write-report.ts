import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { buildSync } from "esbuild";

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
    styles: readFileSync(path.join(PAGE, "styles.css"), "utf8"),
    script: bundlePage(),
    data: JSON.stringify(data),
  });
  const draft = `${outFile}.draft`;
  try {
    writeFileSync(draft, html);
    renameSync(draft, outFile);
  } finally {
    rmSync(draft, { force: true });
  }
}

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
