// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ConductLimits} from "../../contracts/compliance/rules/IConduct.sol";
import {PriceBand, Reference} from "../../contracts/compliance/rules/PriceBand.sol";

contract PriceBandProof {
    /// @notice No trade makes a reference price zero, which would switch the rule off.
    function referenceNeverVanishes(Reference memory ref, uint256 price, ConductLimits memory limits) external view {
        _requirePossible(ref, price, limits);
        assert(PriceBand.moved(ref, price, limits).price != 0);
    }

    function _requirePossible(Reference memory ref, uint256 price, ConductLimits memory limits) private pure {
        require(ref.price != 0 && ref.dayPrice != 0 && price <= type(uint80).max && ref.price <= type(uint80).max);
        require(ref.dayPrice <= type(uint80).max);
        require(11_000 <= limits.bandBps && limits.bandBps <= 1_000_000);
        require(limits.stepBps <= 2_000 && limits.dailyMoveBps <= 2_500);
    }
}
