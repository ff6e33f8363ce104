// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IMarket} from "../../../contracts/market/IMarket.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {ContractWallet} from "../../../contracts/mocks/ContractWallet.sol";
import {HostileWallet, WalletBehaviour} from "../../../contracts/mocks/HostileWallet.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Makers that are contracts (ERC-1271), and accounts with both a key and code (EIP-7702).
contract WalletsTest is Fixture {
    uint256 private constant PRICE = 1_000 * USD;
    ContractWallet private wallet;
    HostileWallet private hostile;

    function setUp() public override {
        super.setUp();
        wallet = new ContractWallet(SELLER);
        hostile = new HostileWallet();
        _enrich(address(wallet));
        _enrich(address(hostile));
    }

    function test_AnHonestWalletSellsByItsOwnersSignature() public {
        Order memory ask = _askOf(address(wallet));
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.prank(BUYER);
        market.fill(ask, signature, ask.tokenId);
        vm.assertEq(land.ownerOf(ask.tokenId), BUYER);
        vm.assertEq(money.balanceOf(address(wallet)), RICHES + 925 * USD);
    }

    function test_AnHonestWalletBuysByItsOwnersSignature() public {
        uint256 parcel = _giveParcel(BUYER, 1, 1);
        Order memory bid = _bid(address(wallet), parcel, PRICE);
        bytes memory signature = _sign(SELLER_KEY, bid);
        vm.prank(BUYER);
        market.fill(bid, signature, parcel);
        vm.assertEq(land.ownerOf(parcel), address(wallet));
    }

    function test_AWalletAuthorisesAndFillsLikeAnyAccount() public {
        Order memory ask = _askOf(address(wallet));
        vm.prank(SELLER);
        wallet.execute(address(market), abi.encodeCall(market.authorise, (ask)));
        vm.prank(BUYER);
        market.fill(ask, "", ask.tokenId);
        vm.assertEq(land.ownerOf(ask.tokenId), BUYER);
    }

    function test_RevertWhen_AnHonestWalletDidNotAgree() public {
        Order memory ask = _askOf(address(wallet));
        _refuse(ask, _sign(BUYER_KEY, ask));
        _refuse(ask, "short");
        _refuse(ask, "");
    }

    /// @dev A wallet that says yes to everything binds itself and nobody else.
    function test_AWalletThatAgreesToAnythingIsBoundByIt() public {
        hostile.answer(abi.encode(IERC1271.isValidSignature.selector));
        Order memory ask = _askOf(address(hostile));
        vm.prank(BUYER);
        market.fill(ask, "anything", ask.tokenId);
        vm.assertEq(land.ownerOf(ask.tokenId), BUYER);

        Order memory other = _askOf(address(wallet));
        _refuse(other, "anything");
    }

    function test_RevertWhen_TheWalletReturnsTheWrongValue() public {
        hostile.answer(abi.encode(bytes4(0xffffffff)));
        _refuse(_askOf(address(hostile)), "signature");
        hostile.answer(abi.encode(true));
        _refuse(_askOf(address(hostile)), "signature");
    }

    function test_RevertWhen_TheWalletReturnsTooLittle() public {
        hostile.answer(abi.encodePacked(IERC1271.isValidSignature.selector));
        _refuse(_askOf(address(hostile)), "signature");
        hostile.answer("");
        _refuse(_askOf(address(hostile)), "signature");
    }

    function test_RevertWhen_TheMagicValueHasDirtyBits() public {
        hostile.answer(abi.encode(uint256(bytes32(IERC1271.isValidSignature.selector)) | 1));
        _refuse(_askOf(address(hostile)), "signature");
    }

    function test_RevertWhen_TheWalletReverts() public {
        hostile.behave(WalletBehaviour.Revert);
        _refuse(_askOf(address(hostile)), "signature");
    }

    /// @dev What is left after the wallet burned its share of the gas is still enough to say why.
    function test_RevertWhen_TheWalletBurnsItsGas() public {
        hostile.behave(WalletBehaviour.Burn);
        Order memory ask = _askOf(address(hostile));
        bytes32 orderHash = market.hashOrder(ask);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketSignatureInvalid.selector, orderHash, hostile));
        market.fill{gas: 5_000_000}(ask, "signature", ask.tokenId);
    }

    function test_TheKeyOfADelegatedAccountStillSigns() public {
        hostile.behave(WalletBehaviour.Revert);
        Order memory ask = _askOf(SELLER);
        bytes memory signature = _sign(SELLER_KEY, ask);
        vm.etch(SELLER, address(hostile).code);
        vm.prank(BUYER);
        market.fill(ask, signature, ask.tokenId);
        vm.assertEq(land.ownerOf(ask.tokenId), BUYER);
    }

    function test_TheCodeOfADelegatedAccountSignsToo() public {
        Order memory ask = _askOf(SELLER);
        bytes memory signature = _sign(BUYER_KEY, ask);
        vm.etch(SELLER, address(new ContractWallet(BUYER)).code);
        vm.prank(STRANGER);
        money.approve(address(market), PRICE);
        _mint(STRANGER, PRICE);
        vm.prank(STRANGER);
        market.fill(ask, signature, ask.tokenId);
        vm.assertEq(land.ownerOf(ask.tokenId), STRANGER);
    }

    function test_RevertWhen_NeitherKeyNorCodeOfADelegatedAccountAgrees() public {
        Order memory ask = _askOf(SELLER);
        vm.etch(SELLER, address(wallet).code);
        _refuse(ask, _sign(BUYER_KEY, ask));
    }

    function _askOf(address maker) private returns (Order memory) {
        int128 x = int128(uint128(land.totalSupply()));
        return _ask(maker, _giveParcel(maker, x, 100), PRICE);
    }

    function _refuse(Order memory order, bytes memory signature) private {
        bytes32 orderHash = market.hashOrder(order);
        vm.prank(BUYER);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MarketSignatureInvalid.selector, orderHash, order.maker));
        market.fill(order, signature, order.tokenId);
    }
}
