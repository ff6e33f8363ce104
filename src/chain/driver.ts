import type { Address, Hex } from "../domain/primitives.ts";
import type { RawLog } from "./words.ts";
import type { Eip1193 } from "./eip1193.ts";
import type { Call } from "./encode.ts";
import { ChainError } from "./error.ts";

/** One transaction of a mined block. */
export interface MinedCall {
  readonly hash: Hex;
  readonly ok: boolean;
  readonly logs: readonly RawLog[];
}

/** A transaction as it goes to the node. */
export interface TransactionRequest {
  readonly from: Address;
  readonly to?: Address;
  readonly data: Hex;
  readonly gas: Hex;
  readonly gasPrice: Hex;
  readonly nonce: Hex;
}

/** All that a node was asked for one block. */
export interface SentBlock {
  readonly requests: readonly TransactionRequest[];
  /** Unix seconds. */
  readonly time: number;
}

export interface MinedBlock {
  readonly number: number;
  readonly hash: Hex;
  readonly stateRoot: Hex;
  readonly gas: number;
  /** In the order in which they were sent. */
  readonly calls: readonly MinedCall[];
}

/** Above this, a node's step tracer makes blocks slow: see docs/architecture.md. */
export const CALLS_PER_BLOCK = 100;
/** A call that may use more than this counts as several: the steps of a block are what makes it slow. */
const GAS_OF_ONE = 900_000;

/** Divides calls into blocks, in their order. */
export function intoBlocks<T extends Pick<Call, "gas">>(calls: readonly T[]): readonly (readonly T[])[] {
  const blocks: T[][] = [];
  let room = 0;
  for (const call of calls) {
    const weight = Math.ceil(call.gas / GAS_OF_ONE);
    if (weight > room || blocks.length === 0) {
      blocks.push([]);
      room = CALLS_PER_BLOCK;
    }
    room -= weight;
    blocks.at(-1)?.push(call);
  }
  return blocks;
}

/**
 * Sends calls and makes the blocks. Speaks EIP-1193 with the methods that development nodes share; senders are
 * impersonated, gas and nonce are explicit, and a block's requests are sent together.
 */
export class ChainDriver {
  readonly #provider: Eip1193;
  readonly #onBlock: ((block: SentBlock) => void) | undefined;
  readonly #nonces = new Map<Address, number>();

  constructor(provider: Eip1193, onBlock?: (block: SentBlock) => void) {
    this.#provider = provider;
    this.#onBlock = onBlock;
  }

  async chainId(): Promise<bigint> {
    return BigInt((await this.#provider.request({ method: "eth_chainId" })) as Hex);
  }

  /** Mines one block with these calls, stamped with `time` (unix seconds). */
  async mine(calls: readonly Call[], time: number): Promise<MinedBlock> {
    await this.#impersonate(calls);
    const requests = calls.map((call) => this.#fill(call));
    this.#onBlock?.({ requests, time });
    const sent = requests.map((request) =>
      this.#provider.request({ method: "eth_sendTransaction", params: [request] }),
    );
    const hashes = (await Promise.all(sent)) as readonly Hex[];
    await this.#provider.request({ method: "evm_mine", params: [time] });

    const [block, logs] = await Promise.all([this.#latestBlock(), this.#latestLogs()]);
    if (block.transactions.length !== calls.length) {
      const problem = `block ${Number(block.number)} took ${block.transactions.length} of ${calls.length} transactions`;
      throw new ChainError("BLOCK_INCOMPLETE", problem);
    }
    const byHash = new Map<Hex, RawLog[]>(hashes.map((hash) => [hash, []]));
    for (const log of logs) byHash.get(log.transactionHash)?.push(log);
    const mined = hashes.map(async (hash, i): Promise<MinedCall> => {
      const own = byHash.get(hash) ?? [];
      // Every call of ours that succeeds emits something; a contract without roles and owners is created in silence.
      const isSilent = own.length === 0 && calls[i]?.to === undefined;
      return { hash, ok: own.length > 0 || (isSilent && (await this.#receipt(hash)).status === "0x1"), logs: own };
    });
    return {
      number: Number(block.number),
      hash: block.hash,
      stateRoot: block.stateRoot,
      gas: Number(block.gasUsed),
      calls: await Promise.all(mined),
    };
  }

  async #impersonate(calls: readonly Call[]): Promise<void> {
    const strangers = new Set(calls.map(({ from }) => from).filter((from) => !this.#nonces.has(from)));
    for (const from of strangers) this.#nonces.set(from, 0);
    await Promise.all(
      [...strangers].map((from) => this.#provider.request({ method: "hardhat_impersonateAccount", params: [from] })),
    );
  }

  #fill({ from, to, data, gas }: Call): TransactionRequest {
    const nonce = this.#nonces.get(from) ?? 0;
    this.#nonces.set(from, nonce + 1);
    const target = to === undefined ? {} : { to };
    return { from, ...target, data, gas: hex(gas), gasPrice: "0x0", nonce: hex(nonce) };
  }

  async #latestBlock(): Promise<RawBlock> {
    return (await this.#provider.request({ method: "eth_getBlockByNumber", params: ["latest", false] })) as RawBlock;
  }

  async #latestLogs(): Promise<readonly RawLog[]> {
    const filter = { fromBlock: "latest", toBlock: "latest" };
    return (await this.#provider.request({ method: "eth_getLogs", params: [filter] })) as readonly RawLog[];
  }

  /** Gas of one transaction; a request of its own, so ask only where it matters. */
  async gasUsed(hash: Hex): Promise<number> {
    return Number((await this.#receipt(hash)).gasUsed);
  }

  async #receipt(hash: Hex): Promise<RawReceipt> {
    return (await this.#provider.request({ method: "eth_getTransactionReceipt", params: [hash] })) as RawReceipt;
  }
}

interface RawReceipt {
  readonly gasUsed: Hex;
  readonly status: Hex;
}

interface RawBlock {
  readonly number: Hex;
  readonly hash: Hex;
  readonly stateRoot: Hex;
  readonly gasUsed: Hex;
  readonly transactions: readonly Hex[];
}

function hex(value: number): Hex {
  return `0x${value.toString(16)}`;
}
