// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Mode, Trade, Verdict} from "../../../../contracts/compliance/ICompliance.sol";
import {ConductLimits} from "../../../../contracts/compliance/rules/IConduct.sol";
import {CaseId} from "../../../../contracts/payments/IEscrow.sol";
import {vm} from "../../Cheats.sol";
import {WashTradingFixture} from "./WashTradingFixture.sol";

/// @notice What the tests of the rules of conduct share: one rule enforced at a time, and short ways to set it.
abstract contract ConductFixture is WashTradingFixture {
    bytes32 internal constant PRICE_BAND = "PriceBand";
    bytes32 internal constant VELOCITY = "Velocity";
    bytes32 internal constant HOLDING_PERIOD = "HoldingPeriod";
    bytes32 internal constant SAME_BLOCK = "SameBlock";
    bytes32 internal constant SANCTIONS = "Sanctions";
    bytes32 internal constant IDENTITY = "Identity";
    bytes32 internal constant CONCENTRATION = "Concentration";

    function _enforceOnly(bytes32 ruleId) internal {
        bytes32[] memory ids = marketRules.ruleIds();
        for (uint256 i = 0; i < ids.length; i++) _setMode(ids[i], ids[i] == ruleId ? Mode.Enforce : Mode.Off);
    }

    function _limits() internal view returns (ConductLimits memory) {
        return marketRules.conductLimits();
    }

    function _setLimits(ConductLimits memory limits) internal {
        vm.prank(DECISION);
        marketRules.setConductLimits(limits);
    }

    function _setReference(uint80 price) internal {
        vm.prank(SUPPORT);
        marketRules.setReferencePrice(address(land), price);
    }

    function _setListed(address account, bool listed) internal {
        vm.prank(SUPPORT);
        money.setListed(_only(account), listed);
    }

    function _setIdentified(address account, bool identified) internal {
        vm.prank(SUPPORT);
        money.setIdentified(_only(account), identified);
    }

    function _only(address account) internal pure returns (address[] memory accounts) {
        accounts = new address[](1);
        accounts[0] = account;
    }

    /// @dev The case that a held trade just opened.
    function _release() internal {
        CaseId latest = CaseId.wrap(escrow.caseCount());
        vm.prank(OFFICER);
        escrow.release(latest, "looked at");
    }

    function _reverse() internal {
        _reverse(CaseId.wrap(escrow.caseCount()));
    }

    function _verdict(address seller, address buyer, uint256 price) internal view returns (Verdict) {
        return compliance.preview(_tradeOf(seller, buyer, parcel, price)).verdict;
    }

    /// @dev The buyer gets the token, somebody else pays for it.
    function _verdictPaidBy(address payer, uint256 price) internal view returns (Verdict) {
        Trade memory trade = _tradeOf(SELLER, BUYER, parcel, price);
        trade.payer = payer;
        return compliance.preview(trade).verdict;
    }
}
