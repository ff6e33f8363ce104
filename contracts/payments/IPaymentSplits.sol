// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Leg} from "./ISettlementToken.sol";

/// @notice One account's part of a fee or royalty, in basis points of it.
struct Share {
    address account;
    uint16 bps;
}

/// @title Who gets which share
/// @notice Splits among creators, platform and treasury: per collection, per token of it, or per house for the platform's
/// fee. A house that finds this contract named as the recipient of a fee or royalty pays the shares instead; where no
/// split is registered, it pays the whole here. That, and what others pay here who know no splits, waits for
/// `distribute`.
/// @dev Does not note for whom it keeps money: the platform, which sees who paid for what, says so in `distribute`.
/// Register this contract as a hub: otherwise those whom it pays share a funding root and may not trade with each other.
interface IPaymentSplits {
    /// @notice `tokenId` counts only where `perToken` is true.
    event SplitChanged(address indexed target, bool perToken, uint256 indexed tokenId, Share[] shares);
    event Distributed(address indexed target, uint256 indexed tokenId, uint256 amount, uint256 rest);

    error PaymentSplitsTooManyShares(uint256 shares, uint256 limit);
    error PaymentSplitsShareZero(address account);
    /// @notice Nobody, this contract, or a house: money sent to one might never leave it.
    error PaymentSplitsAccountInvalid(address account);
    error PaymentSplitsSumNotWhole(uint256 sumBps);
    error PaymentSplitsNotRegistered(address target, uint256 tokenId);

    /// @notice Sets the split of a whole collection's royalty, or of a house's fee. 1 to 10 shares that sum to 10,000
    /// basis points; none removes it.
    function setSplit(address target, Share[] calldata shares) external;

    /// @notice The same for one token of the calling collection; it goes before the collection's.
    function setTokenSplit(uint256 tokenId, Share[] calldata shares) external;

    /// @notice Pays out by a split what waits here. What rounds off goes to the first share.
    function distribute(address target, uint256 tokenId, uint256 amount) external;

    /// @return legs The shares of an amount, each rounded down: they sum to at most the amount.
    function legsOf(address target, uint256 tokenId, uint256 amount) external view returns (Leg[] memory legs);

    function splitOf(address target, uint256 tokenId) external view returns (Share[] memory);
}
