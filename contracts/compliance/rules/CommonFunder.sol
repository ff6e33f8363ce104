// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Verdict} from "../ICompliance.sol";
import {Parties} from "../IRuleSet.sol";
import {IWashTrading} from "./IWashTrading.sol";

/// @notice Both sides' first money leads back to one account, at any depth.
/// @dev The settlement token hands roots on, so depth costs nothing here. One party having funded the other is the same
/// case: they then share a root. Customers of one registered hub do not: a hub's customer is a root of its own.
library CommonFunder {
    bytes32 internal constant ID = "CommonFunder";

    function violated(Parties calldata parties) internal pure returns (bool) {
        return parties.seller.rootOf() == parties.buyer.rootOf();
    }

    function finding(Parties calldata parties) internal pure returns (Finding memory) {
        bytes4 code = IWashTrading.CommonFunderOneRoot.selector;
        return Finding({verdict: Verdict.Block, ruleId: ID, code: code, evidence: abi.encode(parties.seller.rootOf())});
    }
}
