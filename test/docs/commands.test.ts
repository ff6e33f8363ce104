import { globSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { Interface } from "ethers";

import { tasks } from "../../scripts/tasks.ts";
import { REASON_CODES } from "../../src/domain/reasons.ts";
import { RULES } from "../../src/domain/rules.ts";
import { ACCOUNT_ROLES, LOOKALIKES, RING_KINDS } from "../../src/domain/agents.ts";
import { scenarioJsonSchema } from "../../src/scenario/schema.ts";
import { Compliance__factory, MarketRules__factory } from "../../typechain-types/index.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PAGES = globSync(["*.md", "docs/**/*.md"], { cwd: ROOT }).map((file) => file.split(path.sep).join("/"));
const FOLDERS = "contracts|docs|scenarios|scripts|src|test|tools";

describe("the docs", () => {
  describe("commands", () => {
    it("name scripts of package.json", () => {
      const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
      const named = found(/npm (?:run ([\w:]+)|(start|test)\b)/g);
      expect(named.filter(({ words }) => !words.some((word) => Object.hasOwn(scripts, word)))).to.deep.equal([]);
    });

    it("name tasks of Hardhat with their options", () => {
      const options = new Map(
        tasks.map((task) => [task.id.join(" "), Object.keys("options" in task ? task.options : {})]),
      );
      for (const { page, words } of found(/npx hardhat (?!run\b)(\w+)([^`\n]*)/g)) {
        const [task = "", rest = ""] = words;
        expect([...options.keys()], page).to.include(task);
        for (const [, option] of rest.matchAll(/--(\w+)/g)) expect(options.get(task), page).to.include(option);
      }
    });

    it("run scripts that are there", () => {
      const scripts = found(/(?:hardhat run|node) ([\w./-]+\.m?[jt]s)/g);
      expect(scripts.filter(({ words }) => !exists(words[0] ?? ""))).to.deep.equal([]);
    });
  });

  it("mention files that are there", () => {
    const mentioned = found(new RegExp(`(?<![\\w./-])((?:${FOLDERS})/[\\w./*-]*[\\w*/])`, "g"));
    expect(mentioned.filter(({ words }) => !exists(words[0] ?? ""))).to.deep.equal([]);
  });

  it("link to pages and headings that are there", () => {
    const links = found(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]*))?\)/g);
    const dead = links.filter(({ page, words: [file = "", anchor] }) => {
      const target = file === "" ? page : path.posix.join(path.posix.dirname(page), file);
      return !exists(target) || (anchor !== undefined && !anchors(read(target)).includes(anchor));
    });
    expect(dead).to.deep.equal([]);
  });

  it("give the gas of a checked trade as docs/gas.md does", () => {
    const gas = read("docs/gas.md");
    const figures = found(/(\d{2,3},\d{3}) gas\b/g).filter(({ page }) => page === "README.md");
    expect(figures.filter(({ words }) => !gas.includes(words[0] ?? ""))).to.deep.equal([]);
  });

  describe("rules", () => {
    const cards = PAGES.filter((page) => page.startsWith("docs/rules/"));

    it("have a card each", () => {
      const titles = cards.map((page) => /^# (.*)/.exec(read(page))?.[1]);
      expect(titles).to.include.members([...RULES]);
    });

    it("print each code beside the error whose selector it is", () => {
      const abis = [...MarketRules__factory.abi, ...Compliance__factory.abi].filter(({ type }) => type === "error");
      const errors = new Interface(abis);
      const rows = found(/\| `(0x[0-9a-f]{8})` +\| `(\w+)`/g).filter(({ page }) => cards.includes(page));
      for (const { words } of rows) expect(errors.getError(words[0] ?? "")?.name).to.equal(words[1]);
      expect(rows.map(({ words }) => words[0])).to.include.members(Object.keys(REASON_CODES));
    });

    it("print no other code", () => {
      const codes = found(/(0x[0-9a-f]{8})\b/g).filter(({ page }) => cards.includes(page));
      const rows = found(/\| `(0x[0-9a-f]{8})` +\| `\w+`/g);
      expect(codes.filter(({ words }) => !rows.some((row) => row.words[0] === words[0]))).to.deep.equal([]);
    });
  });

  describe("agents", () => {
    const cards = PAGES.filter((page) => page.startsWith("docs/agents/"));

    it("have a card each", () => {
      const agents = globSync("src/agents/*.ts", { cwd: ROOT }).flatMap((file) =>
        [...read(file).matchAll(/^export function (\w+)\([^)]*\): Agent/gm)].map(([, name = ""]) => name),
      );
      expect(agents).to.include("flipper");
      const text = cards.map(read).join("\n");
      const named = [...agents, ...RING_KINDS, ...LOOKALIKES];
      expect(named.filter((name) => !text.includes(`\`${name}\``))).to.deep.equal([]);
    });

    it("have one card for each kind of account, in one form, with a source", () => {
      const kindsOf = (text: string): string[] => {
        const [, line = ""] = /^\*\*Kind\.\*\* (.*?)(?:, as many|, one each|, two|\.)/ms.exec(text) ?? [];
        return [...line.matchAll(/`([\w-]+)`/g)].map(([, kind = ""]) => kind);
      };
      const agentCards = cards.filter((page) => !page.endsWith("README.md"));
      const kinds = agentCards.flatMap((page) => kindsOf(read(page)));
      expect(new Set(kinds)).to.have.property("size", kinds.length);
      expect(ACCOUNT_ROLES.filter((role) => !kinds.includes(role))).to.deep.equal([]);
      expect(kinds.filter((kind) => !ACCOUNT_ROLES.some((role) => role === kind))).to.deep.equal([]);
      for (const page of agentCards) {
        const parts = [...read(page).matchAll(/^\*\*(\w+)\.\*\*/gm)].map(([, part = ""]) => part);
        expect(parts, page).to.include.ordered.members(["Kind", "Behaviour", "Limits", "Source"]);
        // A year, or the part of a scenario that names one.
        const [, source = ""] = /^\*\*Source\.\*\* (.*?)Code:/ms.exec(read(page)) ?? [];
        expect(source, page).to.match(/\b(19|20)\d\d\b|\bscenario\b/);
      }
    });

    it("have the parameters of the code", () => {
      const stale = cards.flatMap((page) => {
        const text = read(page);
        const files = [...text.matchAll(/`(src\/agents\/[\w-]+\.ts)`/g)].map(([, file = ""]) => file);
        const code = files.map(read).join("\n");
        const numbers = [...text.matchAll(/`(\d+(?:\.\d+)?)`/g)].map(([, number = ""]) => number);
        return numbers
          .filter((number) => !new RegExp(`(?<![\\d.])${number.replace(".", "\\.")}(?![\\d.])`).test(code))
          .map((number) => `${page}: ${number}`);
      });
      expect(stale).to.deep.equal([]);
    });

    // After a calibration, `npx node tools/run-figures.ts` puts them into the cards.
    it("have each trader's own habits", () => {
      const code = read("src/agents/traders.ts");
      const traders = [...code.matchAll(/^export function (\w+)\(.*?listing: ([\d.]+),\s+shopping: ([\d.]+),/gms)];
      expect(traders).to.have.length.greaterThan(4);
      for (const [, name = "", listing, shopping] of traders) {
        const card = cards.map(read).find((text) => new RegExp(`Code:\\s+\`${name}\``).test(text)) ?? "";
        expect(/offers a parcel, chance a day +\| `([\d.]+)`/.exec(card)?.[1], `${name}, listing`).to.equal(listing);
        expect(/looks for one, chance a day +\| `([\d.]+)`/.exec(card)?.[1], `${name}, shopping`).to.equal(shopping);
      }
    });
  });

  it("have a card for each metric", () => {
    const text = PAGES.filter((page) => page.startsWith("docs/metrics/"))
      .map(read)
      .join("\n");
    const files = globSync("src/metrics/*.ts", { cwd: ROOT }).map((file) => file.split(path.sep).join("/"));
    expect(files.filter((file) => !text.includes(`\`${file}\``))).to.deep.equal([]);
  });

  it("describe every key of a scenario", () => {
    const text = read("docs/scenarios.md");
    // A neighbour's people and rings are described where home's are.
    const keys = keysOf(scenarioJsonSchema()).filter((key) => !/^neighbours\.(population|rings)\./.test(key));
    expect(keys.filter((key) => !text.includes(`\`${key}\``))).to.deep.equal([]);
  });

  describe("the glossary", () => {
    const rows = [...read("docs/glossary.md").matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)].slice(2);

    it("is in alphabetical order", () => {
      const words = rows.map(([, word = ""]) => word);
      expect(words).to.have.length.greaterThan(50);
      expect(words).to.deep.equal(words.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
    });

    it("names types and functions that are there", () => {
      const files = globSync(["src/**/*.ts", "scripts/*.ts", "contracts/**/*.sol"], { cwd: ROOT });
      const code = files.map(read).join("\n");
      const names = rows.flatMap(([, , , where = ""]) => [...where.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name));
      expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).to.deep.equal([]);
    });
  });
});

/** What a pattern's groups matched, page by page. */
function found(pattern: RegExp): { readonly page: string; readonly words: readonly string[] }[] {
  return PAGES.flatMap((page) =>
    [...read(page).matchAll(pattern)].map(([, ...words]) => ({
      page,
      words: words.filter((word) => word !== undefined),
    })),
  );
}

/** Heading texts as a repository's page turns them into anchors. */
function anchors(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** `world.parcels` and so on: every key of a JSON Schema that people write, lists by the keys of their items. */
function keysOf(schema: unknown, prefix = ""): string[] {
  const { properties, items, anyOf = [] } = schema as JsonSchema;
  // A city or path may stand in the file itself; its keys are those of the file it is usually read from.
  if (anyOf.length > 0) return [prefix];
  if (items !== undefined && Object.keys(items.properties ?? {}).length > 0) return keysOf(items, prefix);
  if (properties === undefined) return [prefix];
  return Object.entries(properties).flatMap(([key, of]) => keysOf(of, prefix === "" ? key : `${prefix}.${key}`));
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly unknown[];
}

function exists(file: string): boolean {
  return globSync(file, { cwd: ROOT }).length > 0;
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}
