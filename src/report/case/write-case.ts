import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { SimulatorError } from "../../domain/errors.ts";
import type { CaseDocument } from "./case-document.ts";
import { caseHtml } from "./case-html.ts";

export class CaseFileError extends SimulatorError {
  constructor(file: string, cause: unknown) {
    super("CASE_FILE", `${file}: cannot be written, expected a place for a file`, { file }, cause);
  }
}

/** Writes a case as one HTML file that needs nothing else; what is there already is replaced. */
export function writeCase(document: CaseDocument, file: string): void {
  const html = caseHtml(document, pageStyles());
  try {
    writeFileSync(file, html);
  } catch (cause) {
    throw new CaseFileError(file, cause);
  }
}

/** Of the report, and of a case alone, so that it looks the same in both. */
export function pageStyles(): string {
  const page = path.join(import.meta.dirname, "../page");
  return ["styles.css", "case.css"].map((name) => readFileSync(path.join(page, name), "utf8")).join("\n");
}
