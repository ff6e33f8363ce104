import type { Edit } from "./model-checker.ts";

/** A contract in `test/proofs`, each of whose functions asserts one property. */
export interface Proof {
  readonly name: string;
  /** CHC knows state and loops; BMC sees one call at a time, which is all that a pure function has, and does better sums. */
  readonly engine: "chc" | "bmc";
  /** A fault for each property, which must refute it. */
  readonly faults: readonly Fault[];
}

/** An edit that makes a property false: with it there must be no proof. */
export interface Fault extends Edit {
  readonly property: string;
}

const ROUND_TRIP = "contracts/compliance/rules/RoundTrip.sol";
const SELF_FINANCED = "contracts/compliance/rules/SelfFinanced.sol";
const PRICE_BAND = "contracts/compliance/rules/PriceBand.sol";
const ORDERS = "contracts/market/Orders.sol";

export const PROOFS: readonly Proof[] = [
  {
    name: "RoundTripProof",
    engine: "bmc",
    faults: [
      {
        property: "foundExactlyWithinTheWindow",
        file: ROUND_TRIP,
        was: "block.timestamp - disposedAt < limits.reviewWindow",
        becomes: "block.timestamp - disposedAt <= limits.reviewWindow",
      },
      {
        property: "nothingFoundWithoutADisposal",
        file: ROUND_TRIP,
        was: "disposedAt != 0 && block.timestamp",
        becomes: "block.timestamp",
      },
      {
        property: "blockedIsFound",
        file: ROUND_TRIP,
        was: "< limits.reviewWindow",
        becomes: "< limits.financeWindow",
      },
    ],
  },
  {
    name: "SelfFinancedProof",
    engine: "bmc",
    faults: [
      {
        property: "nothingCountsBeyondTheWindow",
        file: SELF_FINANCED,
        was: ">= limits.financeWindow",
        becomes: "> limits.financeWindow",
      },
      {
        property: "thePriceItselfCounts",
        file: SELF_FINANCED,
        was: "* BPS >= Math",
        becomes: "* BPS > Math",
      },
    ],
  },
  {
    name: "PriceBandProof",
    engine: "bmc",
    faults: [
      {
        property: "referenceNeverVanishes",
        file: PRICE_BAND,
        was: "Math.max(next, dayPrice - room)",
        becomes: "Math.max(next, 0)",
      },
    ],
  },
  {
    name: "PricesProof",
    engine: "chc",
    faults: [
      {
        property: "priceStaysBetween",
        file: ORDERS,
        was: "return price + Math.mulDiv(endPrice - price, passed, life);",
        becomes: "return price + Math.mulDiv(endPrice, passed, life);",
      },
      {
        property: "priceStartsAtTheFirst",
        file: ORDERS,
        was: "(time - order.startsAt, order.expiresAt - order.startsAt)",
        becomes: "(time, order.expiresAt - order.startsAt)",
      },
    ],
  },
];
