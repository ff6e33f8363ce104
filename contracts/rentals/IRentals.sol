// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlement} from "../settlement/ISettlement.sol";

type RentalId is uint256;

/// @notice What a landlord agrees to, signed (EIP-712) or authorised on chain.
/// @param landlord Who is bound by it.
/// @param collection ERC-721 contract with users (ERC-4907).
/// @param tokenId The parcel or estate.
/// @param fingerprint What the token, an estate, must consist of when it is rented; 0 for any token.
/// @param currency The settlement token.
/// @param pricePerDay What the tenant pays for a day, fee included, in units of the currency.
/// @param minDays Shortest term, in days.
/// @param maxDays Longest term, in days.
/// @param tenant The only account that may rent; the zero address for anyone.
/// @param startsAt Unix time from which it may be rented.
/// @param expiresAt Unix time from which it may no longer be rented.
/// @param counter The landlord's counter; raising the counter cancels every earlier offer.
/// @param nonce Spent by the rental or the cancellation; offers that share one exclude each other.
struct Offer {
    address landlord;
    address collection;
    uint256 tokenId;
    bytes32 fingerprint;
    address currency;
    uint256 pricePerDay;
    uint16 minDays;
    uint16 maxDays;
    address tenant;
    uint64 startsAt;
    uint64 expiresAt;
    uint256 counter;
    uint256 nonce;
}

/// @notice None: there is no such rental. Running: the token is in custody, the rent accrues. Over: the rent is paid out.
enum RentalStatus {
    None,
    Running,
    Over
}

/// @param endsAt Unix time at which the term ends, whether or not somebody ends the rental then.
/// @param status See `RentalStatus`.
/// @param tokenPending The rental is over and the token could not be given back yet: `deliver`.
/// @param startedAt Unix time at which the rent began to accrue.
/// @param rent What the tenant paid in advance, in units of the settlement token.
/// @param paid How much of it has left the house.
struct Rental {
    address landlord;
    uint64 endsAt;
    RentalStatus status;
    bool tokenPending;
    address tenant;
    uint64 startedAt;
    address collection;
    uint256 tokenId;
    uint128 rent;
    uint128 paid;
}

/// @title The rental house
/// @notice Rents out parcels and estates. The token is in custody while the rental runs and stays its landlord's; the tenant
/// has the use of it (ERC-4907) and can neither sell it nor lose it to a sale. The rent is paid in advance, accrues to the
/// landlord by the second, less the platform's fee of the day on which it is paid out, and bears no royalty.
/// @dev A lease is no sale: no rule records it, and the token's own history does not stop it, so that one may sell land and
/// rent it back. What else the engine blocks between landlord and tenant is refused; what it would hold for review is not, as
/// nothing changes its owner. The rent that a landlord receives is noted as the tenant's payment to them, so that it cannot
/// carry money back for a sale unseen. Trusts the engine and the settlement token. A collection may refuse or re-enter: the
/// money does not wait for the token. A house that is struck off the register of settlers lets nothing any more, still pays
/// and returns what it holds, and then notes no payments.
interface IRentals is ISettlement {
    event OfferAuthorised(bytes32 indexed offerHash, address indexed landlord, Offer offer);
    event OfferCancelled(bytes32 indexed offerHash, address indexed landlord, uint256 nonce);
    event CounterRaised(address indexed landlord, uint256 counter);
    event RentalStarted(
        RentalId indexed rentalId,
        address indexed collection,
        uint256 indexed tokenId,
        bytes32 offerHash,
        address landlord,
        address tenant,
        address user,
        uint256 rent,
        uint64 endsAt
    );
    /// @param rent What was paid out, the fee included.
    event RentPaid(RentalId indexed rentalId, address indexed landlord, uint256 rent, uint256 fee);
    /// @param refund Rent that had not accrued when the landlord ended the rental, back to the tenant.
    event RentalEnded(RentalId indexed rentalId, address indexed endedBy, uint256 refund);
    event TokenUndeliverable(RentalId indexed rentalId, address indexed collection, uint256 indexed tokenId);
    event TokenDelivered(RentalId indexed rentalId, address indexed landlord);

    /// @notice The engine refused; `code ++ evidence` decodes as the rule's error.
    error RentalsRefused(bytes32 ruleId, bytes4 code, bytes evidence);
    error RentalsOfferNotStarted(bytes32 offerHash, uint64 startsAt);
    error RentalsOfferExpired(bytes32 offerHash, uint64 expiresAt);
    error RentalsOfferSpent(bytes32 offerHash, uint256 nonce);
    error RentalsCounterMismatch(address landlord, uint256 offerCounter, uint256 counter);
    error RentalsSignatureInvalid(bytes32 offerHash, address landlord);
    error RentalsTenantMismatch(address tenant, address caller);
    error RentalsFingerprintMismatch(address collection, uint256 tokenId, bytes32 fingerprint);
    error RentalsCurrencyNotAccepted(address currency);
    error RentalsPriceZero(bytes32 offerHash);
    error RentalsTermOutOfRange(uint256 term, uint256 minDays, uint256 maxDays);
    error RentalsUserZero();
    /// @notice Somebody has the use of the token already.
    error RentalsTokenOccupied(address collection, uint256 tokenId, address user);
    /// @notice The collection has no users (ERC-4907), or did not do as it was told.
    error RentalsUserNotSet(address collection, uint256 tokenId, address user);
    error RentalsNotLandlord(address caller, address landlord);
    error RentalsNotParty(RentalId rentalId, address caller);
    error RentalsNotRunning(RentalId rentalId, RentalStatus status);
    error RentalsTermRuns(RentalId rentalId, uint64 endsAt);
    error RentalsTermOver(RentalId rentalId, uint64 endsAt);
    error RentalsNothingPending(RentalId rentalId);
    error RentalsSelfOnly(address caller);

    /// @notice Rents a token as the tenant, for a number of days from now, all paid in advance.
    /// @param signature The landlord's signature; empty for an offer that is authorised on chain.
    /// @param term Days.
    /// @param user Who may use the token: the tenant, or somebody of the tenant's choice.
    function rent(
        Offer calldata offer,
        bytes calldata signature,
        uint16 term,
        address user
    ) external returns (RentalId rentalId);

    /// @notice Pays the landlord what has accrued and was not paid yet. For anyone.
    function claim(RentalId rentalId) external;

    /// @notice After the term: the rest of the rent and the token to the landlord. For anyone.
    function end(RentalId rentalId) external;

    /// @notice During the term: the tenant leaves, and all of the rent is the landlord's; or the landlord ends the rental,
    /// and what has not accrued goes back to the tenant.
    function terminate(RentalId rentalId) external;

    /// @notice Gives back a token that its collection would not give back when the rental ended. For anyone.
    function deliver(RentalId rentalId) external;

    /// @notice Agrees to an offer without a signature; also how an offer becomes public on chain.
    function authorise(Offer calldata offer) external;

    /// @notice Cancels the caller's offers, and with each whatever shares its nonce.
    function cancel(Offer[] calldata offers) external;

    /// @notice Cancels every offer of the caller made so far.
    function raiseCounter() external;

    /// @return The EIP-712 digest that the landlord signs and that names the offer everywhere.
    function hashOffer(Offer calldata offer) external view returns (bytes32);

    function rentalOf(RentalId rentalId) external view returns (Rental memory);

    /// @return Rent that `claim` would pay out now, the fee included.
    function claimable(RentalId rentalId) external view returns (uint256);

    function rentalCount() external view returns (uint256);

    /// @return All rent that has not left the house: what its balance of the settlement token must cover.
    function held() external view returns (uint256);

    function counterOf(address landlord) external view returns (uint256);

    function isSpent(address landlord, uint256 nonce) external view returns (bool);

    function isAuthorised(bytes32 offerHash) external view returns (bool);
}
