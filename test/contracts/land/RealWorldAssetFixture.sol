// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode} from "../../../contracts/compliance/ICompliance.sol";
import {IERC7943NonFungible} from "../../../contracts/land/IERC7943NonFungible.sol";
import {IRealWorldAsset} from "../../../contracts/land/IRealWorldAsset.sol";
import {vm} from "../Cheats.sol";
import {HouseFixture} from "../payments/HouseFixture.sol";

/// @notice A world in which SELLER has a parcel that the officer may freeze or seize.
abstract contract RealWorldAssetFixture is HouseFixture {
    bytes32 internal constant SANCTIONS = "Sanctions";
    uint256 internal constant PRICE = 1_000 * USD;
    uint256 internal parcel;

    function setUp() public virtual override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
    }

    function _setFrozen(address account, bool frozen) internal {
        vm.prank(OFFICER);
        vm.assertTrue(land.setFrozenTokens(account, parcel, frozen));
    }

    function _seize(address from, address to) internal {
        vm.prank(OFFICER);
        vm.assertTrue(land.forcedTransfer(from, to, parcel));
    }

    function _refuseSeizure(address from, address to, bytes memory refusal) internal {
        vm.prank(OFFICER);
        vm.expectRevert(refusal);
        land.forcedTransfer(from, to, parcel);
    }

    function _give(address from, address to) internal {
        vm.prank(from);
        land.transferFrom(from, to, parcel);
    }

    function _refuseGift(address from, address to, bytes memory refusal) internal {
        vm.prank(from);
        vm.expectRevert(refusal);
        land.transferFrom(from, to, parcel);
    }

    function _setListed(address account, bool listed) internal {
        address[] memory accounts = new address[](1);
        accounts[0] = account;
        vm.prank(SUPPORT);
        money.setListed(accounts, listed);
    }

    function _list(address account) internal {
        _setMode(SANCTIONS, Mode.Enforce);
        _setListed(account, true);
    }

    function _frozenFor(address account) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IERC7943NonFungible.ERC7943InsufficientUnfrozenBalance.selector, account, parcel);
    }

    function _inCustody(address settler) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IRealWorldAsset.RealWorldAssetInCustody.selector, settler, parcel);
    }

    function _ownCase(address account) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IRealWorldAsset.RealWorldAssetOwnCase.selector, OFFICER, account);
    }
}
