import { expect } from "chai";

import { syntaxTrees } from "../../tools/mutate/compiler.ts";
import { enumsIn, mutate, type Mutant, mutantsOf } from "../../tools/mutate/mutants.ts";
import { sampleOf } from "../../tools/mutate/sample.ts";

const FILE = "Sample.sol";
const SOURCE = Buffer.from(`// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// Offsets count bytes: »ö« is two.
contract Sample {
    enum Side { Ask, Bid }
    error SampleTooMuch(uint256 amount, uint256 limit);
    event Paid(address from, address to);
    uint256 private _sum;

    modifier once() { _; }

    function pay(uint256 amount, uint256 limit, Side side) external once returns (bool) {
        require(amount < limit && side == Side.Ask, SampleTooMuch(amount, limit));
        if (amount == 0) return true;
        _sum += amount * 2;
        emit Paid(msg.sender, address(this));
    }
}
`);

describe("mutants", () => {
  const mutants = mutantsOfSample();
  const changes = (operator: string) =>
    mutants.filter((m) => m.operator === operator).map((m) => `${m.was} -> ${m.becomes}`);

  it("moves boundaries and turns comparisons round", () => {
    expect(changes("boundary")).to.deep.equal(["amount < limit -> amount <= limit"]);
    expect(changes("comparison")).to.deep.equal([
      "amount < limit -> amount >= limit",
      "side == Side.Ask -> side != Side.Ask",
      "amount == 0 -> amount != 0",
    ]);
  });

  it("takes requirements away and forces branches", () => {
    expect(changes("condition")).to.deep.equal([
      "amount < limit && side == Side.Ask -> true",
      "amount == 0 -> true",
      "amount == 0 -> false",
    ]);
  });

  it("replaces operators, constants and members of enums", () => {
    expect(changes("logic")).to.deep.equal([
      "amount < limit && side == Side.Ask -> amount < limit || side == Side.Ask",
    ]);
    expect(changes("arithmetic")).to.deep.equal([
      "_sum += amount * 2 -> _sum -= amount * 2",
      "amount * 2 -> amount / 2",
    ]);
    expect(changes("constant")).to.deep.equal(["0 -> (0 + 1)", "true -> false", "2 -> (2 + 1)", "2 -> (2 - 1)"]);
    expect(changes("enum")).to.deep.equal(["Side.Ask -> Side.Bid"]);
  });

  it("deletes statements and modifiers, and swaps neighbours of one type", () => {
    expect(changes("deletion")).to.deep.equal([
      "_sum += amount * 2; -> {}",
      "emit Paid(msg.sender, address(this)); -> {}",
    ]);
    expect(changes("modifier")).to.deep.equal(["once -> "]);
    expect(changes("argument")).to.deep.equal([
      "amount, limit -> limit, amount",
      "msg.sender, address(this) -> address(this), msg.sender",
    ]);
  });

  it("says where a mutant is, and changes only that", () => {
    const deletion = mutants.find((m) => m.was.startsWith("emit"));
    expect(deletion).to.include({ scope: "Sample.pay", line: 17 });
    if (deletion === undefined) throw new Error("no deletion");
    expect(mutate(SOURCE, deletion)).to.equal(SOURCE.toString().replace("emit Paid(msg.sender, address(this));", "{}"));
  });

  it("keeps a mutant's name when lines move", () => {
    expect(new Set(mutants.map((m) => m.id)).size).to.equal(mutants.length);
    const moved = mutantsOfSample(Buffer.from(SOURCE.toString().replace("// Offsets", "\n// Offsets")));
    expect(moved.map((m) => m.id)).to.deep.equal(mutants.map((m) => m.id));
  });
});

describe("sample of mutants", () => {
  const mutants = Array.from({ length: 100 }, (_, i) => ({ id: `m${i}`, file: i < 90 ? "a" : "b" }) as Mutant);

  it("is spread over the files and the same for the same seed", () => {
    const sample = sampleOf(mutants, 20, "1");
    expect(sample.filter((m) => m.file === "a")).to.have.length(18);
    expect(sample.filter((m) => m.file === "b")).to.have.length(2);
    expect(sampleOf(mutants, 20, "1")).to.deep.equal(sample);
    expect(sampleOf(mutants, 20, "2")).not.to.deep.equal(sample);
  });

  it("grows by adding", () => {
    expect(sampleOf(mutants, 40, "1")).to.include.members(sampleOf(mutants, 20, "1"));
    expect(sampleOf(mutants, Infinity, "1")).to.deep.equal(mutants);
  });
});

function mutantsOfSample(source = SOURCE): Mutant[] {
  const tree = syntaxTrees([FILE], new Map([[FILE, source.toString()]])).get(FILE);
  if (tree === undefined) throw new Error("no syntax tree");
  return mutantsOf(FILE, source, tree, new Map(enumsIn(tree)));
}
