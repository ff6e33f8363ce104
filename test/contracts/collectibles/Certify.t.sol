// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Certificate, ICollectible, Licence, Work} from "../../../contracts/collectibles/ICollectible.sol";
import {IPaymentSplits, Share} from "../../../contracts/payments/IPaymentSplits.sol";
import {vm} from "../Cheats.sol";
import {CollectibleFixture} from "./CollectibleFixture.sol";

contract CertifyTest is CollectibleFixture {
    function test_KnowsItsContracts() public view {
        vm.assertEq(address(works.COMPLIANCE()), address(compliance));
        vm.assertEq(address(works.PAYMENT_SPLITS()), address(splits));
    }

    function test_ACreatorCertifiesAWork() public {
        Work memory work = _work(HASH, 750);
        vm.expectEmit(address(works));
        emit ICollectible.WorkCertified({
            workHash: HASH,
            creator: SELLER,
            licence: Licence.CcBySa,
            licenceUri: "",
            uri: "ipfs://work",
            royaltyBps: 750,
            creators: new Share[](0)
        });
        uint256 tokenId = _certify(work);

        vm.assertEq(tokenId, uint256(HASH));
        vm.assertEq(works.ownerOf(tokenId), SELLER);
        vm.assertEq(works.tokenURI(tokenId), "ipfs://work");
        vm.assertEq(works.totalSupply(), 1);
        Certificate memory certificate = works.certificateOf(tokenId);
        vm.assertEq(certificate.creator, SELLER);
        vm.assertEq(certificate.certifiedAt, START);
        vm.assertTrue(certificate.licence == Licence.CcBySa);
        vm.assertEq(certificate.royaltyBps, 750);
        vm.assertEq(certificate.licenceUri, "");
        vm.assertEq(certificate.uri, "ipfs://work");
    }

    function test_TheCertificateStaysWhenTheTokenGoes() public {
        uint256 tokenId = _certify(_work(HASH, 750));
        vm.prank(SELLER);
        works.transferFrom(SELLER, BUYER, tokenId);
        vm.warp(START + 1 days);
        vm.assertEq(works.certificateOf(tokenId).creator, SELLER);
        vm.assertEq(works.certificateOf(tokenId).certifiedAt, START);
    }

    function test_RevertWhen_TheWorkIsCertified() public {
        _certify(_work(HASH, 750));
        vm.expectRevert(abi.encodeWithSelector(ICollectible.CollectibleAlreadyCertified.selector, HASH, SELLER));
        vm.prank(BUYER);
        works.certify(_work(HASH, 0));
    }

    /// @dev Who certified it, and not who owns it now.
    function test_RevertWhen_TheWorkIsCertifiedAndSold() public {
        uint256 tokenId = _certify(_work(HASH, 750));
        _buy(SELLER, BUYER, tokenId, 1_000 * USD);
        vm.expectRevert(abi.encodeWithSelector(ICollectible.CollectibleAlreadyCertified.selector, HASH, SELLER));
        _certify(_work(HASH, 750));
    }

    function test_RevertWhen_ThereIsNoHash() public {
        vm.expectRevert(abi.encodeWithSelector(ICollectible.CollectibleWorkHashZero.selector));
        _certify(_work(0, 750));
    }

    function test_RevertWhen_TheRoyaltyIsTooHigh() public {
        vm.expectRevert(abi.encodeWithSelector(ICollectible.CollectibleRoyaltyTooHigh.selector, 1_001, 1_000));
        _certify(_work(HASH, 1_001));
    }

    function test_AnotherLicenceNeedsItsText() public {
        Work memory work = _work(HASH, 0);
        work.licence = Licence.Other;
        vm.expectRevert(abi.encodeWithSelector(ICollectible.CollectibleLicenceTextMissing.selector, HASH));
        _certify(work);
        work.licenceUri = "ipfs://licence";
        uint256 tokenId = _certify(work);
        vm.assertEq(works.certificateOf(tokenId).licenceUri, "ipfs://licence");
    }

    function test_ASoleCreatorGetsTheRoyalty() public {
        uint256 tokenId = _certify(_work(HASH, 750));
        (address receiver, uint256 royalty) = works.royaltyInfo(tokenId, 1_000);
        vm.assertEq(receiver, SELLER);
        vm.assertEq(royalty, 75);
        Share[] memory creators = works.creatorsOf(tokenId);
        vm.assertEq(creators.length, 1);
        vm.assertEq(creators[0].account, SELLER);
        vm.assertEq(creators[0].bps, 10_000);
    }

    function test_SeveralCreatorsShareTheRoyalty() public {
        Work memory work = _sharedWork(HASH, 750);
        vm.expectEmit(address(splits));
        emit IPaymentSplits.SplitChanged(address(works), true, uint256(HASH), work.creators);
        uint256 tokenId = _certify(work);
        (address receiver, uint256 royalty) = works.royaltyInfo(tokenId, 1_000);
        vm.assertEq(receiver, address(splits));
        vm.assertEq(royalty, 75);
        Share[] memory creators = works.creatorsOf(tokenId);
        vm.assertEq(abi.encode(creators), abi.encode(work.creators));
    }

    function test_RevertWhen_TheSharesAreNotWhole() public {
        Work memory work = _sharedWork(HASH, 750);
        work.creators[0].bps = 6_666;
        vm.expectRevert(abi.encodeWithSelector(IPaymentSplits.PaymentSplitsSumNotWhole.selector, 9_999));
        _certify(work);
    }

    /// @dev Nobody but the collection sets a token's split, and it does so once.
    function test_SharesCannotBeChanged() public {
        Work memory work = _sharedWork(HASH, 750);
        uint256 tokenId = _certify(work);
        vm.prank(SELLER);
        splits.setTokenSplit(tokenId, new Share[](0));
        vm.assertEq(abi.encode(works.creatorsOf(tokenId)), abi.encode(work.creators));
    }

    function test_RevertWhen_NobodyCertifiedWhatIsAskedAbout() public {
        bytes memory nonexistent = abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 5);
        vm.expectRevert(nonexistent);
        works.certificateOf(5);
        vm.expectRevert(nonexistent);
        works.creatorsOf(5);
        vm.expectRevert(nonexistent);
        works.tokenURI(5);
    }

    function test_SpeaksItsStandards() public view {
        vm.assertTrue(works.supportsInterface(type(IERC2981).interfaceId));
        vm.assertTrue(works.supportsInterface(type(IERC721).interfaceId));
        vm.assertTrue(works.supportsInterface(type(IERC165).interfaceId));
        vm.assertFalse(works.supportsInterface(0xffffffff));
    }

    function testFuzz_EachWorkHasACertificateOfItsOwn(bytes32 one, bytes32 other, uint16 bps) public {
        vm.assume(one != other && one != 0 && other != 0);
        bps = bps % 1_001;
        _certify(_work(one, bps));
        vm.prank(BUYER);
        works.certify(_sharedWork(other, 1_000 - bps));
        vm.assertEq(works.certificateOf(uint256(one)).creator, SELLER);
        vm.assertEq(works.certificateOf(uint256(other)).creator, BUYER);
        vm.assertEq(works.certificateOf(uint256(one)).royaltyBps, bps);
        vm.assertEq(works.totalSupply(), 2);
    }
}
