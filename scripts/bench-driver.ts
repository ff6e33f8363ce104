import { readFileSync } from "node:fs";

import { median } from "d3-array";

import { encodeLine } from "../src/domain/journal-codec.ts";
import { calendarOf, loadScenario } from "../src/scenario/load.ts";
import { simulate, type SentBlock } from "../src/simulation.ts";
import { openChain } from "./chain.ts";

/*
 * How much of a run is the engine itself: the whole simulation (agents, encoding, signing, driver, decoding, reducer,
 * journal lines) beside its own transactions sent again raw, in turn, in one process. The ratio is the figure; seconds
 * depend on the machine.
 */

const LIMIT = 1.5;
const rounds = Number(process.env["ROUNDS"] ?? 3);
const scenario = loadScenario(process.env["SCENARIO"] ?? "scenarios/jj-lin.yaml", (file) => readFileSync(file, "utf8"));
const { start } = calendarOf(scenario);

const ratios: number[] = [];
for (let round = 1; round <= rounds; round++) {
  const blocks: SentBlock[] = [];
  const whole = await simulateWhole(blocks);
  const raw = await resend(blocks);
  if (whole.stateRoot !== raw.stateRoot)
    throw new Error("the raw run ended in another state: the bench compares nothing");
  ratios.push(whole.seconds / raw.seconds);
  const count = blocks.reduce((sum, block) => sum + block.requests.length, 0);
  console.log(
    `round ${round}: ${count} transactions, whole ${whole.seconds.toFixed(1)} s, raw ${raw.seconds.toFixed(1)} s,`,
    `ratio ${(whole.seconds / raw.seconds).toFixed(2)}`,
  );
}
const ratio = median(ratios) ?? Number.NaN;
console.log(`\nmedian ratio ${ratio.toFixed(2)}, limit ${LIMIT}: ${ratio <= LIMIT ? "met" : "missed"}`);
process.exitCode = ratio <= LIMIT ? 0 : 1;

async function simulateWhole(blocks: SentBlock[]) {
  const connection = await openChain(start);
  const began = performance.now();
  let characters = 0;
  const { finalStateRoot: stateRoot } = await simulate({
    scenario,
    scenarioHash: "0x",
    provider: connection.provider,
    write: (line) => (characters += encodeLine(line).length),
    onBlock: (block) => blocks.push(block),
  });
  const seconds = (performance.now() - began) / 1000;
  await connection.close();
  if (characters === 0) throw new Error("nothing was journalled");
  return { seconds, stateRoot };
}

async function resend(blocks: readonly SentBlock[]) {
  const connection = await openChain(start);
  const { provider } = connection;
  const senders = new Set(blocks.flatMap(({ requests }) => requests.map(({ from }) => from)));
  for (const from of senders) await provider.request({ method: "hardhat_impersonateAccount", params: [from] });

  const began = performance.now();
  for (const { requests, time } of blocks) {
    await Promise.all(
      requests.map((request) => provider.request({ method: "eth_sendTransaction", params: [request] })),
    );
    await provider.request({ method: "evm_mine", params: [time] });
  }
  const seconds = (performance.now() - began) / 1000;
  const block = (await provider.request({ method: "eth_getBlockByNumber", params: ["latest", false] })) as {
    readonly stateRoot: string;
  };
  await connection.close();
  return { seconds, stateRoot: block.stateRoot };
}
