import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { SimulatorError } from "../domain/errors.ts";

export class RunFolderError extends SimulatorError {
  constructor(folder: string, problem: string, cause?: unknown) {
    super("RUN_FOLDER", `${folder}: ${problem}`, { folder }, cause);
  }
}

/** A run's folder while it is being written: it stands beside its final place and moves there when it is whole. */
export class RunFolder {
  readonly target: string;
  readonly #staging: string;
  /** The outermost folder that had to be made on the way; undefined where all were there. */
  readonly #made: string | undefined;

  /** @throws RunFolderError where the target already holds something. */
  constructor(target: string) {
    requireFree(target);
    this.target = target;
    this.#staging = `${path.resolve(target)}.partial-${process.pid}`;
    try {
      this.#made = mkdirSync(path.dirname(this.#staging), { recursive: true });
      mkdirSync(this.#staging);
    } catch (cause) {
      throw new RunFolderError(target, "cannot be created, expected a place to write to", cause);
    }
  }

  /** Where a file of the run is written for now. */
  file(name: string): string {
    return path.join(this.#staging, name);
  }

  writeJson(name: string, value: unknown): void {
    writeFileSync(this.file(name), `${JSON.stringify(value, null, 2)}\n`);
  }

  /** The run is whole: puts it into its place. */
  publish(): void {
    requireFree(this.target);
    if (existsSync(this.target)) rmdirSync(this.target);
    renameSync(this.#staging, this.target);
  }

  /** Leaves nothing behind; after `publish`, the run itself. */
  discard(): void {
    rmSync(this.#staging, { recursive: true, force: true });
    if (this.#made === undefined) return;
    for (let folder = path.dirname(this.#staging); folder.startsWith(this.#made); folder = path.dirname(folder)) {
      if (readdirSync(folder).length > 0) return;
      rmdirSync(folder);
    }
  }
}

/** `runs/name`, or `runs/name-2` and so on where that holds a run. */
export function freeFolder(wanted: string): string {
  let folder = wanted;
  for (let i = 2; existsSync(folder); i++) folder = `${wanted}-${i}`;
  return folder;
}

function requireFree(target: string): void {
  if (!existsSync(target)) return;
  let entries: readonly string[];
  try {
    entries = readdirSync(target);
  } catch (cause) {
    throw new RunFolderError(target, "is no folder, expected a new or empty folder", cause);
  }
  if (entries.includes("journal.ndjson"))
    throw new RunFolderError(target, "already holds a run, expected a new or empty folder");
  if (entries.length > 0) throw new RunFolderError(target, "is not empty, expected a new or empty folder");
}
