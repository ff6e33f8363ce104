import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  type BaseContract,
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  getAddress,
  MaxUint256,
  ZeroAddress,
} from "ethers";

import type { Compliance } from "../../typechain-types/compliance/Compliance.ts";
import type { WashTrading } from "../../typechain-types/compliance/rules/WashTrading.ts";
import { Compliance__factory } from "../../typechain-types/factories/compliance/Compliance__factory.ts";
import { WashTrading__factory } from "../../typechain-types/factories/compliance/rules/WashTrading__factory.ts";
import { Authority__factory } from "../../typechain-types/factories/governance/Authority__factory.ts";
import { Land__factory } from "../../typechain-types/factories/land/Land__factory.ts";
import { Market__factory } from "../../typechain-types/factories/market/Market__factory.ts";
import { Escrow__factory } from "../../typechain-types/factories/payments/Escrow__factory.ts";
import { SettlementToken__factory } from "../../typechain-types/factories/payments/SettlementToken__factory.ts";
import type { Authority } from "../../typechain-types/governance/Authority.ts";
import type { Land } from "../../typechain-types/land/Land.ts";
import type { Market } from "../../typechain-types/market/Market.ts";
import type { Escrow } from "../../typechain-types/payments/Escrow.ts";
import type { SettlementToken } from "../../typechain-types/payments/SettlementToken.ts";
import { DAY } from "../domain/calendar.ts";
import { NO_FINGERPRINT, type Order } from "../domain/order.ts";
import type { Address, Hex, MicroUsd } from "../domain/primitives.ts";
import { RULE_MODES, type RuleMode, WASH_RULES } from "../domain/rules.ts";
import { type Deployment, type DeploymentOptions, planDeployment, ruleId } from "./deployment.ts";
import { orderStruct, signOrder } from "./orders.ts";

/** Who runs the market; everyone else on the chain is a trader. */
export interface Staff {
  readonly deployer: HardhatEthersSigner;
  readonly decision: HardhatEthersSigner;
  readonly officer: HardhatEthersSigner;
  readonly platform: HardhatEthersSigner;
  readonly support: HardhatEthersSigner;
  readonly bank: HardhatEthersSigner;
  readonly treasury: HardhatEthersSigner;
  readonly creator: HardhatEthersSigner;
}

export type WorkbenchOptions = Partial<
  Omit<DeploymentOptions, "deployer" | "nonce" | "roles" | "treasury" | "creator">
>;

const BLOCK_SECONDS = 12;
const ORDER_DAYS = 30;

const DEFAULTS = {
  land: { name: "Genesis Land", symbol: "LAND" },
  feeBps: 250,
  royaltyBps: 500,
  ruleModes: Object.fromEntries(WASH_RULES.map((rule): [string, RuleMode] => [rule, "enforce"])),
  washLimits: { blockWindow: 7 * DAY, reviewWindow: 30 * DAY, financeWindow: 7 * DAY, financeShareBps: 1_000 },
  reviewPeriod: 14 * DAY,
  transferPolicy: "recorded",
} satisfies WorkbenchOptions;

/**
 * Puts the market on a fresh chain that mines every transaction at once. The first eight signers run it, the others
 * are traders.
 */
export async function openWorkbench(ethers: HardhatEthers, options: WorkbenchOptions = {}): Promise<Workbench> {
  const [staff, traders] = divide(await ethers.getSigners());
  const { deployment, transactions } = planDeployment({
    ...DEFAULTS,
    ...options,
    deployer: addressOf(staff.deployer),
    nonce: await staff.deployer.getNonce(),
    roles: {
      decision: addressOf(staff.decision),
      execution: addressOf(staff.officer),
      platform: addressOf(staff.platform),
      support: addressOf(staff.support),
      bank: addressOf(staff.bank),
    },
    treasury: addressOf(staff.treasury),
    creator: addressOf(staff.creator),
  });
  for (const transaction of transactions) await ethers.provider.send("eth_sendTransaction", [transaction]);
  const { chainId } = await ethers.provider.getNetwork();
  return new Workbench(ethers, deployment, staff, traders, chainId);
}

/** The market on a chain that somebody drives by hand, one transaction a block: for tests, the tour and the gas bench. */
export class Workbench {
  readonly deployment: Deployment;
  readonly staff: Staff;
  readonly traders: readonly HardhatEthersSigner[];
  readonly authority: Authority;
  readonly settlementToken: SettlementToken;
  readonly compliance: Compliance;
  readonly washTrading: WashTrading;
  readonly escrow: Escrow;
  readonly market: Market;
  readonly land: Land;
  readonly chainId: bigint;
  private readonly ethers: HardhatEthers;
  private readonly nonces = new Map<Address, bigint>();

  constructor(
    ethers: HardhatEthers,
    deployment: Deployment,
    staff: Staff,
    traders: readonly HardhatEthersSigner[],
    chainId: bigint,
  ) {
    this.ethers = ethers;
    this.deployment = deployment;
    this.staff = staff;
    this.traders = traders;
    this.chainId = chainId;
    // With their checksums, as nodes and events write them.
    this.authority = Authority__factory.connect(getAddress(deployment.authority), ethers.provider);
    this.settlementToken = SettlementToken__factory.connect(getAddress(deployment.settlementToken), ethers.provider);
    this.compliance = Compliance__factory.connect(getAddress(deployment.compliance), ethers.provider);
    this.washTrading = WashTrading__factory.connect(getAddress(deployment.washTrading), ethers.provider);
    this.escrow = Escrow__factory.connect(getAddress(deployment.escrow), ethers.provider);
    this.market = Market__factory.connect(getAddress(deployment.market), ethers.provider);
    this.land = Land__factory.connect(getAddress(deployment.land), ethers.provider);
  }

  /** Unix seconds of the last block. */
  async now(): Promise<number> {
    const block = await this.ethers.provider.getBlock("latest");
    return block?.timestamp ?? 0;
  }

  /** Lets time pass, so that the next transaction comes that much later. */
  async wait(seconds: number): Promise<void> {
    await this.stampNextBlock(seconds);
    await this.ethers.provider.send("evm_mine");
  }

  /** Sends a transaction into a block of its own, twelve seconds after the last, so that no wall clock shows. */
  async mine(send: () => Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
    await this.stampNextBlock(BLOCK_SECONDS);
    const receipt = await (await send()).wait();
    if (receipt === null) throw new Error("A chain that mines every transaction at once left one out.");
    return receipt;
  }

  /** Deploys a contract into a block of its own, stamped as by `mine`. */
  async deploy<C extends BaseContract>(create: () => Promise<C>): Promise<C> {
    await this.stampNextBlock(BLOCK_SECONDS);
    const contract = await create();
    await contract.waitForDeployment();
    return contract;
  }

  async mintParcel(owner: HardhatEthersSigner, x: number, y: number): Promise<bigint> {
    await this.mine(() => this.land.connect(this.staff.platform).mintBatch(owner, [{ x, y }]));
    return this.land.tokenIdAt(x, y);
  }

  async mintMoney(to: HardhatEthersSigner, amount: MicroUsd): Promise<void> {
    await this.mine(() => this.settlementToken.connect(this.staff.bank).mint(to, amount));
  }

  /** Lets the market move a trader's money and parcels. */
  async approveMarket(trader: HardhatEthersSigner): Promise<void> {
    await this.mine(() => this.settlementToken.connect(trader).approve(this.market, MaxUint256));
    await this.mine(() => this.land.connect(trader).setApprovalForAll(this.market, true));
  }

  async setRuleModes(mode: RuleMode, rules: readonly string[] = WASH_RULES): Promise<void> {
    const compliance = this.compliance.connect(this.staff.decision);
    for (const rule of rules) await this.mine(() => compliance.setRuleMode(ruleId(rule), RULE_MODES.indexOf(mode)));
  }

  async ask(maker: HardhatEthersSigner, tokenId: bigint, price: MicroUsd): Promise<Order> {
    return { ...(await this.order(addressOf(maker))), side: "ask", ...forToken(tokenId, price) };
  }

  async bid(maker: HardhatEthersSigner, tokenId: bigint, price: MicroUsd): Promise<Order> {
    return { ...(await this.order(addressOf(maker))), side: "bid", ...forToken(tokenId, price) };
  }

  async collectionBid(maker: HardhatEthersSigner, price: MicroUsd): Promise<Order> {
    return { ...(await this.order(addressOf(maker))), side: "bid", ...forToken(0n, price), scope: "collection" };
  }

  sign(maker: HardhatEthersSigner, order: Order): Promise<Hex> {
    return signOrder(maker, this.deployment.market, this.chainId, order);
  }

  /** The whole of a sale: the seller signs an ask, the buyer fills it. */
  async sell(seller: HardhatEthersSigner, buyer: HardhatEthersSigner, tokenId: bigint, price: MicroUsd) {
    const order = await this.ask(seller, tokenId, price);
    const signature = await this.sign(seller, order);
    return this.mine(() => this.market.connect(buyer).fill(orderStruct(order), signature, tokenId));
  }

  /** Each maker's nonces count up, as a wallet's would, so that the first of them share a slot. */
  private async order(maker: Address): Promise<Omit<Order, "side" | keyof ForToken>> {
    const nonce = this.nonces.get(maker) ?? 0n;
    this.nonces.set(maker, nonce + 1n);
    const now = await this.now();
    return {
      maker,
      collection: this.deployment.land,
      currency: this.deployment.settlementToken,
      taker: ZeroAddress as Address, // ethers types it as a plain string
      startsAt: now,
      expiresAt: now + ORDER_DAYS * DAY,
      counter: await this.market.counterOf(maker),
      nonce,
    };
  }

  private async stampNextBlock(secondsLater: number): Promise<void> {
    await this.ethers.provider.send("evm_setNextBlockTimestamp", [(await this.now()) + secondsLater]);
  }
}

type ForToken = Pick<Order, "scope" | "tokenId" | "fingerprint" | "amount" | "price" | "endPrice">;

/** The terms of an order for one token at a fixed price. */
function forToken(tokenId: bigint, price: MicroUsd): ForToken {
  return { scope: "token", tokenId, fingerprint: NO_FINGERPRINT, amount: 1n, price, endPrice: price };
}

/** In the lower case that the domain uses. */
export function addressOf(account: { readonly address: string }): Address {
  return account.address.toLowerCase() as Address; // ethers types its hexadecimal strings as plain strings
}

function divide(signers: readonly HardhatEthersSigner[]): [Staff, readonly HardhatEthersSigner[]] {
  const [deployer, decision, officer, platform, support, bank, treasury, creator, ...traders] = signers;
  const complete = deployer && decision && officer && platform && support && bank && treasury && creator;
  if (!complete) throw new Error("The chain has fewer than eight accounts.");
  return [{ deployer, decision, officer, platform, support, bank, treasury, creator }, traders];
}
