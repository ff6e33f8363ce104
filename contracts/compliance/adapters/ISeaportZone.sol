// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ISettlementToken} from "../../payments/ISettlementToken.sol";
import {ICompliance} from "../ICompliance.sol";

/// @notice Seaport's kinds of item, in its order. By the time a zone is asked, criteria have become tokens.
enum ItemType {
    Native,
    ERC20,
    ERC721,
    ERC1155,
    ERC721WithCriteria,
    ERC1155WithCriteria
}

/// @notice An item that a Seaport order offers.
struct SpentItem {
    ItemType itemType;
    address token;
    uint256 identifier;
    uint256 amount;
}

/// @notice An item that a Seaport order asks for.
struct ReceivedItem {
    ItemType itemType;
    address token;
    uint256 identifier;
    uint256 amount;
    address payable recipient;
}

/// @notice What Seaport 1.6 tells a zone about an order.
/// @param orderHash EIP-712 hash of the order.
/// @param fulfiller Who called Seaport.
/// @param offerer Who made the order.
/// @param offer Amounts as they are for this part of the order, now.
/// @param consideration The same; tips that the fulfiller added come last.
/// @param extraData The fulfiller's message to the zone; empty in all but advanced orders.
/// @param orderHashes The orders authorised so far in this call; when validating, all of them, 0 for a skipped one.
/// @param startTime The order is good from then.
/// @param endTime The order is good until then.
/// @param zoneHash The offerer's message to the zone.
struct ZoneParameters {
    bytes32 orderHash;
    address fulfiller;
    address offerer;
    SpentItem[] offer;
    ReceivedItem[] consideration;
    bytes extraData;
    bytes32[] orderHashes;
    uint256 startTime;
    uint256 endTime;
    bytes32 zoneHash;
}

/// @notice A standard that a zone names in its metadata (SIP-5).
struct Schema {
    uint256 id;
    bytes metadata;
}

/// @title What Seaport 1.6 asks of a zone
/// @notice `type(IZone).interfaceId` without `supportsInterface` is what Seaport's documents call the zone's interface.
interface IZone is IERC165 {
    /// @notice SIP-5.
    event SeaportCompatibleContractDeployed();

    /// @notice Asked before anything moves. A revert stops the order, or skips it in `fulfillAvailable...`.
    function authorizeOrder(ZoneParameters calldata order) external returns (bytes4);

    /// @notice Asked when everything has moved. A revert takes the whole call of Seaport back.
    function validateOrder(ZoneParameters calldata order) external returns (bytes4);

    /// @notice SIP-5.
    function getSeaportMetadata() external view returns (string memory name, Schema[] memory schemas);
}

/// @title The engine in Seaport 1.6
/// @notice A zone that puts each restricted order (types 2 and 3) to the engine as one trade, and commits it when token and
/// money have moved as they should.
/// - An order is an ask, one ERC-721 for settlement tokens, or a bid, settlement tokens for one ERC-721 that comes first in its
///   consideration. Several items at one price, other currencies and other tokens are refused: nobody could tell the price.
/// - Of an ask, the payer is the fulfiller, and the buyer is who has the token in the end. The fulfiller may name both in
///   `extraData`, `abi.encode(payer, buyer)`: in matched orders, where the fulfiller is no party; where an advanced order delivers
///   to somebody else; and wherever the collection lets only allowed transfers through. What is named must turn out true.
/// - Of a bid, the payer is the offerer, the buyer is who receives the token, and the seller is the fulfiller, unless he names
///   another, `abi.encode(seller)`, in matched orders. The money must reach the seller, and not somebody that he sends it to.
/// - The price is all that the payer spends, tips included, without what comes back to him. Others than the seller may get a
///   fifth of it at most. Only what the collection claims as royalty counts as theirs by the trade; the rest stays a side payment
///   of whoever paid it, save to a hub.
/// - An ask and a bid of this zone that are matched are one trade, which the ask commits. The ask must stand before the bid, and
///   ask for all that the bid offers; the bid asks for the token alone.
/// - Seaport cannot put anything into escrow: what the engine would hold is refused, with the finding.
/// @dev The zone must be a registered settler. It trusts Seaport, and the engine; not the collection, the fulfiller, or the
/// offerer. It holds nothing and keeps nothing from one transaction to the next. A zone is the offerer's choice: that a
/// collection's tokens move in no other orders is for the collection to see to (`TransferPolicy.Refused`, or a transfer
/// validator).
interface ISeaportZone is IZone {
    /// @notice An order was settled by Seaport and recorded by the engine.
    event SeaportTradeSettled(
        bytes32 indexed orderHash,
        address indexed collection,
        uint256 indexed tokenId,
        address seller,
        address buyer,
        address payer,
        uint256 price
    );

    error SeaportZoneCallerNotSeaport(address caller);
    /// @notice A bundle hides the price of its items.
    error SeaportZoneNotOneItem(bytes32 orderHash, uint256 items);
    error SeaportZoneItemNotAccepted(bytes32 orderHash, ItemType itemType, uint256 amount);
    error SeaportZoneCurrencyNotAccepted(bytes32 orderHash, ItemType itemType, address currency);
    error SeaportZonePriceZero(bytes32 orderHash);
    /// @notice Much of the price goes to others than the seller, who might be anybody.
    error SeaportZoneDuesTooHigh(bytes32 orderHash, uint256 dues, uint256 limit);
    error SeaportZoneExtraDataInvalid(bytes32 orderHash, uint256 length);
    /// @notice What hubs and settlers pay leaves no trace by which it could be proven.
    error SeaportZonePayerNotAPerson(bytes32 orderHash, address payer);
    /// @notice A token in a settler's custody that nobody gave into it belongs to nobody.
    error SeaportZoneBuyerIsSettler(bytes32 orderHash, address buyer);
    /// @notice Somebody else than the seller has the token.
    error SeaportZoneSellerMismatch(bytes32 orderHash, address seller, address owner);
    /// @notice The engine refused the trade, or would hold it; `code ++ evidence` decodes as the rule's error.
    error SeaportZoneTradeRefused(bytes32 orderHash, bytes32 ruleId, bytes4 code, bytes evidence);
    /// @notice Somebody else than the buyer has the token in the end.
    error SeaportZoneBuyerMismatch(bytes32 orderHash, address buyer, address owner);
    /// @notice The money did not go from the payer to the payee, or not all of it.
    error SeaportZoneNotPaid(bytes32 orderHash, address payer, address payee, uint256 amount);
    /// @notice What a bid offers is not what the ask asks for that it is matched with, or the bid asks for more than the token.
    error SeaportZoneSpread(bytes32 orderHash, uint256 offered, uint256 asked);

    function COMPLIANCE() external view returns (ICompliance);

    function SETTLEMENT_TOKEN() external view returns (ISettlementToken);

    /// @notice The one contract that may ask.
    function SEAPORT() external view returns (address);
}
