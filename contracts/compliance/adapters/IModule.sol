// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What an ERC-3643 compliance asks of its modules
/// @notice The interface of modules in T-REX 4. A `ModularCompliance` belongs to one token and asks all its modules; a module
/// may serve many, and knows them apart by `msg.sender` only: no call names the token.
interface IModule {
    event ComplianceBound(address indexed _compliance);
    event ComplianceUnbound(address indexed _compliance);

    /// @notice Called by a compliance that takes this module up.
    function bindCompliance(address _compliance) external;

    /// @notice Called by a compliance that gives this module up.
    function unbindCompliance(address _compliance) external;

    /// @notice Shares have moved, `forcedTransfer` included, which asked nobody before.
    function moduleTransferAction(address _from, address _to, uint256 _value) external;

    /// @notice Shares have been issued.
    function moduleMintAction(address _to, uint256 _value) external;

    /// @notice Shares have been taken back.
    function moduleBurnAction(address _from, uint256 _value) external;

    /// @notice Whether shares may move. `_from` is zero when they are issued.
    function moduleCheck(address _from, address _to, uint256 _value, address _compliance) external view returns (bool);

    function isComplianceBound(address _compliance) external view returns (bool);

    /// @notice Whether a compliance may bind this module; asked before it binds unless `isPlugAndPlay`.
    function canComplianceBind(address _compliance) external view returns (bool);

    function isPlugAndPlay() external pure returns (bool);

    function name() external pure returns (string memory _name);
}
