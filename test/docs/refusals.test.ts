import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { Interface } from "ethers";

import {
  AuctionHouse__factory,
  Collectible__factory,
  Compliance__factory,
  ComplianceModule__factory,
  ConditionalPayments__factory,
  Escrow__factory,
  Estate__factory,
  Instalments__factory,
  Land__factory,
  Market__factory,
  Membership__factory,
  PaymentSplits__factory,
  Plots__factory,
  PrimarySale__factory,
  PurposeBoundMoney__factory,
  Rentals__factory,
  SeaportZone__factory,
  SettlementToken__factory,
  MarketRules__factory,
} from "../../typechain-types/index.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PAGE = readFileSync(path.join(ROOT, "docs/refusals.md"), "utf8");

const CONTRACTS: Readonly<Record<string, Interface>> = {
  Market: new Interface(Market__factory.abi),
  AuctionHouse: new Interface(AuctionHouse__factory.abi),
  PrimarySale: new Interface(PrimarySale__factory.abi),
  Rentals: new Interface(Rentals__factory.abi),
  Instalments: new Interface(Instalments__factory.abi),
  ConditionalPayments: new Interface(ConditionalPayments__factory.abi),
  PurposeBoundMoney: new Interface(PurposeBoundMoney__factory.abi),
  PaymentSplits: new Interface(PaymentSplits__factory.abi),
  Escrow: new Interface(Escrow__factory.abi),
  Estate: new Interface(Estate__factory.abi),
  Land: new Interface(Land__factory.abi),
  Plots: new Interface(Plots__factory.abi),
  Collectible: new Interface(Collectible__factory.abi),
  Membership: new Interface(Membership__factory.abi),
  Compliance: new Interface(Compliance__factory.abi),
  MarketRules: new Interface(MarketRules__factory.abi),
  ComplianceModule: new Interface(ComplianceModule__factory.abi),
  SettlementToken: new Interface(SettlementToken__factory.abi),
  SeaportZone: new Interface(SeaportZone__factory.abi),
};
/** Whose errors come through: what the houses call. */
const CALLED = ["SettlementToken", "Compliance", "Escrow", "Land"];
const REFUSALS = ["stranger", "wallet", "re-entry", "fee", "expired", "cancelled", "replayed", "chain"];

/** What the page says of some entry points: in a row that names an error or a test, or in an item that says why not. */
interface Saying {
  readonly entryPoints: readonly string[];
  /** Empty for whatever is not said elsewhere. */
  readonly refusals: readonly string[];
  readonly errors: readonly string[];
  readonly tests: readonly { readonly file: string; readonly name: string }[];
}

describe("the page of refusals", () => {
  it("has a section for each contract, and explains each word", () => {
    expect([...PAGE.matchAll(/^## (\w+)$/gm)].map(([, name]) => name)).to.deep.equal(Object.keys(CONTRACTS));
    const words = [...PAGE.matchAll(/^\| ([a-z][a-z-]*) +\| [^|]+\|$/gm)].map(([, word]) => word);
    expect(words).to.deep.equal(REFUSALS);
  });

  for (const [name, contract] of Object.entries(CONTRACTS)) {
    describe(name, () => {
      const sayings = sayingsOf(name);

      it("lists the functions that change state", () => {
        const listed = new Set(sayings.flatMap(({ entryPoints }) => entryPoints));
        expect([...listed].toSorted()).to.deep.equal(entryPointsOf(contract));
      });

      it("says once of each what becomes of each refusal", () => {
        for (const entryPoint of entryPointsOf(contract)) {
          const own = sayings.filter(({ entryPoints }) => entryPoints.includes(entryPoint));
          const said = own.flatMap(({ refusals }) => refusals);
          expect(said, `${entryPoint}: twice or unknown`).to.have.members([...new Set(said)]);
          expect(REFUSALS, entryPoint).to.include.members(said);
          const rests = own.filter(({ refusals }) => refusals.length === 0).length;
          expect(rests, `${entryPoint}: the rest`).to.equal(said.length === REFUSALS.length ? 0 : 1);
        }
      });

      it("names errors that are there", () => {
        const callable = [contract, ...CALLED.map((called) => CONTRACTS[called])];
        const unknown = sayings
          .flatMap(({ errors }) => errors)
          .filter((error) => !callable.some((abi) => abi?.getError(error)));
        expect(unknown).to.deep.equal([]);
      });

      it("names tests that are there", () => {
        const tests = sayings.flatMap((saying) => saying.tests);
        const missing = tests.filter(({ file, name: test }) => !sourceOf(file).includes(`function ${test}(`));
        expect(missing).to.deep.equal([]);
      });

      it("shows each error by a test", () => {
        expect(sayings.filter(({ errors, tests }) => errors.length > 0 && tests.length === 0)).to.deep.equal([]);
      });
    });
  }
});

function sayingsOf(contract: string): Saying[] {
  const section = PAGE.split(/^## /m).find((text) => text.startsWith(`${contract}\n`)) ?? "";
  const rows = [...section.matchAll(/^\| (`.+?) +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)];
  const items = [...section.replaceAll("\n  ", " ").matchAll(/^- (`.+`) \((.+?)\): .+\.$/gm)];
  return [...rows, ...items].map(([, entryPoints = "", refusals = "", errors = "", tests = ""]) => ({
    entryPoints: quotedIn(entryPoints),
    refusals: refusals === "the rest" ? [] : refusals.split(", "),
    errors: quotedIn(errors),
    tests: testsIn(tests),
  }));
}

/** The tests named in a cell, each in the file named before it. */
function testsIn(cell: string): { readonly file: string; readonly name: string }[] {
  return cell.split(", ").flatMap((one) => {
    const [file = "", ...names] = quotedIn(one);
    return names.map((name) => ({ file, name }));
  });
}

function quotedIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

/** Overloads count as one. */
function entryPointsOf(contract: Interface): string[] {
  const names = new Set<string>();
  contract.forEachFunction((fragment) => {
    if (!fragment.constant) names.add(fragment.name);
  });
  return [...names].toSorted();
}

function sourceOf(file: string): string {
  const source = path.join(ROOT, "test/contracts", file);
  return existsSync(source) ? readFileSync(source, "utf8") : "";
}
