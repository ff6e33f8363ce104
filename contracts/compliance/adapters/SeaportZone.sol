// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {AccountKind, ISettlementToken} from "../../payments/ISettlementToken.sol";
import {Finding, ICompliance, Trade, Verdict} from "../ICompliance.sol";
import {ISeaportZone, ItemType, IZone, ReceivedItem, Schema, SpentItem, ZoneParameters} from "./ISeaportZone.sol";

/// @notice See `ISeaportZone`.
/// @dev Seaport shows an order twice, alike: what was read of it when it was authorised is read again when it is validated.
contract SeaportZone is ISeaportZone {
    /// @dev What an order comes to.
    /// @param trade What is put to the engine.
    /// @param isAsk Whether the order is an ask, rather than a bid.
    /// @param offered What a bid offers.
    /// @param toSeller What the order's legs say that the seller gets.
    /// @param back What comes back to the payer.
    /// @param dues What others get.
    struct Terms {
        Trade trade;
        bool isAsk;
        uint256 offered;
        uint256 toSeller;
        uint256 back;
        uint256 dues;
    }

    uint256 private constant SIP_5 = 5;
    uint256 private constant WORD = 32;
    /// @dev A fifth of the price: as much as fee and royalty may come to in a market of ours.
    uint256 private constant MAX_DUES_PART = 5;
    /// @dev As in a market of ours.
    uint256 private constant ROYALTY_GAS = 50_000;

    /// @inheritdoc ISeaportZone
    ICompliance public immutable COMPLIANCE;
    /// @inheritdoc ISeaportZone
    ISettlementToken public immutable SETTLEMENT_TOKEN;
    /// @inheritdoc ISeaportZone
    address public immutable SEAPORT;

    /// @dev The last ask that was committed in this transaction: its hash, whose trade it was, and all that it asked for.
    bytes32 private transient _askHash;
    bytes32 private transient _askParties;
    uint256 private transient _asked;

    constructor(address compliance, address seaport) {
        COMPLIANCE = ICompliance(compliance);
        SETTLEMENT_TOKEN = ICompliance(compliance).SETTLEMENT_TOKEN();
        SEAPORT = seaport;
        emit SeaportCompatibleContractDeployed();
    }

    /// @inheritdoc IZone
    function authorizeOrder(ZoneParameters calldata order) external returns (bytes4) {
        require(msg.sender == SEAPORT, SeaportZoneCallerNotSeaport(msg.sender));
        Terms memory terms = _read(order);
        Trade memory trade = terms.trade;
        if (!terms.isAsk || order.extraData.length != 0) _requireKinds(order, trade);
        address owner = _ownerOf(trade);
        require(owner == trade.seller, SeaportZoneSellerMismatch(order.orderHash, trade.seller, owner));

        _requireAllowed(order.orderHash, COMPLIANCE.onAuthorisation(trade));
        return IZone.authorizeOrder.selector;
    }

    /// @inheritdoc IZone
    function validateOrder(ZoneParameters calldata order) external returns (bytes4) {
        require(msg.sender == SEAPORT, SeaportZoneCallerNotSeaport(msg.sender));
        Terms memory terms = _read(order);
        Trade memory trade = terms.trade;
        address owner = _ownerOf(trade);
        if (terms.isAsk && order.extraData.length == 0) trade.buyer = owner;
        require(owner == trade.buyer, SeaportZoneBuyerMismatch(order.orderHash, trade.buyer, owner));
        if (_isMet(order, terms)) return IZone.validateOrder.selector;

        _notePayment(order.orderHash, terms);
        _noteRoyalty(order.consideration, terms);
        // Only in company can it be matched.
        if (terms.isAsk && order.orderHashes.length != 1) {
            (_askHash, _askParties) = (order.orderHash, _partiesOf(trade));
            _asked = terms.toSeller + terms.back + terms.dues;
        }
        _requireAllowed(order.orderHash, COMPLIANCE.onSettled(trade));
        emit SeaportTradeSettled({
            orderHash: order.orderHash,
            collection: trade.collection,
            tokenId: trade.tokenId,
            seller: trade.seller,
            buyer: trade.buyer,
            payer: trade.payer,
            price: trade.price
        });
        return IZone.validateOrder.selector;
    }

    /// @inheritdoc IZone
    function getSeaportMetadata() external pure returns (string memory name, Schema[] memory schemas) {
        schemas = new Schema[](1);
        schemas[0].id = SIP_5;
        return ("Landslide", schemas);
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        bytes4 zone = type(IZone).interfaceId ^ type(IERC165).interfaceId;
        return interfaceId == zone || interfaceId == type(IERC165).interfaceId;
    }

    /// @dev Of a bid, the seller gets all and pays the dues, save in basic and matched orders: there the bidder pays them, and the
    /// seller gets what is left.
    function _notePayment(bytes32 orderHash, Terms memory terms) private {
        (address payer, address seller) = (terms.trade.payer, terms.trade.seller);
        uint256 left = terms.trade.price - terms.dues;
        uint256 due = terms.isAsk ? left : terms.offered;
        uint256 noted = SETTLEMENT_TOKEN.noteTrade(payer, seller, due);
        require(noted == due || noted == left, SeaportZoneNotPaid(orderHash, payer, seller, due));
    }

    /// @dev What the collection itself claims is part of the trade. Whatever else went to others stays a side payment: the offerer
    /// and the fulfiller may have written in whom they like.
    function _noteRoyalty(ReceivedItem[] calldata legs, Terms memory terms) private {
        Trade memory trade = terms.trade;
        if (terms.dues == 0) return;
        (address creator, uint256 royalty) = _royaltyOf(trade);
        if (royalty == 0 || creator == trade.seller) return;
        uint256 got = 0;
        for (uint256 i = terms.isAsk ? 0 : 1; i < legs.length; i++) {
            if (legs[i].recipient == creator) got += legs[i].amount;
        }
        royalty = Math.min(royalty, got);
        if (!terms.isAsk) royalty -= SETTLEMENT_TOKEN.noteTrade(trade.seller, creator, royalty);
        if (royalty != 0) SETTLEMENT_TOKEN.noteTrade(trade.payer, creator, royalty);
    }

    function _read(ZoneParameters calldata order) private view returns (Terms memory terms) {
        require(order.offer.length == 1, SeaportZoneNotOneItem(order.orderHash, order.offer.length));
        ItemType offered = order.offer[0].itemType;
        terms.isAsk = offered != ItemType.ERC20 && offered != ItemType.Native;
        if (terms.isAsk) _readAsk(order, terms);
        else _readBid(order, terms);

        uint256 price = terms.trade.price;
        require(price != 0, SeaportZonePriceZero(order.orderHash));
        uint256 limit = price / MAX_DUES_PART;
        require(terms.dues <= limit, SeaportZoneDuesTooHigh(order.orderHash, terms.dues, limit));
    }

    function _readAsk(ZoneParameters calldata order, Terms memory terms) private view {
        SpentItem calldata item = order.offer[0];
        Trade memory trade = terms.trade;
        _readItem(order.orderHash, trade, item.itemType, item.token, item.identifier, item.amount);
        trade.seller = order.offerer;
        (trade.payer, trade.buyer) = (order.fulfiller, order.fulfiller);
        if (_isNamed(order, 2)) (trade.payer, trade.buyer) = abi.decode(order.extraData, (address, address));
        _readLegs(order.orderHash, order.consideration, 0, terms);
        trade.price = terms.toSeller + terms.dues;
    }

    function _readBid(ZoneParameters calldata order, Terms memory terms) private view {
        require(order.consideration.length != 0, SeaportZoneNotOneItem(order.orderHash, 0));
        SpentItem calldata money = order.offer[0];
        _requireCurrency(order.orderHash, money.itemType, money.token);
        ReceivedItem calldata item = order.consideration[0];
        Trade memory trade = terms.trade;
        _readItem(order.orderHash, trade, item.itemType, item.token, item.identifier, item.amount);
        (trade.buyer, trade.payer, terms.offered) = (item.recipient, order.offerer, money.amount);
        trade.seller = _isNamed(order, 1) ? abi.decode(order.extraData, (address)) : order.fulfiller;
        _readLegs(order.orderHash, order.consideration, 1, terms);
        trade.price = Math.saturatingSub(terms.offered, terms.back);
    }

    /// @param first The first leg that is money.
    function _readLegs(
        bytes32 orderHash,
        ReceivedItem[] calldata legs,
        uint256 first,
        Terms memory terms
    ) private view {
        (address seller, address payer) = (terms.trade.seller, terms.trade.payer);
        (uint256 toSeller, uint256 back, uint256 dues) = (0, 0, 0);
        for (uint256 i = first; i < legs.length; i++) {
            ReceivedItem calldata leg = legs[i];
            _requireCurrency(orderHash, leg.itemType, leg.token);
            (address to, uint256 amount) = (leg.recipient, leg.amount);
            if (to == seller) toSeller += amount;
            else if (to == payer) back += amount;
            else dues += amount;
        }
        (terms.toSeller, terms.back, terms.dues) = (toSeller, back, dues);
    }

    function _readItem(
        bytes32 orderHash,
        Trade memory trade,
        ItemType itemType,
        address collection,
        uint256 tokenId,
        uint256 amount
    ) private view {
        bool accepted = itemType == ItemType.ERC721 && amount == 1;
        require(accepted, SeaportZoneItemNotAccepted(orderHash, itemType, amount));
        (trade.settler, trade.currency) = (address(this), address(SETTLEMENT_TOKEN));
        (trade.collection, trade.tokenId) = (collection, tokenId);
    }

    /// @dev Whether an order is a bid that is matched with an ask of this zone, which has committed the trade already.
    function _isMet(ZoneParameters calldata order, Terms memory terms) private view returns (bool met) {
        if (terms.isAsk || _askHash == 0 || _askParties != _partiesOf(terms.trade)) return false;
        for (uint256 i = 0; i < order.orderHashes.length && !met; i++) met = order.orderHashes[i] == _askHash;
        bool spread = met && (terms.offered != _asked || order.consideration.length != 1);
        require(!spread, SeaportZoneSpread(order.orderHash, terms.offered, _asked));
    }

    /// @dev A collection without ERC-2981, or with a broken one, claims nothing.
    function _royaltyOf(Trade memory trade) private view returns (address, uint256) {
        bytes memory question = abi.encodeCall(IERC2981.royaltyInfo, (trade.tokenId, trade.price));
        (bool answered, bytes memory answer) = trade.collection.staticcall{gas: ROYALTY_GAS}(question);
        if (!answered || answer.length < 2 * WORD) return (address(0), 0);
        (uint256 creator, uint256 royalty) = abi.decode(answer, (uint256, uint256));
        return (address(uint160(creator)), royalty);
    }

    /// @dev Whoever calls Seaport is no settler, and pays what nobody else is said to pay.
    function _requireKinds(ZoneParameters calldata order, Trade memory trade) private view {
        bool proven = trade.payer == order.fulfiller || _kindOf(trade.payer) == AccountKind.Person;
        require(proven, SeaportZonePayerNotAPerson(order.orderHash, trade.payer));
        bool custody = _kindOf(trade.buyer) == AccountKind.Settler;
        require(!custody, SeaportZoneBuyerIsSettler(order.orderHash, trade.buyer));
    }

    function _requireCurrency(bytes32 orderHash, ItemType itemType, address currency) private view {
        bool accepted = itemType == ItemType.ERC20 && currency == address(SETTLEMENT_TOKEN);
        require(accepted, SeaportZoneCurrencyNotAccepted(orderHash, itemType, currency));
    }

    function _kindOf(address account) private view returns (AccountKind) {
        return SETTLEMENT_TOKEN.accountKind(account);
    }

    function _ownerOf(Trade memory trade) private view returns (address) {
        return IERC721(trade.collection).ownerOf(trade.tokenId);
    }

    /// @return Whether the fulfiller named so many accounts, rather than none.
    function _isNamed(ZoneParameters calldata order, uint256 accounts) private pure returns (bool) {
        uint256 length = order.extraData.length;
        bool valid = length == 0 || length == accounts * WORD;
        require(valid, SeaportZoneExtraDataInvalid(order.orderHash, length));
        return length != 0;
    }

    function _partiesOf(Trade memory trade) private pure returns (bytes32) {
        return keccak256(abi.encode(trade.collection, trade.tokenId, trade.seller, trade.buyer, trade.payer));
    }

    function _requireAllowed(bytes32 orderHash, Finding memory f) private pure {
        require(f.verdict == Verdict.Allow, SeaportZoneTradeRefused(orderHash, f.ruleId, f.code, f.evidence));
    }
}
