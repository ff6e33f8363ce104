import { runFromShell } from "./run.ts";

// `hardhat run` passes no arguments; the task `simulate` takes the same as options.
const { SCENARIO, SEED, POLICY, OUT, COMPARE } = process.env;
await runFromShell({ scenario: SCENARIO, seed: SEED, policy: POLICY, out: OUT, compare: COMPARE });
