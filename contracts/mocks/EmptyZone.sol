// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @dev An item that a Seaport order offers; `itemType` is Seaport's enum.
struct SpentItem {
    uint8 itemType;
    address token;
    uint256 identifier;
    uint256 amount;
}

/// @dev An item that a Seaport order asks for.
struct ReceivedItem {
    uint8 itemType;
    address token;
    uint256 identifier;
    uint256 amount;
    address payable recipient;
}

/// @dev What Seaport 1.6 tells a zone about an order (seaport-types, ConsiderationStructs.sol).
struct ZoneParameters {
    bytes32 orderHash;
    address fulfiller;
    address offerer;
    SpentItem[] offer;
    ReceivedItem[] consideration;
    bytes extraData;
    bytes32[] orderHashes;
    uint256 startTime;
    uint256 endTime;
    bytes32 zoneHash;
}

/// @dev A standard that a zone names in its metadata (SIP-5).
struct Schema {
    uint256 id;
    bytes metadata;
}

/// @notice A Seaport 1.6 zone that agrees to every order: the least that any check inside Seaport costs.
contract EmptyZone is IERC165 {
    bytes4 private constant ZONE_INTERFACE = 0x39dd6933;

    /// @notice SIP-5.
    event SeaportCompatibleContractDeployed();

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
