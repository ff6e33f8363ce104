import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";

import { expect } from "chai";

import { readSolidityImports, readTypeScriptImports } from "../../tools/imports.ts";

const BY_HAND = [
  "src/domain",
  "src/chain",
  "ethers",
  "typechain-types",
  "@nomicfoundation/hardhat-ethers/types",
  "node:",
];

/** STYLE.md section 9. A name stands for what it names and all below it; everything may import its own module. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "src/domain": [],
  "src/scenario": ["src/domain"],
  "src/agents": ["src/domain"],
  "src/replay": ["src/domain"],
  "src/journal": ["src/domain", "node:fs"],
  "src/metrics": ["src/domain", "src/replay"],
  "src/surveillance": ["src/domain", "src/replay"],
  "src/chain": ["src/domain", "ethers", "hardhat/types", "@nomicfoundation/hardhat-ethers/types", "typechain-types"],
  // Beyond STYLE.md: a report shows a history, and the history is the replay's.
  "src/report": [
    "src/domain",
    "src/replay",
    "src/journal",
    "src/metrics",
    "src/surveillance",
    "node:fs",
    "esbuild",
    "@observablehq/plot",
  ],
  // Runs in the browser: no part of it may reach for the disk.
  "src/report/page": ["src/domain", "src/report", "@observablehq/plot"],
  "src/simulation.ts": [
    "src/domain",
    "src/scenario",
    "src/agents",
    "src/replay",
    "src/journal",
    "src/metrics",
    "src/surveillance",
    "src/chain",
  ],
  // The tour and the gas bench are no simulation: they drive a chain by hand, one transaction after the other.
  "scripts/demo": BY_HAND,
  "scripts/gas": [...BY_HAND, "@opensea/seaport-js"],
  // Beyond STYLE.md: the words of the domain, and the summary that a run prints and writes.
  scripts: [
    "src/simulation.ts",
    "src/domain",
    "src/scenario",
    "src/journal",
    "src/replay",
    "src/metrics",
    "src/report",
    "hardhat",
    "node:",
  ],
};

/** What only computes may be imported anywhere in src: the table is about our modules and about effects. */
const PURE = ["d3-array", "d3-dsv", "pure-rand", "yaml", "zod", "node:crypto", "node:path", "node:util", "node:zlib"];

/** Folders of contracts that are no domain: building blocks like a library's, which any domain may import. */
const BUILDING_BLOCKS = ["security", "settlement"];

const ROOT = path.resolve(import.meta.dirname, "../..");

describe("import boundaries", () => {
  it("lets a module of src and scripts import only what the table allows", () => {
    const files = globSync("{src,scripts}/**/*.{ts,mts,js,mjs}", { cwd: ROOT }).map(toPosix);
    expect(files.flatMap((file) => findTypeScriptViolations(file, read(file)))).to.deep.equal([]);
  });

  it("lets a domain of the contracts import only the interfaces of another", () => {
    const files = globSync("contracts/**/*.sol", { cwd: ROOT }).map(toPosix);
    expect(files.flatMap((file) => findSolidityViolations(file, read(file)))).to.deep.equal([]);
  });

  describe("of TypeScript", () => {
    it("allow a module's own files and the modules of its row", () => {
      const source = 'import { a } from "./index-fund.ts";\nimport type { Parcel } from "../domain/parcel.ts";';
      expect(findTypeScriptViolations("src/agents/flipper.ts", source)).to.deep.equal([]);
    });

    it("refuse another module, whether for a value, a type or later", () => {
      for (const source of [
        'import { driver } from "../chain/driver.ts";',
        'import type { Driver } from "../chain/driver.ts";',
        'export * from "../chain/driver.ts";',
        'const { driver } = await import("../chain/driver.ts");',
      ]) {
        expect(findTypeScriptViolations("src/agents/flipper.ts", source), source).to.have.length(1);
      }
    });

    it("keep typechain-types, ethers and the disk where they belong", () => {
      for (const specifier of ["../../typechain-types/index.ts", "ethers", "node:fs/promises", "fs", "hardhat"]) {
        const source = `import { x } from "${specifier}";`;
        expect(findTypeScriptViolations("src/metrics/gini.ts", source), specifier).to.have.length(1);
      }
    });

    it("do not take a longer name for a shorter one", () => {
      expect(findTypeScriptViolations("src/chain/a.ts", 'import "ethers-more";')).to.have.length(1);
      expect(findTypeScriptViolations("src/chain/a.ts", 'import "ethers/crypto";')).to.deep.equal([]);
    });

    it("treat the page as a module of its own", () => {
      const source = 'import { readFileSync } from "node:fs";';
      expect(findTypeScriptViolations("src/report/build.ts", source)).to.deep.equal([]);
      expect(findTypeScriptViolations("src/report/page/main.ts", source)).to.have.length(1);
    });

    it("refuse a file outside the table", () => {
      expect(findTypeScriptViolations("src/utils/misc.ts", "")).to.have.length(1);
    });
  });

  describe("of contracts", () => {
    it("allow the own domain, interfaces, building blocks and packages", () => {
      const source = [
        'import {Orders} from "./Orders.sol";',
        'import {IEscrow} from "../payments/IEscrow.sol";',
        'import {NonReentrant} from "../security/NonReentrant.sol";',
        'import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";',
      ].join("\n");
      expect(findSolidityViolations("contracts/market/Market.sol", source)).to.deep.equal([]);
    });

    it("refuse another domain's implementation, governance's too", () => {
      for (const file of [
        "../payments/Escrow.sol",
        "../governance/Authority.sol",
        "../payments/Inflation.sol",
        "../payments/IDS.sol",
      ]) {
        const source = `import {X} from "${file}";`;
        expect(findSolidityViolations("contracts/market/Market.sol", source), file).to.have.length(1);
      }
    });

    it("count a folder below a domain as that domain", () => {
      const source = 'import {Finding} from "../Findings.sol";';
      expect(findSolidityViolations("contracts/compliance/rules/SelfTrade.sol", source)).to.deep.equal([]);
    });

    it("let mocks import anything, and nobody import mocks", () => {
      const toMock = 'import {ERC20Mock} from "../mocks/ERC20Mock.sol";';
      expect(findSolidityViolations("contracts/market/Market.sol", toMock)).to.have.length(1);
      const fromMock = 'import {Market} from "../market/Market.sol";';
      expect(findSolidityViolations("contracts/mocks/MarketMock.sol", fromMock)).to.deep.equal([]);
    });
  });

  describe("reading imports", () => {
    it("sees every form of TypeScript import", () => {
      const source = `
        import "a";
        import b from "b";
        import { c, type C } from 'c';
        import type { D } from "d";
        import {
          e,
        } from "e";
        import * as f from "f";
        export { g } from "g";
        export * from "h";
        import i from "i" with { type: "json" };
        const j = await import("j");
        type K = import("k").K;
        import{l}from"l";
        import m, * as n from "m";
        const o = import(\`./\${j}.ts\`);`;
      const expected = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "m", "l", "j", "k", "(computed)"];
      expect(readTypeScriptImports(source)).to.have.members(expected);
    });

    it("takes nothing else for a TypeScript import", () => {
      const source = `
        // import a from "a"
        /** import b from "b" */
        export const c = "c";
        export function d(from: string) { return "d"; }
        const message = 'an import from "e"';
        export type F = "f" | "g";
        export { h };
        const i = import.meta.dirname + "i";`;
      expect(readTypeScriptImports(source)).to.deep.equal([]);
    });

    it("sees every form of Solidity import and nothing else", () => {
      const source = `
        // import {A} from "a.sol";
        import "b.sol";
        import {
            C
        } from "c.sol";
        import * as D from 'd.sol';
        import "e.sol" as E;
        string constant F = "import";`;
      expect(readSolidityImports(source)).to.deep.equal(["b.sol", "c.sol", "d.sol", "e.sol"]);
    });
  });
});

function findTypeScriptViolations(file: string, source: string): string[] {
  const module = findModule(file);
  if (module === undefined) return [`${file} belongs to no module of the table in STYLE.md, section 9`];

  const allowed = [module, ...(MAY_IMPORT[module] ?? []), ...PURE];
  return readTypeScriptImports(source)
    .map((specifier) => resolveSpecifier(file, specifier))
    .filter((target) => !allowed.some((name) => isWithin(target, name)))
    .map((target) => `${file} must not import ${target}`);
}

/** The row of the table that a file belongs to: the longest name it is within. */
function findModule(file: string): string | undefined {
  const names = Object.keys(MAY_IMPORT).filter((name) => isWithin(file, name));
  return names.toSorted((a, b) => b.length - a.length)[0];
}

function findSolidityViolations(file: string, source: string): string[] {
  const domain = findDomain(file);
  if (domain === "mocks") return [];

  return readSolidityImports(source)
    .map((specifier) => resolveSpecifier(file, specifier))
    .filter((target) => {
      if (!isWithin(target, "contracts")) return false; // a package
      if (findDomain(target) === domain || BUILDING_BLOCKS.includes(findDomain(target))) return false;
      return !/^I(?:[A-Z][a-z]|ERC\d)\w*\.sol$/.test(path.posix.basename(target)) || findDomain(target) === "mocks";
    })
    .map((target) => `${file} must not import ${target}`);
}

function findDomain(contract: string): string {
  return contract.split("/")[1] ?? "";
}

/** A path from the root for one of our files, else the package; built-in modules get their node: prefix. */
function resolveSpecifier(file: string, specifier: string): string {
  if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(file), specifier);
  return builtinModules.includes(specifier) ? `node:${specifier}` : specifier;
}

function isWithin(target: string, name: string): boolean {
  return target === name || target.startsWith(name.endsWith(":") ? name : `${name}/`);
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}

function toPosix(file: string): string {
  return file.split(path.sep).join("/");
}
