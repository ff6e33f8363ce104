// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding} from "../compliance/ICompliance.sol";
import {Fill, IMarket} from "./IMarket.sol";
import {Bundle} from "./Orders.sol";

/// @title What a fill would come to
/// @notice Tells before one pays whether an order would be filled now, and if not why: the answer that the market would give
/// first, in the form in which it would leave it.
/// @dev Order of the questions, as in a fill: the order (`IMarket`), the engine (`ICompliance.preview`), royalty, allowance,
/// balance, and whether the token exists, is approved and is the seller's (ERC-6093, in OpenZeppelin's order).
/// Not foreseen: a rule set that answers and then fails to record, a collection that answers one thing and does another or
/// refuses with errors of its own, and, in a bundle, what rules make of its earlier items.
/// Never reverts, given gas: collections are asked with a bound, and one that is no ERC-721 is refused without a code.
interface IMarketLens {
    /// @param taker Who would call `fill`.
    /// @return Allow; Hold with the rule's reason; or Block. As in `TradeRejected`, `ruleId` is zero where the market, a
    /// token or a wallet would refuse, and `code ++ evidence` is then the error.
    function previewFill(address taker, Fill calldata fill) external view returns (Finding memory);

    /// @return Allow or Block: an item that would be held refuses the bundle with the reason of the rule.
    function previewBundle(
        address taker,
        Bundle calldata bundle,
        bytes calldata signature
    ) external view returns (Finding memory);

    function MARKET() external view returns (IMarket);
}
