import { expect } from "chai";

import type { RawLog } from "../../../src/chain/words.ts";
import {
  CALLS_PER_BLOCK,
  ChainDriver,
  intoBlocks,
  type SentBlock,
  type TransactionRequest,
} from "../../../src/chain/driver.ts";
import type { Eip1193 } from "../../../src/chain/eip1193.ts";
import type { Call } from "../../../src/chain/encode.ts";
import type { Hex } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, hash, NOON } from "../../fixtures/journal-lines.ts";

const CALL: Call = { from: ALICE, to: BOB, data: "0x1234", gas: 200_000 };

describe("ChainDriver", () => {
  it("sends a block's calls with explicit gas and the sender's next nonce, and no gas price", async () => {
    const node = new ScriptedNode();
    const driver = new ChainDriver(node);
    await driver.mine([CALL, CALL, { ...CALL, from: BOB }], NOON);
    await driver.mine([CALL], NOON + 12);
    expect(node.sent.map(({ from, nonce }) => [from, nonce])).to.deep.equal([
      [ALICE, "0x0"],
      [ALICE, "0x1"],
      [BOB, "0x0"],
      [ALICE, "0x2"],
    ]);
    expect(node.sent[0]).to.deep.include({ to: BOB, data: "0x1234", gas: "0x30d40", gasPrice: "0x0" });
    expect(node.stamps).to.deep.equal([NOON, NOON + 12]);
  });

  it("creates a contract where a call goes to nobody", async () => {
    const node = new ScriptedNode();
    await new ChainDriver(node).mine([{ from: ALICE, data: "0x60", gas: 1 }], NOON);
    expect(node.sent[0]).not.to.have.property("to");
  });

  it("impersonates each sender once", async () => {
    const node = new ScriptedNode();
    const driver = new ChainDriver(node);
    await driver.mine([CALL, CALL, { ...CALL, from: BOB }], NOON);
    await driver.mine([CALL], NOON);
    expect(node.impersonated).to.deep.equal([ALICE, BOB]);
  });

  it("hands each call its own logs, and takes a call without any for reverted", async () => {
    const node = new ScriptedNode({ logsOf: [1, 1, 0] });
    const { calls, number, gas } = await new ChainDriver(node).mine([CALL, CALL], NOON);
    expect(calls.map(({ ok, logs }) => [ok, logs.length])).to.deep.equal([
      [true, 1],
      [true, 2],
    ]);
    expect([number, gas]).to.deep.equal([17, 50_000]);
    const reverted = await new ChainDriver(new ScriptedNode({ logsOf: [1] })).mine([CALL, CALL], NOON);
    expect(reverted.calls.map(({ ok }) => ok)).to.deep.equal([false, true]);
  });

  it("asks for the receipt of a contract that was created in silence", async () => {
    const create = { from: ALICE, data: "0x60", gas: 1 } as const;
    for (const [status, ok] of [
      ["0x1", true],
      ["0x0", false],
    ] as const) {
      const { calls } = await new ChainDriver(new ScriptedNode({ status })).mine([create], NOON);
      expect(calls.map((call) => call.ok)).to.deep.equal([ok]);
    }
  });

  it("tells the gas of a transaction on request", async () => {
    const driver = new ChainDriver(new ScriptedNode());
    const [first] = (await driver.mine([CALL], NOON)).calls;
    expect(await driver.gasUsed(first?.hash ?? "0x")).to.equal(21_000);
  });

  it("says what it sent, for who wants to send it again", async () => {
    const blocks: SentBlock[] = [];
    const node = new ScriptedNode();
    await new ChainDriver(node, (block) => blocks.push(block)).mine([CALL, CALL], NOON);
    expect(blocks).to.deep.equal([{ requests: node.sent, time: NOON }]);
  });

  it("stops where a block did not take all its calls", async () => {
    const node = new ScriptedNode({ lost: 1 });
    let message = "";
    try {
      await new ChainDriver(node).mine([CALL, CALL], NOON);
    } catch (error) {
      message = error instanceof Error ? error.message : "";
    }
    expect(message).to.equal("block 17 took 1 of 2 transactions");
  });

  it("knows the chain it speaks to", async () => {
    expect(await new ChainDriver(new ScriptedNode()).chainId()).to.equal(31_337n);
  });
});

describe("intoBlocks", () => {
  const call = (gas: number): { readonly gas: number } => ({ gas });

  it("fills blocks of a hundred calls, in order", () => {
    const calls = Array.from({ length: 2 * CALLS_PER_BLOCK + 1 }, (_, i) => call(200_000 + i));
    const blocks = intoBlocks(calls);
    expect(blocks.map(({ length }) => length)).to.deep.equal([CALLS_PER_BLOCK, CALLS_PER_BLOCK, 1]);
    expect(blocks.flat()).to.deep.equal(calls);
  });

  it("counts a call that may use much gas as several, and makes no block of nothing", () => {
    const heavy = call(900_000 * 60);
    expect(intoBlocks([call(1), heavy, call(1), heavy])).to.deep.equal([[call(1), heavy, call(1)], [heavy]]);
    expect(intoBlocks([call(900_000 * 1_000), call(1)])).to.have.length(2);
    expect(intoBlocks([])).to.deep.equal([]);
  });
});

/** A node that remembers what it was asked, and answers with block 17. */
class ScriptedNode implements Eip1193 {
  readonly sent: TransactionRequest[] = [];
  readonly impersonated: unknown[] = [];
  readonly stamps: unknown[] = [];
  readonly #logsOf: readonly number[];
  readonly #lost: number;
  readonly #status: Hex;
  #pending: Hex[] = [];
  #block: readonly Hex[] = [];

  /**
   * @param options `logsOf`: the call in the block of each log; `lost`: calls that the block leaves out; `status`: that of
   * every receipt.
   */
  constructor(options: { readonly logsOf?: readonly number[]; readonly lost?: number; readonly status?: Hex } = {}) {
    this.#status = options.status ?? "0x1";
    this.#logsOf = options.logsOf ?? [];
    this.#lost = options.lost ?? 0;
  }

  request({ method, params }: { readonly method: string; readonly params?: unknown }): Promise<unknown> {
    const [first]: readonly unknown[] = Array.isArray(params) ? params : [];
    switch (method) {
      case "eth_chainId":
        return Promise.resolve("0x7a69");
      case "hardhat_impersonateAccount":
        this.impersonated.push(first);
        return Promise.resolve(true);
      case "eth_sendTransaction":
        // The driver sends nothing else.
        this.sent.push(first as TransactionRequest);
        this.#pending.push(hash(this.sent.length));
        return Promise.resolve(hash(this.sent.length));
      case "evm_mine":
        this.stamps.push(first);
        this.#block = this.#pending;
        this.#pending = [];
        return Promise.resolve("0x0");
      case "eth_getBlockByNumber":
        return Promise.resolve(this.#mined());
      case "eth_getLogs":
        return Promise.resolve(this.#logsOf.map((call) => this.#log(this.#block[call] ?? "0x")));
      case "eth_getTransactionReceipt":
        return Promise.resolve({ gasUsed: "0x5208", status: this.#status });
      default:
        return Promise.reject(new RangeError(`the driver should not need ${method}`));
    }
  }

  #mined(): object {
    const transactions = this.#block.slice(this.#lost);
    return { number: "0x11", hash: hash(1), stateRoot: hash(2), gasUsed: "0xc350", transactions };
  }

  #log(transactionHash: Hex): RawLog {
    return { address: ALICE, topics: [], data: "0x", transactionHash, logIndex: "0x0" };
  }
}
