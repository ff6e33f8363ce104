/** The order is that of the contract's `Mode`. */
export const RULE_MODES = ["off", "shadow", "enforce"] as const;
export type RuleMode = (typeof RULE_MODES)[number];

/** The order is that of the contract's `Verdict`. */
export const VERDICTS = ["allow", "hold", "block"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The order is that of the contract's `TransferPolicy`. */
export const TRANSFER_POLICIES = ["unlisted", "open", "recorded", "refused"] as const;
export type TransferPolicy = (typeof TRANSFER_POLICIES)[number];

export const WASH_RULES = ["SelfTrade", "RoundTrip", "CommonFunder", "SelfFinanced"] as const;

/** The standard rules, in the order in which they are asked. */
export const RULES = [
  ...WASH_RULES,
  "PriceBand",
  "Velocity",
  "HoldingPeriod",
  "SameBlock",
  "Sanctions",
  "Identity",
  "Concentration",
] as const;

/** Bounds of the wash-trading rules; times in seconds, the share in basis points of the price. */
export interface WashLimits {
  readonly blockWindow: number;
  readonly reviewWindow: number;
  readonly financeWindow: number;
  readonly financeShareBps: number;
}

/** Bounds of the rules of conduct; times in seconds, shares in basis points. */
export interface ConductLimits {
  readonly bandBps: number;
  readonly stepBps: number;
  readonly dailyMoveBps: number;
  readonly velocityWindow: number;
  readonly tokenTrades: number;
  readonly ownerTrades: number;
  readonly holdingPeriod: number;
  /** Units of the settlement token. */
  readonly identityThreshold: bigint;
  readonly maxShareBps: number;
}
