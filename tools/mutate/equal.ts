/** Why nobody can tell some mutants from the contract, by the mutant's id; looked at by a person, one by one. */
export const EQUAL: Readonly<Record<string, string>> = {
  "Market.fillAll:condition:19dc1e67": "a payment without legs moves nothing and costs gas only.",
  "Market._priceNow:boundary:5871a8f8": "at `startsAt` the price on its way still is the first one.",
  "OrderBook:constant:37b3cfe7": "where a nonce is kept changes, not whether it is spent.",
  "OrderBook._requireWellFormed:boundary:c2183d64": "prices that are equal were let through before.",
  "Compliance._judgeAndRecord:condition:c32434ec": "two calls to a rule set say what one says, and cost gas only.",
  "Compliance._judgeAndRecord:condition:c1be1585":
    "where nothing was found there is nothing to tell, and nothing decides.",
  "Conduct._measured:constant:ccc35544": "a single token, or one of no supply, is no concentration either.",
  "MarketRules.check:condition:d8e3b142": "nothing joined to a list is that list.",
  "RoundTrip.push:constant:6ae715d4": "a disposal is kept elsewhere before it falls out, and found there or here.",
  "RoundTrip.push:constant:892d4c83":
    "what is moved too far lands on bits that nobody reads, or says to look where nothing is.",
  "Velocity.violatedByToken:boundary:2c24c27d": "no window is longer, so that the next comparison says the same.",
  "WashTrading._recordDisposal:condition:b046c9f7": "what is kept for nothing is too old to count, and costs gas only.",
  "WashTrading._inheritHistory:argument:9e89a681": "the greater of two has no order.",
  "WashTrading._inheritHistory:argument:0d6091cf": "the greater of two has no order.",
};
