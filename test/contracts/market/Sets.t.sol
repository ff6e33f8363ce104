// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fill, IMarket} from "../../../contracts/market/IMarket.sol";
import {Order, Scope, Side} from "../../../contracts/market/Orders.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {MarketFixture} from "./MarketFixture.sol";

/// @notice Bids for any token of a Merkle set.
contract SetsTest is MarketFixture {
    uint256[] private set;
    bytes32 private root;

    function setUp() public override {
        super.setUp();
        set = _parcelsOf(SELLER, 5);
        root = _rootOf(set);
    }

    function test_AnyTokenOfTheSetFillsTheBid() public {
        for (uint256 i = 0; i < set.length; i++) {
            Order memory bid = _setBid(BUYER, root, PRICE);
            bytes memory signature = _sign(BUYER_KEY, bid);
            vm.prank(SELLER);
            market.fillFromSet(bid, signature, set[i], _proofOf(set, i));
            vm.assertEq(land.ownerOf(set[i]), BUYER);
            vm.assertTrue(market.isSpent(BUYER, bid.nonce));
        }
        vm.assertEq(money.balanceOf(BUYER), RICHES - 5 * PRICE);
    }

    function testFuzz_ExactlyTheTokensOfASetAreInIt(uint256[] memory tokenIds, uint256 index, uint256 other) public {
        vm.assume(tokenIds.length != 0);
        index = index % tokenIds.length;
        Order memory bid = _setBid(BUYER, _rootOf(tokenIds), PRICE);
        Fill memory fill = Fill(bid, _sign(BUYER_KEY, bid), tokenIds[index], _proofOf(tokenIds, index));
        vm.assertEq(market.checkFill(SELLER, fill).tokenId, tokenIds[index]);

        vm.assume(other != tokenIds[index]);
        fill.tokenId = other;
        _expectNotInSet(_rootOf(tokenIds), other);
        market.checkFill(SELLER, fill);
    }

    function test_ASetOfOneNeedsNoProof() public {
        Order memory bid = _setBid(BUYER, _leaf(set[0]), PRICE);
        bytes memory signature = _sign(BUYER_KEY, bid);
        vm.prank(SELLER);
        market.fill(bid, signature, set[0]);
        vm.assertEq(land.ownerOf(set[0]), BUYER);

        bid = _setBid(BUYER, _leaf(set[1]), PRICE);
        signature = _sign(BUYER_KEY, bid);
        vm.prank(SELLER);
        vm.assertTrue(market.tryFill(bid, signature, set[1]));

        bid = _setBid(BUYER, _leaf(set[2]), PRICE);
        signature = _sign(BUYER_KEY, bid);
        vm.prank(SELLER);
        market.fillAsMember(bid, signature, set[2], 0);
        vm.assertEq(land.ownerOf(set[2]), BUYER);
    }

    function test_RevertWhen_TheTokenIsNotInTheSet() public {
        uint256 other = _parcelOf(SELLER);
        _refuse(other, _proofOf(set, 0));
    }

    function test_RevertWhen_TheProofIsAnotherTokens() public {
        _refuse(set[0], _proofOf(set, 1));
    }

    function test_RevertWhen_AWordOfTheProofIsWrong() public {
        bytes32[] memory proof = _proofOf(set, 2);
        proof[1] = bytes32(uint256(proof[1]) ^ 1);
        _refuse(set[2], proof);
    }

    function test_RevertWhen_TheProofIsTooShortOrTooLong() public {
        bytes32[] memory proof = _proofOf(set, 0);
        bytes32[] memory shorter = new bytes32[](proof.length - 1);
        for (uint256 i = 0; i < shorter.length; i++) shorter[i] = proof[i];
        _refuse(set[0], shorter);
        bytes32[] memory longer = new bytes32[](proof.length + 1);
        for (uint256 i = 0; i < proof.length; i++) longer[i] = proof[i];
        _refuse(set[0], longer);
    }

    function test_RevertWhen_ThereIsNoProof() public {
        _refuse(set[0], new bytes32[](0));
        Order memory bid = _setBid(BUYER, root, PRICE);
        bytes memory signature = _sign(BUYER_KEY, bid);
        _expectNotInSet(root, set[0]);
        vm.prank(SELLER);
        market.fill(bid, signature, set[0]);
    }

    /// @dev A token whose id is a node of the tree, at any height: leaves are hashed twice, so no node is one.
    function test_RevertWhen_ANodeIsGivenOutAsAToken() public {
        bytes32 left = _pair(_leaf(set[0]), _leaf(set[1]));
        bytes32 right = _pair(_leaf(set[2]), _leaf(set[3]));
        bytes32 last = _leaf(set[4]);
        bytes32[] memory proof = new bytes32[](2);
        (proof[0], proof[1]) = (right, last);
        vm.assertEq(_pair(_pair(left, right), last), root);
        _refuse(uint256(left), proof);
        _refuse(uint256(root), new bytes32[](0));
        _refuse(uint256(_leaf(set[0])), _proofOf(set, 0));
        _refuse(uint256(keccak256(abi.encode(set[0]))), _proofOf(set, 0));
    }

    function test_RevertWhen_ASetIsAsked() public {
        Order memory ask = _setBid(SELLER, root, PRICE);
        ask.side = Side.Ask;
        bytes memory signature = _sign(SELLER_KEY, ask);
        bytes32 orderHash = market.hashOrder(ask);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketAskNeedsToken.selector, orderHash));
        vm.prank(BUYER);
        market.fillFromSet(ask, signature, set[0], _proofOf(set, 0));
    }

    /// @dev For other scopes a proof means nothing.
    function test_AProofBesideATokenIsIgnored() public {
        Order memory bid = _bid(BUYER, set[0], PRICE);
        bytes memory signature = _sign(BUYER_KEY, bid);
        vm.prank(SELLER);
        market.fillFromSet(bid, signature, set[0], _proofOf(set, 3));
        vm.assertEq(land.ownerOf(set[0]), BUYER);
    }

    function test_ABatchCarriesProofs() public {
        Order memory bid = _setBid(BUYER, root, PRICE);
        bid.amount = 2;
        bytes memory signature = _sign(BUYER_KEY, bid);
        Fill[] memory fills = new Fill[](3);
        fills[0] = Fill(bid, signature, set[4], _proofOf(set, 4));
        fills[1] = Fill(bid, signature, set[1], _proofOf(set, 4));
        fills[2] = Fill(bid, signature, set[1], _proofOf(set, 1));
        vm.expectEmit(address(market));
        emit ISettlement.TradeRejected({
            orderHash: market.hashOrder(bid),
            collection: address(land),
            tokenId: set[1],
            seller: SELLER,
            buyer: BUYER,
            price: PRICE,
            ruleId: 0,
            code: IMarket.MarketTokenNotInSet.selector,
            evidence: abi.encode(root, set[1])
        });
        vm.prank(SELLER);
        bool[] memory done = market.fillBatch(fills, 3);
        vm.assertTrue(done[0] && !done[1] && done[2]);
        vm.assertTrue(market.isSpent(BUYER, bid.nonce));
    }

    /// @dev The scope is signed: a root that is by chance the id of a token buys the set and never that token.
    function test_RevertWhen_TheScopeWasChanged() public {
        Order memory bid = _setBid(BUYER, root, PRICE);
        bytes memory signature = _sign(BUYER_KEY, bid);
        bid.scope = Scope.Collection;
        bytes32 orderHash = market.hashOrder(bid);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketSignatureInvalid.selector, orderHash, BUYER));
        vm.prank(SELLER);
        market.fill(bid, signature, set[0]);
    }

    function _refuse(uint256 tokenId, bytes32[] memory proof) private {
        Order memory bid = _setBid(BUYER, root, PRICE);
        bytes memory signature = _sign(BUYER_KEY, bid);
        _expectNotInSet(root, tokenId);
        vm.prank(SELLER);
        market.fillFromSet(bid, signature, tokenId, proof);
        vm.assertFalse(market.isSpent(BUYER, bid.nonce));
    }
}
