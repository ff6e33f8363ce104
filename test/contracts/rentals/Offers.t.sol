// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ContractWallet} from "../../../contracts/mocks/ContractWallet.sol";
import {HostileWallet, WalletBehaviour} from "../../../contracts/mocks/HostileWallet.sol";
import {IRentals, Offer} from "../../../contracts/rentals/IRentals.sol";
import {vm} from "../Cheats.sol";
import {RentalsFixture} from "./RentalsFixture.sol";

/// @notice Who agreed to an offer, and how long it holds.
contract OffersTest is RentalsFixture {
    bytes32 private constant OFFER_TYPE = keccak256(
        "Offer(address landlord,address collection,uint256 tokenId,bytes32 fingerprint,address currency,uint256 pricePerDay,uint16 minDays,uint16 maxDays,address tenant,uint64 startsAt,uint64 expiresAt,uint256 counter,uint256 nonce)"
    );
    bytes32 private constant DOMAIN_TYPE = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    function test_HashesAsEip712Says() public {
        Offer memory offer = _offer();
        vm.assertEq(rentals.hashOffer(offer), _digest(offer, "1", block.chainid, address(rentals)));
    }

    function test_AuthorisesAnOfferOnChain() public {
        Offer memory offer = _offer();
        bytes32 offerHash = rentals.hashOffer(offer);
        vm.assertFalse(rentals.isAuthorised(offerHash));
        vm.expectEmit(address(rentals));
        emit IRentals.OfferAuthorised(offerHash, SELLER, offer);
        _authoriseOffer(offer);
        vm.assertTrue(rentals.isAuthorised(offerHash));

        vm.prank(BUYER);
        rentals.rent(offer, "", 10, BUYER);
        vm.assertEq(land.userOf(parcel), BUYER);
    }

    function test_RevertWhen_AStrangerAuthorises() public {
        Offer memory offer = _offer();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IRentals.RentalsNotLandlord.selector, STRANGER, SELLER));
        rentals.authorise(offer);
    }

    function test_RevertWhen_ADeadOfferIsAuthorised() public {
        Offer memory offer = _offer();
        _cancel(offer);
        bytes memory refusal = _spent(offer);
        vm.prank(SELLER);
        vm.expectRevert(refusal);
        rentals.authorise(offer);

        offer = _offer();
        offer.expiresAt = uint64(START);
        refusal = _expired(offer);
        vm.prank(SELLER);
        vm.expectRevert(refusal);
        rentals.authorise(offer);
    }

    function test_RevertWhen_NobodyAgreed() public {
        Offer memory offer = _offer();
        _refuseRent(offer, "", 10, _signatureInvalid(offer));
    }

    function test_RevertWhen_SignedByAnother() public {
        Offer memory offer = _offer();
        _refuseRent(offer, _signOffer(BUYER_KEY, offer), 10, _signatureInvalid(offer));
    }

    function test_RevertWhen_ThePriceChangedAfterSigning() public {
        Offer memory offer = _offer();
        bytes memory signature = _signOffer(SELLER_KEY, offer);
        offer.pricePerDay = 1;
        _refuseRent(offer, signature, 10, _signatureInvalid(offer));
    }

    function testFuzz_RevertWhen_TheSignatureIsNoise(bytes memory noise) public {
        Offer memory offer = _offer();
        _refuseRent(offer, noise, 10, _signatureInvalid(offer));
    }

    function test_RevertWhen_SignedForAnotherChain() public {
        Offer memory offer = _offer();
        bytes memory signature = _signDigest(_digest(offer, "1", block.chainid + 1, address(rentals)));
        _refuseRent(offer, signature, 10, _signatureInvalid(offer));
    }

    function test_RevertWhen_TheChainForked() public {
        Offer memory offer = _offer();
        bytes memory signature = _signOffer(SELLER_KEY, offer);
        vm.chainId(block.chainid + 1);
        _refuseRent(offer, signature, 10, _signatureInvalid(offer));
    }

    function test_RevertWhen_SignedForAnotherHouse() public {
        Offer memory offer = _offer();
        bytes memory signature = _signDigest(_digest(offer, "1", block.chainid, address(market)));
        _refuseRent(offer, signature, 10, _signatureInvalid(offer));
    }

    function test_AWalletLetsByItsOwnersSignature() public {
        ContractWallet wallet = new ContractWallet(SELLER);
        Offer memory offer = _offerOfWallet(address(wallet));
        bytes memory wrong = _signOffer(BUYER_KEY, offer);
        _refuseRent(offer, wrong, 10, _signatureInvalid(offer));
        _rent(offer, 10);
        vm.assertEq(land.userOf(offer.tokenId), BUYER);
    }

    /// @dev A wallet that says yes to everything binds itself and nobody else.
    function test_RevertWhen_AWalletLies() public {
        HostileWallet wallet = new HostileWallet();
        Offer memory offer = _offerOfWallet(address(wallet));
        wallet.answer(abi.encode(true));
        _refuseRent(offer, "signature", 10, _signatureInvalid(offer));
        wallet.behave(WalletBehaviour.Revert);
        _refuseRent(offer, "signature", 10, _signatureInvalid(offer));

        wallet.answer(abi.encode(IERC1271.isValidSignature.selector));
        Offer memory sellers = _offer();
        _refuseRent(sellers, "signature", 10, _signatureInvalid(sellers));
        vm.prank(BUYER);
        rentals.rent(offer, "signature", 10, BUYER);
        vm.assertEq(land.userOf(offer.tokenId), BUYER);
    }

    function test_RevertWhen_TheOfferIsForSomebodyElse() public {
        Offer memory offer = _offer();
        offer.tenant = STRANGER;
        _refuseRent(offer, abi.encodeWithSelector(IRentals.RentalsTenantMismatch.selector, STRANGER, BUYER));
        offer.tenant = BUYER;
        _rent(offer, 10);
    }

    function test_RevertWhen_TheOfferHasNotStarted() public {
        Offer memory offer = _offer();
        offer.startsAt = uint64(START + 1);
        bytes32 offerHash = rentals.hashOffer(offer);
        _refuseRent(offer, abi.encodeWithSelector(IRentals.RentalsOfferNotStarted.selector, offerHash, offer.startsAt));
        vm.warp(START + 1);
        _rent(offer, 10);
    }

    function test_RevertWhen_TheOfferExpired() public {
        Offer memory offer = _offer();
        vm.warp(offer.expiresAt);
        _refuseRent(offer, _expired(offer));
    }

    function test_RevertWhen_ThePriceIsZero() public {
        Offer memory offer = _offer();
        offer.pricePerDay = 0;
        bytes32 offerHash = rentals.hashOffer(offer);
        _refuseRent(offer, abi.encodeWithSelector(IRentals.RentalsPriceZero.selector, offerHash));
    }

    function test_CancelsOffersWithTheirNonce() public {
        Offer memory offer = _offer();
        Offer memory twin = _offer();
        twin.nonce = offer.nonce;
        bytes32 offerHash = rentals.hashOffer(offer);
        vm.assertFalse(rentals.isSpent(SELLER, offer.nonce));
        vm.expectEmit(address(rentals));
        emit IRentals.OfferCancelled(offerHash, SELLER, offer.nonce);
        _cancel(offer);
        vm.assertTrue(rentals.isSpent(SELLER, offer.nonce));
        _refuseRent(offer, _spent(offer));
        _refuseRent(twin, _spent(twin));
        _rentFor(10);
    }

    function test_RevertWhen_AStrangerCancels() public {
        Offer[] memory offers = new Offer[](1);
        offers[0] = _offer();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IRentals.RentalsNotLandlord.selector, STRANGER, SELLER));
        rentals.cancel(offers);
    }

    function test_RaisingTheCounterCancelsEverything() public {
        Offer memory offer = _offer();
        _authoriseOffer(offer);
        vm.expectEmit(address(rentals));
        emit IRentals.CounterRaised(SELLER, 1);
        vm.prank(SELLER);
        rentals.raiseCounter();
        vm.assertEq(rentals.counterOf(SELLER), 1);
        bytes memory refusal = abi.encodeWithSelector(IRentals.RentalsCounterMismatch.selector, SELLER, 0, 1);
        _refuseRent(offer, refusal);
        _refuseRent(offer, "", 10, refusal);
        _rentFor(10);
    }

    function test_AnOfferAheadOfTheCounterDoesNotHold() public {
        Offer memory offer = _offer();
        offer.counter = 1;
        _refuseRent(offer, abi.encodeWithSelector(IRentals.RentalsCounterMismatch.selector, SELLER, 1, 0));
    }

    function _cancel(Offer memory offer) private {
        Offer[] memory offers = new Offer[](1);
        offers[0] = offer;
        vm.prank(offer.landlord);
        rentals.cancel(offers);
    }

    function _offerOfWallet(address wallet) private returns (Offer memory offer) {
        offer = _offer();
        offer.landlord = wallet;
        offer.tokenId = _giveParcel(wallet, 70, 70);
        vm.prank(wallet);
        land.setApprovalForAll(address(rentals), true);
        _mint(wallet, USD);
    }

    function _spent(Offer memory offer) private view returns (bytes memory) {
        return abi.encodeWithSelector(IRentals.RentalsOfferSpent.selector, rentals.hashOffer(offer), offer.nonce);
    }

    function _expired(Offer memory offer) private view returns (bytes memory) {
        bytes32 offerHash = rentals.hashOffer(offer);
        return abi.encodeWithSelector(IRentals.RentalsOfferExpired.selector, offerHash, offer.expiresAt);
    }

    function _signDigest(bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SELLER_KEY, digest);
        return abi.encodePacked(r, s, v);
    }

    function _digest(
        Offer memory offer,
        string memory version,
        uint256 chainId,
        address verifier
    ) private pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256("Landslide Rentals"), keccak256(bytes(version)), chainId, verifier)
        );
        return keccak256(abi.encodePacked(hex"1901", domain, keccak256(abi.encode(OFFER_TYPE, offer))));
    }
}
