import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";

import { encodeLine } from "../domain/journal-codec.ts";
import type { JournalLine } from "../domain/journal.ts";
import type { Hex } from "../domain/primitives.ts";

const BUFFER_CHARACTERS = 1 << 16;

/** Owner of an open journal file: appends lines, and knows the sha256 of all it wrote. */
export class JournalWriter {
  readonly #file: number;
  readonly #hash = createHash("sha256");
  #buffer = "";
  #open = true;

  /** The file must not exist yet. */
  constructor(path: string) {
    this.#file = openSync(path, "wx");
  }

  write(line: JournalLine): void {
    this.#buffer += `${encodeLine(line)}\n`;
    if (this.#buffer.length >= BUFFER_CHARACTERS) this.#flush();
  }

  /** @returns sha256 of the file. */
  close(): Hex {
    this.#flush();
    this.abandon();
    return `0x${this.#hash.digest("hex")}`;
  }

  /** Lets go of the file of a run that ended early; after `close` there is nothing left to do. */
  abandon(): void {
    if (this.#open) closeSync(this.#file);
    this.#open = false;
  }

  #flush(): void {
    this.#hash.update(this.#buffer);
    writeSync(this.#file, this.#buffer);
    this.#buffer = "";
  }
}
