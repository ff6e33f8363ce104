// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICompliance} from "../ICompliance.sol";
import {ITransferValidator} from "./ITransferValidator.sol";
import {ITransferValidatorSetTokenType} from "./ITransferValidatorSetTokenType.sol";

/// @title The engine as the transfer validator of ERC721-C collections
/// @notice Lets a token move as the engine allowed it in this transaction: a trade, or a move into custody. Every other
/// transfer is judged by the collection's `TransferPolicy`:
/// - out of a registered settler's custody: passes always, also while trading is stopped;
/// - into a settler's custody without its doing: refused, nobody would own the token there;
/// - Unlisted, Refused: refused;
/// - Recorded: refused, because a validator is asked in a STATICCALL and cannot record. What is not in a token's history
///   would let it come back to its owner unseen. A gift under this policy is an sale for one taker at the least price;
/// - Open: passes, unless sender or receiver may not hold tokens.
/// @dev Trusts the engine and nobody else: anyone may ask, and learns only what anyone may. All functions are view or pure,
/// because ERC721-C lets any transfer through that the validator itself makes: this one can make none.
/// The owner of a collection can replace its validator at once. Where the `Authority` owns the collection that takes as long
/// as the role's delay.
interface ICreatorTokenValidator is ITransferValidator, ITransferValidatorSetTokenType {
    error CreatorTokenValidatorCollectionNotRegistered(address collection);
    error CreatorTokenValidatorTransferRefused(address collection, address from, address to);
    /// @notice The policy wants transfers recorded, which can happen in a trade only.
    error CreatorTokenValidatorCannotRecord(address collection, address from, address to);
    error CreatorTokenValidatorCustodyOnly(address collection, address settler);
    error CreatorTokenValidatorMayNotHold(address collection, address account);
    /// @notice Tokens with amounts, ERC-20 and ERC-1155, are none that the engine could follow.
    error CreatorTokenValidatorAmountsNotSupported(address collection);
    /// @notice Nobody authorises transfers here but the engine.
    error CreatorTokenValidatorAuthorizersNotSupported(address authorizer);

    /// @notice The engine whose word this passes on.
    function COMPLIANCE() external view returns (ICompliance);
}
