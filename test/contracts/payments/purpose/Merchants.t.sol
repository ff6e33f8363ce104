// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IPurposeBoundMoney} from "../../../../contracts/payments/IPurposeBoundMoney.sol";
import {vm} from "../../Cheats.sol";
import {PurposeFixture} from "./PurposeFixture.sol";

/// @notice What the support layer says: recognised purposes, merchants and barred accounts.
contract MerchantsTest is PurposeFixture {
    function test_TheSupportLayerListsMerchants() public {
        vm.assertFalse(vouchers.isMerchant(VOUCHER, SELLER));
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.MerchantList("add", _list(SELLER), "met in person");
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.MerchantsChanged(VOUCHER, _list(SELLER), true);
        _addMerchant(VOUCHER, SELLER);
        vm.assertTrue(vouchers.isMerchant(VOUCHER, SELLER));
        vm.assertFalse(vouchers.isMerchant(2, SELLER));
    }

    function test_ARemovedMerchantIsAPersonAgain() public {
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.MerchantList("remove", _list(MERCHANT), "closed");
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.MerchantsChanged(VOUCHER, _list(MERCHANT), false);
        vm.prank(SUPPORT);
        vouchers.removeMerchants(VOUCHER, _list(MERCHANT), "closed");
        vm.assertFalse(vouchers.isMerchant(VOUCHER, MERCHANT));
        vm.prank(BUYER);
        vouchers.safeTransferFrom(BUYER, MERCHANT, VOUCHER, 1, "");
        vm.assertEq(vouchers.balanceOf(MERCHANT, VOUCHER), 1);
        vm.assertEq(money.balanceOf(MERCHANT), 0);
    }

    function test_ABlacklistedMerchantIsNone() public {
        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.Blacklist("add", _list(MERCHANT), "court order");
        _bar(MERCHANT);
        vm.assertTrue(vouchers.isBlacklisted(MERCHANT));
        vm.assertFalse(vouchers.isMerchant(VOUCHER, MERCHANT));

        vm.expectEmit(address(vouchers));
        emit IPurposeBoundMoney.Blacklist("remove", _list(MERCHANT), "lifted");
        vm.prank(SUPPORT);
        vouchers.removeFromBlacklist(_list(MERCHANT), "lifted");
        vm.assertFalse(vouchers.isBlacklisted(MERCHANT));
        vm.assertTrue(vouchers.isMerchant(VOUCHER, MERCHANT));
    }

    /// @dev Land bought with vouchers would change hands past the engine.
    function test_RevertWhen_AHouseIsMadeAMerchant() public {
        _refuseMerchant(address(market));
        _refuseMerchant(address(vouchers));
        _refuseMerchant(address(0));
    }

    function test_RevertWhen_ThePurposeIsUnknown() public {
        bytes memory refusal = abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyUnknown.selector, 2);
        vm.startPrank(SUPPORT);
        vm.expectRevert(refusal);
        vouchers.addMerchants(2, _list(SELLER), "");
        vm.expectRevert(refusal);
        vouchers.removeMerchants(2, _list(SELLER), "");
        vm.stopPrank();
    }

    /// @dev Not even the issuer: who edits the list could shut the holders out and wait for the refund, and who recognises a
    /// purpose of his own could pay anyone without losing anything.
    function test_RevertWhen_AnyoneElseEditsTheLists() public {
        address[2] memory callers = [ISSUER, PLATFORM];
        bytes[5] memory calls = [
            abi.encodeCall(vouchers.recognise, (VOUCHER, true)),
            abi.encodeCall(vouchers.addMerchants, (VOUCHER, _list(ISSUER), "")),
            abi.encodeCall(vouchers.removeMerchants, (VOUCHER, _list(MERCHANT), "")),
            abi.encodeCall(vouchers.addToBlacklist, (_list(BUYER), "")),
            abi.encodeCall(vouchers.removeFromBlacklist, (_list(BUYER), ""))
        ];
        for (uint256 i = 0; i < callers.length; i++) {
            for (uint256 j = 0; j < calls.length; j++) {
                vm.prank(callers[i]);
                (bool done, bytes memory reason) = address(vouchers).call(calls[j]);
                vm.assertFalse(done);
                vm.assertEq(
                    reason,
                    abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, callers[i])
                );
            }
        }
    }

    function _refuseMerchant(address account) private {
        vm.expectRevert(abi.encodeWithSelector(IPurposeBoundMoney.PurposeBoundMoneyMerchantInvalid.selector, account));
        _addMerchant(VOUCHER, account);
    }
}
