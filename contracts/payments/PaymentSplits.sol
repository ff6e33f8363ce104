// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IPaymentSplits, Share} from "./IPaymentSplits.sol";
import {AccountKind, ISettlementToken, Leg} from "./ISettlementToken.sol";

/// @notice See `IPaymentSplits`.
contract PaymentSplits is IPaymentSplits, AccessManaged {
    uint256 private constant MAX_SHARES = 10;
    uint256 private constant BPS = 10_000;

    ISettlementToken public immutable SETTLEMENT_TOKEN;

    mapping(address target => Share[]) private _splits;
    mapping(address target => mapping(uint256 tokenId => Share[])) private _tokenSplits;

    constructor(address authority, address settlementToken) AccessManaged(authority) {
        SETTLEMENT_TOKEN = ISettlementToken(settlementToken);
    }

    /// @inheritdoc IPaymentSplits
    function setSplit(address target, Share[] calldata shares) external restricted {
        _requireWhole(shares);

        _splits[target] = shares;
        emit SplitChanged(target, false, 0, shares);
    }

    /// @inheritdoc IPaymentSplits
    function setTokenSplit(uint256 tokenId, Share[] calldata shares) external {
        _requireWhole(shares);

        _tokenSplits[msg.sender][tokenId] = shares;
        emit SplitChanged(msg.sender, true, tokenId, shares);
    }

    /// @inheritdoc IPaymentSplits
    function distribute(address target, uint256 tokenId, uint256 amount) external restricted {
        Leg[] memory legs = legsOf(target, tokenId, amount);
        require(legs.length != 0, PaymentSplitsNotRegistered(target, tokenId));
        uint256 rest = amount;
        for (uint256 i = 0; i < legs.length; i++) rest -= legs[i].amount;

        legs[0].amount += rest;
        emit Distributed(target, tokenId, amount, rest);

        for (uint256 i = 0; i < legs.length; i++) SETTLEMENT_TOKEN.transfer(legs[i].to, legs[i].amount);
    }

    /// @inheritdoc IPaymentSplits
    function legsOf(address target, uint256 tokenId, uint256 amount) public view returns (Leg[] memory legs) {
        Share[] memory shares = splitOf(target, tokenId);
        legs = new Leg[](shares.length);
        for (uint256 i = 0; i < shares.length; i++) {
            legs[i] = Leg(shares[i].account, Math.mulDiv(amount, shares[i].bps, BPS));
        }
    }

    /// @inheritdoc IPaymentSplits
    function splitOf(address target, uint256 tokenId) public view returns (Share[] memory) {
        Share[] memory own = _tokenSplits[target][tokenId];
        return own.length == 0 ? _splits[target] : own;
    }

    function _requireWhole(Share[] calldata shares) private view {
        if (shares.length == 0) return;
        require(shares.length <= MAX_SHARES, PaymentSplitsTooManyShares(shares.length, MAX_SHARES));
        uint256 sum = 0;
        for (uint256 i = 0; i < shares.length; i++) {
            address account = shares[i].account;
            bool keeps = account == address(this) || SETTLEMENT_TOKEN.accountKind(account) == AccountKind.Settler;
            require(account != address(0) && !keeps, PaymentSplitsAccountInvalid(account));
            require(shares[i].bps != 0, PaymentSplitsShareZero(account));
            sum += shares[i].bps;
        }
        require(sum == BPS, PaymentSplitsSumNotWhole(sum));
    }
}
