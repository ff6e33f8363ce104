import { expect } from "chai";

import { addFailures, readTotals } from "../../tools/totals.ts";

/** What Hardhat 3.17 prints. Of the four Mocha tests that its summary calls passed, two are pending and one never ran. */
const LOG = `
Running Solidity tests

  test/contracts/A.t.sol:ATest
    - test_Skip()
    ✔ test_One()
    1) test_Fail()

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

\u001b[32m7 passing\u001b[39m (3 solidity, 4 mocha)
\u001b[31m3 failing\u001b[39m (1 solidity, 2 mocha)
\u001b[36m1 skipped\u001b[39m (1 solidity)

Test run failed
`;

describe("the totals of a test run", () => {
  it("adds up both runners, and counts Mocha's from its own lines", () => {
    expect(readTotals(LOG)).to.deep.equal({ passed: 4, failed: 3, skipped: 3 });
  });

  it("takes the last of several summaries", () => {
    const forged = "Running Mocha tests\n  99 passing (1ms)\n  98 failing\n";
    expect(readTotals(forged + LOG)).to.deep.equal({ passed: 4, failed: 3, skipped: 3 });
  });

  it("reads a run of one runner only", () => {
    expect(readTotals("\nRunning Mocha tests\n\n  5 passing (2s)\n\n5 passing (5 mocha)\n")).to.include({ passed: 5 });
    expect(readTotals("\nRunning Mocha tests\n\n  0 passing (1ms)\n\n5 passing (5 solidity)\n")).to.include({
      passed: 5,
    });
  });

  it("has none for a run without a summary, or without Mocha's own", () => {
    expect(readTotals("")).to.equal(undefined);
    expect(readTotals(LOG.slice(0, LOG.indexOf("7 passing")))).to.equal(undefined);
    expect(readTotals("\nRunning Mocha tests\n\n5 passing (5 mocha)\n")).to.equal(undefined);
  });

  it("counts what failed beside the tests, or instead of them", () => {
    const green = { passed: 4, failed: 0, skipped: 0 };
    expect(addFailures(green, 0, 0)).to.deep.equal(green);
    expect(addFailures(green, 0, 2)).to.deep.equal({ passed: 4, failed: 2, skipped: 0 });
    expect(addFailures(green, 1, 0)).to.deep.equal({ passed: 4, failed: 1, skipped: 0 });
    expect(addFailures({ passed: 4, failed: 3, skipped: 0 }, 1, 0)).to.deep.equal({ passed: 4, failed: 3, skipped: 0 });
    expect(addFailures(undefined, 1, 1)).to.deep.equal({ passed: 0, failed: 2, skipped: 0 });
  });
});
