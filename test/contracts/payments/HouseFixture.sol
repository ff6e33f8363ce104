// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IHoldings} from "../../../contracts/payments/IHoldings.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice What a house beside the market needs: registration, roles, a fee of 2.5 %, and approvals.
abstract contract HouseFixture is Fixture {
    function _openHouse(address house) internal {
        _setSettler(house, true);
        vm.startPrank(ADMIN);
        _restrict(house, ISettlement.setFee.selector, authority.DECISION());
        _restrict(house, IHoldings.returnSurplus.selector, authority.EXECUTION());
        vm.stopPrank();
        vm.prank(DECISION);
        ISettlement(house).setFee(TREASURY, 250);
        _approve(SELLER, house);
        _approve(BUYER, house);
    }

    function _approve(address trader, address house) internal {
        vm.startPrank(trader);
        money.approve(house, type(uint256).max);
        land.setApprovalForAll(house, true);
        vm.stopPrank();
    }

    function _restrict(address target, bytes4 selector, uint64 role) internal {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        authority.setTargetFunctionRole(target, selectors, role);
    }

    function _signDigest(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
