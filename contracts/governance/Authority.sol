// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title Who may do what, and how soon
/// @notice The four layers of the integrated regulatory framework as roles of OpenZeppelin's AccessManager; the deployment
/// routine maps every restricted function to one of them. What loosens a rule waits: whoever decides, registers settlers or
/// hands out roles must announce it `DECISION_DELAY` before, and the guardian can cancel it in that time.
contract Authority is AccessManager {
    /// @notice Decision layer: rules, parameters, fees.
    uint64 public constant DECISION = 1;
    /// @notice Execution layer: disposes of cases, freezes.
    uint64 public constant EXECUTION = 2;
    /// @notice Platform layer: lists collections, creates land.
    uint64 public constant PLATFORM = 3;
    /// @notice Support layer: attests owners, identities, hubs, funding roots and reference prices.
    uint64 public constant SUPPORT = 4;
    /// @notice Issues the settlement token.
    uint64 public constant BANK = 5;
    /// @notice The compliance engine itself, for what only it may tell the settlement token.
    uint64 public constant ENGINE = 6;
    /// @notice Stops trading in an emergency, and cancels what was announced.
    uint64 public constant GUARDIAN = 7;
    /// @notice Platform layer: registers settlers. A settler moves tokens and money without being asked again.
    uint64 public constant REGISTRAR = 8;

    /// @notice Least time, in seconds, from announcing a decision to executing it. Fixed for good: no layer can shorten it.
    uint32 public immutable DECISION_DELAY;

    error AuthorityDelayTooShort(uint64 roleId, uint32 executionDelay, uint32 minimum);

    constructor(address admin, uint32 decisionDelay) AccessManager(admin) {
        DECISION_DELAY = decisionDelay;
    }

    /// @dev The guardian of what is delayed cannot be replaced by a friend of whoever decides.
    function getRoleGuardian(uint64 roleId) public view override returns (uint64) {
        return _isDelayed(roleId) ? GUARDIAN : super.getRoleGuardian(roleId);
    }

    /// @dev The constructor of AccessManager grants the first admin, who sets everything up, before the delay is known.
    function _grantRole(
        uint64 roleId,
        address account,
        uint32 grantDelay,
        uint32 executionDelay
    ) internal override returns (bool) {
        bool inTime = !_isDelayed(roleId) || executionDelay >= DECISION_DELAY;
        require(inTime, AuthorityDelayTooShort(roleId, executionDelay, DECISION_DELAY));
        return super._grantRole(roleId, account, grantDelay, executionDelay);
    }

    function _setRoleGuardian(uint64 roleId, uint64 guardian) internal override {
        require(!_isDelayed(roleId), AccessManagerLockedRole(roleId));
        super._setRoleGuardian(roleId, guardian);
    }

    /// @dev A guardian who could cancel its own dismissal would rule.
    function _canCancel(address caller, address target, bytes calldata data) internal view override returns (bool) {
        if (target == address(this) && bytes4(data) == this.revokeRole.selector) {
            (uint64 roleId, ) = abi.decode(data[4:], (uint64, address));
            if (roleId == GUARDIAN) return caller == _msgSender();
        }
        return super._canCancel(caller, target, data);
    }

    function _isDelayed(uint64 roleId) private pure returns (bool) {
        return roleId == ADMIN_ROLE || roleId == DECISION || roleId == REGISTRAR;
    }
}
