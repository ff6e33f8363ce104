/** The order is that of the contract's `Mode`. */
export const RULE_MODES = ["off", "shadow", "enforce"] as const;
export type RuleMode = (typeof RULE_MODES)[number];

/** The order is that of the contract's `Verdict`. */
export const VERDICTS = ["allow", "hold", "block"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const WASH_RULES = ["SelfTrade", "RoundTrip", "CommonFunder", "SelfFinanced"] as const;

/** Bounds of the wash-trading rules; times in seconds, the share in basis points of the price. */
export interface WashLimits {
  readonly blockWindow: number;
  readonly reviewWindow: number;
  readonly financeWindow: number;
  readonly financeShareBps: number;
}
