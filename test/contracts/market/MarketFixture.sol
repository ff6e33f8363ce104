// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Fill, IMarket} from "../../../contracts/market/IMarket.sol";
import {MarketLens} from "../../../contracts/market/MarketLens.sol";
import {Bundle, BundleItem, Order, Scope, Side} from "../../../contracts/market/Orders.sol";
import {ERC721Mock} from "../../../contracts/mocks/ERC721Mock.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @dev A library with a public function, see `Worlds`.
library Lenses {
    function create(address market) public returns (MarketLens) {
        return new MarketLens(market);
    }
}

/// @notice Sets, linear prices and bundles for the tests of the market.
abstract contract MarketFixture is Fixture {
    uint256 internal constant PRICE = 1_000 * USD;
    uint256 private _bundleNonces = 1_000;
    int128 private _parcels;

    function _parcelOf(address owner) internal returns (uint256) {
        return _giveParcel(owner, _parcels++, 77);
    }

    /// @dev Registers a foreign collection; both sides approve the market.
    function _enlist(ERC721Mock collection) internal {
        _setPolicy(address(collection), TransferPolicy.Open);
        for (uint256 i = 0; i < 2; i++) {
            vm.prank(i == 0 ? SELLER : BUYER);
            collection.setApprovalForAll(address(market), true);
        }
    }

    function _setBid(address maker, bytes32 root, uint256 price) internal returns (Order memory bid) {
        bid = _collectionBid(maker, price);
        (bid.scope, bid.tokenId) = (Scope.Set, uint256(root));
    }

    function _fillOf(Order memory order, bytes memory signature) internal pure returns (Fill memory) {
        return Fill(order, signature, order.tokenId, new bytes32[](0));
    }

    /// @dev Items of the given parcels at 1,000, 2,000, 3,000 and so on.
    function _bundle(Side side, address maker, uint256[] memory parcels) internal returns (Bundle memory bundle) {
        bundle.side = side;
        bundle.maker = maker;
        bundle.items = new BundleItem[](parcels.length);
        for (uint256 i = 0; i < parcels.length; i++) {
            bundle.items[i] = BundleItem(address(land), parcels[i], 0, PRICE * (i + 1));
        }
        bundle.currency = address(money);
        bundle.startsAt = uint64(vm.getBlockTimestamp());
        bundle.expiresAt = bundle.startsAt + 1 days;
        bundle.counter = market.counterOf(maker);
        bundle.nonce = _bundleNonces++;
    }

    function _parcelsOf(address owner, uint256 count) internal returns (uint256[] memory parcels) {
        parcels = new uint256[](count);
        for (uint256 i = 0; i < count; i++) parcels[i] = _parcelOf(owner);
    }

    function _signBundle(uint256 key, Bundle memory bundle) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, market.hashBundle(bundle));
        return abi.encodePacked(r, s, v);
    }

    function _authoriseBundle(Bundle memory bundle) internal {
        vm.prank(bundle.maker);
        market.authoriseBundle(bundle);
    }

    function _expectRefusedBy(bytes32 ruleId, bytes4 code, bytes memory evidence) internal {
        vm.expectRevert(abi.encodeWithSelector(ISettlement.SettlementTradeRefused.selector, ruleId, code, evidence));
    }

    function _expectNotInSet(bytes32 root, uint256 tokenId) internal {
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketTokenNotInSet.selector, uint256(root), tokenId));
    }

    /// @dev A tree of token ids as OpenZeppelin's library builds it, but for the order of its leaves: doubly hashed leaves, sorted
    /// pairs, and a node without a partner moves up.
    function _rootOf(uint256[] memory tokenIds) internal pure returns (bytes32) {
        bytes32[] memory level = _leaves(tokenIds);
        while (level.length > 1) level = _above(level);
        return level[0];
    }

    function _proofOf(uint256[] memory tokenIds, uint256 index) internal pure returns (bytes32[] memory proof) {
        bytes32[] memory level = _leaves(tokenIds);
        while (level.length > 1) {
            uint256 partner = index ^ 1;
            if (partner < level.length) proof = _append(proof, level[partner]);
            (level, index) = (_above(level), index / 2);
        }
    }

    function _leaf(uint256 tokenId) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(tokenId))));
    }

    function _pair(bytes32 one, bytes32 other) internal pure returns (bytes32) {
        return one < other ? keccak256(bytes.concat(one, other)) : keccak256(bytes.concat(other, one));
    }

    function _leaves(uint256[] memory tokenIds) private pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](tokenIds.length);
        for (uint256 i = 0; i < leaves.length; i++) leaves[i] = _leaf(tokenIds[i]);
    }

    function _above(bytes32[] memory level) private pure returns (bytes32[] memory next) {
        next = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < next.length; i++) {
            bool alone = 2 * i + 1 == level.length;
            next[i] = alone ? level[2 * i] : _pair(level[2 * i], level[2 * i + 1]);
        }
    }

    function _append(bytes32[] memory list, bytes32 word) private pure returns (bytes32[] memory longer) {
        longer = new bytes32[](list.length + 1);
        for (uint256 i = 0; i < list.length; i++) longer[i] = list[i];
        longer[list.length] = word;
    }
}
