// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title Who may do what
/// @notice The four layers of the integrated regulatory framework as roles of OpenZeppelin's AccessManager; the deployment
/// routine maps every restricted function to one of them.
contract Authority is AccessManager {
    /// @notice Decision layer: rules, parameters, fees.
    uint64 public constant DECISION = 1;
    /// @notice Execution layer: disposes of cases.
    uint64 public constant EXECUTION = 2;
    /// @notice Platform layer: registers settlers and collections, creates land.
    uint64 public constant PLATFORM = 3;
    /// @notice Support layer: attests owners, hubs and funding roots.
    uint64 public constant SUPPORT = 4;
    /// @notice Issues the settlement token.
    uint64 public constant BANK = 5;
    /// @notice The compliance engine itself, for what only it may tell the settlement token.
    uint64 public constant ENGINE = 6;
    /// @notice Stops trading in an emergency, and cancels what the decision layer has scheduled.
    uint64 public constant GUARDIAN = 7;

    constructor(address admin) AccessManager(admin) {}
}
