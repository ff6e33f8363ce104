/*
 * A sequence is a list of these. They name things by number, "the fourth trader", "the second order so far", and numbers
 * beyond the end begin again: so that a sequence keeps its sense when calls are left out of it.
 */

/** How an order may be wrong. */
export const FLAWS = ["currency", "fingerprint", "counter", "price", "direction", "amount", "scope"] as const;

export interface OrderTerms {
  readonly side: "ask" | "bid";
  readonly scope: "token" | "collection" | "set";
  readonly maker: number;
  /** An ask is made by the token's owner, whoever that is, instead of `maker`. */
  readonly byOwner: boolean;
  readonly token: number;
  readonly set: number;
  readonly amount: number;
  readonly price: number;
  readonly linear: boolean;
  /** A private order's taker. */
  readonly taker: number | null;
  /** Seconds from now. */
  readonly startsIn: number;
  readonly life: number;
  /** Null for one that no other order has. */
  readonly nonce: number | null;
  readonly flaw: (typeof FLAWS)[number] | null;
}

export interface BundleTerms extends Omit<OrderTerms, "scope" | "set" | "amount" | "price" | "linear" | "token"> {
  readonly items: readonly { readonly token: number; readonly price: number }[];
}

export type SignedBy = "maker" | "stranger" | "garbage" | "nobody";

export interface FillPart {
  /** An order so far, or a new one. */
  readonly order: number | OrderTerms;
  readonly signed: SignedBy;
  readonly token: number;
  /** The token that the order names instead of `token`. */
  readonly namedToken: boolean;
  readonly proof: "right" | "none" | "wrong";
}

interface Fill extends FillPart {
  readonly do: "fill" | "fillFromSet" | "tryFill" | "checkFill" | "preview" | "previewFill";
  readonly by: number;
  /** Who can fill it, the taker or the token's owner, instead of `by`. */
  readonly byFitting: boolean;
}

/** Numbers 0 and 1 are the latest auctions for which the call makes sense, 2 is any. */
export type AuctionCall =
  | {
      readonly do: "createAuction";
      readonly by: number | null;
      readonly token: number;
      readonly reserve: number;
      readonly incrementBps: number;
      readonly startsIn: number;
      readonly duration: number;
      readonly flaw: "currency" | "reserve" | null;
    }
  | {
      readonly do: "bid";
      readonly auction: number;
      readonly by: number;
      /** Anyone but the seller; where no auction runs, its seller instead, who creates one. */
      readonly byFitting: boolean;
      readonly raise: number;
      /** Waits for the last minute. */
      readonly late: boolean;
    }
  | { readonly do: "cancelAuction"; readonly auction: number; readonly by: number | null }
  | {
      readonly do: "settle" | "unwind" | "deliverToken" | "minimumBid";
      readonly auction: number;
      readonly by: number;
      /** Waits for the end of the auction, or of the grace period. */
      readonly patient: boolean;
    }
  | { readonly do: "withdraw"; readonly by: number };

export type Call =
  | AuctionCall
  | { readonly do: "authorise"; readonly order: OrderTerms; readonly by: number | null }
  | { readonly do: "authoriseBundle"; readonly bundle: BundleTerms; readonly by: number | null }
  | { readonly do: "cancel"; readonly orders: readonly number[]; readonly by: number | null }
  | { readonly do: "cancelBundle"; readonly bundle: number; readonly by: number | null }
  | { readonly do: "raiseCounter"; readonly by: number }
  | Fill
  | (FillPart & {
      readonly do: "fillAsMember";
      readonly by: number;
      readonly byFitting: boolean;
      readonly points: number;
    })
  | { readonly do: "fillBatch"; readonly by: number; readonly parts: readonly FillPart[]; readonly limit: number }
  | {
      readonly do: "fillBundle" | "checkBundleItem" | "previewBundle";
      readonly bundle: number | BundleTerms;
      readonly signed: SignedBy;
      readonly by: number;
      readonly byFitting: boolean;
    }
  | { readonly do: "pay"; readonly by: number; readonly to: number; readonly amount: number }
  | { readonly do: "approve"; readonly by: number; readonly house: number; readonly amount: number | null }
  | { readonly do: "burn"; readonly by: number; readonly amount: number }
  | { readonly do: "mint"; readonly to: number; readonly amount: number; readonly byStranger: boolean }
  | { readonly do: "give"; readonly by: number | null; readonly to: number; readonly token: number }
  | { readonly do: "approveLand"; readonly by: number; readonly house: number; readonly approved: boolean }
  | { readonly do: "attest"; readonly accounts: readonly number[]; readonly cluster: number }
  | { readonly do: "attestRoot"; readonly account: number; readonly root: number }
  | { readonly do: "setHub"; readonly account: number; readonly hub: boolean }
  | { readonly do: "setRuleMode"; readonly rule: number; readonly mode: "off" | "shadow" | "enforce" }
  | {
      readonly do: "setPolicy";
      readonly policy: "unlisted" | "open" | "recorded" | "refused";
      readonly byDecision: boolean;
    }
  | { readonly do: "setFee"; readonly house: number; readonly bps: number }
  | { readonly do: "setReviewPeriod"; readonly days: number }
  | { readonly do: "setAppealPeriod"; readonly days: number }
  | { readonly do: "release" | "reverse" | "unfreeze"; readonly case: number; readonly by: number | null }
  | { readonly do: "appeal"; readonly case: number; readonly by: number | null; readonly bySeller: boolean }
  | { readonly do: "freeze"; readonly case: number; readonly by: number | null; readonly days: number }
  | {
      readonly do: "expire" | "deliver";
      readonly case: number;
      readonly by: number;
      /** Waits for the deadline. */
      readonly patient: boolean;
    };

export interface Step {
  /** Seconds that pass before the call. */
  readonly wait: number;
  readonly call: Call;
}
