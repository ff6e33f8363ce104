import { network } from "hardhat";

import { DAY } from "../src/domain/calendar.ts";

/** Days before the first day at which the chain's clock begins: room for the market's own set-up. */
const HEADROOM = 3;

/**
 * The engine keeps the state after each of the last 100,000 blocks at hand, unless this variable says how many: a run asks
 * for the newest only. Older ones are computed again where somebody does ask.
 */
const CACHED_STATES = "__EDR_MAX_CACHED_STATES";

/** A fresh chain of Hardhat's for one run: no clock of its own, no gas price, blocks only on demand. */
export async function openChain(start: number) {
  const given = process.env[CACHED_STATES];
  process.env[CACHED_STATES] = given ?? "1";
  try {
    return await network.create({
      network: "default",
      override: {
        initialDate: new Date((start - HEADROOM * DAY) * 1000),
        mining: { auto: false, mempool: { order: "fifo" } },
        initialBaseFeePerGas: 0n,
        blockGasLimit: 100_000_000n,
      },
    });
  } finally {
    // Other chains of this process, such as those of tests that go back in time, keep theirs.
    if (given === undefined) delete process.env[CACHED_STATES];
  }
}
