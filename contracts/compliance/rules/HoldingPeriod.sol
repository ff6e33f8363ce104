// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Verdict} from "../ICompliance.sol";
import {ConductLimits, IConduct} from "./IConduct.sol";

/// @notice Whoever got a token has to keep it for a while.
library HoldingPeriod {
    bytes32 internal constant ID = "HoldingPeriod";

    /// @param since Unix time since which the seller has had the token; 0 where it never changed owners.
    function violated(uint256 since, ConductLimits storage limits) internal view returns (bool) {
        return since != 0 && block.timestamp - since < limits.holdingPeriod;
    }

    function finding(uint256 since, ConductLimits storage limits) internal view returns (Finding memory) {
        bytes memory evidence = abi.encode(since, since + limits.holdingPeriod);
        bytes4 code = IConduct.HoldingPeriodRunning.selector;
        return Finding({verdict: Verdict.Block, ruleId: ID, code: code, evidence: evidence});
    }
}
