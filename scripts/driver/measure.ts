import { appendFileSync, readFileSync } from "node:fs";

import { encodeLine } from "../../src/domain/journal-codec.ts";
import { calendarOf, loadScenario } from "../../src/scenario/load.ts";
import { simulate, type SentBlock } from "../../src/simulation.ts";
import { openChain } from "../chain.ts";

/** One measurement of `bench-driver.ts`, in a process of its own. */
export interface Measured {
  readonly seconds: number;
  readonly transactions: number;
  readonly stateRoot: string;
}

const { MEASURE = "whole", BLOCKS = "", SCENARIO = "scenarios/jj-lin.yaml" } = process.env;
const scenario = loadScenario(SCENARIO, (file) => readFileSync(file, "utf8"));
const connection = await openChain(calendarOf(scenario).start);
const measured = MEASURE === "raw" ? await resend() : await playWhole(MEASURE === "record");
await connection.close();
console.log(JSON.stringify(measured));

async function playWhole(record: boolean): Promise<Measured> {
  const began = performance.now();
  let characters = 0;
  const { finalStateRoot: stateRoot, transactions } = await simulate({
    scenario,
    scenarioHash: "0x",
    provider: connection.provider,
    write: (line) => (characters += encodeLine(line).length),
    ...(record ? { onBlock: (block) => appendFileSync(BLOCKS, `${JSON.stringify(block)}\n`) } : {}),
  });
  if (characters === 0) throw new Error("nothing was journalled");
  return { seconds: (performance.now() - began) / 1000, transactions, stateRoot };
}

/** The recorded transactions, as fast as the node takes them. */
async function resend(): Promise<Measured> {
  const { provider } = connection;
  const lines = readFileSync(BLOCKS, "utf8").trim().split("\n");
  const blocks = lines.map((line) => JSON.parse(line) as SentBlock);
  const senders = new Set(blocks.flatMap(({ requests }) => requests.map(({ from }) => from)));
  for (const from of senders) await provider.request({ method: "hardhat_impersonateAccount", params: [from] });

  const began = performance.now();
  let transactions = 0;
  for (const { requests, time } of blocks) {
    transactions += requests.length;
    await Promise.all(
      requests.map((request) => provider.request({ method: "eth_sendTransaction", params: [request] })),
    );
    await provider.request({ method: "evm_mine", params: [time] });
  }
  const seconds = (performance.now() - began) / 1000;
  const block = (await provider.request({ method: "eth_getBlockByNumber", params: ["latest", false] })) as {
    readonly stateRoot: string;
  };
  return { seconds, transactions, stateRoot: block.stateRoot };
}
