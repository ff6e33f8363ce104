// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode} from "../../../contracts/compliance/ICompliance.sol";
import {Case, CaseId} from "../../../contracts/payments/IEscrow.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";
import {World} from "../World.sol";
import {Held, traderAt} from "./Deals.sol";
import {MarketHandler} from "./MarketHandler.sol";

/// @notice Invariants 1 to 5 and 20 of the README, for a world whose rules are all in one mode.
abstract contract Invariants is Fixture {
    uint256 internal constant PARCELS = 3;
    MarketHandler internal handler;

    function _play(Mode mode) internal {
        _setAllModes(mode);
        World memory world = World(authority, money, compliance, marketRules, escrow, splits, membership, market, land);
        uint256[] memory parcels = new uint256[](PARCELS);
        for (uint256 i = 0; i < PARCELS; i++) parcels[i] = _giveParcel(traderAt(i), int128(int256(i)), 0);
        handler = new MarketHandler(world, OFFICER, REVIEWER, BANK, SUPPORT, mode, parcels);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_1_EscrowIsSolvent() public view {
        (, uint256 sum) = handler.openCases(0);
        vm.assertEq(escrow.held(), sum);
        vm.assertGe(money.balanceOf(address(escrow)), sum);
        vm.assertEq(escrow.caseCount(), handler.caseCount());
    }

    function invariant_2_EveryTokenHasAnOwnerOrACase() public view {
        for (uint256 i = 0; i < PARCELS; i++) {
            uint256 tokenId = handler.parcels(i);
            address owner = land.ownerOf(tokenId);
            vm.assertEq(owner, handler.ghostOwner(tokenId));
            (uint256 cases, ) = handler.openCases(tokenId);
            vm.assertEq(cases, owner == address(escrow) ? 1 : 0);
        }
    }

    function invariant_3_PaymentsAreLegsPlusEscrow() public view {
        uint256 out = handler.ghostPaidOut() + handler.ghostRefunded() + escrow.held();
        vm.assertEq(handler.ghostPaidIn(), out);
        vm.assertEq(money.balanceOf(TREASURY) + money.balanceOf(CREATOR), handler.ghostShares());
    }

    function invariant_4_SupplyIsConserved() public view {
        uint256 sum = money.balanceOf(address(escrow)) + money.balanceOf(TREASURY) + money.balanceOf(CREATOR);
        for (uint256 i = 0; i < handler.TRADERS(); i++) sum += money.balanceOf(handler.traders(i));
        // SELLER and BUYER have their riches and take no part.
        vm.assertEq(sum, handler.ghostIssued());
        vm.assertEq(sum + 2 * RICHES, money.totalSupply());
        vm.assertEq(money.balanceOf(address(market)), 0);
    }

    function invariant_5_ASpentNonceNeverFills() public view {
        vm.assertEq(handler.deadOrdersFilled(), 0);
    }

    function invariant_20_CasesStandAsTheirStepsSay() public view {
        for (uint256 i = 0; i < handler.caseCount(); i++) {
            Case memory there = escrow.caseOf(CaseId.wrap(i + 1));
            Held memory noted = handler.caseAt(i);
            vm.assertTrue(there.status == noted.status);
            vm.assertEq(there.openedAt, noted.openedAt);
            vm.assertEq(there.deadline, noted.deadline);
            vm.assertEq(there.frozenUntil, noted.frozenUntil);
            vm.assertLe(there.frozenUntil, noted.openedAt + escrow.MAX_CASE_AGE());
        }
    }
}
