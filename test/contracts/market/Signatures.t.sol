// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Order, Scope, Side} from "../../../contracts/market/Orders.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract SignaturesTest is Fixture {
    bytes32 private constant ORDER_TYPE = keccak256(
        "Order(uint8 side,uint8 scope,address maker,address collection,uint256 tokenId,bytes32 fingerprint,uint256 amount,address currency,uint256 price,uint256 endPrice,address taker,uint64 startsAt,uint64 expiresAt,uint256 counter,uint256 nonce)"
    );
    bytes32 private constant DOMAIN_TYPE = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    uint256 private constant CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    uint256 private constant PRICE = 1_000 * USD;

    uint256 private parcel;
    Order private ask;

    function setUp() public override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
        ask = _ask(SELLER, parcel, PRICE);
    }

    function test_HashesAsEip712Says() public view {
        vm.assertEq(market.hashOrder(ask), _digest(ask, "Landslide Market", "2", block.chainid, address(market)));
    }

    function testFuzz_HashesAnyOrderAsEip712Says(uint256[15] memory values) public view {
        Order memory order = ask;
        for (uint256 i = 0; i < values.length; i++) order = _changed(order, i, values[i]);
        vm.assertEq(market.hashOrder(order), _digest(order, "Landslide Market", "2", block.chainid, address(market)));
    }

    /// @dev One field of the order changes after signing; whatever the change, the signature no longer binds the maker.
    function testFuzz_AnyChangedFieldInvalidatesTheSignature(uint8 field, uint256 value) public {
        bytes memory signature = _sign(SELLER_KEY, ask);
        bytes32 signedHash = market.hashOrder(ask);
        Order memory changed = _changed(ask, field % 15, value);
        vm.assume(keccak256(abi.encode(changed)) != keccak256(abi.encode(ask)));

        vm.assertNotEq(market.hashOrder(changed), signedHash);
        vm.prank(BUYER);
        (bool filled, ) = address(market).call(abi.encodeCall(market.fill, (changed, signature, changed.tokenId)));
        vm.assertFalse(filled);
    }

    /// @dev The fields that nothing else checks: here only the signature can be the reason.
    function test_RevertWhen_ThePriceChangedAfterSigning() public {
        bytes memory signature = _sign(SELLER_KEY, ask);
        (ask.price, ask.endPrice) = (PRICE - 1, PRICE - 1);
        _refuse(signature);
    }

    function test_RevertWhen_TheCollectionChangedAfterSigning() public {
        bytes memory signature = _sign(SELLER_KEY, ask);
        ask.collection = address(this);
        _refuse(signature);
    }

    function test_RevertWhen_SignedByAnother() public {
        _refuse(_sign(BUYER_KEY, ask));
    }

    function test_RevertWhen_SignedForAnotherChain() public {
        _refuse(_signDigest(_digest(ask, "Landslide Market", "2", block.chainid + 1, address(market))));
    }

    function test_RevertWhen_SignedForAnotherMarket() public {
        _refuse(_signDigest(_digest(ask, "Landslide Market", "2", block.chainid, address(escrow))));
    }

    function test_RevertWhen_SignedForAnotherVersion() public {
        _refuse(_signDigest(_digest(ask, "Landslide Market", "1", block.chainid, address(market))));
    }

    function test_RevertWhen_TheChainForked() public {
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.chainId(block.chainid + 1);
        _refuse(signature);
    }

    function test_RevertWhen_TheSignatureIsMalleated() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SELLER_KEY, market.hashOrder(ask));
        _refuse(abi.encodePacked(r, CURVE_ORDER - uint256(s), v == 27 ? uint8(28) : uint8(27)));
    }

    function test_RevertWhen_TheSignatureHasNoSigner() public {
        _refuse(new bytes(65));
    }

    function test_RevertWhen_NobodySigned() public {
        _refuse("");
    }

    function testFuzz_RevertWhen_TheSignatureIsNoise(bytes memory noise) public {
        _refuse(noise);
    }

    function _refuse(bytes memory signature) private {
        bytes32 orderHash = market.hashOrder(ask);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketSignatureInvalid.selector, orderHash, SELLER));
        market.fill(ask, signature, parcel);
    }

    function _signDigest(bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SELLER_KEY, digest);
        return abi.encodePacked(r, s, v);
    }

    function _changed(Order memory order, uint256 field, uint256 value) private pure returns (Order memory) {
        if (field == 0) order.side = Side(value % 2);
        if (field == 1) order.scope = Scope(value % 3);
        if (field == 2) order.maker = address(uint160(value));
        if (field == 3) order.collection = address(uint160(value));
        if (field == 4) order.tokenId = value;
        if (field == 5) order.fingerprint = bytes32(value);
        if (field == 6) order.amount = value;
        if (field == 7) order.currency = address(uint160(value));
        if (field == 8) order.price = value;
        if (field == 9) order.endPrice = value;
        if (field == 10) order.taker = address(uint160(value));
        if (field == 11) order.startsAt = uint64(value);
        if (field == 12) order.expiresAt = uint64(value);
        if (field == 13) order.counter = value;
        if (field == 14) order.nonce = value;
        return order;
    }

    function _digest(
        Order memory order,
        string memory name,
        string memory version,
        uint256 chainId,
        address verifier
    ) private pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256(bytes(name)), keccak256(bytes(version)), chainId, verifier)
        );
        return keccak256(abi.encodePacked(hex"1901", domain, keccak256(abi.encode(ORDER_TYPE, order))));
    }
}
