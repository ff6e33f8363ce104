// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {NonReentrant} from "../security/NonReentrant.sol";
import {IHoldings} from "./IHoldings.sol";
import {AccountKind, ISettlementToken, Leg} from "./ISettlementToken.sol";

/// @notice See `IHoldings`.
/// @dev The contract is meant to be a registered settler. Where it is no longer one, money still leaves it.
abstract contract Holdings is IHoldings, AccessManaged, NonReentrant {
    ISettlementToken private immutable MONEY;

    /// @inheritdoc IHoldings
    uint256 public held;

    constructor(ISettlementToken money) {
        MONEY = money;
    }

    /// @inheritdoc IHoldings
    function returnSurplus(address to) external restricted nonReentrant {
        uint256 surplus = MONEY.balanceOf(address(this)) - held;

        emit SurplusReturned(to, surplus);

        MONEY.transfer(to, surplus);
    }

    /// @dev Takes money in by the payer's allowance. It stays the payer's: no payment is noted yet.
    function _takeMoney(address payer, uint256 amount) internal {
        held += amount;
        Leg[] memory legs = new Leg[](1);
        legs[0] = Leg(address(this), amount);
        MONEY.payLegs(payer, legs);
    }

    /// @dev Gives money back to whom it belonged all the time.
    function _giveMoneyBack(address to, uint256 amount) internal {
        held -= amount;
        MONEY.transfer(to, amount);
    }

    /// @dev Hands one account's money to another: for the rules, a payment between the two.
    function _handOver(address from, address to, uint256 amount) internal {
        held -= amount;
        _noteMoney(from, to, amount);
        MONEY.transfer(to, amount);
    }

    /// @dev Before any transfer, which would make this contract the source of the receiver's money.
    function _noteMoney(address from, address to, uint256 amount) internal {
        if (_isHouse(address(this))) MONEY.notePayment(from, to, amount);
    }

    /// @dev A registered settler: money that one did not ask for may lie there for ever.
    function _isHouse(address account) internal view returns (bool) {
        return MONEY.accountKind(account) == AccountKind.Settler;
    }
}
