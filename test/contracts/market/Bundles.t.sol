// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Mode} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Bundle, BundleItem, Order, Side} from "../../../contracts/market/Orders.sol";
import {ContractWallet} from "../../../contracts/mocks/ContractWallet.sol";
import {ERC721Mock} from "../../../contracts/mocks/ERC721Mock.sol";
import {Behaviour, HostileCollection} from "../../../contracts/mocks/HostileCollection.sol";
import {HostileWallet, WalletBehaviour} from "../../../contracts/mocks/HostileWallet.sol";
import {NonReentrant} from "../../../contracts/security/NonReentrant.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice Three parcels at 1,000, 2,000 and 3,000, all or none.
contract BundlesTest is MarketFixture {
    uint256[] private parcels;

    function setUp() public override {
        super.setUp();
        parcels = _parcelsOf(SELLER, 3);
    }

    function test_ABuyerFillsABundleOfAsks() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        _expectSettled(bundle);
        vm.prank(BUYER);
        market.fillBundle(bundle, signature);
        _assertSold(bundle);
    }

    function test_ASellerFillsABundleOfBids() public {
        Bundle memory bundle = _bundle(Side.Bid, BUYER, parcels);
        bytes memory signature = _signBundle(BUYER_KEY, bundle);
        _expectSettled(bundle);
        vm.prank(SELLER);
        market.fillBundle(bundle, signature);
        _assertSold(bundle);
    }

    function test_ABundleAuthorisedOnChain() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bytes32 orderHash = market.hashBundle(bundle);
        vm.expectEmit(address(market));
        emit IMarket.BundleAuthorised(orderHash, SELLER, bundle);
        _authoriseBundle(bundle);
        vm.assertTrue(market.isAuthorised(orderHash));
        vm.prank(BUYER);
        market.fillBundle(bundle, "");
        _assertSold(bundle);
    }

    function test_ABundleOfAContractWallet() public {
        ContractWallet wallet = new ContractWallet(SELLER);
        vm.startPrank(SELLER);
        for (uint256 i = 0; i < 3; i++) land.transferFrom(SELLER, address(wallet), parcels[i]);
        wallet.execute(address(land), abi.encodeCall(land.setApprovalForAll, (address(market), true)));
        vm.stopPrank();
        Bundle memory bundle = _bundle(Side.Ask, address(wallet), parcels);
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        vm.prank(BUYER);
        market.fillBundle(bundle, signature);
        vm.assertEq(land.balanceOf(BUYER), 3);
        vm.assertEq(money.balanceOf(address(wallet)), 5_550 * USD);
    }

    function test_TheFirstPricesNeedNotBeTheLast() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        (bundle.items[0].price, bundle.items[2].price) = (1, 7 * USD);
        _authoriseBundle(bundle);
        vm.prank(BUYER);
        market.fillBundle(bundle, "");
        vm.assertEq(money.balanceOf(BUYER), RICHES - 2_007 * USD - 1);
    }

    function test_TheLargestBundle() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, _parcelsOf(SELLER, 32));
        _authoriseBundle(bundle);
        vm.prank(BUYER);
        market.fillBundle(bundle, "");
        vm.assertEq(land.balanceOf(BUYER), 32);
    }

    function test_RevertWhen_TheSizeIsWrong() public {
        uint256[2] memory sizes = [uint256(0), 33];
        for (uint256 i = 0; i < 2; i++) {
            Bundle memory bundle = _bundle(Side.Ask, SELLER, new uint256[](sizes[i]));
            bytes4 invalid = IMarket.MarketBundleSizeInvalid.selector;
            bytes memory refusal = abi.encodeWithSelector(invalid, market.hashBundle(bundle), sizes[i]);
            bytes memory signature = _signBundle(SELLER_KEY, bundle);
            _refuse(bundle, signature, refusal);
            vm.expectRevert(refusal);
            vm.prank(SELLER);
            market.authoriseBundle(bundle);
            vm.expectRevert(refusal);
            market.checkBundleItem(BUYER, bundle, signature, 0);
        }
    }

    /// @dev Whichever item it is.
    function testFuzz_RevertWhen_AnItemIsBlocked(uint256 index) public {
        index = index % 3;
        _sellAway(index, START);
        Bundle memory bundle = _bundle(Side.Bid, BUYER, parcels);
        bytes memory signature = _signBundle(BUYER_KEY, bundle);
        bytes memory evidence = abi.encode(uint256(uint160(BUYER)), START, 7 days);
        _expectRefusedBy(ROUND_TRIP, IWashTrading.RoundTripTooSoon.selector, evidence);
        vm.prank(SELLER);
        market.fillBundle(bundle, signature);
        _assertUntouched(bundle);
    }

    /// @dev There is no half of a bundle that could wait in escrow.
    function testFuzz_RevertWhen_AnItemWouldBeHeld(uint256 index) public {
        index = index % 3;
        _sellAway(index, START + 20 days);
        Bundle memory bundle = _bundle(Side.Bid, BUYER, parcels);
        bytes memory signature = _signBundle(BUYER_KEY, bundle);
        bytes memory evidence = abi.encode(uint256(uint160(BUYER)), START, 30 days);
        _expectRefusedBy(ROUND_TRIP, IWashTrading.RoundTripForReview.selector, evidence);
        vm.prank(SELLER);
        market.fillBundle(bundle, signature);
        _assertUntouched(bundle);
        vm.assertEq(escrow.caseCount(), 0);
    }

    function testFuzz_RevertWhen_ATokenIsMissing(uint256 index) public {
        index = index % 3;
        vm.prank(SELLER);
        land.transferFrom(SELLER, STRANGER, parcels[index]);
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bytes4 code = IERC721Errors.ERC721InsufficientApproval.selector;
        _refuse(bundle, _signBundle(SELLER_KEY, bundle), abi.encodeWithSelector(code, market, parcels[index]));
        _assertUntouched(bundle);
    }

    function testFuzz_RevertWhen_AnItemHasNoPrice(uint256 index) public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bundle.items[index % 3].price = 0;
        bytes memory refusal = abi.encodeWithSelector(IMarket.MarketPriceZero.selector, market.hashBundle(bundle));
        _refuse(bundle, _signBundle(SELLER_KEY, bundle), refusal);
        vm.expectRevert(refusal);
        vm.prank(SELLER);
        market.authoriseBundle(bundle);
    }

    function test_RevertWhen_AnItemIsThereTwice() public {
        parcels[2] = parcels[0];
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        _refuse(
            bundle,
            _signBundle(SELLER_KEY, bundle),
            abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, SELLER, parcels[0], BUYER)
        );
    }

    function test_RevertWhen_ItIsFilledAgain() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        vm.prank(BUYER);
        market.fillBundle(bundle, signature);
        _setAllModes(Mode.Off);
        vm.startPrank(BUYER);
        for (uint256 i = 0; i < 3; i++) land.transferFrom(BUYER, SELLER, parcels[i]);
        vm.stopPrank();
        _refuse(bundle, signature, _spent(bundle));
    }

    function test_TheMakerCancels() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        _authoriseBundle(bundle);
        vm.expectEmit(address(market));
        emit IMarket.OrderCancelled(market.hashBundle(bundle), SELLER, bundle.nonce);
        vm.prank(SELLER);
        market.cancelBundle(bundle);
        _refuse(bundle, "", _spent(bundle));
        vm.expectRevert(_spent(bundle));
        vm.prank(SELLER);
        market.authoriseBundle(bundle);
    }

    /// @dev An ask for one of the parcels on the bundle's nonce: whichever is filled first ends the other.
    function test_AnOrderOnTheSameNonceEndsIt() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        Order memory ask = _ask(SELLER, parcels[1], PRICE);
        ask.nonce = bundle.nonce;
        _authorise(ask);
        _authoriseBundle(bundle);
        vm.prank(BUYER);
        market.fill(ask, "", parcels[1]);
        _refuse(bundle, "", _spent(bundle));
    }

    function test_RevertWhen_TheCounterWasRaised() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        vm.prank(SELLER);
        market.raiseCounter();
        _refuse(bundle, signature, abi.encodeWithSelector(IMarket.MarketCounterMismatch.selector, SELLER, 0, 1));
    }

    function test_RevertWhen_ItIsForAnotherTaker() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bundle.taker = STRANGER;
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        _refuse(bundle, signature, abi.encodeWithSelector(IMarket.MarketTakerMismatch.selector, STRANGER, BUYER));
    }

    function test_RevertWhen_ItIsTooEarlyOrTooLate() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bundle.startsAt++;
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        bytes32 orderHash = market.hashBundle(bundle);
        bytes4 early = IMarket.MarketOrderNotStarted.selector;
        _refuse(bundle, signature, abi.encodeWithSelector(early, orderHash, bundle.startsAt));
        vm.warp(bundle.expiresAt);
        bytes4 late = IMarket.MarketOrderExpired.selector;
        _refuse(bundle, signature, abi.encodeWithSelector(late, orderHash, bundle.expiresAt));
    }

    function test_RevertWhen_TheCurrencyIsAnother() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bundle.currency = address(land);
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        _refuse(bundle, signature, abi.encodeWithSelector(IMarket.MarketCurrencyNotAccepted.selector, land));
    }

    function test_RevertWhen_SignedForAnotherChain() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        vm.chainId(5);
        _refuse(bundle, signature, _unsigned(bundle));
    }

    /// @dev A changed item, price or order of items is another bundle.
    function test_RevertWhen_TheItemsWereChanged() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        bundle.items[0].price--;
        _refuse(bundle, signature, _unsigned(bundle));
        bundle.items[0].price++;
        bundle.items[1].tokenId = _parcelOf(SELLER);
        _refuse(bundle, signature, _unsigned(bundle));
        bundle.items[1].tokenId = parcels[1];
        bundle.items[2].fingerprint = bytes32(uint256(1));
        _refuse(bundle, signature, _unsigned(bundle));
        bundle.items[2].fingerprint = 0;
        (bundle.items[0], bundle.items[1]) = (bundle.items[1], bundle.items[0]);
        _refuse(bundle, signature, _unsigned(bundle));
    }

    function test_RevertWhen_SomebodyElseSigned() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        _refuse(bundle, _signBundle(BUYER_KEY, bundle), _unsigned(bundle));
        _refuse(bundle, "", _unsigned(bundle));
    }

    function test_RevertWhen_AWalletLies() public {
        HostileWallet wallet = new HostileWallet();
        Bundle memory bundle = _bundle(Side.Ask, address(wallet), parcels);
        wallet.answer(abi.encode(true));
        _refuse(bundle, "signature", _unsigned(bundle));
        wallet.behave(WalletBehaviour.Revert);
        _refuse(bundle, "signature", _unsigned(bundle));
    }

    /// @dev A token of the bundle that would fill the bundle again, or another order, finds the market closed.
    function test_ATokenCannotReEnterABundle() public {
        (Bundle memory bundle, HostileCollection hostile) = _hostileBundle();
        hostile.reenter(address(market), abi.encodeCall(market.fillBundle, (bundle, "")));
        vm.prank(BUYER);
        market.fillBundle(bundle, "");
        vm.assertFalse(hostile.reentered());
        vm.assertEq(hostile.answer(), abi.encodeWithSelector(NonReentrant.NonReentrantCall.selector));
        vm.assertEq(land.balanceOf(BUYER), 2);
    }

    function test_RevertWhen_OneTokenRefusesToMove() public {
        (Bundle memory bundle, HostileCollection hostile) = _hostileBundle();
        hostile.behave(Behaviour.Refuse);
        _refuse(bundle, "", abi.encodeWithSelector(HostileCollection.HostileCollectionRefuses.selector));
        _assertUntouched(bundle);
    }

    function test_RevertWhen_SomebodyElseAuthorisesOrCancels() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bytes memory refusal = abi.encodeWithSelector(IMarket.MarketNotMaker.selector, STRANGER, SELLER);
        vm.startPrank(STRANGER);
        vm.expectRevert(refusal);
        market.authoriseBundle(bundle);
        vm.expectRevert(refusal);
        market.cancelBundle(bundle);
        vm.stopPrank();
    }

    /// @dev A bundle of one is no order: their hashes differ, so neither signature serves for the other.
    function test_RevertWhen_AnOrdersSignatureIsUsed() public {
        uint256[] memory one = new uint256[](1);
        one[0] = parcels[0];
        Bundle memory bundle = _bundle(Side.Ask, SELLER, one);
        Order memory ask = _ask(SELLER, parcels[0], PRICE);
        ask.nonce = bundle.nonce;
        _refuse(bundle, _sign(SELLER_KEY, ask), _unsigned(bundle));
    }

    /// @dev EIP-712, as any wallet computes it.
    function test_HashesAsTheStandardSays() public view {
        Bundle memory bundle;
        (bundle.side, bundle.maker, bundle.currency) = (Side.Bid, BUYER, address(money));
        (bundle.startsAt, bundle.expiresAt, bundle.counter, bundle.nonce) = (1, 2, 3, 4);
        bundle.items = new BundleItem[](1);
        bundle.items[0] = BundleItem(address(land), 5, bytes32(uint256(6)), 7);
        string memory item = "BundleItem(address collection,uint256 tokenId,bytes32 fingerprint,uint256 price)";
        bytes memory whole = bytes.concat(
            "Bundle(uint8 side,address maker,BundleItem[] items,address currency,address taker,uint64 startsAt,",
            "uint64 expiresAt,uint256 counter,uint256 nonce)",
            bytes(item)
        );
        bytes32 items = keccak256(
            abi.encodePacked(keccak256(abi.encode(keccak256(bytes(item)), land, 5, bytes32(uint256(6)), 7)))
        );
        bytes32 structHash = keccak256(abi.encode(keccak256(whole), 1, BUYER, items, money, address(0), 1, 2, 3, 4));
        (, string memory name, string memory version, , , , ) = market.eip712Domain();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                block.chainid,
                market
            )
        );
        vm.assertEq(market.hashBundle(bundle), keccak256(abi.encodePacked(hex"1901", domain, structHash)));
    }

    function _refuse(Bundle memory bundle, bytes memory signature, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(BUYER);
        market.fillBundle(bundle, signature);
    }

    function _spent(Bundle memory bundle) private view returns (bytes memory) {
        return abi.encodeWithSelector(IMarket.MarketOrderSpent.selector, market.hashBundle(bundle), bundle.nonce);
    }

    function _unsigned(Bundle memory bundle) private view returns (bytes memory) {
        bytes4 invalid = IMarket.MarketSignatureInvalid.selector;
        return abi.encodeWithSelector(invalid, market.hashBundle(bundle), bundle.maker);
    }

    /// @dev The second of three tokens is another collection's.
    function _hostileBundle() private returns (Bundle memory bundle, HostileCollection hostile) {
        hostile = new HostileCollection();
        _enlist(ERC721Mock(address(hostile)));
        hostile.mint(SELLER, 9);
        bundle = _bundle(Side.Ask, SELLER, parcels);
        (bundle.items[1].collection, bundle.items[1].tokenId) = (address(hostile), 9);
        _authoriseBundle(bundle);
    }

    /// @dev The buyer owned one of the parcels before, and sold it to the seller.
    function _sellAway(uint256 index, uint256 time) private {
        parcels[index] = _parcelOf(BUYER);
        _sell(BUYER, SELLER, parcels[index], 1);
        vm.warp(time);
    }

    function _expectSettled(Bundle memory bundle) private {
        for (uint256 i = 0; i < 3; i++) {
            uint256 price = PRICE * (i + 1);
            vm.expectEmit(address(market));
            emit ISettlement.TradeSettled({
                orderHash: market.hashBundle(bundle),
                collection: address(land),
                tokenId: parcels[i],
                seller: SELLER,
                buyer: BUYER,
                price: price,
                fee: price / 40,
                royalty: price / 20
            });
        }
    }

    function _assertSold(Bundle memory bundle) private view {
        vm.assertEq(land.balanceOf(BUYER), 3);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 6_000 * USD);
        vm.assertEq(money.balanceOf(SELLER), RICHES + 5_550 * USD);
        vm.assertEq(money.balanceOf(TREASURY), 150 * USD);
        vm.assertEq(money.balanceOf(CREATOR), 300 * USD);
        vm.assertTrue(market.isSpent(bundle.maker, bundle.nonce));
    }

    function _assertUntouched(Bundle memory bundle) private view {
        vm.assertEq(land.balanceOf(BUYER), 0);
        vm.assertFalse(market.isSpent(bundle.maker, bundle.nonce));
        vm.assertEq(money.balanceOf(address(escrow)), 0);
        vm.assertEq(money.balanceOf(TREASURY), 0);
    }
}
