// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Leg} from "../../../contracts/payments/ISettlementToken.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @notice Whatever happens to the money, the balances sum to the supply.
contract ConservationTest is Fixture {
    uint256 private constant HOLDERS = 5;
    address[HOLDERS] private holders;
    address private settler;

    function setUp() public override {
        super.setUp();
        settler = _named("settler");
        for (uint256 i = 0; i < HOLDERS - 1; i++) {
            holders[i] = vm.addr(uint256(keccak256(abi.encode("holder", i))));
            vm.prank(holders[i]);
            money.approve(settler, type(uint256).max);
        }
        holders[HOLDERS - 1] = settler;
        vm.etch(settler, hex"fe");
        _setSettler(settler, true);
    }

    function testFuzz_BalancesSumToTheSupply(uint256[16] memory seeds) public {
        for (uint256 i = 0; i < seeds.length; i++) {
            (uint256 seed, uint256 amount) = (seeds[i], (seeds[i] >> 64) % type(uint64).max);
            address from = holders[seed % HOLDERS];
            address to = holders[(seed >> 8) % HOLDERS];
            uint256 kind = (seed >> 16) % 5;
            // Half of the amounts are affordable, half are whatever they are; what fails must change nothing.
            if ((seed >> 24) % 2 == 0) amount = amount % (money.balanceOf(from) + 1);
            if (kind == 0) _try(BANK, abi.encodeCall(money.mint, (to, amount)));
            if (kind == 1) _try(from, abi.encodeCall(money.burn, (amount)));
            if (kind == 2) _try(from, abi.encodeCall(money.transfer, (to, amount)));
            if (kind >= 3) _try(settler, abi.encodeCall(money.payLegs, (from, _split(amount, seed, to))));
            _assertConserved();
        }
    }

    function _split(uint256 amount, uint256 seed, address to) private view returns (Leg[] memory legs) {
        uint256 first = amount == 0 ? 0 : (seed >> 32) % amount;
        legs = new Leg[](3);
        legs[0] = Leg(to, first);
        legs[1] = Leg(holders[(seed >> 40) % HOLDERS], (amount - first) / 2);
        legs[2] = Leg(holders[(seed >> 48) % HOLDERS], amount - first - (amount - first) / 2);
    }

    function _try(address caller, bytes memory data) private {
        bytes32 before = _fingerprint();
        vm.prank(caller);
        (bool done, ) = address(money).call(data);
        if (!done) vm.assertEq(_fingerprint(), before);
    }

    function _fingerprint() private view returns (bytes32 hash) {
        hash = bytes32(money.totalSupply());
        for (uint256 i = 0; i < HOLDERS; i++) {
            hash = keccak256(abi.encode(hash, money.balanceOf(holders[i]), money.fundingRoot(holders[i])));
        }
    }

    function _assertConserved() private view {
        uint256 sum = 2 * RICHES; // SELLER's and BUYER's, who do not take part.
        for (uint256 i = 0; i < HOLDERS; i++) sum += money.balanceOf(holders[i]);
        vm.assertEq(sum, money.totalSupply());
    }
}
