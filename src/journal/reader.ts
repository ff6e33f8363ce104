import { closeSync, openSync, readSync } from "node:fs";

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

const CHUNK_BYTES = 1 << 16;

/** A chunk at a time: a long run's journal is longer than a string can be. */
function* textLines(file: string): Generator<string> {
  const readable = orJournalError(file, () => openSync(file, "r"));
  const chunk = new Uint8Array(CHUNK_BYTES);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let begun = "";
  try {
    for (;;) {
      const bytes = orJournalError(file, () => readSync(readable, chunk));
      if (bytes === 0) break;
      const lines = decoder.decode(chunk.subarray(0, bytes), { stream: true }).split("\n");
      lines[0] = begun + (lines[0] ?? "");
      begun = lines.pop() ?? "";
      yield* lines;
    }
    begun += decoder.decode();
    if (begun !== "") yield begun;
  } finally {
    closeSync(readable);
  }
}

function orJournalError<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new JournalError(file, "cannot be read, expected a journal there", cause);
  }
}
