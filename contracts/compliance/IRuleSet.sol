// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Standing} from "../payments/ISettlementToken.sol";
import {Finding, Trade} from "./ICompliance.sol";

/// @notice What the engine looks up once for all rules. The buyer's side is judged a second time for a payer who is not the buyer.
/// @param sellerCluster Beneficial owner of the seller.
/// @param buyerCluster Beneficial owner of the buyer.
/// @param seller Standing of the seller.
/// @param buyer Standing of the buyer.
/// @param paidAt Unix time of the seller's last payment to the buyer outside trades; 0 for never.
/// @param paid Sum of those payments, in units of the settlement token.
/// @param active Which rules of the asked set are not off: bit i for the rule `ruleIds()[i]`. The others need not be asked.
struct Parties {
    uint256 sellerCluster;
    uint256 buyerCluster;
    Standing seller;
    Standing buyer;
    uint64 paidAt;
    uint192 paid;
    uint16 active;
}

/// @title A contract that holds one or more related rules
/// @notice Related rules share a contract because a call to another address costs more than most rules.
interface IRuleSet {
    /// @notice Names of the rules, in the order in which they are asked; fixed for the life of the contract.
    function ruleIds() external view returns (bytes32[] memory);

    /// @notice The objections of this set's active rules. Empty when nothing speaks against the trade.
    function check(Trade calldata trade, Parties calldata parties) external view returns (Finding[] memory);

    /// @notice `check`, and `record` in the same call where there is nothing to object. Only for the engine.
    function judge(Trade calldata trade, Parties calldata parties) external returns (Finding[] memory);

    /// @notice Notes a settled trade, or a transfer outside trades as a trade of price 0, for the active rules. Only for the engine.
    function record(Trade calldata trade, Parties calldata parties) external;

    /// @notice Notes that a token became part of another, which takes its history along. Only for the engine.
    /// @param active As in `Parties`.
    function recordJoin(
        address collection,
        uint256 tokenId,
        address wholeCollection,
        uint256 wholeId,
        uint16 active
    ) external;
}
