// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Finding, Trade, Verdict} from "../compliance/ICompliance.sol";
import {IERC4907} from "../land/IERC4907.sol";
import {AccountKind, Leg} from "../payments/ISettlementToken.sol";
import {NonReentrant} from "../security/NonReentrant.sol";
import {Signatures} from "../security/Signatures.sol";
import {Fingerprints} from "../settlement/Fingerprints.sol";
import {Payout, Settlement} from "../settlement/Settlement.sol";
import {IRentals, Offer, Rental, RentalId, RentalStatus} from "./IRentals.sol";

/// @notice See `IRentals`.
contract Rentals is IRentals, EIP712, Settlement, NonReentrant {
    using BitMaps for BitMaps.BitMap;

    bytes32 private constant OFFER_TYPE_HASH = keccak256(
        "Offer(address landlord,address collection,uint256 tokenId,bytes32 fingerprint,address currency,"
        "uint256 pricePerDay,uint16 minDays,uint16 maxDays,address tenant,uint64 startsAt,uint64 expiresAt,"
        "uint256 counter,uint256 nonce)"
    );

    /// @inheritdoc IRentals
    uint256 public rentalCount;
    /// @inheritdoc IRentals
    uint256 public held;
    /// @inheritdoc IRentals
    mapping(address landlord => uint256 counter) public counterOf;
    /// @inheritdoc IRentals
    mapping(bytes32 offerHash => bool authorised) public isAuthorised;
    mapping(address landlord => BitMaps.BitMap nonces) private _spent;
    mapping(RentalId rentalId => Rental) private _rentals;

    constructor(
        address authority,
        address compliance,
        address escrow,
        address paymentSplits
    ) EIP712("Landslide Rentals", "1") Settlement(authority, compliance, escrow, paymentSplits) {}

    /// @inheritdoc IRentals
    function rent(
        Offer calldata offer,
        bytes calldata signature,
        uint16 term,
        address user
    ) external nonReentrant returns (RentalId rentalId) {
        bytes32 offerHash = hashOffer(offer);
        _requireRentable(offer, offerHash, signature, term);
        require(user != address(0), RentalsUserZero());
        uint256 price = Math.saturatingMul(offer.pricePerDay, term);
        _requireNotBlocked(offer, offerHash, price);
        _requireVacant(offer, user);

        _spent[offer.landlord].set(offer.nonce);
        rentalId = RentalId.wrap(++rentalCount);
        uint64 endsAt = uint64(block.timestamp + uint256(term) * 1 days);
        _rentals[rentalId] = Rental({
            landlord: offer.landlord,
            endsAt: endsAt,
            status: RentalStatus.Running,
            tokenPending: false,
            tenant: msg.sender,
            startedAt: uint64(block.timestamp),
            collection: offer.collection,
            tokenId: offer.tokenId,
            rent: SafeCast.toUint128(price),
            paid: 0
        });
        held += price;

        emit RentalStarted({
            rentalId: rentalId,
            collection: offer.collection,
            tokenId: offer.tokenId,
            offerHash: offerHash,
            landlord: offer.landlord,
            tenant: msg.sender,
            user: user,
            rent: price,
            endsAt: endsAt
        });

        Leg[] memory deposit = new Leg[](1);
        deposit[0] = Leg(address(this), price);
        SETTLEMENT_TOKEN.payLegs(msg.sender, deposit);
        _takeIn(offer.collection, offer.tokenId, offer.landlord);
        _letIn(offer, user, endsAt);
    }

    /// @inheritdoc IRentals
    function claim(RentalId rentalId) external nonReentrant {
        Rental storage rental = _running(rentalId);
        uint256 due = _accrued(rental) - rental.paid;

        // What has accrued is part of the rent, which fits.
        rental.paid += uint128(due);
        held -= due;

        _payRent(rentalId, rental, due);
    }

    /// @inheritdoc IRentals
    function end(RentalId rentalId) external nonReentrant {
        Rental storage rental = _running(rentalId);
        require(block.timestamp >= rental.endsAt, RentalsTermRuns(rentalId, rental.endsAt));

        _close(rentalId, rental, 0);
    }

    /// @inheritdoc IRentals
    function terminate(RentalId rentalId) external nonReentrant {
        Rental storage rental = _running(rentalId);
        require(block.timestamp < rental.endsAt, RentalsTermOver(rentalId, rental.endsAt));
        bool leaves = msg.sender == rental.tenant;
        require(leaves || msg.sender == rental.landlord, RentalsNotParty(rentalId, msg.sender));

        _close(rentalId, rental, leaves ? 0 : rental.rent - _accrued(rental));
    }

    /// @inheritdoc IRentals
    function deliver(RentalId rentalId) external nonReentrant {
        Rental storage pending = _rentals[rentalId];
        require(pending.tokenPending, RentalsNothingPending(rentalId));

        pending.tokenPending = false;

        emit TokenDelivered(rentalId, pending.landlord);

        _release(pending);
    }

    /// @inheritdoc IRentals
    function authorise(Offer calldata offer) external {
        require(offer.landlord == msg.sender, RentalsNotLandlord(msg.sender, offer.landlord));
        bytes32 offerHash = hashOffer(offer);
        _requireOpen(offer, offerHash);

        isAuthorised[offerHash] = true;
        emit OfferAuthorised(offerHash, msg.sender, offer);
    }

    /// @inheritdoc IRentals
    function cancel(Offer[] calldata offers) external {
        for (uint256 i = 0; i < offers.length; i++) {
            Offer calldata offer = offers[i];
            require(offer.landlord == msg.sender, RentalsNotLandlord(msg.sender, offer.landlord));

            _spent[msg.sender].set(offer.nonce);
            emit OfferCancelled(hashOffer(offer), msg.sender, offer.nonce);
        }
    }

    /// @inheritdoc IRentals
    function raiseCounter() external {
        emit CounterRaised(msg.sender, ++counterOf[msg.sender]);
    }

    /// @dev The token's way back in a call of its own, so that its failure does not stop the money.
    function giveBack(RentalId rentalId) external {
        require(msg.sender == address(this), RentalsSelfOnly(msg.sender));
        _release(_rentals[rentalId]);
    }

    /// @inheritdoc IRentals
    function rentalOf(RentalId rentalId) external view returns (Rental memory) {
        return _rentals[rentalId];
    }

    /// @inheritdoc IRentals
    function claimable(RentalId rentalId) external view returns (uint256) {
        Rental storage rental = _rentals[rentalId];
        return rental.status == RentalStatus.Running ? _accrued(rental) - rental.paid : 0;
    }

    /// @inheritdoc IRentals
    function isSpent(address landlord, uint256 nonce) external view returns (bool) {
        return _spent[landlord].get(nonce);
    }

    /// @inheritdoc IRentals
    function hashOffer(Offer calldata offer) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(OFFER_TYPE_HASH, offer)));
    }

    /// @dev The tenant has the use of the token, or there is no rental.
    function _letIn(Offer calldata offer, address user, uint64 endsAt) private {
        try IERC4907(offer.collection).setUser(offer.tokenId, user, endsAt) {} catch {}
        require(_userOf(offer, user) == user, RentalsUserNotSet(offer.collection, offer.tokenId, user));
    }

    /// @dev Everything that is left goes out: the refund to the tenant, the rest to the landlord, then the token. A collection
    /// that refuses delays only its own token.
    function _close(RentalId rentalId, Rental storage rental, uint256 refund) private {
        uint256 left = rental.rent - rental.paid;
        (rental.status, rental.paid) = (RentalStatus.Over, rental.rent);
        held -= left;

        emit RentalEnded(rentalId, msg.sender, refund);

        _payRent(rentalId, rental, left - refund);
        // The tenant's own money, out of custody: neither a trade nor a payment.
        if (refund != 0) SETTLEMENT_TOKEN.transfer(rental.tenant, refund);
        try this.giveBack(rentalId) {} catch {
            rental.tokenPending = true;
            emit TokenUndeliverable(rentalId, rental.collection, rental.tokenId);
        }
    }

    function _payRent(RentalId rentalId, Rental storage rental, uint256 due) private {
        if (due == 0) return;
        (address landlord, address tenant) = (rental.landlord, rental.tenant);
        Payout memory payout = _payoutWithoutRoyalty(landlord, due);
        emit RentPaid(rentalId, landlord, due, payout.fee);

        if (SETTLEMENT_TOKEN.accountKind(address(this)) == AccountKind.Settler) {
            // Noted first: where this is the landlord's first money, it came from the tenant.
            SETTLEMENT_TOKEN.notePayment(tenant, landlord, payout.legs[0].amount);
            SETTLEMENT_TOKEN.payLegs(address(this), payout.legs);
        } else {
            _payPlainly(payout.legs);
        }
    }

    /// @dev Struck off the register of settlers, the house can note nothing any more; what it holds still leaves it.
    function _payPlainly(Leg[] memory legs) private {
        for (uint256 i = 0; i < legs.length; i++) {
            if (legs[i].amount != 0) SETTLEMENT_TOKEN.transfer(legs[i].to, legs[i].amount);
        }
    }

    /// @dev The use ends first where the term does not; a collection that clears it with the transfer anyway may refuse.
    function _release(Rental storage rental) private {
        (address collection, uint256 tokenId) = (rental.collection, rental.tokenId);
        if (block.timestamp < rental.endsAt) {
            try IERC4907(collection).setUser(tokenId, address(0), 0) {} catch {}
        }
        _giveBack(collection, tokenId, rental.landlord);
    }

    function _running(RentalId rentalId) private view returns (Rental storage rental) {
        rental = _rentals[rentalId];
        require(rental.status == RentalStatus.Running, RentalsNotRunning(rentalId, rental.status));
    }

    function _accrued(Rental storage rental) private view returns (uint256) {
        uint256 passed = Math.min(block.timestamp, rental.endsAt) - rental.startedAt;
        return Math.mulDiv(rental.rent, passed, rental.endsAt - rental.startedAt);
    }

    /// @dev The engine judges the two sides and the rent as it would a sale, but of a token id without a history, the offer's
    /// hash: the first block decides, so that one for the token's round trip, which is none here, would hide a later rule's.
    function _requireNotBlocked(Offer calldata offer, bytes32 offerHash, uint256 price) private view {
        Finding memory finding = COMPLIANCE.preview(
            Trade({
                settler: address(this),
                collection: offer.collection,
                tokenId: uint256(offerHash),
                seller: offer.landlord,
                buyer: msg.sender,
                payer: msg.sender,
                currency: offer.currency,
                price: price
            })
        );
        bool blocked = finding.verdict == Verdict.Block;
        require(!blocked, RentalsRefused(finding.ruleId, finding.code, finding.evidence));
    }

    /// @dev A landlord who lent the token to somebody ends that first.
    function _requireVacant(Offer calldata offer, address user) private view {
        address occupant = _userOf(offer, user);
        require(occupant == address(0), RentalsTokenOccupied(offer.collection, offer.tokenId, occupant));
    }

    function _userOf(Offer calldata offer, address wanted) private view returns (address) {
        bytes memory question = abi.encodeCall(IERC4907.userOf, (offer.tokenId));
        (bool answered, bytes memory answer) = offer.collection.staticcall(question);
        bool hasUsers = answered && answer.length == 32;
        require(hasUsers, RentalsUserNotSet(offer.collection, offer.tokenId, wanted));
        return abi.decode(answer, (address));
    }

    function _requireRentable(
        Offer calldata offer,
        bytes32 offerHash,
        bytes calldata signature,
        uint16 term
    ) private view {
        _requireOpen(offer, offerHash);
        require(block.timestamp >= offer.startsAt, RentalsOfferNotStarted(offerHash, offer.startsAt));
        address tenant = offer.tenant;
        require(tenant == address(0) || tenant == msg.sender, RentalsTenantMismatch(tenant, msg.sender));
        bool agreed =
            signature.length == 0 ? isAuthorised[offerHash] : Signatures.isBy(offer.landlord, offerHash, signature);
        require(agreed, RentalsSignatureInvalid(offerHash, offer.landlord));
        bool inRange = term != 0 && offer.minDays <= term && term <= offer.maxDays;
        require(inRange, RentalsTermOutOfRange(term, offer.minDays, offer.maxDays));
        bool same = Fingerprints.isSame(offer.collection, offer.tokenId, offer.fingerprint);
        require(same, RentalsFingerprintMismatch(offer.collection, offer.tokenId, offer.fingerprint));
    }

    function _requireOpen(Offer calldata offer, bytes32 offerHash) private view {
        bool accepted = offer.currency == address(SETTLEMENT_TOKEN);
        require(accepted, RentalsCurrencyNotAccepted(offer.currency));
        require(offer.pricePerDay != 0, RentalsPriceZero(offerHash));
        require(block.timestamp < offer.expiresAt, RentalsOfferExpired(offerHash, offer.expiresAt));
        uint256 counter = counterOf[offer.landlord];
        require(offer.counter == counter, RentalsCounterMismatch(offer.landlord, offer.counter, counter));
        require(!_spent[offer.landlord].get(offer.nonce), RentalsOfferSpent(offerHash, offer.nonce));
    }
}
