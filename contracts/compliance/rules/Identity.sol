// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Verdict} from "../ICompliance.sol";
import {Parties} from "../IRuleSet.sol";
import {ConductLimits, IConduct} from "./IConduct.sol";

/// @notice From a price on, somebody must have checked who both sides are.
library Identity {
    bytes32 internal constant ID = "Identity";

    function violated(
        Parties calldata parties,
        ConductLimits storage limits,
        uint256 price
    ) internal view returns (bool) {
        return
            price >= limits.identityThreshold && !(parties.seller.ownerIdentified() && parties.buyer.ownerIdentified());
    }

    function finding(
        Parties calldata parties,
        ConductLimits storage limits,
        address seller,
        address buyer
    ) internal view returns (Finding memory) {
        bytes memory evidence = abi.encode(parties.seller.ownerIdentified() ? buyer : seller, limits.identityThreshold);
        bytes4 code = IConduct.IdentityMissing.selector;
        return Finding({verdict: Verdict.Block, ruleId: ID, code: code, evidence: evidence});
    }
}
