import { network } from "hardhat";

import { DAY } from "../src/domain/calendar.ts";

/** Days before the first day at which the chain's clock begins: room for the market's own set-up. */
const HEADROOM = 3;

/** A fresh chain of Hardhat's for one run: no clock of its own, no gas price, blocks only on demand. */
export function openChain(start: number) {
  return network.create({
    network: "default",
    override: {
      initialDate: new Date((start - HEADROOM * DAY) * 1000),
      mining: { auto: false, mempool: { order: "fifo" } },
      initialBaseFeePerGas: 0n,
      blockGasLimit: 100_000_000n,
    },
  });
}
