import { expect } from "chai";

import { USD } from "../../src/domain/primitives.ts";
import { openScriptedRun, type ScriptedRun } from "../fixtures/scripted-run.ts";

const CASE = 1n;
const GROUNDS = "we are two";

describe("cases", function () {
  this.timeout(60_000);
  let run: ScriptedRun;
  /** Alice's parcel goes to Bob, and 20 days later back to Alice. */
  beforeEach(async () => {
    run = await openScriptedRun();
    const { alice, bob, tokens } = run;
    const deal = { do: "deal", tokenId: tokens[0], price: 1_000n * USD, truth: { honest: true } } as const;
    await run.play({ ...deal, seller: alice, buyer: bob });
    run.wait(20);
    await run.play({ ...deal, seller: bob, buyer: alice });
    expect(standing()).to.equal("open");
  });
  afterEach(() => run.expectToEqualTheChain());

  it("are refused by one officer, appealed, and released by another", async () => {
    const { alice, tokens, officers } = run;
    const [first, second] = officers;
    await run.play({ do: "reverse", officer: first, caseId: CASE, reason: "the same price" });
    expect(standing()).to.equal("refused");
    await run.expectToEqualTheChain();
    await run.play({ do: "appeal", party: alice, caseId: CASE, grounds: GROUNDS });
    expect(standing()).to.equal("appealed");
    await run.expectToEqualTheChain();
    expect((await run.play({ do: "release", officer: first, caseId: CASE, reason: "" })).ok).to.equal(false);
    await run.play({ do: "release", officer: second, caseId: CASE, reason: "the market stood still" });
    expect(standing()).to.equal(undefined);
    expect(run.view().belongsTo(tokens[0])).to.equal(alice);

    const told = run.history().cases.get(CASE);
    expect(told).to.include({ end: "released", reason: "the market stood still" });
    expect(told?.steps.map(({ event }) => event.e)).to.deep.equal([
      "CaseOpened",
      "CaseRefused",
      "CaseAppealed",
      "CaseReleased",
    ]);
  });

  it("are reversed for the reason of the refusal where nobody appeals in time", async () => {
    const { bob, carol, tokens, officers } = run;
    await run.play({ do: "reverse", officer: officers[0], caseId: CASE, reason: "the same price" });
    expect((await run.play({ do: "expire", caller: carol, caseId: CASE })).ok).to.equal(false);
    run.wait(3);
    expect((await run.play({ do: "appeal", party: bob, caseId: CASE, grounds: GROUNDS })).ok).to.equal(false);
    await run.play({ do: "expire", caller: carol, caseId: CASE });
    expect(run.view().belongsTo(tokens[0])).to.equal(bob);
    expect(run.history().cases.get(CASE)).to.include({ end: "reversed", reason: "the same price" });
  });

  function standing() {
    return run.view().openCases[0]?.status;
  }
});
