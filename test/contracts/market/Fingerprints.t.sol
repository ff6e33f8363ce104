// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Bundle, BundleItem, Order, Side} from "../../../contracts/market/Orders.sol";
import {ERC721Mock} from "../../../contracts/mocks/ERC721Mock.sol";
import {EstateMock} from "../../../contracts/mocks/EstateMock.sol";
import {HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {RoyaltyBehaviour, RoyaltyCollection} from "../../../contracts/mocks/RoyaltyCollection.sol";
import {vm} from "../Cheats.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice Orders for a token that must still consist of what it did.
contract FingerprintsTest is MarketFixture {
    bytes32 private constant WHOLE = keccak256("four parcels");
    bytes32 private constant REDUCED = keccak256("three parcels");
    EstateMock private estates;

    function setUp() public override {
        super.setUp();
        estates = new EstateMock();
        _enlist(estates);
        estates.mint(SELLER, 1);
        estates.compose(1, WHOLE);
    }

    function test_AnEstateIsSoldAsItWasOffered() public {
        Order memory ask = _askOf(estates, WHOLE);
        vm.prank(BUYER);
        market.fill(ask, "", 1);
        vm.assertEq(estates.ownerOf(1), BUYER);
    }

    function test_RevertWhen_AParcelWasTakenOut() public {
        Order memory ask = _askOf(estates, WHOLE);
        estates.compose(1, REDUCED);
        _refuse(ask);
        estates.compose(1, WHOLE);
        vm.prank(BUYER);
        market.fill(ask, "", 1);
    }

    function test_ABidIsTiedToo() public {
        Order memory bid = _bid(BUYER, 1, PRICE);
        (bid.collection, bid.fingerprint) = (address(estates), WHOLE);
        _authorise(bid);
        estates.compose(1, REDUCED);
        _expectMismatch(address(estates), WHOLE);
        vm.prank(SELLER);
        market.fill(bid, "", 1);
    }

    /// @dev A bid for any estate of a kind, and a set of them: the fingerprint holds for whichever token it is.
    function test_ABidForTheCollectionIsTiedToo() public {
        estates.mint(SELLER, 2);
        Order memory bid = _collectionBid(BUYER, PRICE);
        (bid.collection, bid.fingerprint) = (address(estates), WHOLE);
        _authorise(bid);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketFingerprintMismatch.selector, estates, 2, WHOLE));
        vm.prank(SELLER);
        market.fill(bid, "", 2);
        vm.prank(SELLER);
        market.fill(bid, "", 1);
        vm.assertEq(estates.ownerOf(1), BUYER);
    }

    function test_WithoutAFingerprintNothingIsAsked() public {
        Order memory ask = _askOf(estates, 0);
        estates.compose(1, REDUCED);
        vm.prank(BUYER);
        market.fill(ask, "", 1);
        vm.assertEq(estates.ownerOf(1), BUYER);
    }

    function test_RevertWhen_TheCollectionHasNoFingerprints() public {
        ERC721Mock plain = new ERC721Mock();
        _enlist(plain);
        plain.mint(SELLER, 1);
        _refuse(_askOf(plain, WHOLE));
    }

    /// @dev Only the one word that means yes is a yes.
    function test_RevertWhen_TheAnswerIsNoPlainYes() public {
        RoyaltyCollection liar = new RoyaltyCollection();
        _enlist(liar);
        liar.mint(SELLER, 1);
        Order memory ask = _askOf(liar, WHOLE);
        bytes[5] memory answers = [
            bytes(""),
            abi.encode(0),
            abi.encode(2),
            abi.encodePacked(true),
            abi.encode(true, true)
        ];
        for (uint256 i = 0; i < answers.length; i++) {
            liar.answer(answers[i]);
            _refuse(ask);
        }
        liar.behave(RoyaltyBehaviour.Revert);
        _refuse(ask);
        liar.answer(abi.encode(true));
        vm.prank(BUYER);
        market.fill(ask, "", 1);
    }

    /// @dev What the collection leaves of the gas is still enough to say why.
    function test_RevertWhen_TheCollectionBurnsItsGas() public {
        RoyaltyCollection burner = new RoyaltyCollection();
        _enlist(burner);
        burner.mint(SELLER, 1);
        Order memory ask = _askOf(burner, WHOLE);
        burner.behave(RoyaltyBehaviour.Burn);
        _expectMismatch(address(burner), WHOLE);
        vm.prank(BUYER);
        market.fill{gas: 5_000_000}(ask, "", 1);
    }

    function test_AnItemOfABundleIsTied() public {
        Bundle memory bundle = _bundleOf(address(land), _parcelOf(SELLER));
        estates.compose(1, REDUCED);
        _expectMismatch(address(estates), WHOLE);
        vm.prank(BUYER);
        market.fillBundle(bundle, "");
        estates.compose(1, WHOLE);
        vm.prank(BUYER);
        market.fillBundle(bundle, "");
        vm.assertEq(estates.ownerOf(1), BUYER);
    }

    /// @dev An accomplice among the items takes a parcel out while the bundle is being filled: each fingerprint is checked when
    /// its own turn comes.
    function test_RevertWhen_AnEarlierItemChangesTheEstate() public {
        HostileCollection accomplice = new HostileCollection();
        _enlistAccomplice(accomplice);
        accomplice.reenter(address(estates), abi.encodeCall(estates.compose, (1, REDUCED)));
        Bundle memory bundle = _bundleOf(address(accomplice), 9);
        vm.assertEq(market.checkBundleItem(BUYER, bundle, "", 1).tokenId, 1);
        _expectMismatch(address(estates), WHOLE);
        vm.prank(BUYER);
        market.fillBundle(bundle, "");
        vm.assertEq(estates.ownerOf(1), SELLER);
    }

    function _enlistAccomplice(HostileCollection collection) private {
        _enlist(ERC721Mock(address(collection)));
        collection.mint(SELLER, 9);
    }

    function _bundleOf(address collection, uint256 tokenId) private returns (Bundle memory bundle) {
        bundle = _bundle(Side.Ask, SELLER, new uint256[](2));
        bundle.items[0] = BundleItem(collection, tokenId, 0, PRICE);
        bundle.items[1] = BundleItem(address(estates), 1, WHOLE, PRICE);
        _authoriseBundle(bundle);
    }

    function _askOf(ERC721Mock collection, bytes32 fingerprint) private returns (Order memory ask) {
        ask = _ask(SELLER, 1, PRICE);
        (ask.collection, ask.fingerprint) = (address(collection), fingerprint);
        _authorise(ask);
    }

    function _refuse(Order memory ask) private {
        _expectMismatch(ask.collection, ask.fingerprint);
        vm.prank(BUYER);
        market.fill(ask, "", 1);
    }

    function _expectMismatch(address collection, bytes32 fingerprint) private {
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketFingerprintMismatch.selector, collection, 1, fingerprint));
    }
}
