// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {vm} from "../../Cheats.sol";
import {Fixture} from "../../Fixture.sol";

/// @notice What the tests of the four rules share: a parcel of the seller, and a way to read the engine's answer.
abstract contract WashTradingFixture is Fixture {
    uint256 internal constant PRICE = 1_000 * USD;
    uint256 internal parcel;

    function setUp() public virtual override {
        super.setUp();
        parcel = _giveParcel(SELLER, 29, -5);
    }

    /// @dev A trader of any number, rich and with approvals.
    function _trader(uint256 number) internal returns (address trader) {
        trader = vm.addr(uint256(keccak256(abi.encode("trader", number))));
        _enrich(trader);
    }

    function _assertAllowed(address seller, address buyer, uint256 price) internal view {
        vm.assertTrue(compliance.preview(_tradeOf(seller, buyer, parcel, price)).verdict == Verdict.Allow);
    }

    function _assertFinding(
        address seller,
        address buyer,
        uint256 price,
        Verdict verdict,
        bytes32 ruleId,
        bytes memory reason
    ) internal view {
        Finding memory finding = compliance.preview(_tradeOf(seller, buyer, parcel, price));
        vm.assertTrue(finding.verdict == verdict);
        vm.assertEq(finding.ruleId, ruleId);
        vm.assertEq(abi.encodePacked(finding.code, finding.evidence), reason);
    }
}
