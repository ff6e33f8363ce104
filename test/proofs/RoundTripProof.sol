// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {WashTradingLimits} from "../../contracts/compliance/rules/IWashTrading.sol";
import {RoundTrip} from "../../contracts/compliance/rules/RoundTrip.sol";

contract RoundTripProof {
    /// @notice A return within the review window is found, a later one never.
    function foundExactlyWithinTheWindow(uint256 disposedAt, WashTradingLimits memory limits) external view {
        require(disposedAt != 0 && disposedAt <= block.timestamp);
        bool within = block.timestamp - disposedAt < limits.reviewWindow;
        assert(RoundTrip.violated(disposedAt, limits) == within);
    }

    /// @notice A token that nobody disposed of returns to nobody.
    function nothingFoundWithoutADisposal(WashTradingLimits memory limits) external view {
        assert(!RoundTrip.violated(0, limits));
    }

    /// @notice What the block window stops is within the review window too, where the windows are in order.
    function blockedIsFound(uint256 disposedAt, WashTradingLimits memory limits) external view {
        require(disposedAt != 0 && disposedAt <= block.timestamp && limits.blockWindow <= limits.reviewWindow);
        bool blocked = block.timestamp - disposedAt < limits.blockWindow;
        assert(!blocked || RoundTrip.violated(disposedAt, limits));
    }
}
