// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PriceBand, Reference} from "../../contracts/compliance/rules/PriceBand.sol";

contract PriceBandProof {
    /// @notice No trade makes a reference price zero, which would switch the rule off.
    function referenceNeverVanishes(Reference memory ref, uint256 price) external pure {
        require(ref.price != 0 && ref.dayPrice != 0 && price <= type(uint80).max);
        require(11_000 <= ref.bandBps && ref.bandBps <= 1_000_000);
        require(ref.stepBps <= 2_000 && ref.dailyMoveBps <= 2_500);
        assert(PriceBand.moved(ref, price) != 0);
    }
}
