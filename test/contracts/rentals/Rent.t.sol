// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Estate} from "../../../contracts/land/Estate.sol";
import {ERC721Mock} from "../../../contracts/mocks/ERC721Mock.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {IRentals, Offer, Rental, RentalId, RentalStatus} from "../../../contracts/rentals/IRentals.sol";
import {vm} from "../Cheats.sol";
import {Estates} from "../land/EstateFixture.sol";
import {RentalsFixture} from "./RentalsFixture.sol";

contract RentTest is RentalsFixture {
    function test_RentsAParcel() public {
        Offer memory offer = _offer();
        bytes32 offerHash = rentals.hashOffer(offer);
        uint64 endsAt = uint64(START + 10 days);
        vm.expectEmit(address(rentals));
        emit IRentals.RentalStarted({
            rentalId: FIRST,
            collection: address(land),
            tokenId: parcel,
            offerHash: offerHash,
            landlord: SELLER,
            tenant: BUYER,
            user: BUYER,
            rent: 1_000 * USD,
            endsAt: endsAt
        });
        _rent(offer, 10);

        vm.assertEq(land.ownerOf(parcel), address(rentals));
        vm.assertEq(land.userOf(parcel), BUYER);
        vm.assertEq(land.userExpires(parcel), endsAt);
        vm.assertEq(money.balanceOf(BUYER), RICHES - 1_000 * USD);
        vm.assertEq(money.balanceOf(SELLER), RICHES);
        vm.assertEq(money.balanceOf(address(rentals)), 1_000 * USD);
        vm.assertEq(rentals.held(), 1_000 * USD);
        vm.assertEq(rentals.rentalCount(), 1);
        vm.assertTrue(rentals.isSpent(SELLER, offer.nonce));
        _assertNoted(rentals.rentalOf(FIRST), endsAt);
    }

    function test_TheUserMayBeSomebodyElse() public {
        Offer memory offer = _offer();
        bytes memory signature = _signOffer(SELLER_KEY, offer);
        vm.prank(BUYER);
        rentals.rent(offer, signature, 10, STRANGER);
        vm.assertEq(land.userOf(parcel), STRANGER);
        vm.assertEq(rentals.rentalOf(FIRST).tenant, BUYER);
    }

    function test_TheTenantDevelopsTheLandAndNeverSellsIt() public {
        _rentFor(10);
        vm.prank(BUYER);
        land.setOperator(parcel, STRANGER);
        vm.assertTrue(land.mayOperate(BUYER, parcel));
        vm.assertTrue(land.mayOperate(STRANGER, parcel));
        vm.assertFalse(land.mayOperate(SELLER, parcel));

        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, BUYER, parcel));
        land.transferFrom(address(rentals), BUYER, parcel);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, BUYER, parcel));
        land.setUser(parcel, BUYER, type(uint64).max);
        vm.warp(START + 10 days);
        vm.assertFalse(land.mayOperate(BUYER, parcel));
        vm.assertFalse(land.mayOperate(STRANGER, parcel));
    }

    /// @dev What the tenant was promised: the landlord cannot sell, lend or move the land while the term runs.
    function test_TheLandlordCannotTakeTheUseAway() public {
        _rentFor(10);
        bytes memory refusal = abi.encodeWithSelector(
            IERC721Errors.ERC721InsufficientApproval.selector,
            SELLER,
            parcel
        );
        vm.startPrank(SELLER);
        vm.expectRevert(refusal);
        land.setUser(parcel, STRANGER, type(uint64).max);
        vm.expectRevert(refusal);
        land.transferFrom(address(rentals), SELLER, parcel);
        vm.stopPrank();
        Order memory ask = _ask(SELLER, parcel, PER_DAY);
        _authorise(ask);
        vm.prank(STRANGER);
        (bool sold, ) = address(market).call(abi.encodeCall(market.fill, (ask, "", parcel)));
        vm.assertFalse(sold);
        vm.assertEq(land.userOf(parcel), BUYER);
    }

    /// @dev Custody is no change of owner: the landlord's own operator is there again, the token's history is as it was.
    function test_AfterTheTermEverythingIsAsBefore() public {
        vm.prank(SELLER);
        land.setOperator(parcel, TREASURY);
        _rentFor(10);
        vm.assertFalse(land.mayOperate(TREASURY, parcel));
        vm.warp(START + 10 days);
        rentals.end(FIRST);
        vm.assertEq(land.ownerOf(parcel), SELLER);
        vm.assertEq(land.operatorOf(parcel), TREASURY);
        vm.assertEq(land.userOf(parcel), address(0));
        vm.assertEq(marketRules.disposedAt(address(land), parcel, compliance.clusterOf(SELLER)), 0);
    }

    function testFuzz_RentsForEveryTermInRange(uint16 term) public {
        term = 2 + (term % 89);
        RentalId rentalId = _rentFor(term);
        vm.assertEq(rentals.rentalOf(rentalId).rent, PER_DAY * term);
        vm.assertEq(land.userExpires(parcel), START + uint256(term) * 1 days);
        vm.assertEq(money.balanceOf(address(rentals)), PER_DAY * term);
    }

    function test_RentsAnEstateAsItWasOffered() public {
        Estate estates = _estates();
        uint256[] memory parcels = new uint256[](2);
        (parcels[0], parcels[1]) = (parcel, _giveParcel(SELLER, 30, -5));
        vm.startPrank(SELLER);
        land.setApprovalForAll(address(estates), true);
        estates.setApprovalForAll(address(rentals), true);
        uint256 estateId = estates.join(parcels);
        vm.stopPrank();
        Offer memory offer = _offerOf(address(estates), estateId);
        offer.fingerprint = keccak256("other");
        _refuseRent(
            offer,
            abi.encodeWithSelector(IRentals.RentalsFingerprintMismatch.selector, estates, estateId, offer.fingerprint)
        );

        offer.fingerprint = estates.getFingerprint(estateId);
        _rent(offer, 10);
        vm.assertTrue(estates.mayOperateParcel(BUYER, parcels[1]));
        vm.assertFalse(estates.mayOperateParcel(SELLER, parcels[1]));
        vm.warp(START + 10 days);
        rentals.end(FIRST);
        vm.assertEq(estates.ownerOf(estateId), SELLER);
        vm.assertTrue(estates.mayOperateParcel(SELLER, parcels[1]));
    }

    function test_RevertWhen_AFingerprintIsAskedOfAParcel() public {
        Offer memory offer = _offer();
        offer.fingerprint = keccak256("estate");
        _refuseRent(
            offer,
            abi.encodeWithSelector(IRentals.RentalsFingerprintMismatch.selector, land, parcel, offer.fingerprint)
        );
    }

    function test_RevertWhen_TheTermIsOutOfRange() public {
        Offer memory offer = _offer();
        bytes memory signature = _signOffer(SELLER_KEY, offer);
        _refuseRent(offer, signature, 1, _outOfRange(1, 2));
        _refuseRent(offer, signature, 91, _outOfRange(91, 2));
        offer.minDays = 0;
        _refuseRent(offer, _signOffer(SELLER_KEY, offer), 0, _outOfRange(0, 0));
    }

    function test_RevertWhen_TheRentIsTooMuchToCount() public {
        Offer memory offer = _offer();
        offer.pricePerDay = type(uint256).max;
        _refuseRent(
            offer,
            abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 128, type(uint256).max)
        );
    }

    function test_RevertWhen_TheTenantCannotPay() public {
        Offer memory offer = _offer();
        offer.pricePerDay = RICHES;
        _refuseRent(
            offer,
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, BUYER, RICHES, 10 * RICHES)
        );
    }

    function test_RevertWhen_TheTenantDidNotAllowThePayment() public {
        vm.prank(BUYER);
        money.approve(address(rentals), 0);
        _refuseRent(
            _offer(),
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, rentals, 0, 10 * PER_DAY)
        );
    }

    function test_RevertWhen_NobodyIsToUseIt() public {
        Offer memory offer = _offer();
        bytes memory signature = _signOffer(SELLER_KEY, offer);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IRentals.RentalsUserZero.selector));
        rentals.rent(offer, signature, 10, address(0));
    }

    function test_RevertWhen_TheCurrencyIsNotTheSettlementToken() public {
        Offer memory offer = _offer();
        offer.currency = address(new FeeOnTransferToken());
        _refuseRent(offer, abi.encodeWithSelector(IRentals.RentalsCurrencyNotAccepted.selector, offer.currency));
    }

    function test_RevertWhen_TheLandlordLentItToSomebody() public {
        vm.prank(SELLER);
        land.setUser(parcel, STRANGER, uint64(START + 1 days));
        Offer memory offer = _offer();
        _refuseRent(offer, abi.encodeWithSelector(IRentals.RentalsTokenOccupied.selector, land, parcel, STRANGER));
        vm.prank(SELLER);
        land.setUser(parcel, address(0), 0);
        _rent(offer, 10);
        vm.assertEq(land.userOf(parcel), BUYER);
    }

    function test_RevertWhen_TheCollectionHasNoUsers() public {
        ERC721Mock plain = new ERC721Mock();
        _setPolicy(address(plain), TransferPolicy.Open);
        plain.mint(SELLER, 1);
        vm.prank(SELLER);
        plain.setApprovalForAll(address(rentals), true);
        _refuseRent(
            _offerOf(address(plain), 1),
            abi.encodeWithSelector(IRentals.RentalsUserNotSet.selector, plain, 1, BUYER)
        );
    }

    function test_RevertWhen_TheLandlordHasTheTokenNoMore() public {
        Offer memory offer = _offer();
        vm.prank(SELLER);
        land.transferFrom(SELLER, STRANGER, parcel);
        _refuseRent(offer, abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, rentals, parcel));
    }

    function test_RevertWhen_RentedTwice() public {
        Offer memory offer = _offer();
        _rent(offer, 10);
        bytes32 offerHash = rentals.hashOffer(offer);
        _refuseRent(offer, abi.encodeWithSelector(IRentals.RentalsOfferSpent.selector, offerHash, offer.nonce));
    }

    function _estates() private returns (Estate estates) {
        estates = Estates.create(address(authority), address(compliance), address(land));
        _setSettler(address(estates), true);
        _setPolicy(address(estates), TransferPolicy.Recorded);
    }

    function _assertNoted(Rental memory noted, uint64 endsAt) private view {
        vm.assertEq(noted.landlord, SELLER);
        vm.assertEq(noted.tenant, BUYER);
        vm.assertEq(noted.collection, address(land));
        vm.assertEq(noted.tokenId, parcel);
        vm.assertEq(noted.startedAt, START);
        vm.assertEq(noted.endsAt, endsAt);
        vm.assertEq(noted.rent, 1_000 * USD);
        vm.assertEq(noted.paid, 0);
        vm.assertTrue(noted.status == RentalStatus.Running);
        vm.assertFalse(noted.tokenPending);
    }

    function _outOfRange(uint16 term, uint16 minDays) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IRentals.RentalsTermOutOfRange.selector, term, minDays, 90);
    }
}
