/** Why nobody can tell some mutants from the contract, by the mutant's id; looked at by a person, one by one. */
export const EQUAL: Readonly<Record<string, string>> = {
  "Market.fillAll:condition:19dc1e67": "a payment without legs moves nothing and costs gas only.",
  "Market._priceNow:boundary:5871a8f8": "at `startsAt` the price on its way still is the first one.",
  "OrderBook:constant:37b3cfe7": "where a nonce is kept changes, not whether it is spent.",
  "OrderBook._requireWellFormed:boundary:c2183d64": "prices that are equal were let through before.",
};
