// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC7943NonFungible} from "./IERC7943NonFungible.sol";

/// @title A collection under the authorities' hand
/// @notice ERC-7943 for a collection of the compliance engine. The execution layer freezes and moves by force; who may hold and
/// what transfers pass is the engine's word.
/// @dev A token is frozen for an account: it does not move while that account owns it, be it by trade, gift or deposit. What a
/// house holds in custody is the house's on chain and frozen for nobody there, so custody always ends where it began; the
/// freeze holds again once the token is back. For the same reason a house's tokens are neither frozen nor moved by force: a
/// case, an auction or a rental would be left without its token. A forced transfer is part of the token's history, as if the
/// former owner had disposed of it. No officer decides about tokens of his own or of his cluster's.
///
/// An account that may not hold is refused by the engine, in the engine's words (`ComplianceMayNotHold`). One transfer goes on
/// although `canTransfer` and `canReceive` say no: a house gives back what it held for an account that was listed since.
interface IRealWorldAsset is IERC7943NonFungible {
    /// @notice A house's custody is neither frozen nor entered nor broken by force.
    error RealWorldAssetInCustody(address settler, uint256 tokenId);
    /// @notice The officer, or somebody of the officer's cluster, is who the order is about.
    error RealWorldAssetOwnCase(address officer, address account);
}
