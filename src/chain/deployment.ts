import { concat, getCreateAddress, Interface, type InterfaceAbi } from "ethers";

import {
  AuctionHouse__factory,
  Authority__factory,
  Compliance__factory,
  Escrow__factory,
  Estate__factory,
  Land__factory,
  Market__factory,
  Membership__factory,
  PaymentSplits__factory,
  Rentals__factory,
  SettlementToken__factory,
  MarketRules__factory,
} from "../../typechain-types/index.ts";
import type { Address, Hex } from "../domain/primitives.ts";
import { type ConductLimits, RULE_MODES, type RuleMode, type WashLimits } from "../domain/rules.ts";

export interface DeploymentOptions {
  /** Sends every transaction of the plan, from this nonce on, and administers the roles. */
  readonly deployer: Address;
  readonly nonce: number;
  readonly roles: Roles;
  /** Estates are named after the land. */
  readonly land: { readonly name: string; readonly symbol: string };
  readonly feeBps: number;
  readonly royaltyBps: number;
  readonly treasury: Address;
  readonly creator: Address;
  readonly ruleModes: Readonly<Record<string, RuleMode>>;
  readonly washLimits: WashLimits;
  readonly conductLimits: ConductLimits;
  /** Seconds. */
  readonly reviewPeriod: number;
  readonly appealPeriod: number;
  readonly transferPolicy: "open" | "recorded" | "refused";
}

/** Who holds each layer's role. */
export interface Roles {
  readonly decision: Address;
  readonly execution: Address;
  /** A second officer of the execution layer: nobody hears an appeal from his own refusal. */
  readonly appeals: Address;
  readonly platform: Address;
  readonly support: Address;
  readonly bank: Address;
  readonly guardian: Address;
}

export interface Deployment {
  readonly authority: Address;
  readonly settlementToken: Address;
  readonly compliance: Address;
  readonly marketRules: Address;
  readonly escrow: Address;
  readonly paymentSplits: Address;
  readonly membership: Address;
  readonly market: Address;
  readonly land: Address;
  readonly estate: Address;
  readonly auctionHouse: Address;
  readonly rentals: Address;
}

export interface PlannedTransaction {
  readonly from: Address;
  readonly to?: Address;
  readonly data: Hex;
}

const ROLE_IDS = {
  decision: 1n,
  execution: 2n,
  platform: 3n,
  support: 4n,
  bank: 5n,
  engine: 6n,
  guardian: 7n,
  appeals: 2n,
} as const;
const TRANSFER_POLICIES = { open: 1, recorded: 2, refused: 3 } as const;

/**
 * The transactions that put the whole market on a chain, in order, and the addresses it will have.
 * One routine for tests and runs: whoever sends the plan decides how blocks are made.
 */
export function planDeployment(options: DeploymentOptions): {
  readonly deployment: Deployment;
  readonly transactions: readonly PlannedTransaction[];
} {
  const transactions: PlannedTransaction[] = [];

  const create = (factory: ContractFactoryClass, ...args: readonly unknown[]): Address => {
    const data = concat([factory.bytecode, new Interface(factory.abi).encodeDeploy(args)]) as Hex;
    const address = getCreateAddress({ from: options.deployer, nonce: options.nonce + transactions.length });
    transactions.push({ from: options.deployer, data });
    return address.toLowerCase() as Address;
  };
  const authority = create(Authority__factory, options.deployer);
  const settlementToken = create(SettlementToken__factory, authority);
  const compliance = create(Compliance__factory, authority, settlementToken);
  const marketRules = create(MarketRules__factory, authority, compliance, options.washLimits, options.conductLimits);
  const escrow = create(Escrow__factory, authority, compliance, settlementToken);
  const paymentSplits = create(PaymentSplits__factory, authority, settlementToken);
  const membership = create(Membership__factory, settlementToken);
  const market = create(Market__factory, authority, compliance, escrow, paymentSplits, membership);
  const { name, symbol } = options.land;
  const land = create(Land__factory, authority, compliance, name, symbol);
  const estate = create(Estate__factory, authority, compliance, land, `${name} Estates`, `${symbol}-ESTATE`);
  const auctionHouse = create(AuctionHouse__factory, authority, compliance, escrow, paymentSplits);
  const rentals = create(Rentals__factory, authority, compliance, escrow, paymentSplits);

  const call = (
    from: Address,
    to: Address,
    factory: ContractFactoryClass,
    method: string,
    args: readonly unknown[],
  ) => {
    transactions.push({ from, to, data: new Interface(factory.abi).encodeFunctionData(method, args) as Hex });
  };
  const assign = (
    target: Address,
    factory: ContractFactoryClass,
    role: keyof typeof ROLE_IDS,
    names: readonly string[],
  ) => {
    const selectors = names.map((method) => new Interface(factory.abi).getFunction(method)?.selector);
    call(options.deployer, authority, Authority__factory, "setTargetFunctionRole", [target, selectors, ROLE_IDS[role]]);
  };
  const decided = ["addRuleSet", "removeRuleSet", "setRuleMode", "loosenTransferPolicy", "resumeTrading"];
  assign(compliance, Compliance__factory, "decision", decided);
  assign(compliance, Compliance__factory, "guardian", ["stopTrading"]);
  assign(marketRules, MarketRules__factory, "decision", ["setLimits", "setConductLimits"]);
  assign(marketRules, MarketRules__factory, "support", ["setReferencePrice"]);
  assign(market, Market__factory, "decision", ["setFee"]);
  assign(auctionHouse, AuctionHouse__factory, "decision", ["setFee"]);
  assign(rentals, Rentals__factory, "decision", ["setFee"]);
  assign(escrow, Escrow__factory, "decision", ["setReviewPeriod", "setAppealPeriod"]);
  assign(escrow, Escrow__factory, "execution", ["release", "reverse", "freeze", "unfreeze", "returnSurplus"]);
  assign(compliance, Compliance__factory, "platform", ["setTransferPolicy"]);
  assign(land, Land__factory, "platform", ["mintBatch", "setRoyalty"]);
  assign(estate, Estate__factory, "platform", ["setRoyalty"]);
  assign(paymentSplits, PaymentSplits__factory, "platform", ["setSplit", "distribute"]);
  assign(settlementToken, SettlementToken__factory, "platform", ["setSettler"]);
  const attested = ["setHub", "attestFundingRoot", "setListed", "setIdentified"];
  assign(settlementToken, SettlementToken__factory, "support", attested);
  assign(settlementToken, SettlementToken__factory, "engine", ["noteAttested"]);
  assign(compliance, Compliance__factory, "support", ["attest"]);
  assign(settlementToken, SettlementToken__factory, "bank", ["mint"]);
  const holders = { ...options.roles, engine: compliance };
  for (const [role, holder] of Object.entries(holders) as readonly [keyof typeof holders, Address][]) {
    call(options.deployer, authority, Authority__factory, "grantRole", [ROLE_IDS[role], holder, 0]);
  }

  const { decision, platform, support } = options.roles;
  for (const settler of [market, escrow, estate, auctionHouse, rentals]) {
    call(platform, settlementToken, SettlementToken__factory, "setSettler", [settler, true]);
  }
  // Whoever gets a share from it is no customer of one another.
  call(support, settlementToken, SettlementToken__factory, "setHub", [paymentSplits, true]);
  const policy = TRANSFER_POLICIES[options.transferPolicy];
  for (const collection of [land, estate]) {
    call(platform, compliance, Compliance__factory, "setTransferPolicy", [collection, policy]);
  }
  call(platform, land, Land__factory, "setRoyalty", [options.creator, options.royaltyBps]);
  call(platform, estate, Estate__factory, "setRoyalty", [options.creator, options.royaltyBps]);
  call(decision, market, Market__factory, "setFee", [options.treasury, options.feeBps]);
  call(decision, auctionHouse, AuctionHouse__factory, "setFee", [options.treasury, options.feeBps]);
  call(decision, rentals, Rentals__factory, "setFee", [options.treasury, options.feeBps]);
  call(decision, escrow, Escrow__factory, "setReviewPeriod", [options.reviewPeriod]);
  call(decision, escrow, Escrow__factory, "setAppealPeriod", [options.appealPeriod]);
  call(decision, compliance, Compliance__factory, "addRuleSet", [marketRules]);
  for (const [rule, mode] of Object.entries(options.ruleModes)) {
    call(decision, compliance, Compliance__factory, "setRuleMode", [ruleId(rule), RULE_MODES.indexOf(mode)]);
  }

  const deployment = {
    authority,
    settlementToken,
    compliance,
    marketRules,
    escrow,
    paymentSplits,
    membership,
    market,
    land,
    estate,
    auctionHouse,
    rentals,
  };
  return { deployment, transactions };
}

/** A rule's name as the bytes32 under which the engine knows it. */
export function ruleId(name: string): Hex {
  return `0x${Buffer.from(name, "utf8").toString("hex").padEnd(64, "0")}`;
}

interface ContractFactoryClass {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

/** Creation code of the deployed contracts, in the order of the plan. */
export function bytecodes(): readonly string[] {
  return [
    Authority__factory,
    SettlementToken__factory,
    Compliance__factory,
    MarketRules__factory,
    Escrow__factory,
    PaymentSplits__factory,
    Membership__factory,
    Market__factory,
    Land__factory,
    Estate__factory,
    AuctionHouse__factory,
    Rentals__factory,
  ].map(({ bytecode }) => bytecode);
}
