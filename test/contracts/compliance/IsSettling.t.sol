// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice `isSettling`: what a hook that may only read learns about the move it is asked about.
contract IsSettlingTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    HostileCollection private collection;

    function setUp() public override {
        super.setUp();
        collection = new HostileCollection();
        collection.mint(SELLER, 1);
        _setPolicy(address(collection), TransferPolicy.Recorded);
        vm.prank(SELLER);
        collection.setApprovalForAll(address(market), true);
    }

    function test_ATradeIsSettlingWhileItsTokenMoves() public {
        vm.assertFalse(_isSettling(1, SELLER, BUYER));
        collection.reenter(
            address(compliance),
            abi.encodeCall(compliance.isSettling, (address(collection), 1, SELLER, BUYER))
        );
        Order memory ask = _ask(SELLER, 1, PRICE);
        ask.collection = address(collection);
        _authorise(ask);
        vm.prank(BUYER);
        market.fill(ask, "", 1);
        vm.assertTrue(abi.decode(collection.answer(), (bool)));

        vm.assertFalse(_isSettling(2, SELLER, BUYER));
        vm.assertFalse(_isSettling(1, BUYER, SELLER));
        vm.assertFalse(_isSettling(1, SELLER, STRANGER));
        vm.assertFalse(compliance.isSettling(address(land), 1, SELLER, BUYER));
    }

    function test_AHeldTradeGoesToASettler() public {
        vm.prank(address(market));
        compliance.onTrade(_tradeOf(SELLER, BUYER, 1, PRICE));
        vm.assertTrue(compliance.isSettling(address(land), 1, SELLER, address(escrow)));
    }

    function test_ADepositComesFromItsOwner() public {
        vm.prank(address(market));
        compliance.onDeposit(address(collection), 1, SELLER);
        vm.assertTrue(_isSettling(1, SELLER, address(market)));
        vm.assertFalse(_isSettling(1, STRANGER, address(market)));
        vm.assertFalse(_isSettling(1, SELLER, BUYER));
    }

    function test_CustodyEndsFreely() public view {
        vm.assertTrue(_isSettling(1, address(escrow), STRANGER));
    }

    function test_OnceTheTokenToldItIsOver() public {
        uint256 parcel = _giveParcel(SELLER, 1, 1);
        _sell(SELLER, BUYER, parcel, PRICE);
        vm.assertFalse(compliance.isSettling(address(land), parcel, SELLER, BUYER));
    }

    function _isSettling(uint256 tokenId, address from, address to) private view returns (bool) {
        return compliance.isSettling(address(collection), tokenId, from, to);
    }
}
