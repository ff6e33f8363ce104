// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {AccountKind, ISettlementToken} from "../../payments/ISettlementToken.sol";
import {ICompliance, TransferPolicy} from "../ICompliance.sol";
import {ICreatorTokenValidator} from "./ICreatorTokenValidator.sol";
import {ITransferValidator} from "./ITransferValidator.sol";
import {ITransferValidatorSetTokenType} from "./ITransferValidatorSetTokenType.sol";

/// @notice See `ICreatorTokenValidator`.
contract CreatorTokenValidator is ICreatorTokenValidator, ERC165 {
    /// @inheritdoc ICreatorTokenValidator
    ICompliance public immutable COMPLIANCE;
    ISettlementToken public immutable SETTLEMENT_TOKEN;

    constructor(address compliance) {
        COMPLIANCE = ICompliance(compliance);
        SETTLEMENT_TOKEN = ICompliance(compliance).SETTLEMENT_TOKEN();
    }

    /// @inheritdoc ITransferValidator
    function validateTransfer(address, address from, address to, uint256 tokenId) external view {
        if (COMPLIANCE.isSettling(msg.sender, tokenId, from, to)) return;
        _requireFree(from, to);
    }

    /// @inheritdoc ITransferValidator
    /// @dev Without the token's number nothing can be told from a transfer outside trades.
    function validateTransfer(address, address from, address to) external view {
        _requireFree(from, to);
    }

    /// @inheritdoc ITransferValidator
    function applyCollectionTransferPolicy(address, address from, address to) external view {
        _requireFree(from, to);
    }

    /// @inheritdoc ITransferValidator
    function validateTransfer(address, address, address, uint256, uint256) external view {
        revert CreatorTokenValidatorAmountsNotSupported(msg.sender);
    }

    /// @inheritdoc ITransferValidator
    function beforeAuthorizedTransfer(address, address, uint256) external view {
        _refuseAuthorizer();
    }

    /// @inheritdoc ITransferValidator
    function afterAuthorizedTransfer(address, uint256) external view {
        _refuseAuthorizer();
    }

    /// @inheritdoc ITransferValidator
    function beforeAuthorizedTransfer(address, address) external view {
        _refuseAuthorizer();
    }

    /// @inheritdoc ITransferValidator
    function afterAuthorizedTransfer(address) external view {
        _refuseAuthorizer();
    }

    /// @inheritdoc ITransferValidator
    function beforeAuthorizedTransfer(address, uint256) external view {
        _refuseAuthorizer();
    }

    /// @inheritdoc ITransferValidator
    function beforeAuthorizedTransferWithAmount(address, uint256, uint256) external view {
        _refuseAuthorizer();
    }

    /// @inheritdoc ITransferValidator
    function afterAuthorizedTransferWithAmount(address, uint256) external view {
        _refuseAuthorizer();
    }

    /// @inheritdoc ITransferValidatorSetTokenType
    /// @dev Nothing is kept: a token shows by what it asks which kind it is.
    function setTokenTypeOfCollection(address, uint16) external pure {}

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(ITransferValidator).interfaceId ||
            interfaceId == type(ITransferValidatorSetTokenType).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    /// @dev For transfers outside trades. The order is that of `ICompliance.onTransfer`.
    function _requireFree(address from, address to) private view {
        if (_isSettler(from)) return;
        require(!_isSettler(to), CreatorTokenValidatorCustodyOnly(msg.sender, to));
        TransferPolicy policy = COMPLIANCE.transferPolicy(msg.sender);
        require(policy != TransferPolicy.Unlisted, CreatorTokenValidatorCollectionNotRegistered(msg.sender));
        require(policy != TransferPolicy.Refused, CreatorTokenValidatorTransferRefused(msg.sender, from, to));
        require(policy != TransferPolicy.Recorded, CreatorTokenValidatorCannotRecord(msg.sender, from, to));
        require(COMPLIANCE.mayHold(from), CreatorTokenValidatorMayNotHold(msg.sender, from));
        require(COMPLIANCE.mayHold(to), CreatorTokenValidatorMayNotHold(msg.sender, to));
    }

    function _refuseAuthorizer() private view {
        revert CreatorTokenValidatorAuthorizersNotSupported(msg.sender);
    }

    function _isSettler(address account) private view returns (bool) {
        return SETTLEMENT_TOKEN.accountKind(account) == AccountKind.Settler;
    }
}
