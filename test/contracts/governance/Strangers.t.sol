// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IBeneficialOwners} from "../../../contracts/compliance/IBeneficialOwners.sol";
import {ICompliance, Mode, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {IConduct} from "../../../contracts/compliance/rules/IConduct.sol";
import {IWashTrading, WashTradingLimits} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {IERC7943NonFungible} from "../../../contracts/land/IERC7943NonFungible.sol";
import {ILand, Place} from "../../../contracts/land/ILand.sol";
import {IParcels} from "../../../contracts/land/IParcels.sol";
import {CaseId, IEscrow} from "../../../contracts/payments/IEscrow.sol";
import {ISettlementToken} from "../../../contracts/payments/ISettlementToken.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Every restricted function refuses a stranger, and every layer what belongs to another.
contract StrangersTest is Fixture {
    function test_TheRolesAreFiveAndDistinct() public view {
        vm.assertEq(authority.DECISION(), 1);
        vm.assertEq(authority.EXECUTION(), 2);
        vm.assertEq(authority.PLATFORM(), 3);
        vm.assertEq(authority.SUPPORT(), 4);
        vm.assertEq(authority.BANK(), 5);
    }

    function test_RevertWhen_AnyoneButTheDecisionLayerDecides() public {
        _assertReservedFor(DECISION, address(compliance), abi.encodeCall(ICompliance.addRuleSet, (STRANGER)));
        _assertReservedFor(DECISION, address(compliance), abi.encodeCall(ICompliance.removeRuleSet, (STRANGER)));
        _assertReservedFor(
            DECISION,
            address(compliance),
            abi.encodeCall(ICompliance.setRuleMode, (SELF_TRADE, Mode.Off))
        );
        WashTradingLimits memory limits = WashTradingLimits(1 days, 1 days, 1 days, 1);
        _assertReservedFor(DECISION, address(marketRules), abi.encodeCall(IWashTrading.setLimits, (limits)));
        _assertReservedFor(
            DECISION,
            address(marketRules),
            abi.encodeCall(IConduct.setConductLimits, (marketRules.conductLimits()))
        );
        _assertReservedFor(
            DECISION,
            address(compliance),
            abi.encodeCall(ICompliance.loosenTransferPolicy, (address(land), TransferPolicy.Open))
        );
        _assertReservedFor(DECISION, address(compliance), abi.encodeCall(ICompliance.resumeTrading, ()));
        _assertReservedFor(DECISION, address(market), abi.encodeCall(ISettlement.setFee, (STRANGER, 1)));
        _assertReservedFor(DECISION, address(escrow), abi.encodeCall(IEscrow.setReviewPeriod, (1 days)));
        _assertReservedFor(DECISION, address(escrow), abi.encodeCall(IEscrow.setAppealPeriod, (1 days)));
    }

    function test_RevertWhen_AnyoneButTheExecutionLayerDisposes() public {
        CaseId none = CaseId.wrap(0);
        _assertReservedFor(OFFICER, address(escrow), abi.encodeCall(IEscrow.release, (none, "")));
        _assertReservedFor(OFFICER, address(escrow), abi.encodeCall(IEscrow.reverse, (none, "")));
        _assertReservedFor(OFFICER, address(escrow), abi.encodeCall(IEscrow.freeze, (none, 0, "")));
        _assertReservedFor(OFFICER, address(escrow), abi.encodeCall(IEscrow.unfreeze, (none, "")));
        _assertReservedFor(OFFICER, address(escrow), abi.encodeCall(IEscrow.returnSurplus, (STRANGER)));
        _assertReservedFor(
            OFFICER,
            address(land),
            abi.encodeCall(IERC7943NonFungible.setFrozenTokens, (STRANGER, 1, true))
        );
        _assertReservedFor(
            OFFICER,
            address(land),
            abi.encodeCall(IERC7943NonFungible.forcedTransfer, (SELLER, STRANGER, 1))
        );
    }

    function test_RevertWhen_AnyoneButThePlatformRegisters() public {
        _assertReservedFor(
            PLATFORM,
            address(money),
            abi.encodeCall(ISettlementToken.setSettler, (address(land), true))
        );
        _assertReservedFor(
            PLATFORM,
            address(compliance),
            abi.encodeCall(ICompliance.setTransferPolicy, (address(land), TransferPolicy.Open))
        );
        _assertReservedFor(PLATFORM, address(land), abi.encodeCall(ILand.mintBatch, (STRANGER, new Place[](1))));
        _assertReservedFor(PLATFORM, address(land), abi.encodeCall(IParcels.setRoyalty, (STRANGER, 1)));
    }

    function test_RevertWhen_AnyoneButTheSupportLayerAttests() public {
        _assertReservedFor(
            SUPPORT,
            address(compliance),
            abi.encodeCall(IBeneficialOwners.attest, (new address[](1), 1))
        );
        _assertReservedFor(SUPPORT, address(money), abi.encodeCall(ISettlementToken.setHub, (STRANGER, true)));
        _assertReservedFor(
            SUPPORT,
            address(money),
            abi.encodeCall(ISettlementToken.attestFundingRoot, (STRANGER, SELLER))
        );
        address[] memory accounts = new address[](1);
        _assertReservedFor(SUPPORT, address(money), abi.encodeCall(ISettlementToken.setListed, (accounts, true)));
        _assertReservedFor(SUPPORT, address(money), abi.encodeCall(ISettlementToken.setIdentified, (accounts, true)));
        _assertReservedFor(
            SUPPORT,
            address(marketRules),
            abi.encodeCall(IConduct.setReferencePrice, (address(land), 1))
        );
    }

    function test_RevertWhen_AnyoneButTheGuardianStopsTrading() public {
        _assertReservedFor(GUARDIAN, address(compliance), abi.encodeCall(ICompliance.stopTrading, (0)));
    }

    function test_RevertWhen_AnyoneButTheEngineNotesAttestations() public {
        _assertReservedFor(
            address(compliance),
            address(money),
            abi.encodeCall(ISettlementToken.noteAttested, (new address[](1), true))
        );
    }

    function test_RevertWhen_AnyoneButTheBankIssues() public {
        _assertReservedFor(BANK, address(money), abi.encodeCall(ISettlementToken.mint, (STRANGER, 1)));
    }

    /// @dev The holder of the role is not refused for lack of it; everybody else is, the administrator included.
    function _assertReservedFor(address holder, address target, bytes memory data) private {
        address[8] memory callers = [STRANGER, ADMIN, DECISION, OFFICER, PLATFORM, SUPPORT, BANK, GUARDIAN];
        for (uint256 i = 0; i < callers.length; i++) {
            vm.prank(callers[i]);
            (bool done, bytes memory reason) = target.call(data);
            bytes memory refusal = abi.encodeWithSelector(
                IAccessManaged.AccessManagedUnauthorized.selector,
                callers[i]
            );
            if (callers[i] == holder) {
                vm.assertTrue(done || keccak256(reason) != keccak256(refusal), "the holder is refused");
            } else {
                vm.assertFalse(done, "a stranger is let in");
                vm.assertEq(reason, refusal);
            }
        }
    }
}
