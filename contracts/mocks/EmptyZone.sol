// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IZone, Schema, ZoneParameters} from "../compliance/adapters/ISeaportZone.sol";

/// @notice A Seaport 1.6 zone that agrees to every order: the least that any check inside Seaport costs.
contract EmptyZone is IZone {
    bytes4 private constant ZONE_INTERFACE = 0x39dd6933;

    constructor() {
        emit SeaportCompatibleContractDeployed();
    }

    function authorizeOrder(ZoneParameters calldata) external pure returns (bytes4) {
        return EmptyZone.authorizeOrder.selector;
    }

    function validateOrder(ZoneParameters calldata) external pure returns (bytes4) {
        return EmptyZone.validateOrder.selector;
    }

    function getSeaportMetadata() external pure returns (string memory name, Schema[] memory schemas) {
        return ("EmptyZone", new Schema[](0));
    }

    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == ZONE_INTERFACE;
    }
}
