// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Verdict} from "../ICompliance.sol";
import {Parties} from "../IRuleSet.sol";
import {IWashTrading} from "./IWashTrading.sol";

/// @notice A sale between two accounts of one beneficial owner transfers nothing but the price.
library SelfTrade {
    bytes32 internal constant ID = "SelfTrade";

    function violated(Parties calldata parties) internal pure returns (bool) {
        return parties.sellerCluster == parties.buyerCluster;
    }

    function finding(Parties calldata parties) internal pure returns (Finding memory) {
        bytes4 code = IWashTrading.SelfTradeOneOwner.selector;
        return Finding({verdict: Verdict.Block, ruleId: ID, code: code, evidence: abi.encode(parties.sellerCluster)});
    }
}
