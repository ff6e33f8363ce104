import type { CollectionName } from "../domain/houses.ts";
import type { Address } from "../domain/primitives.ts";
import type { Call, Calls, Spender } from "./encode.ts";

/**
 * Approvals for houses at their first use, so that nobody pays for a house that he never enters. The market's, for money and
 * parcels, are everyone's from the start and not asked for here.
 */
export function approvalBook(calls: Calls) {
  const given = new Set<string>();
  const once = (key: string, make: () => Call): readonly Call[] => {
    if (given.has(key)) return [];
    given.add(key);
    return [make()];
  };
  return {
    ofMoney: (owner: Address, spender: Spender): readonly Call[] =>
      once(`${owner}/money/${spender}`, () => calls.approveMoney(owner, spender)),
    ofTokens: (owner: Address, collection: CollectionName, spender: Spender): readonly Call[] =>
      once(`${owner}/${collection}/${spender}`, () => calls.approveTokens(owner, collection, spender)),
  };
}
