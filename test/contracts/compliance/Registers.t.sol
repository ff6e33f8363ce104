// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ICompliance, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice `setTransferPolicy` and `loosenTransferPolicy`.
contract RegistersTest is Fixture {
    function test_SetsEveryPolicy() public {
        for (uint8 i = 0; i <= uint8(type(TransferPolicy).max); i++) {
            TransferPolicy policy = TransferPolicy(i);
            vm.expectEmit(address(compliance));
            emit ICompliance.TransferPolicyChanged(address(land), policy);
            _setPolicy(address(land), policy);
            vm.assertTrue(compliance.transferPolicy(address(land)) == policy);
        }
    }

    /// @dev Stricter at once, by the platform; anything else by the decision layer.
    function testFuzz_ThePlatformOnlyTightens(uint8 from, uint8 to) public {
        (TransferPolicy current, TransferPolicy next) = (TransferPolicy(from % 4), TransferPolicy(to % 4));
        _setPolicy(address(land), current);
        if (next < current) {
            vm.expectRevert(abi.encodeWithSelector(ICompliance.CompliancePolicyLoosened.selector, land, current, next));
        }
        vm.prank(PLATFORM);
        compliance.setTransferPolicy(address(land), next);
        vm.prank(DECISION);
        compliance.loosenTransferPolicy(address(land), next);
        vm.assertTrue(compliance.transferPolicy(address(land)) == next);
    }

    function test_RevertWhen_ThePlatformLoosens() public {
        bytes memory refusal = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, PLATFORM);
        vm.expectRevert(refusal);
        vm.prank(PLATFORM);
        compliance.loosenTransferPolicy(address(land), TransferPolicy.Open);
    }

    function test_RevertWhen_LooseningWhatIsNoContract() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceNotAContract.selector, STRANGER));
        vm.prank(DECISION);
        compliance.loosenTransferPolicy(STRANGER, TransferPolicy.Open);
    }

    function test_AnUnknownCollectionIsUnlisted() public view {
        vm.assertTrue(compliance.transferPolicy(STRANGER) == TransferPolicy.Unlisted);
    }

    function test_RevertWhen_ACollectionIsNoContract() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceNotAContract.selector, STRANGER));
        vm.prank(PLATFORM);
        compliance.setTransferPolicy(STRANGER, TransferPolicy.Open);
    }
}
