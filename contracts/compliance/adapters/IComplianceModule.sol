// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, ICompliance} from "../ICompliance.sol";
import {IModule} from "./IModule.sol";

/// @title The engine as a compliance module of ERC-3643 securities
/// @notice A transfer of shares is put to the engine as a trade of token 0 of the bound compliance, from sender to receiver at
/// price 0: what was paid, if anything, is not seen here. So a rule speaks of a holder and a security, not of single shares:
/// for RoundTrip somebody disposed of the security when any share left him, and it comes back with any share.
/// - A transfer passes when the engine allows it; one that would be held is refused, since nobody could hold the shares.
/// - What moved is recorded, forced or not. Issued shares are asked only whether the receiver may hold them, and are no trade,
///   nor are shares taken back.
/// - Forced transfers always pass. One that cannot be recorded leaves `TransferUnrecorded`.
/// @dev The module must be a registered settler and each bound compliance a registered collection of the engine. A
/// compliance is trusted to report what its token did; its owner could make it say anything.
interface IComplianceModule is IModule {
    /// @notice Shares moved and the engine could not note it.
    event TransferUnrecorded(address indexed compliance, address indexed from, address indexed to, uint256 value);

    error ComplianceModuleNotBound(address compliance);
    error ComplianceModuleAlreadyBound(address compliance);
    error ComplianceModuleCallerMismatch(address caller, address compliance);
    /// @notice The compliance is no registered collection, or this module no registered settler.
    error ComplianceModuleNotRegistered(address compliance);
    /// @notice The caller left so little gas that the transfer might have gone unrecorded for want of it.
    error ComplianceModuleOutOfGas(uint256 left);

    /// @notice What the engine has to say of a transfer: why `moduleCheck` refuses it. Reverts for a compliance that is not
    /// bound.
    function findingOf(address from, address to, address compliance) external view returns (Finding memory);

    /// @notice The engine that is asked.
    function COMPLIANCE() external view returns (ICompliance);
}
