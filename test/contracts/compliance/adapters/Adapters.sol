// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ComplianceModule} from "../../../../contracts/compliance/adapters/ComplianceModule.sol";
import {CreatorTokenValidator} from "../../../../contracts/compliance/adapters/CreatorTokenValidator.sol";
import {SeaportZone} from "../../../../contracts/compliance/adapters/SeaportZone.sol";

// A library for each adapter, for the reason that `Deployers.sol` gives.

library Modules {
    function create(address compliance) public returns (ComplianceModule) {
        return new ComplianceModule(compliance);
    }
}

library Validators {
    function create(address compliance) public returns (CreatorTokenValidator) {
        return new CreatorTokenValidator(compliance);
    }
}

library Zones {
    function create(address compliance, address seaport) public returns (SeaportZone) {
        return new SeaportZone(compliance, seaport);
    }
}
