// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Trade} from "./ICompliance.sol";

/// @notice What the engine looks up once for all rules. The buyer's side is judged a second time for a payer who is not the buyer.
/// @param sellerCluster Beneficial owner of the seller.
/// @param buyerCluster Beneficial owner of the buyer.
/// @param sellerRoot Account from which the seller's first money came; the seller itself where nothing is known.
/// @param buyerRoot The same for the buyer.
/// @param paidAt Unix time of the seller's last payment to the buyer outside trades; 0 for never.
/// @param paid Sum of those payments, in units of the settlement token.
struct Parties {
    uint256 sellerCluster;
    uint256 buyerCluster;
    address sellerRoot;
    address buyerRoot;
    uint64 paidAt;
    uint192 paid;
}

/// @title A contract that holds one or more related rules
/// @notice Related rules share a contract because a call to another address costs more than most rules.
interface IRuleSet {
    /// @notice Names of the rules, in the order in which they are asked; fixed for the life of the contract.
    function ruleIds() external view returns (bytes32[] memory);

    /// @notice The objections of all rules of this set, whatever their mode. Empty when nothing speaks against the trade.
    function check(Trade calldata trade, Parties calldata parties) external view returns (Finding[] memory);

    /// @notice `check`, and `record` in the same call where there is nothing to object. Only for the engine.
    function judge(Trade calldata trade, Parties calldata parties) external returns (Finding[] memory);

    /// @notice Notes a settled trade, or a transfer outside trades as a trade of price 0. Only for the engine.
    function record(Trade calldata trade, Parties calldata parties) external;
}
