// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Compliance} from "../../contracts/compliance/Compliance.sol";
import {ConductLimits} from "../../contracts/compliance/rules/IConduct.sol";
import {WashTradingLimits} from "../../contracts/compliance/rules/IWashTrading.sol";
import {MarketRules} from "../../contracts/compliance/rules/MarketRules.sol";
import {Market} from "../../contracts/market/Market.sol";
import {Escrow} from "../../contracts/payments/Escrow.sol";
import {PaymentSplits} from "../../contracts/payments/PaymentSplits.sol";
import {SettlementToken} from "../../contracts/payments/SettlementToken.sol";

// One library for each contract, with a public function, which the runner links: the contract's bytecode is then in one
// place alone, and a mutation run puts a changed contract there without compiling a test.

library Compliances {
    function create(address authority, address settlementToken) public returns (Compliance) {
        return new Compliance(authority, settlementToken);
    }
}

library Escrows {
    function create(address authority, address compliance, address settlementToken) public returns (Escrow) {
        return new Escrow(authority, compliance, settlementToken);
    }
}

library RuleSets {
    function create(
        address authority,
        address compliance,
        WashTradingLimits memory washLimits,
        ConductLimits memory conductLimits
    ) public returns (MarketRules) {
        return new MarketRules(authority, compliance, washLimits, conductLimits);
    }
}

library Markets {
    function create(
        address authority,
        address compliance,
        address escrow,
        address splits,
        address membership
    ) public returns (Market) {
        return new Market(authority, compliance, escrow, splits, membership);
    }
}

library SettlementTokens {
    function create(address authority) public returns (SettlementToken) {
        return new SettlementToken(authority);
    }
}

library Splitters {
    function create(address authority, address settlementToken) public returns (PaymentSplits) {
        return new PaymentSplits(authority, settlementToken);
    }
}
