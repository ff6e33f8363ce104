import type { Order } from "./order.ts";
import type { Address, Hex, MicroUsd } from "./primitives.ts";
import type { RuleMode, Verdict } from "./rules.ts";

/** What a rule said: `code ++ evidence` decodes as the custom error `reason`. */
export interface FindingData {
  /** Rule name; empty where the market, a token or a wallet refused. */
  readonly rule: string;
  readonly code: Hex;
  readonly evidence: Hex;
}

interface TradeData {
  readonly tokenId: bigint;
  readonly seller: Address;
  readonly buyer: Address;
  readonly price: MicroUsd;
}

/** The chain's events as the journal keeps them; fields are those of the Solidity events. */
export type ChainEvent =
  | { readonly e: "ParcelTransferred"; readonly tokenId: bigint; readonly from: Address; readonly to: Address }
  | { readonly e: "MoneyTransferred"; readonly from: Address; readonly to: Address; readonly amount: MicroUsd }
  | { readonly e: "AccountKindChanged"; readonly account: Address; readonly kind: "person" | "hub" | "settler" }
  | { readonly e: "FundingRootNoted"; readonly account: Address; readonly root: Address }
  | {
      readonly e: "SidePaymentNoted";
      readonly from: Address;
      readonly to: Address;
      readonly amount: MicroUsd;
      readonly total: MicroUsd;
    }
  | { readonly e: "ClusterAttested"; readonly account: Address; readonly cluster: bigint }
  | { readonly e: "RuleModeChanged"; readonly rule: string; readonly mode: RuleMode }
  | { readonly e: "OrderAuthorised"; readonly orderHash: Hex; readonly order: Order }
  | { readonly e: "CounterRaised"; readonly maker: Address; readonly counter: bigint }
  | { readonly e: "OrderCancelled"; readonly orderHash: Hex; readonly maker: Address; readonly nonce: bigint }
  | ({
      readonly e: "TradeSettled";
      readonly orderHash: Hex;
      readonly fee: MicroUsd;
      readonly royalty: MicroUsd;
    } & TradeData)
  | ({ readonly e: "TradeHeld"; readonly orderHash: Hex; readonly caseId: bigint } & TradeData)
  | ({ readonly e: "TradeRejected"; readonly orderHash: Hex } & TradeData & FindingData)
  | ({ readonly e: "FindingRaised"; readonly mode: RuleMode; readonly verdict: Verdict } & TradeData & FindingData)
  | ({ readonly e: "CaseOpened"; readonly caseId: bigint; readonly deadline: number } & TradeData & FindingData)
  | { readonly e: "CaseReleased"; readonly caseId: bigint; readonly officer: Address; readonly reason: string }
  | {
      readonly e: "CaseReversed";
      readonly caseId: bigint;
      readonly by: Address;
      readonly expired: boolean;
      readonly reason: string;
    };
