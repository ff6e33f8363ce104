// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ContractWallet} from "../../../../contracts/mocks/ContractWallet.sol";
import {HostileWallet, WalletBehaviour} from "../../../../contracts/mocks/HostileWallet.sol";
import {IInstalments, InstalmentOffer} from "../../../../contracts/payments/IInstalments.sol";
import {Instalments} from "../../../../contracts/payments/Instalments.sol";
import {vm} from "../../Cheats.sol";
import {InstalmentsFixture} from "./InstalmentsFixture.sol";

/// @notice Whether the seller agreed: signatures, authorisation on chain, cancellation.
contract OffersTest is InstalmentsFixture {
    function test_AuthorisingPublishesTheOffer() public {
        InstalmentOffer memory offer = _offer();
        bytes32 offerHash = house.hashOffer(offer);
        vm.expectEmit(address(house));
        emit IInstalments.OfferAuthorised(offerHash, SELLER, offer);
        vm.prank(SELLER);
        house.authorise(offer);
        vm.assertTrue(house.isAuthorised(offerHash));
    }

    function test_RevertWhen_AStrangerAuthorisesOrCancels() public {
        InstalmentOffer memory offer = _offer();
        bytes memory refusal = abi.encodeWithSelector(IInstalments.InstalmentsNotSeller.selector, STRANGER, SELLER);
        vm.startPrank(STRANGER);
        vm.expectRevert(refusal);
        house.authorise(offer);
        vm.expectRevert(refusal);
        house.cancel(offer);
        vm.stopPrank();
    }

    function test_RevertWhen_AnExpiredOfferIsAuthorised() public {
        InstalmentOffer memory offer = _offer();
        vm.warp(offer.expiresAt);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstalments.InstalmentsOfferExpired.selector,
                house.hashOffer(offer),
                offer.expiresAt
            )
        );
        vm.prank(SELLER);
        house.authorise(offer);
    }

    function test_RevertWhen_TheOfferWasCancelled() public {
        InstalmentOffer memory offer = _offer();
        vm.expectEmit(address(house));
        emit IInstalments.OfferCancelled(house.hashOffer(offer), SELLER, offer.nonce);
        vm.prank(SELLER);
        house.cancel(offer);
        bytes memory signature = _sign(offer);
        vm.expectRevert(
            abi.encodeWithSelector(IInstalments.InstalmentsOfferSpent.selector, house.hashOffer(offer), offer.nonce)
        );
        vm.prank(BUYER);
        house.accept(offer, signature);
    }

    function test_RevertWhen_TheCounterWasRaised() public {
        InstalmentOffer memory offer = _offer();
        bytes memory signature = _sign(offer);
        vm.expectEmit(address(house));
        emit IInstalments.CounterRaised(SELLER, 1);
        vm.prank(SELLER);
        house.raiseCounter();
        vm.expectRevert(abi.encodeWithSelector(IInstalments.InstalmentsCounterMismatch.selector, SELLER, 0, 1));
        vm.prank(BUYER);
        house.accept(offer, signature);
    }

    function test_PlansGoOnWhenTheCounterIsRaised() public {
        _accept(_offer());
        vm.prank(SELLER);
        house.raiseCounter();
        _pay(FIRST, 9);
        vm.assertEq(land.ownerOf(parcel), BUYER);
    }

    function test_RevertWhen_NobodyAgreed() public {
        InstalmentOffer memory offer = _offer();
        _refuse(offer, "");
        _refuse(offer, "noise");
    }

    function test_RevertWhen_SignedByAnother() public {
        InstalmentOffer memory offer = _offer();
        _refuse(offer, _signDigest(BUYER_KEY, house.hashOffer(offer)));
    }

    function testFuzz_AnyChangedFieldInvalidatesTheSignature(uint8 field) public {
        InstalmentOffer memory offer = _offer();
        bytes memory signature = _sign(offer);
        uint256 which = field % 8;
        if (which == 0) offer.buyer = BUYER;
        if (which == 1) offer.tokenId++;
        if (which == 2) offer.downPayment--;
        if (which == 3) offer.instalment--;
        if (which == 4) offer.count--;
        if (which == 5) offer.graceSeconds++;
        if (which == 6) offer.expiresAt++;
        if (which == 7) offer.nonce++;
        _refuse(offer, signature);
    }

    function test_RevertWhen_SignedForAnotherChain() public {
        InstalmentOffer memory offer = _offer();
        bytes memory signature = _sign(offer);
        vm.chainId(999);
        _refuse(offer, signature);
    }

    function test_RevertWhen_SignedForAnotherHouse() public {
        Instalments other = _newHouse();
        InstalmentOffer memory offer = _offer();
        _refuse(offer, _signDigest(SELLER_KEY, other.hashOffer(offer)));
    }

    function test_AWalletSellsByItsOwnersSignature() public {
        ContractWallet wallet = new ContractWallet(SELLER);
        InstalmentOffer memory offer = _offerOf(address(wallet));
        _accept(offer);
        vm.assertEq(house.planOf(FIRST).seller, address(wallet));
    }

    function test_RevertWhen_TheWalletDisagrees() public {
        HostileWallet wallet = new HostileWallet();
        InstalmentOffer memory offer = _offerOf(address(wallet));
        wallet.answer(abi.encode(true));
        _refuse(offer, "signature");
        wallet.behave(WalletBehaviour.Revert);
        _refuse(offer, "signature");
    }

    /// @dev A wallet that says yes to everything binds itself and nobody else.
    function test_AWalletThatAgreesToAnythingIsBoundByIt() public {
        HostileWallet wallet = new HostileWallet();
        wallet.answer(abi.encode(IERC1271.isValidSignature.selector));
        InstalmentOffer memory offer = _offerOf(address(wallet));
        vm.prank(BUYER);
        house.accept(offer, "anything");
        vm.assertEq(house.planOf(FIRST).seller, address(wallet));
        _refuse(_offer(), "anything");
    }

    function test_HashesAsEip712Says() public {
        InstalmentOffer memory offer = _offer();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Landslide Instalments"),
                keccak256("1"),
                block.chainid,
                address(house)
            )
        );
        bytes32 typeHash = keccak256(
            "InstalmentOffer(address seller,address buyer,address collection,uint256 tokenId,bytes32 fingerprint,"
            "address currency,uint128 downPayment,uint128 instalment,uint32 count,uint32 period,uint32 graceSeconds,"
            "uint16 forfeitBps,uint64 expiresAt,uint256 counter,uint256 nonce)"
        );
        bytes32 structHash = keccak256(
            bytes.concat(
                abi.encode(typeHash, offer.seller, offer.buyer, offer.collection, offer.tokenId, offer.fingerprint),
                abi.encode(offer.currency, offer.downPayment, offer.instalment, offer.count, offer.period),
                abi.encode(offer.graceSeconds, offer.forfeitBps, offer.expiresAt, offer.counter, offer.nonce)
            )
        );
        vm.assertEq(house.hashOffer(offer), keccak256(abi.encodePacked(hex"1901", domain, structHash)));
    }

    /// @dev A parcel of a contract wallet's, offered on the usual terms.
    function _offerOf(address wallet) private returns (InstalmentOffer memory offer) {
        offer = _offer();
        offer.seller = wallet;
        offer.tokenId = _giveParcel(wallet, 8, 8);
        vm.prank(wallet);
        land.setApprovalForAll(address(house), true);
    }

    function _refuse(InstalmentOffer memory offer, bytes memory signature) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IInstalments.InstalmentsSignatureInvalid.selector,
                house.hashOffer(offer),
                offer.seller
            )
        );
        vm.prank(BUYER);
        house.accept(offer, signature);
    }
}
