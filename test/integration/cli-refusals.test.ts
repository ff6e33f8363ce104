import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";

import { hamletFiles, type HamletFile } from "../fixtures/hamlet.ts";
import { hardhat, inNewFolder, listing } from "../fixtures/shell.ts";

/** What is changed in which file, and what stderr says, after the folder that the files lie in. */
const WRONG_FILES: readonly (readonly [
  title: string,
  file: HamletFile,
  changes: Readonly<Record<string, string>>,
  message: string,
])[] = [
  [
    "an unknown key",
    "hamlet.yaml",
    { "  feePct: 2.5": "  fee: 2.5" },
    "hamlet.yaml:24:3: unknown key market.fee, expected one of feePct, royaltyPct",
  ],
  [
    "a wrong unit",
    "hamlet.yaml",
    { "totalUsd: 30000": "totalUsd: 123k" },
    'hamlet.yaml:75:15: purchases.0.totalUsd: expected US dollars as a plain number, got "123k"',
  ],
  [
    "a date out of order",
    "hamlet.yaml",
    { "end: 2021-12-31": "end: 2021-09-30" },
    "hamlet.yaml:6:6: end: expected a date after 2021-10-01, got 2021-09-30",
  ],
  [
    "a negative price",
    "path.csv",
    { "14000": "-14000" },
    'path.csv:3:1: usd: expected US dollars above 0, got "-14000"',
  ],
  [
    "a share above 100 %",
    "hamlet.yaml",
    { "financeSharePct: 10": "financeSharePct: 110" },
    "hamlet.yaml:33:20: compliance.financeSharePct: expected 0 to 100 percent, got 110",
  ],
  [
    "an empty path",
    "path.csv",
    { "2021-10,6000,20,solid,made up\n2021-11,14000,20,solid,made up\n2021-12,15000,8,thin,made up\n": "" },
    "path.csv:1:1: the price path is empty, expected a heading and a row a month",
  ],
  [
    "a file that is not there",
    "hamlet.yaml",
    { "city: city.json": "city: town.json" },
    "hamlet.yaml:14:9: cannot read DIR/town.json, expected a file there",
  ],
  [
    "a text that is no YAML",
    "hamlet.yaml",
    { "title: Three": "title: [Three" },
    "hamlet.yaml:4:1: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
  ],
  [
    "a scenario that extends itself",
    "hamlet.yaml",
    { "name: hamlet": "extends: hamlet.yaml" },
    "hamlet.yaml:2:10: DIR/hamlet.yaml extends itself",
  ],
  [
    "a city too small for the parcels",
    "hamlet.yaml",
    { "parcels: 40": "parcels: 400" },
    "hamlet.yaml:12:12: world.parcels: expected at most the 391 parcels that are private in the city, got 400",
  ],
];

describe("bad input", function () {
  this.timeout(60_000);

  for (const [title, file, changes, message] of WRONG_FILES) {
    it(`ends in one sentence: ${title}`, () =>
      inNewFolder(async (folder) => {
        for (const [name, text] of hamletFiles(changes, file)) await writeFile(path.join(folder, name), text);
        const expected = `${folder}/${message.replace("DIR", folder)}`;
        await refuses(["--scenario", path.join(folder, "hamlet.yaml"), "--out", path.join(folder, "run")], expected);
        expect(await listing(folder)).to.deep.equal(["city.json", "hamlet.yaml", "path.csv"]);
      }));
  }

  for (const [option, value, message] of [
    ["--scenario", "nowhere.yaml", "scenario: cannot read nowhere.yaml, expected a file there"],
    ["--seed", "abc", 'seed: expected a whole number from 0 to 2147483647, got "abc"'],
    ["--seed", "2147483648", 'seed: expected a whole number from 0 to 2147483647, got "2147483648"'],
    ["--policy", "strict", 'policy: expected one of off, shadow, enforce, got "strict"'],
    ["--compare", "nowhere", "nowhere/journal.ndjson: cannot be read, expected a journal there"],
  ] as const) {
    it(`ends in one sentence: ${option} ${value}`, () =>
      inNewFolder(async (folder) => {
        await refuses([option, value, "--out", path.join(folder, "a", "run")], message);
        expect(await listing(folder)).to.deep.equal([]);
      }));
  }

  it("ends in one sentence when it comes by environment variables", async () => {
    for (const [variable, value, message] of [
      ["SEED", "-1", 'seed: expected a whole number from 0 to 2147483647, got "-1"'],
      ["OUT", "", 'out: expected a new or empty folder, got ""'],
    ] as const) {
      const { code, stdout, stderr } = await hardhat(["run", "scripts/simulate.ts"], { env: { [variable]: value } });
      expect({ code, stderr }).to.deep.equal({ code: 1, stderr: `${message}\n` });
      expect(stdout.trim()).to.equal("");
    }
  });
});

describe("an output folder that is taken", function () {
  this.timeout(60_000);

  it("is left as it is: one that holds a run", () =>
    inNewFolder(async (folder) => {
      await writeFile(path.join(folder, "journal.ndjson"), "");
      await refuses(["--out", folder], `${folder}: already holds a run, expected a new or empty folder`);
      expect(await listing(folder)).to.deep.equal(["journal.ndjson"]);
    }));

  it("is left as it is: one that holds something else", () =>
    inNewFolder(async (folder) => {
      await mkdir(path.join(folder, "letters"));
      await refuses(["--out", folder], `${folder}: is not empty, expected a new or empty folder`);
      expect(await listing(folder)).to.deep.equal(["letters"]);
    }));

  it("is left as it is: a file, and a place below a file", () =>
    inNewFolder(async (folder) => {
      const file = path.join(folder, "file");
      await writeFile(file, "");
      await refuses(["--out", file], `${file}: is no folder, expected a new or empty folder`);
      await refuses(["--out", `${file}/run`], `${file}/run: cannot be created, expected a place to write to`);
      expect(await listing(folder)).to.deep.equal(["file"]);
    }));
});

/** Exit code 1, the sentence on stderr, and nothing else said. */
async function refuses(args: readonly string[], message: string): Promise<void> {
  const { code, stdout, stderr } = await hardhat(["simulate", ...args]);
  expect({ code, stdout, stderr }).to.deep.equal({ code: 1, stdout: "", stderr: `${message}\n` });
}
