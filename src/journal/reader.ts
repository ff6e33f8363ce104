import { readFileSync } from "node:fs";

import { SimulatorError } from "../domain/errors.ts";
import { decodeLine } from "../domain/journal-codec.ts";
import { JOURNAL_FORMAT, type JournalLine } from "../domain/journal.ts";

/** The journal is not one, or of another format; the message names file and line. */
export class JournalError extends SimulatorError {
  constructor(where: string, problem: string, cause?: unknown) {
    super("JOURNAL_INVALID", `${where}: ${problem}`, { where }, cause);
  }
}

/** The lines of a journal file, its first line checked. */
export function* readJournal(file: string): Generator<JournalLine> {
  let number = 0;
  for (const text of textLines(file)) {
    number++;
    const line = parse(text, `${file}:${number}`);
    if (number === 1 && line.k !== "run") throw new JournalError(`${file}:1`, `expected the run line, got ${line.k}`);
    // The type says so already; the file may say otherwise.
    const format: unknown = line.k === "run" ? line.format : JOURNAL_FORMAT;
    if (format !== JOURNAL_FORMAT) {
      throw new JournalError(`${file}:1`, `expected format ${JOURNAL_FORMAT}, got ${JSON.stringify(format)}`);
    }
    yield line;
  }
  if (number === 0) throw new JournalError(file, "the journal is empty, expected a run line");
}

function parse(text: string, where: string): JournalLine {
  let line: JournalLine | null;
  try {
    line = decodeLine(text);
  } catch (cause) {
    throw new JournalError(where, "expected one JSON object a line", cause);
  }
  // The type says what the writer wrote; the file may be another's.
  if (typeof line !== "object" || line === null) throw new JournalError(where, "expected one JSON object a line");
  return line;
}

function* textLines(file: string): Generator<string> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new JournalError(file, "cannot be read, expected a journal there", cause);
  }
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
  if (start < text.length) yield text.slice(start);
}
