// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Mode, Trade, Verdict} from "../../../contracts/compliance/ICompliance.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {CaseId} from "../../../contracts/payments/IEscrow.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice The dry run says what the settlement does, for random trades after random histories.
contract PreviewMatchesTest is Fixture {
    uint256 private constant TRADERS = 6;
    uint256 private constant STEPS = 10;
    address[TRADERS] private traders;
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < TRADERS; i++) {
            traders[i] = vm.addr(uint256(keccak256(abi.encode("trader", i))));
            vm.startPrank(traders[i]);
            money.approve(address(market), type(uint256).max);
            land.setApprovalForAll(address(market), true);
            vm.stopPrank();
        }
        parcel = _giveParcel(traders[0], 29, -5);
    }

    function testFuzz_PreviewForetellsTheFill(uint256[STEPS] memory seeds, uint256 modes) public {
        bytes32[] memory rules = marketRules.ruleIds();
        for (uint256 i = 0; i < rules.length; i++) _setMode(rules[i], Mode(uint8(modes >> (8 * i)) % 3));
        uint256 time = START;
        for (uint256 i = 0; i < STEPS; i++) {
            time += uint32(seeds[i]) % 15 days;
            vm.warp(time);
            _live(seeds[i] >> 32);
            _tradeOnce(traders[(seeds[i] >> 200) % TRADERS], 1 + (seeds[i] % (100 * USD)));
        }
    }

    /// @dev One event in the life of the market beside its trades.
    function _live(uint256 seed) private {
        address one = traders[(seed >> 8) % TRADERS];
        address other = traders[(seed >> 16) % TRADERS];
        uint256 kind = seed % 12;
        if (kind == 0) _attest(one, (seed >> 24) % 3);
        if (kind == 1 && money.balanceOf(one) != 0) _pay(one, other, (seed >> 24) % money.balanceOf(one));
        if (kind == 2) _setHub(one, (seed >> 24) % 2 == 1);
        if (kind == 3) {
            vm.prank(SUPPORT);
            money.attestFundingRoot(one, (seed >> 24) % 2 == 0 ? one : other);
        }
        address holder = land.ownerOf(parcel);
        if (kind == 4 && holder != address(escrow) && compliance.mayHold(holder) && compliance.mayHold(one)) {
            vm.prank(holder);
            land.transferFrom(holder, one, parcel);
        }
        if (kind == 5) _mint(one, (seed >> 24) % (1_000 * USD));
        if (kind >= 8) _regulate(kind, one, seed >> 24);
        if (kind > 5 && kind < 8 && land.ownerOf(parcel) == address(escrow)) {
            CaseId open = CaseId.wrap(escrow.caseCount());
            bool stopped = vm.getBlockTimestamp() < compliance.tradingStoppedUntil();
            if (kind == 7 || stopped) return _reverse(open);
            vm.prank(OFFICER);
            escrow.release(open, "");
        }
    }

    /// @dev What the staff does to accounts and prices, and in an emergency.
    function _regulate(uint256 kind, address account, uint256 seed) private {
        address[] memory accounts = new address[](1);
        accounts[0] = account;
        if (kind == 11) {
            vm.prank(GUARDIAN);
            compliance.stopTrading(uint40(vm.getBlockTimestamp() + 1 + (seed % 1 days)));
            return;
        }
        vm.startPrank(SUPPORT);
        if (kind == 8) money.setListed(accounts, seed % 3 == 0);
        if (kind == 9) money.setIdentified(accounts, seed % 3 != 0);
        if (kind == 10) marketRules.setReferencePrice(address(land), uint80(1 + (seed % (200 * USD))));
        vm.stopPrank();
    }

    function _tradeOnce(address buyer, uint256 price) private {
        address seller = land.ownerOf(parcel);
        if (seller == address(escrow)) return;
        _mint(buyer, price);
        Trade memory trade = _tradeOf(seller, buyer, parcel, price);
        Finding memory foretold = compliance.preview(trade);
        Order memory ask = _ask(seller, parcel, price);
        _authorise(ask);
        uint256 cases = escrow.caseCount();

        vm.prank(buyer);
        (bool filled, bytes memory reason) = address(market).call(abi.encodeCall(market.fill, (ask, "", parcel)));
        if (foretold.verdict == Verdict.Block) {
            bytes memory refusal = abi.encodeWithSelector(
                ISettlement.SettlementTradeRefused.selector,
                foretold.ruleId,
                foretold.code,
                foretold.evidence
            );
            vm.assertFalse(filled);
            vm.assertEq(reason, refusal);
            vm.assertEq(land.ownerOf(parcel), seller);
        } else {
            vm.assertTrue(filled);
            bool held = foretold.verdict == Verdict.Hold;
            vm.assertEq(escrow.caseCount(), held ? cases + 1 : cases);
            vm.assertEq(land.ownerOf(parcel), held ? address(escrow) : buyer);
        }
    }
}
