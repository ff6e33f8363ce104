// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRuleSet} from "../IRuleSet.sol";
import {IConduct} from "./IConduct.sol";
import {IWashTrading} from "./IWashTrading.sol";

/// @title The standard rules
/// @notice The rules against wash trading and the rules of conduct, in one set: they share what they remember, and a rule more
/// costs a trade what that rule reads and writes, and no call.
interface IMarketRules is IRuleSet, IWashTrading, IConduct {
    error MarketRulesEngineOnly(address caller);
}
