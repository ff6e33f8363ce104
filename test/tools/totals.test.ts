import { expect } from "chai";

import { addFailure, readTotals } from "../../tools/totals.ts";

/** What Hardhat 3.17 prints for `npm test -- solidity`. */
const SOLIDITY = `
No contracts to compile

Running Solidity tests

  test/contracts/A.t.sol:ATest
    - test_Skip()
    ✔ test_One()
    1) test_Fail()


  \u001b[32m2 passing\u001b[39m
  \u001b[31m1 failing\u001b[39m
  \u001b[36m1 skipped\u001b[39m

  Failure (1): test_Fail()
`;

/** What it prints for `npm test -- mocha`; of the tests, two are pending and one, behind a failed hook, never ran. */
const MOCHA = `
Running Mocha tests

  a
    \u001b[32m✔\u001b[39m passes
    - skipped
    1) fails

\u001b[92m \u001b[0m\u001b[32m 1 passing\u001b[0m\u001b[90m (6ms)\u001b[0m
\u001b[36m \u001b[0m\u001b[36m 2 pending\u001b[0m
\u001b[31m  2 failing\u001b[0m

  1) a
       fails:
`;

describe("the totals of a test run", () => {
  it("reads each runner's own lines", () => {
    expect(readTotals(SOLIDITY)).to.deep.equal({ passed: 2, failed: 1, skipped: 1 });
    expect(readTotals(MOCHA)).to.deep.equal({ passed: 1, failed: 2, skipped: 2 });
    expect(readTotals("Running Solidity tests\n\n  5 passing\n")).to.deep.equal({ passed: 5, failed: 0, skipped: 0 });
  });

  it("takes the last of several summaries", () => {
    const forged = "  99 passing (1ms)\n  98 failing\n";
    expect(readTotals(MOCHA.replace("  a\n", forged))).to.deep.equal({ passed: 1, failed: 2, skipped: 2 });
  });

  it("has none for a run without a summary", () => {
    expect(readTotals("")).to.equal(undefined);
    expect(readTotals(MOCHA.slice(0, MOCHA.indexOf(" 1 passing")))).to.equal(undefined);
    expect(readTotals("  5 passing (2s)\n\nRunning Mocha tests\n")).to.equal(undefined);
  });

  it("counts what failed instead of the tests", () => {
    const green = { passed: 4, failed: 0, skipped: 0 };
    expect(addFailure(green, 0)).to.deep.equal(green);
    expect(addFailure(green, 1)).to.deep.equal({ passed: 4, failed: 1, skipped: 0 });
    expect(addFailure({ ...green, failed: 3 }, 1)).to.deep.equal({ passed: 4, failed: 3, skipped: 0 });
    expect(addFailure(undefined, 0)).to.deep.equal({ passed: 0, failed: 1, skipped: 0 });
  });
});
