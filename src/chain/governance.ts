import {
  AuctionHouse__factory,
  Compliance__factory,
  Escrow__factory,
  Estate__factory,
  Instalments__factory,
  Land__factory,
  Market__factory,
  MarketRules__factory,
  PaymentSplits__factory,
  Plots__factory,
  Rentals__factory,
  SettlementToken__factory,
} from "../../typechain-types/index.ts";
import type { Address } from "../domain/primitives.ts";

/** Who holds each layer's roles. */
export interface Roles {
  readonly decision: Address;
  readonly execution: Address;
  /** A second account of the execution layer: nobody hears an appeal against a decision of one's own. */
  readonly appeals: Address;
  readonly platform: Address;
  readonly support: Address;
  readonly bank: Address;
  readonly guardian: Address;
}

/** Numbers of the roles in Authority.sol; 0 is AccessManager's own, who hands out the others. */
export const ROLE_IDS = {
  admin: 0n,
  decision: 1n,
  execution: 2n,
  platform: 3n,
  support: 4n,
  bank: 5n,
  engine: 6n,
  guardian: 7n,
  registrar: 8n,
} as const;

export type RoleName = keyof typeof ROLE_IDS;

/** Roles that must announce what they do: what loosens a rule, and who may hand out roles. */
export const DELAYED_ROLES: readonly RoleName[] = ["admin", "decision", "registrar"];

const FEES = ["setFee"] as const;
const RULES_IN_FORCE = ["addRuleSet", "removeRuleSet", "setRuleMode", "loosenTransferPolicy", "resumeTrading"] as const;
const CASES = ["release", "reverse", "freeze", "unfreeze", "returnSurplus"] as const;
const ENFORCEMENT = ["setFrozenTokens", "forcedTransfer"] as const;

const LAND = { execution: ENFORCEMENT, platform: ["mintBatch", "setRoyalty"] } as const;

/** Every function that is reserved for a role, by contract. docs/governance.md shows it. */
export const RESERVED = {
  compliance: {
    factory: Compliance__factory,
    functions: {
      decision: RULES_IN_FORCE,
      guardian: ["stopTrading"],
      platform: ["setTransferPolicy"],
      support: ["attest"],
    },
  },
  marketRules: {
    factory: MarketRules__factory,
    functions: { decision: ["setLimits", "setConductLimits"], support: ["setReferencePrice"] },
  },
  escrow: {
    factory: Escrow__factory,
    functions: { decision: ["setReviewPeriod", "setAppealPeriod"], execution: CASES },
  },
  market: { factory: Market__factory, functions: { decision: FEES } },
  auctionHouse: { factory: AuctionHouse__factory, functions: { decision: FEES } },
  rentals: { factory: Rentals__factory, functions: { decision: FEES } },
  instalments: {
    factory: Instalments__factory,
    functions: { decision: FEES, execution: ["returnSurplus"] },
  },
  land: { factory: Land__factory, functions: LAND },
  estate: { factory: Estate__factory, functions: { execution: ENFORCEMENT, platform: ["setRoyalty"] } },
  paymentSplits: { factory: PaymentSplits__factory, functions: { platform: ["setSplit", "distribute"] } },
  settlementToken: {
    factory: SettlementToken__factory,
    functions: {
      registrar: ["setSettler"],
      support: ["setHub", "attestFundingRoot", "setListed", "setIdentified"],
      bank: ["mint"],
      engine: ["noteAttested"],
    },
  },
} as const;

/** The same for the land of each world beside the home world. */
export const PLOTS_RESERVED = { factory: Plots__factory, functions: LAND } as const;

/** Who holds which roles: a layer may hold several. */
export function holdersOf(roles: Roles, engine: Address): readonly (readonly [RoleName, Address])[] {
  return [
    ["decision", roles.decision],
    ["execution", roles.execution],
    ["execution", roles.appeals],
    ["platform", roles.platform],
    ["registrar", roles.platform],
    ["support", roles.support],
    ["bank", roles.bank],
    ["engine", engine],
    ["guardian", roles.guardian],
  ];
}
