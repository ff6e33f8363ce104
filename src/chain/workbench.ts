import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  type BaseContract,
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  getAddress,
  MaxUint256,
  ZeroAddress,
} from "ethers";

import {
  AuctionHouse__factory,
  Authority__factory,
  Compliance__factory,
  Escrow__factory,
  Estate__factory,
  Instalments__factory,
  Land__factory,
  Market__factory,
  Membership__factory,
  PaymentSplits__factory,
  Rentals__factory,
  SettlementToken__factory,
  MarketRules__factory,
  type AuctionHouse,
  type Authority,
  type Compliance,
  type Escrow,
  type Estate,
  type Instalments,
  type Land,
  type Market,
  type Membership,
  type PaymentSplits,
  type Rentals,
  type SettlementToken,
  type MarketRules,
} from "../../typechain-types/index.ts";
import { DAY } from "../domain/calendar.ts";
import { NO_FINGERPRINT, type Order } from "../domain/order.ts";
import { type Address, type Hex, type MicroUsd, USD } from "../domain/primitives.ts";
import { type ConductLimits, RULE_MODES, type RuleMode, WASH_RULES } from "../domain/rules.ts";
import { type Contracts, type Deployment, type DeploymentOptions, planDeployment, ruleId } from "./deployment.ts";
import { orderStruct, signOrder } from "./orders.ts";

/** Who runs the market; everyone else on the chain is a trader. */
export interface Staff {
  readonly deployer: HardhatEthersSigner;
  readonly decision: HardhatEthersSigner;
  readonly officer: HardhatEthersSigner;
  /** The second officer, who hears appeals from the first one's refusals. */
  readonly appeals: HardhatEthersSigner;
  readonly platform: HardhatEthersSigner;
  readonly support: HardhatEthersSigner;
  readonly bank: HardhatEthersSigner;
  readonly treasury: HardhatEthersSigner;
  readonly creator: HardhatEthersSigner;
  readonly guardian: HardhatEthersSigner;
}

export type WorkbenchOptions = Partial<
  Omit<DeploymentOptions, "deployer" | "nonce" | "roles" | "treasury" | "creator">
>;

const BLOCK_SECONDS = 12;
const ORDER_DAYS = 30;

export const CONDUCT_LIMITS: ConductLimits = {
  bandBps: 50_000,
  stepBps: 500,
  dailyMoveBps: 1_000,
  velocityWindow: 7 * DAY,
  tokenTrades: 3,
  ownerTrades: 20,
  holdingPeriod: DAY,
  identityThreshold: 1_000n * USD,
  maxShareBps: 1_000,
};

const DEFAULTS = {
  land: { name: "Genesis Land", symbol: "LAND" },
  feeBps: 250,
  royaltyBps: 500,
  ruleModes: Object.fromEntries(WASH_RULES.map((rule): [string, RuleMode] => [rule, "enforce"])),
  washLimits: { blockWindow: 7 * DAY, reviewWindow: 30 * DAY, financeWindow: 7 * DAY, financeShareBps: 1_000 },
  conductLimits: CONDUCT_LIMITS,
  reviewPeriod: 14 * DAY,
  appealPeriod: 3 * DAY,
  transferPolicy: "recorded",
  decisionDelay: 0,
} satisfies WorkbenchOptions;

/**
 * Puts the market on a fresh chain that mines every transaction at once. The first eight signers run it, the last
 * two guard it and hear appeals, the others are traders.
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
      appeals: addressOf(staff.appeals),
      platform: addressOf(staff.platform),
      support: addressOf(staff.support),
      bank: addressOf(staff.bank),
      guardian: addressOf(staff.guardian),
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
  readonly marketRules: MarketRules;
  readonly escrow: Escrow;
  readonly paymentSplits: PaymentSplits;
  readonly membership: Membership;
  readonly market: Market;
  readonly land: Land;
  readonly estate: Estate;
  readonly auctionHouse: AuctionHouse;
  readonly rentals: Rentals;
  readonly instalments: Instalments;
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
    const at = (name: keyof Contracts): string => getAddress(deployment[name]);
    const runner = ethers.provider;
    this.authority = Authority__factory.connect(at("authority"), runner);
    this.settlementToken = SettlementToken__factory.connect(at("settlementToken"), runner);
    this.compliance = Compliance__factory.connect(at("compliance"), runner);
    this.marketRules = MarketRules__factory.connect(at("marketRules"), runner);
    this.escrow = Escrow__factory.connect(at("escrow"), runner);
    this.paymentSplits = PaymentSplits__factory.connect(at("paymentSplits"), runner);
    this.membership = Membership__factory.connect(at("membership"), runner);
    this.market = Market__factory.connect(at("market"), runner);
    this.land = Land__factory.connect(at("land"), runner);
    this.estate = Estate__factory.connect(at("estate"), runner);
    this.auctionHouse = AuctionHouse__factory.connect(at("auctionHouse"), runner);
    this.rentals = Rentals__factory.connect(at("rentals"), runner);
    this.instalments = Instalments__factory.connect(at("instalments"), runner);
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
  const [deployer, decision, officer, platform, support, bank, treasury, creator, ...others] = signers;
  const [traders, guardian, appeals] = [others.slice(0, -2), others.at(-2), others.at(-1)];
  const institutions = deployer && decision && officer && platform && support && bank && treasury && creator;
  if (!institutions || !guardian || !appeals) throw new Error("The chain has fewer than ten accounts.");
  return [{ deployer, decision, officer, platform, support, bank, treasury, creator, guardian, appeals }, traders];
}
