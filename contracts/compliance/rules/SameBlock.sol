// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Verdict} from "../ICompliance.sol";
import {IConduct} from "./IConduct.sol";

/// @notice A token bought and sold at once: whoever does both takes no risk, and may do it with borrowed money.
/// @dev Told by the block's time, which is unique where blocks are at least a second apart. A transaction is within a block.
library SameBlock {
    bytes32 internal constant ID = "SameBlock";

    /// @param since Unix time since which the seller has had the token; 0 where it never changed owners.
    function violated(uint256 since) internal view returns (bool) {
        return since == block.timestamp;
    }

    function finding() internal view returns (Finding memory) {
        bytes4 code = IConduct.SameBlockTwice.selector;
        return Finding({verdict: Verdict.Block, ruleId: ID, code: code, evidence: abi.encode(block.number)});
    }
}
