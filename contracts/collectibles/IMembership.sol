// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ISettlementToken} from "../payments/ISettlementToken.sol";
import {IERC5192} from "./IERC5192.sol";

/// @title Points of members
/// @notice Purchases earn points; points lower a later fee, and expire. One soulbound token a member (ERC-5192) carries them;
/// its id is the member's address.
/// @dev Trusts the settlers registered in the settlement token, which report fees truly.
///
/// Farming points by wash trading always loses money. A fee that was paid earns at most a tenth of itself, and a discount
/// spends as many points as it is worth, so over any history and any set of accounts:
/// `discounts <= points earned <= fees paid / 10`, where a fee paid is what is left after its own discount.
interface IMembership is IERC721, IERC5192 {
    event PointsEarned(address indexed member, uint256 points, uint64 expiresAt);
    event PointsRedeemed(address indexed member, uint256 points, uint256 discount);

    error MembershipSettlerOnly(address caller);
    error MembershipPointsMissing(address member, uint256 points, uint256 balance);
    error MembershipSoulbound(address member);

    /// @notice Credits a buyer with a tenth of a fee that was paid, and makes the buyer a member. Only for settlers.
    /// @param fee In units of the settlement token, after any discount.
    function earn(address member, uint256 fee) external;

    /// @notice Spends points, the oldest first, for a discount on a fee. Only for settlers.
    /// @return discount In units of the settlement token, one for each point; never more than half of the fee, and only points
    /// that count are spent.
    function redeem(address member, uint256 points, uint256 fee) external returns (uint256 discount);

    /// @return Points that have not expired.
    function pointsOf(address member) external view returns (uint256);

    /// @notice Points last through the period in which they were earned and the next: periods of 365 days, counted from the
    /// epoch.
    /// @return previous Points that expire at the end of this period.
    /// @return current Points that expire at the end of the next.
    function pointsByPeriod(address member) external view returns (uint256 previous, uint256 current);

    function SETTLEMENT_TOKEN() external view returns (ISettlementToken);
}
