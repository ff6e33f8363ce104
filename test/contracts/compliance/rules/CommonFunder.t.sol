// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../../contracts/compliance/rules/IWashTrading.sol";
import {vm} from "../../Cheats.sol";
import {WashTradingFixture} from "./WashTradingFixture.sol";

contract CommonFunderTest is WashTradingFixture {
    address private funder;
    address private one;
    address private other;

    function setUp() public override {
        super.setUp();
        (funder, one, other) = (_named("funder"), _named("one"), _named("other"));
        _mint(funder, RICHES);
    }

    function test_BlocksTwoAccountsOfOneFunder() public {
        _pay(funder, one, USD);
        _pay(funder, other, USD);
        _assertBlocked(one, other, funder);
    }

    function test_BlocksFunderAndFunded() public {
        _pay(funder, one, USD);
        _assertBlocked(one, funder, funder);
        _assertBlocked(funder, one, funder);
    }

    function testFuzz_BlocksAtAnyDepth(uint8 sellerDepth, uint8 buyerDepth) public {
        address seller = _descend("seller's side", sellerDepth % 32);
        address buyer = _descend("buyer's side", buyerDepth % 32);
        _assertBlocked(seller, buyer, funder);
    }

    function test_CustomersOfOneExchangeTrade() public {
        _setHub(funder, true);
        _pay(funder, one, USD);
        _pay(funder, other, USD);
        _assertAllowed(one, other, PRICE);
    }

    function test_ACorrectedRootFreesTheTrade() public {
        _pay(funder, one, USD);
        _pay(funder, other, USD);
        vm.prank(SUPPORT);
        money.attestFundingRoot(other, other);
        _assertAllowed(one, other, PRICE);
    }

    function test_MoneyFromATradeIsNobodysFunding() public {
        _pay(funder, one, PRICE);
        vm.prank(one);
        money.approve(address(market), PRICE);
        uint256 place = _giveParcel(other, 2, 2);
        vm.prank(other);
        land.setApprovalForAll(address(market), true);
        _sell(other, one, place, PRICE);
        vm.assertEq(money.fundingRoot(other), other);
    }

    function test_UnknownAccountsShareNoRoot() public view {
        _assertAllowed(one, other, PRICE);
    }

    function _descend(string memory side, uint256 depth) private returns (address account) {
        account = funder;
        for (uint256 i = 0; i <= depth; i++) {
            address next = vm.addr(uint256(keccak256(abi.encode(side, i))));
            _pay(account, next, i == 0 ? RICHES / 2 : RICHES / 2 - i);
            account = next;
        }
    }

    function _assertBlocked(address seller, address buyer, address root) private view {
        bytes memory reason = abi.encodeWithSelector(IWashTrading.CommonFunderOneRoot.selector, root);
        _assertFinding(seller, buyer, PRICE, Verdict.Block, COMMON_FUNDER, reason);
    }
}
