import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { freeFolder, RunFolder, RunFolderError } from "../../../src/journal/run-folder.ts";
import { inNewFolder, listing } from "../../fixtures/shell.ts";

describe("a run's folder", () => {
  it("stands in its place only when it is whole", () =>
    inNewFolder(async (parent) => {
      const folder = new RunFolder(path.join(parent, "run"));
      folder.writeJson("summary.json", { settled: 3 });
      expect(await listing(parent)).not.to.include("run");
      folder.publish();
      expect(await listing(parent)).to.deep.equal(["run", path.join("run", "summary.json")]);
      expect(readFileSync(path.join(parent, "run/summary.json"), "utf8")).to.equal('{\n  "settled": 3\n}\n');
    }));

  it("keeps what is published, whatever is discarded after", () =>
    inNewFolder(async (parent) => {
      const folder = new RunFolder(path.join(parent, "a", "run"));
      folder.writeJson("summary.json", {});
      folder.publish();
      folder.discard();
      expect(await listing(path.join(parent, "a"))).to.deep.equal(["run", path.join("run", "summary.json")]);
    }));

  it("is discarded with the folders that were made for it, and no others", () =>
    inNewFolder(async (parent) => {
      mkdirSync(path.join(parent, "there"));
      const folder = new RunFolder(path.join(parent, "there", "a", "b", "run"));
      folder.writeJson("summary.json", {});
      folder.discard();
      expect(await listing(parent)).to.deep.equal(["there"]);
    }));

  it("is discarded without the neighbours that came meanwhile", () =>
    inNewFolder(async (parent) => {
      const folder = new RunFolder(path.join(parent, "a", "b", "run"));
      writeFileSync(path.join(parent, "a", "note"), "");
      folder.discard();
      expect(await listing(parent)).to.deep.equal(["a", path.join("a", "note")]);
    }));

  it("takes the place of an empty folder", () =>
    inNewFolder(async (parent) => {
      const folder = new RunFolder(parent);
      folder.writeJson("summary.json", {});
      folder.publish();
      expect(await listing(parent)).to.deep.equal(["summary.json"]);
    }));

  for (const [title, make, problem] of [
    [
      "holds a run",
      (place: string) => {
        mkdirSync(place);
        writeFileSync(path.join(place, "journal.ndjson"), "");
      },
      "already holds a run, expected a new or empty folder",
    ],
    [
      "holds something else",
      (place: string) => mkdirSync(path.join(place, "letters"), { recursive: true }),
      "is not empty, expected a new or empty folder",
    ],
    ["is a file", (place: string) => writeFileSync(place, ""), "is no folder, expected a new or empty folder"],
  ] as const) {
    it(`is refused where its place ${title}, before and after the run`, () =>
      inNewFolder(async (parent) => {
        const place = path.join(parent, "run");
        const late = new RunFolder(place);
        make(place);
        const before = await listing(parent);
        expect(() => new RunFolder(place)).to.throw(RunFolderError, `${place}: ${problem}`);
        expect(() => late.publish()).to.throw(RunFolderError, `${place}: ${problem}`);
        expect(await listing(parent)).to.deep.equal(before);
      }));
  }

  it("is refused below a file", () =>
    inNewFolder(async (parent) => {
      writeFileSync(path.join(parent, "file"), "");
      const place = path.join(parent, "file", "run");
      expect(() => new RunFolder(place)).to.throw(
        RunFolderError,
        `${place}: cannot be created, expected a place to write to`,
      );
    }));
});

describe("freeFolder", () => {
  it("takes the name, or the first number after it that is free", () =>
    inNewFolder(async (parent) => {
      const wanted = path.join(parent, "run");
      const names = Array.from({ length: 3 }, () => {
        const name = freeFolder(wanted);
        mkdirSync(name);
        return path.basename(name);
      });
      expect(names).to.deep.equal(["run", "run-2", "run-3"]);
    }));
});
