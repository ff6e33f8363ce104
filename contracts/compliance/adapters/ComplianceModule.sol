// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccountKind, ISettlementToken} from "../../payments/ISettlementToken.sol";
import {Finding, ICompliance, Trade, TransferPolicy, Verdict} from "../ICompliance.sol";
import {IComplianceModule} from "./IComplianceModule.sol";
import {IModule} from "./IModule.sol";

/// @notice See `IComplianceModule`.
contract ComplianceModule is IComplianceModule {
    /// @dev A call that runs out of gas leaves a 63rd of what it was given, at most twice that if the engine ran out further
    /// in. More than this left means more than 600,000 given, more than the rules take: it did not fail for want of gas.
    uint256 private constant STARVED = 20_000;

    /// @inheritdoc IComplianceModule
    ICompliance public immutable COMPLIANCE;
    ISettlementToken public immutable SETTLEMENT_TOKEN;

    /// @inheritdoc IModule
    mapping(address compliance => bool bound) public isComplianceBound;

    constructor(address compliance) {
        COMPLIANCE = ICompliance(compliance);
        SETTLEMENT_TOKEN = ICompliance(compliance).SETTLEMENT_TOKEN();
    }

    /// @inheritdoc IModule
    /// @dev Asked again what `canComplianceBind` was: whoever is bound can put transfers into holders' histories.
    function bindCompliance(address compliance) external {
        require(msg.sender == compliance, ComplianceModuleCallerMismatch(msg.sender, compliance));
        require(!isComplianceBound[compliance], ComplianceModuleAlreadyBound(compliance));
        require(canComplianceBind(compliance), ComplianceModuleNotRegistered(compliance));

        isComplianceBound[compliance] = true;
        emit ComplianceBound(compliance);
    }

    /// @inheritdoc IModule
    function unbindCompliance(address compliance) external {
        require(msg.sender == compliance, ComplianceModuleCallerMismatch(msg.sender, compliance));
        require(isComplianceBound[compliance], ComplianceModuleNotBound(compliance));

        isComplianceBound[compliance] = false;
        emit ComplianceUnbound(compliance);
    }

    /// @inheritdoc IModule
    function moduleTransferAction(address from, address to, uint256 value) external {
        require(isComplianceBound[msg.sender], ComplianceModuleNotBound(msg.sender));

        // Struck off since it was bound: it puts nothing into holders' histories any more.
        bool listed = COMPLIANCE.transferPolicy(msg.sender) != TransferPolicy.Unlisted;
        if (listed && _record(_trade(from, to, msg.sender))) return;
        emit TransferUnrecorded(msg.sender, from, to, value);
    }

    /// @inheritdoc IModule
    function moduleMintAction(address, uint256) external view {
        require(isComplianceBound[msg.sender], ComplianceModuleNotBound(msg.sender));
    }

    /// @inheritdoc IModule
    function moduleBurnAction(address, uint256) external view {
        require(isComplianceBound[msg.sender], ComplianceModuleNotBound(msg.sender));
    }

    /// @inheritdoc IModule
    function moduleCheck(address from, address to, uint256, address compliance) external view returns (bool) {
        if (!isComplianceBound[compliance]) return false;
        if (from == address(0)) {
            try COMPLIANCE.mayHold(to) returns (bool may) {
                return may;
            } catch {
                return false;
            }
        }
        try COMPLIANCE.preview(_trade(from, to, compliance)) returns (Finding memory finding) {
            return finding.verdict == Verdict.Allow;
        } catch {
            return false;
        }
    }

    /// @inheritdoc IComplianceModule
    function findingOf(address from, address to, address compliance) external view returns (Finding memory) {
        require(isComplianceBound[compliance], ComplianceModuleNotBound(compliance));
        return COMPLIANCE.preview(_trade(from, to, compliance));
    }

    /// @inheritdoc IModule
    function isPlugAndPlay() external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IModule
    function name() external pure returns (string memory) {
        return "LandslideComplianceModule";
    }

    /// @inheritdoc IModule
    function canComplianceBind(address compliance) public view returns (bool) {
        bool listed = COMPLIANCE.transferPolicy(compliance) != TransferPolicy.Unlisted;
        return listed && SETTLEMENT_TOKEN.accountKind(address(this)) == AccountKind.Settler;
    }

    /// @dev `onRelease` notes a trade whatever the rules say of it.
    function _record(Trade memory trade) private returns (bool recorded) {
        try COMPLIANCE.onRelease(trade) {
            return true;
        } catch {
            uint256 left = gasleft();
            require(left > STARVED, ComplianceModuleOutOfGas(left));
        }
    }

    function _trade(address from, address to, address compliance) private view returns (Trade memory) {
        return
            Trade({
                settler: address(this),
                collection: compliance,
                tokenId: 0,
                seller: from,
                buyer: to,
                payer: to,
                currency: address(0),
                price: 0
            });
    }
}
