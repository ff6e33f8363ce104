// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../../contracts/compliance/rules/IWashTrading.sol";
import {WashTradingFixture} from "./WashTradingFixture.sol";

contract SelfTradeTest is WashTradingFixture {
    function test_StrangersTrade() public {
        _assertAllowed(SELLER, BUYER, PRICE);
        _attest(SELLER, 7);
        _assertAllowed(SELLER, BUYER, PRICE);
        _attest(BUYER, 8);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    function test_BlocksTwoAccountsOfOneOwner() public {
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        _assertBlocked(SELLER, BUYER, 7);
        _assertBlocked(BUYER, SELLER, 7);
    }

    function test_BlocksAnAccountFromItself() public view {
        _assertBlocked(SELLER, SELLER, uint160(SELLER));
    }

    function test_WithdrawingTheAttestationFreesTheTrade() public {
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        _attest(BUYER, 0);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    function test_OffItStopsNothing() public {
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        _setMode(SELF_TRADE, Mode.Off);
        _assertAllowed(SELLER, BUYER, PRICE);
    }

    function testFuzz_BlocksExactlyOneOwner(uint32 sellerCluster, uint32 buyerCluster) public {
        _attest(SELLER, sellerCluster);
        _attest(BUYER, buyerCluster);
        if (sellerCluster != 0 && sellerCluster == buyerCluster) {
            _assertBlocked(SELLER, BUYER, sellerCluster);
        } else {
            _assertAllowed(SELLER, BUYER, PRICE);
        }
    }

    function _assertBlocked(address seller, address buyer, uint256 cluster) private view {
        bytes memory reason = abi.encodeWithSelector(IWashTrading.SelfTradeOneOwner.selector, cluster);
        _assertFinding(seller, buyer, PRICE, Verdict.Block, SELF_TRADE, reason);
    }
}
