// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Verdict} from "../ICompliance.sol";
import {Parties} from "../IRuleSet.sol";
import {IConduct} from "./IConduct.sol";

/// @notice Accounts on the list of the support layer neither sell nor buy nor pay.
library Sanctions {
    bytes32 internal constant ID = "Sanctions";

    function violated(Parties calldata parties) internal pure returns (bool) {
        return parties.seller.accountListed() || parties.buyer.accountListed();
    }

    function finding(Parties calldata parties, address seller, address buyer) internal pure returns (Finding memory) {
        bytes memory evidence = abi.encode(parties.seller.accountListed() ? seller : buyer);
        bytes4 code = IConduct.SanctionsListed.selector;
        return Finding({verdict: Verdict.Block, ruleId: ID, code: code, evidence: evidence});
    }
}
