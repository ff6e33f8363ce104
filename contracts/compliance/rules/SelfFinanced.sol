// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Finding, Verdict} from "../ICompliance.sol";
import {Parties} from "../IRuleSet.sol";
import {IWashTrading, WashTradingLimits} from "./IWashTrading.sol";

/// @notice The seller paid the buyer beside the trade, so that the price comes back to where it started.
/// @dev Chainalysis 2022 counts a sale to an address that the seller funded as a wash trade.
library SelfFinanced {
    bytes32 internal constant ID = "SelfFinanced";
    uint256 private constant BPS = 10_000;

    function violated(
        Parties calldata parties,
        WashTradingLimits memory limits,
        uint256 price
    ) internal view returns (bool) {
        if (parties.paidAt == 0 || block.timestamp - parties.paidAt >= limits.financeWindow) return false;
        return uint256(parties.paid) * BPS >= Math.saturatingMul(price, limits.financeShareBps);
    }

    function finding(Parties calldata parties, WashTradingLimits memory limits) internal pure returns (Finding memory) {
        bytes memory evidence = abi.encode(parties.paid, parties.paidAt, limits.financeWindow);
        bytes4 code = IWashTrading.SelfFinancedBySeller.selector;
        return Finding({verdict: Verdict.Block, ruleId: ID, code: code, evidence: evidence});
    }
}
