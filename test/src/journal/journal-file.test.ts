import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { encodeLine } from "../../../src/domain/journal-codec.ts";
import type { JournalLine } from "../../../src/domain/journal.ts";
import { JournalError, readJournal } from "../../../src/journal/reader.ts";
import { JournalWriter } from "../../../src/journal/writer.ts";
import { inNewFolder } from "../../fixtures/shell.ts";
import { alone, aTrade, hash, RUN } from "../../fixtures/journal-lines.ts";

describe("a journal file", () => {
  it("is read as it was written, and hashed as it stands on the disk", () =>
    inFile((file) => {
      // More than the writer's buffer.
      const lines = [RUN, ...Array.from({ length: 1_000 }, (_, n) => sale(n)).flat()];
      const sha256 = write(file, lines);
      expect([...readJournal(file)]).to.deep.equal(lines);
      expect(sha256).to.equal(`0x${createHash("sha256").update(readFileSync(file)).digest("hex")}`);
    }));

  it("ends with a line break after each line", () =>
    inFile((file) => {
      write(file, [RUN, ...sale(0)]);
      expect(readFileSync(file, "utf8")).to.equal([RUN, ...sale(0)].map((line) => `${encodeLine(line)}\n`).join(""));
    }));

  it("is read without its last line break too", () =>
    inFile((file) => {
      writeFileSync(file, encodeLine(RUN));
      expect([...readJournal(file)]).to.deep.equal([RUN]);
    }));

  it("is read in pieces, which may end within a line or a letter", () =>
    inFile((file) => {
      const long = Array.from({ length: 3 }, (_, i) => ({ ...RUN, scenario: "é".repeat(200_000 + i) }));
      write(file, long);
      expect([...readJournal(file)]).to.deep.equal(long);
    }));

  it("is never written over another", () =>
    inFile((file) => {
      writeFileSync(file, "kept");
      expect(() => new JournalWriter(file)).to.throw(/EEXIST/);
      expect(readFileSync(file, "utf8")).to.equal("kept");
    }));

  it("is let go of when a run ends early, once or twice", () =>
    inFile((file) => {
      const writer = new JournalWriter(file);
      writer.write(RUN);
      writer.abandon();
      writer.abandon();
      expect(() => writer.close()).to.throw(/EBADF/);
    }));
});

describe("a file that is no journal", () => {
  for (const [title, text, message] of [
    ["is empty", "", "FILE: the journal is empty, expected a run line"],
    ["begins with another line", '{"k":"end"}\n', "FILE:1: expected the run line, got end"],
    ["has another format", '{"k":"run","format":1}\n', "FILE:1: expected format 4, got 1"],
    ["is no JSON", "PK\u0003\u0004", "FILE:1: expected one JSON object a line"],
    ["breaks off in a line", `${encodeLine(RUN)}\n{"k":"tx","n":`, "FILE:2: expected one JSON object a line"],
    ["has a line that is no object", "5\n", "FILE:1: expected one JSON object a line"],
    ["has a line that is nothing", `${encodeLine(RUN)}\nnull\n`, "FILE:2: expected one JSON object a line"],
    ["has a number where digits belong", `{"k":"parcel","tokenId":"12x"}\n`, "FILE:1: expected one JSON object a line"],
  ] as const) {
    it(`is refused with its place where it ${title}`, () =>
      inFile((file) => {
        writeFileSync(file, text);
        expect(() => [...readJournal(file)])
          .to.throw(JournalError)
          .with.property("message", message.replace("FILE", file));
      }));
  }

  it("is refused where it is not there", () =>
    inFile((file) => {
      expect(() => [...readJournal(file)])
        .to.throw(JournalError)
        .with.property("message", `${file}: cannot be read, expected a journal there`);
    }));

  it("is refused where it is a folder", () =>
    inNewFolder(async (folder) => {
      expect(() => [...readJournal(folder)])
        .to.throw(JournalError)
        .with.property("message", `${folder}: cannot be read, expected a journal there`);
    }));
});

function write(file: string, lines: readonly JournalLine[]): string {
  const writer = new JournalWriter(file);
  for (const line of lines) writer.write(line);
  return writer.close();
}

function sale(n: number): readonly JournalLine[] {
  return alone(
    n,
    n,
    [{ e: "TradeSettled", house: "market", orderHash: hash(n), fee: 25n, royalty: 0n, ...aTrade() }],
    100_000,
  );
}

function inFile(use: (file: string) => void): Promise<void> {
  return inNewFolder(async (folder) => use(path.join(folder, "journal.ndjson")));
}
