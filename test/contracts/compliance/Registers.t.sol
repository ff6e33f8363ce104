// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice `setTransferPolicy`.
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

    function test_AnUnknownCollectionIsUnlisted() public view {
        vm.assertTrue(compliance.transferPolicy(STRANGER) == TransferPolicy.Unlisted);
    }

    function test_RevertWhen_ACollectionIsNoContract() public {
        vm.expectRevert(abi.encodeWithSelector(ICompliance.ComplianceNotAContract.selector, STRANGER));
        _setPolicy(STRANGER, TransferPolicy.Open);
    }
}
