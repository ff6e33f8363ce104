// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Trade} from "../compliance/ICompliance.sol";
import {CaseId} from "../payments/IEscrow.sol";
import {Leg} from "../payments/ISettlementToken.sol";

/// @title A house that settles trades
/// @notice What markets, auctions, primary sales and instalments share: every trade is put to the compliance engine, paid in
/// legs that sum to the price, and then delivered, or held in escrow. What rounds off goes to the seller.
/// @dev `orderHash` is the order's hash in the market; in other houses the id of what was agreed.
interface ISettlement {
    event TradeSettled(
        bytes32 indexed orderHash,
        address indexed collection,
        uint256 indexed tokenId,
        address seller,
        address buyer,
        uint256 price,
        uint256 fee,
        uint256 royalty
    );
    event TradeHeld(
        bytes32 indexed orderHash,
        address indexed collection,
        uint256 indexed tokenId,
        address seller,
        address buyer,
        uint256 price,
        CaseId caseId
    );
    /// @notice A trade that was tried and did not happen. `ruleId` is zero where the house itself, a token or a wallet
    /// refused; `code ++ evidence` is then the error it refused with.
    event TradeRejected(
        bytes32 indexed orderHash,
        address indexed collection,
        uint256 indexed tokenId,
        address seller,
        address buyer,
        uint256 price,
        bytes32 ruleId,
        bytes4 code,
        bytes evidence
    );
    event FeeChanged(address indexed recipient, uint16 feeBps);

    /// @notice The engine refused the trade; `code ++ evidence` decodes as the rule's error.
    error SettlementTradeRefused(bytes32 ruleId, bytes4 code, bytes evidence);
    /// @notice A collection answered to `transferFrom` and did nothing.
    error SettlementTokenNotMoved(address collection, uint256 tokenId, address to);
    /// @notice An emergency stop lasts: what would be undone if it were judged now waits instead.
    error SettlementTradingStopped(uint40 until);
    error SettlementRoyaltyTooHigh(address collection, uint256 royalty, uint256 limit);
    error SettlementFeeTooHigh(uint16 feeBps, uint16 limit);
    error SettlementFeeRecipientZero();

    /// @notice Sets the platform's share, at most 10 %. Where `recipient` is `PaymentSplits`, the fee is split as is
    /// registered there for this house and token 0; without a split it waits there.
    function setFee(address recipient, uint16 feeBps) external;

    function platformFee() external view returns (address recipient, uint16 feeBps);

    /// @notice How the price of a trade would be divided now. Reverts with `SettlementRoyaltyTooHigh`.
    /// @return The legs, which sum to the price, the seller's first.
    function payoutOf(Trade calldata trade) external view returns (Leg[] memory);
}
