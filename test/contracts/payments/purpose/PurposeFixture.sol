// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IHoldings} from "../../../../contracts/payments/IHoldings.sol";
import {IPurposeBoundMoney} from "../../../../contracts/payments/IPurposeBoundMoney.sol";
import {PurposeBoundMoney} from "../../../../contracts/payments/PurposeBoundMoney.sol";
import {vm} from "../../Cheats.sol";
import {HouseFixture} from "../HouseFixture.sol";

/// @dev A library, so that the contract's bytecode is not part of every test contract.
library PurposeBoundMoneyHouse {
    function create(address authority, address settlementToken) public returns (PurposeBoundMoney) {
        return new PurposeBoundMoney(authority, settlementToken);
    }
}

/// @notice A world with vouchers: ISSUER's purpose 1, worth 50 dollars a unit for a year, is spent with MERCHANT; BUYER
/// holds 10.
abstract contract PurposeFixture is HouseFixture {
    uint256 internal constant FACE = 50 * USD;
    uint256 internal constant EXPIRY = START + 365 days;
    uint256 internal constant VOUCHER = 1;
    address internal immutable ISSUER = _named("issuer");
    address internal immutable MERCHANT = _named("merchant");
    PurposeBoundMoney internal vouchers;

    function setUp() public virtual override {
        super.setUp();
        vouchers = PurposeBoundMoneyHouse.create(address(authority), address(money));
        _setSettler(address(vouchers), true);
        vm.startPrank(ADMIN);
        _restrict(address(vouchers), IHoldings.returnSurplus.selector, authority.EXECUTION());
        _restrict(address(vouchers), IPurposeBoundMoney.recognise.selector, authority.SUPPORT());
        _restrict(address(vouchers), IPurposeBoundMoney.addMerchants.selector, authority.SUPPORT());
        _restrict(address(vouchers), IPurposeBoundMoney.removeMerchants.selector, authority.SUPPORT());
        _restrict(address(vouchers), IPurposeBoundMoney.addToBlacklist.selector, authority.SUPPORT());
        _restrict(address(vouchers), IPurposeBoundMoney.removeFromBlacklist.selector, authority.SUPPORT());
        vm.stopPrank();

        _mint(ISSUER, RICHES);
        vm.startPrank(ISSUER);
        money.approve(address(vouchers), type(uint256).max);
        vouchers.createPBMTokenType("School", FACE, EXPIRY, "ipfs://school");
        vm.stopPrank();
        _recognise(VOUCHER, true);
        vm.prank(ISSUER);
        vouchers.safeMint(BUYER, VOUCHER, 10, "");
        _addMerchant(VOUCHER, MERCHANT);
    }

    function _recognise(uint256 tokenId, bool recognised) internal {
        vm.prank(SUPPORT);
        vouchers.recognise(tokenId, recognised);
    }

    function _addMerchant(uint256 tokenId, address account) internal {
        vm.prank(SUPPORT);
        vouchers.addMerchants(tokenId, _list(account), "met in person");
    }

    function _bar(address account) internal {
        vm.prank(SUPPORT);
        vouchers.addToBlacklist(_list(account), "court order");
    }

    /// @dev A second purpose of the same issuer, with SELLER as its merchant and 4 units of BUYER's.
    function _secondPurpose() internal returns (uint256 tokenId) {
        vm.prank(ISSUER);
        tokenId = vouchers.createPBMTokenType("Housing", 7, EXPIRY + 1, "");
        _recognise(tokenId, true);
        vm.prank(ISSUER);
        vouchers.safeMint(BUYER, tokenId, 4, "");
        _addMerchant(tokenId, SELLER);
    }

    function _list(address account) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = account;
    }

    function _list(uint256 item) internal pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = item;
    }

    function _list(uint256 first, uint256 second) internal pure returns (uint256[] memory list) {
        list = new uint256[](2);
        (list[0], list[1]) = (first, second);
    }

    /// @dev Every unit is worth its face value, and nothing else is here.
    function _assertHeld(uint256 amount) internal view {
        vm.assertEq(vouchers.held(), amount);
        vm.assertEq(money.balanceOf(address(vouchers)), amount);
    }
}
