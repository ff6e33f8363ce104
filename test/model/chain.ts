import { concat, getCreateAddress, Interface, type InterfaceAbi } from "ethers";
import { network } from "hardhat";

import type { Eip1193 } from "../../src/chain/eip1193.ts";
import { CONDUCT_LIMITS } from "../../src/chain/workbench.ts";
import type { Address, Hex } from "../../src/domain/primitives.ts";
import {
  AuctionHouse__factory,
  Authority__factory,
  Compliance__factory,
  Escrow__factory,
  Land__factory,
  Market__factory,
  MarketLens__factory,
  Membership__factory,
  PaymentSplits__factory,
  Puppet__factory,
  SettlementToken__factory,
  MarketRules__factory,
} from "../../typechain-types/index.ts";
import { CREATOR, DEPLOYER, PARCELS, PLATFORM, PLAYERS } from "./cast.ts";
import { type Addresses, decodeSurvey, encodeAct, encodeSurvey, type Log, readAnswer } from "./codec.ts";
import type { Limits } from "./rules-model.ts";
import type { Role } from "./world-model.ts";

/** A call that is ready to be sent. */
export interface SentCall {
  readonly from: Address;
  readonly to: Address;
  readonly data: Hex;
  /** Unix seconds, rising. */
  readonly time: bigint;
}

/** How a call ended, and what it emitted. */
export interface RealOutcome {
  readonly done: boolean;
  /** What it returned, or the error it reverted with. */
  readonly answer: Hex;
  readonly logs: readonly Log[];
}

export interface ChainTerms {
  readonly limits: Limits;
  readonly royaltyBps: bigint;
  readonly holders: Readonly<Record<Role, readonly Address[]>>;
  /** Unix seconds before which the contracts are put on the chain. */
  readonly start: bigint;
}

const CALL_GAS = "0x2dc6c0"; // three million: more than any call needs
/** Room for a sequence in which no time passes. */
const BLOCK_GAS = 400_000_000n;
const ROLE_IDS: Readonly<Record<Role, bigint>> = { decision: 1n, execution: 2n, platform: 3n, support: 4n, bank: 5n };
const ENGINE_ROLE = 6n;

/** The real contracts on a chain of their own, which plays one sequence after the other from the same beginning. */
export class Chain {
  readonly at: Addresses;
  readonly chainId: bigint;
  readonly #node: Eip1193;
  #nonce = 1; // the puppet's creation was the first
  #keptNonce = 0;
  #snapshot = "";

  static async open(terms: ChainTerms): Promise<Chain> {
    const { provider } = await network.create({
      network: "default",
      override: {
        initialDate: new Date(Number(terms.start - 86_400n) * 1000),
        mining: { auto: true, mempool: { order: "fifo" } },
        initialBaseFeePerGas: 0n,
        blockGasLimit: BLOCK_GAS,
      },
    });
    const node = provider as Eip1193; // Hardhat's provider has other methods beside
    const at = await deploy(node, terms);
    const code = await node.request({ method: "eth_getCode", params: [await createPuppet(node), "latest"] });
    await node.request({ method: "evm_setAutomine", params: [false] });
    for (const { address } of PLAYERS) await node.request({ method: "hardhat_setCode", params: [address, code] });
    const chainId = BigInt((await node.request({ method: "eth_chainId" })) as Hex);
    return new Chain(node, at, chainId);
  }

  private constructor(node: Eip1193, at: Addresses, chainId: bigint) {
    this.#node = node;
    this.at = at;
    this.chainId = chainId;
  }

  /** Makes what was played so far the beginning. */
  async keep(): Promise<void> {
    this.#keptNonce = this.#nonce;
    this.#snapshot = (await this.#node.request({ method: "evm_snapshot" })) as string;
  }

  /** Goes back to the beginning. */
  async rewind(): Promise<void> {
    await this.#node.request({ method: "evm_revert", params: [this.#snapshot] });
    this.#nonce = this.#keptNonce;
    await this.keep();
  }

  /** Calls of the same second share a block. */
  async play(calls: readonly SentCall[]): Promise<readonly RealOutcome[]> {
    const from = BigInt((await this.#node.request({ method: "eth_blockNumber" })) as Hex) + 1n;
    const hashes: Hex[] = [];
    for (const block of blocksOf(calls)) {
      const sent = block.map(({ from: player, to, data }) => this.#send(player, encodeAct(to, data)));
      hashes.push(...(await Promise.all(sent)));
      await this.#node.request({ method: "evm_mine", params: [Number(block[0]?.time)] });
    }
    const filter = { fromBlock: `0x${from.toString(16)}`, toBlock: "latest" };
    const logs = (await this.#node.request({ method: "eth_getLogs", params: [filter] })) as readonly MinedLog[];
    return outcomes(hashes, logs);
  }

  /** The answers of many views, now. */
  async survey(questions: readonly { readonly target: Address; readonly data: Hex }[]): Promise<readonly Hex[]> {
    const call = { to: DEPLOYER.address, data: encodeSurvey(questions) };
    return decodeSurvey((await this.#node.request({ method: "eth_call", params: [call, "latest"] })) as Hex);
  }

  #send(to: Address, data: Hex): Promise<Hex> {
    const nonce = `0x${(this.#nonce++).toString(16)}`;
    const transaction = { from: RELAY, to, data, gas: CALL_GAS, gasPrice: "0x0", nonce };
    return this.#node.request({ method: "eth_sendTransaction", params: [transaction] }) as Promise<Hex>;
  }
}

/** Sends everything; it pays for nothing and has no part in what is tested. */
const RELAY: Address = `0x${"e1".repeat(20)}`;

interface MinedLog extends Log {
  readonly transactionHash: Hex;
}

function blocksOf(calls: readonly SentCall[]): readonly (readonly SentCall[])[] {
  const blocks: SentCall[][] = [];
  for (const call of calls) {
    const last = blocks.at(-1);
    if (last?.[0]?.time === call.time) last.push(call);
    else blocks.push([call]);
  }
  return blocks;
}

function outcomes(hashes: readonly Hex[], logs: readonly MinedLog[]): readonly RealOutcome[] {
  const byHash = new Map<Hex, Log[]>(hashes.map((hash) => [hash, []]));
  for (const log of logs) byHash.get(log.transactionHash)?.push(log);
  return hashes.map((hash) => {
    const own = byHash.get(hash) ?? [];
    const last = own.pop();
    const answer = last && readAnswer(last);
    if (answer === undefined) throw new Error(`the puppet of ${hash} did not answer: too little gas?`);
    return { ...answer, logs: own };
  });
}

interface Factory {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

/** Which role may call which functions. */
const RESTRICTED = (at: Record<string, Address>) =>
  [
    ["decision", at["compliance"], Compliance__factory, ["addRuleSet", "setRuleMode", "loosenTransferPolicy"]],
    ["decision", at["market"], Market__factory, ["setFee"]],
    ["decision", at["auctions"], AuctionHouse__factory, ["setFee"]],
    ["decision", at["escrow"], Escrow__factory, ["setReviewPeriod", "setAppealPeriod"]],
    ["execution", at["escrow"], Escrow__factory, ["release", "reverse", "freeze", "unfreeze"]],
    ["platform", at["compliance"], Compliance__factory, ["setTransferPolicy"]],
    ["platform", at["land"], Land__factory, ["mintBatch", "setRoyalty"]],
    ["platform", at["money"], SettlementToken__factory, ["setSettler"]],
    ["support", at["money"], SettlementToken__factory, ["setHub", "attestFundingRoot"]],
    ["support", at["compliance"], Compliance__factory, ["attest"]],
    ["bank", at["money"], SettlementToken__factory, ["mint"]],
  ] as const;

/** Contracts, roles, royalty and parcels: what no model has a part in. The rest of the set-up is played as calls. */
async function deploy(node: Eip1193, { limits, royaltyBps, holders }: ChainTerms): Promise<Addresses> {
  for (const from of [RELAY, DEPLOYER.address, PLATFORM.address, ...holders.decision]) {
    await node.request({ method: "hardhat_impersonateAccount", params: [from] });
  }
  const send = (from: Address, data: string, to?: Address) =>
    node.request({
      method: "eth_sendTransaction",
      params: [{ from, data, gasPrice: "0x0", gas: "0x989680", ...(to && { to }) }],
    });
  let nonce = 0;
  const create = async (factory: Factory, ...args: readonly unknown[]): Promise<Address> => {
    const address = getCreateAddress({ from: DEPLOYER.address, nonce: nonce++ });
    await send(DEPLOYER.address, concat([factory.bytecode, new Interface(factory.abi).encodeDeploy(args)]));
    return address.toLowerCase() as Address; // ethers types it as a plain string
  };
  const call = (from: Address, to: Address, factory: Factory, method: string, args: readonly unknown[]) => {
    if (from === DEPLOYER.address) nonce++;
    return send(from, new Interface(factory.abi).encodeFunctionData(method, args), to);
  };

  const authority = await create(Authority__factory, DEPLOYER.address, 0);
  const money = await create(SettlementToken__factory, authority);
  const compliance = await create(Compliance__factory, authority, money);
  const marketRules = await create(MarketRules__factory, authority, compliance, limits, CONDUCT_LIMITS);
  const escrow = await create(Escrow__factory, authority, compliance, money);
  const splits = await create(PaymentSplits__factory, authority, money);
  const membership = await create(Membership__factory, money);
  const market = await create(Market__factory, authority, compliance, escrow, splits, membership);
  const land = await create(Land__factory, authority, compliance, "Land", "LAND");
  const lens = await create(MarketLens__factory, market);
  const auctions = await create(AuctionHouse__factory, authority, compliance, escrow, splits);
  const at = { money, compliance, marketRules, escrow, membership, market, lens, auctions, land };

  const rule = (method: string, ...args: readonly unknown[]) =>
    call(DEPLOYER.address, authority, Authority__factory, method, args);
  for (const [role, target, factory, methods] of RESTRICTED(at)) {
    const selectors = methods.map((method) => new Interface(factory.abi).getFunction(method)?.selector);
    await rule("setTargetFunctionRole", target, selectors, ROLE_IDS[role]);
  }
  const noteAttested = SettlementToken__factory.createInterface().getFunction("noteAttested").selector;
  await rule("setTargetFunctionRole", money, [noteAttested], ENGINE_ROLE);
  await rule("grantRole", ENGINE_ROLE, compliance, 0);
  for (const [role, accounts] of Object.entries(holders) as [Role, readonly Address[]][]) {
    for (const account of accounts) await rule("grantRole", ROLE_IDS[role], account, 0);
  }
  const [decision = DEPLOYER.address] = holders.decision;
  await call(decision, compliance, Compliance__factory, "addRuleSet", [marketRules]);
  await call(PLATFORM.address, land, Land__factory, "setRoyalty", [CREATOR.address, royaltyBps]);
  for (const { owner, tokenId } of PARCELS) {
    await call(PLATFORM.address, land, Land__factory, "mintBatch", [owner.address, [{ x: 0, y: tokenId }]]);
  }
  return at;
}

/** @returns where a puppet is, whose code the players get. */
async function createPuppet(node: Eip1193): Promise<Address> {
  const data = Puppet__factory.bytecode;
  const transaction = { from: RELAY, data, gasPrice: "0x0", gas: "0x989680", nonce: "0x0" };
  await node.request({ method: "eth_sendTransaction", params: [transaction] });
  return getCreateAddress({ from: RELAY, nonce: 0 }).toLowerCase() as Address; // as above
}
