import { concat, getCreateAddress, Interface, type InterfaceAbi } from "ethers";

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
  Plots__factory,
  Rentals__factory,
  SettlementToken__factory,
  MarketRules__factory,
} from "../../typechain-types/index.ts";
import type { CollectionName, NeighbourLand } from "../domain/houses.ts";
import type { Address, Hex } from "../domain/primitives.ts";
import { type ConductLimits, RULE_MODES, type RuleMode, type WashLimits } from "../domain/rules.ts";
import { ChainError } from "./error.ts";
import {
  DELAYED_ROLES,
  holdersOf,
  PLOTS_RESERVED,
  RESERVED,
  ROLE_IDS,
  type RoleName,
  type Roles,
} from "./governance.ts";

export interface DeploymentOptions {
  /** Sends every transaction of the plan, from this nonce on, and administers the roles. */
  readonly deployer: Address;
  readonly nonce: number;
  readonly roles: Roles;
  /** Estates are named after the land. */
  readonly land: { readonly name: string; readonly symbol: string };
  /** Lands of other worlds on the same chain. */
  readonly neighbours?: readonly NeighbourOptions[];
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
  /** Seconds from announcing a decision to executing it; with 0 the deployer stays in charge, for tests and benches. */
  readonly decisionDelay: number;
}

export interface NeighbourOptions {
  readonly land: NeighbourLand;
  readonly name: string;
  readonly symbol: string;
  /** Most parcels that there will ever be. */
  readonly supply: number;
  readonly royaltyBps: number;
}

/** Contracts that every run has. */
export interface Contracts {
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
  readonly instalments: Address;
}

/** Where the contracts are, with the lands of the home world's neighbours. */
export interface Deployment extends Contracts {
  readonly [land: NeighbourLand]: Address;
}

/** @throws ChainError where the run has no such world. */
export function addressOf(at: Deployment, collection: CollectionName): Address {
  const address = at[collection];
  if (address === undefined) throw new ChainError("COLLECTION_UNKNOWN", `the run has no collection ${collection}`);
  return address;
}

/** The neighbours' lands of a deployment, by name. */
export function neighboursOf(at: Deployment): readonly (readonly [NeighbourLand, Address])[] {
  return Object.entries(at).filter((entry): entry is [NeighbourLand, Address] => entry[0].startsWith("land:"));
}

export interface PlannedTransaction {
  readonly from: Address;
  readonly to?: Address;
  readonly data: Hex;
}

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
  const authority = create(Authority__factory, options.deployer, options.decisionDelay);
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
  const instalments = create(Instalments__factory, authority, compliance, escrow, paymentSplits);
  const neighbours = (options.neighbours ?? []).map((world) => ({
    ...world,
    address: create(Plots__factory, authority, compliance, world.name, world.symbol, world.supply),
  }));

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
    instalments,
    ...Object.fromEntries(neighbours.map(({ land: name, address }) => [name, address])),
  };

  const call = (to: Address, factory: ContractFactoryClass, method: string, args: readonly unknown[]): void => {
    const data = new Interface(factory.abi).encodeFunctionData(method, args) as Hex;
    transactions.push({ from: options.deployer, to, data });
  };
  // Until a function is reserved for a role, the deployer may call it.
  for (const settler of [market, escrow, estate, auctionHouse, rentals, instalments]) {
    call(settlementToken, SettlementToken__factory, "setSettler", [settler, true]);
  }
  // Whoever gets a share from it is no customer of one another.
  call(settlementToken, SettlementToken__factory, "setHub", [paymentSplits, true]);
  const policy = TRANSFER_POLICIES[options.transferPolicy];
  for (const collection of [land, estate, ...neighbours.map(({ address }) => address)]) {
    call(compliance, Compliance__factory, "setTransferPolicy", [collection, policy]);
  }
  call(land, Land__factory, "setRoyalty", [options.creator, options.royaltyBps]);
  call(estate, Estate__factory, "setRoyalty", [options.creator, options.royaltyBps]);
  for (const { address, royaltyBps } of neighbours) {
    call(address, Plots__factory, "setRoyalty", [options.creator, royaltyBps]);
  }
  call(market, Market__factory, "setFee", [options.treasury, options.feeBps]);
  call(auctionHouse, AuctionHouse__factory, "setFee", [options.treasury, options.feeBps]);
  call(rentals, Rentals__factory, "setFee", [options.treasury, options.feeBps]);
  call(instalments, Instalments__factory, "setFee", [options.treasury, options.feeBps]);
  call(escrow, Escrow__factory, "setReviewPeriod", [options.reviewPeriod]);
  call(escrow, Escrow__factory, "setAppealPeriod", [options.appealPeriod]);
  call(compliance, Compliance__factory, "addRuleSet", [marketRules]);
  for (const [rule, mode] of Object.entries(options.ruleModes)) {
    call(compliance, Compliance__factory, "setRuleMode", [ruleId(rule), RULE_MODES.indexOf(mode)]);
  }

  const reserve = (target: Address, { factory, functions }: Reserved): void => {
    for (const [role, methods] of Object.entries(functions) as readonly [RoleName, readonly string[]][]) {
      const selectors = methods.map((method) => new Interface(factory.abi).getFunction(method)?.selector);
      call(authority, Authority__factory, "setTargetFunctionRole", [target, selectors, ROLE_IDS[role]]);
    }
  };
  for (const [name, reserved] of Object.entries(RESERVED) as readonly ReservedEntry[])
    reserve(deployment[name], reserved);
  for (const { address } of neighbours) reserve(address, PLOTS_RESERVED);
  const grant = (role: RoleName, holder: Address): void => {
    const delay = DELAYED_ROLES.includes(role) ? options.decisionDelay : 0;
    call(authority, Authority__factory, "grantRole", [ROLE_IDS[role], holder, delay]);
  };
  for (const [role, holder] of holdersOf(options.roles, compliance)) grant(role, holder);
  if (options.decisionDelay !== 0) {
    grant("admin", options.roles.decision);
    call(authority, Authority__factory, "renounceRole", [ROLE_IDS.admin, options.deployer]);
  }
  return { deployment, transactions };
}

/** A rule's name as the bytes32 under which the engine knows it. */
export function ruleId(name: string): Hex {
  return `0x${Buffer.from(name, "utf8").toString("hex").padEnd(64, "0")}`;
}

type ReservedEntry = readonly [keyof typeof RESERVED, Reserved];

interface Reserved {
  readonly factory: ContractFactoryClass;
  readonly functions: Readonly<Partial<Record<RoleName, readonly string[]>>>;
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
    Instalments__factory,
    Plots__factory,
  ].map(({ bytecode }) => bytecode);
}
