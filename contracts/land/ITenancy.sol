// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4907} from "./IERC4907.sol";

/// @title Who may use and develop what another owns
/// @notice An owner may lend a token to a user for a time (ERC-4907). Whoever has the use of it, the user, or the owner
/// where there is none, may name an operator who develops it. Neither user nor operator may move the token.
/// @dev A grant binds who gave it: it holds while the giver holds the token, and a new holder is free of it. So it rests while
/// the token is in custody, and is there again when the token comes back to its giver, who may end it at any time. That is no
/// promise to the user; a rental is one: the house holds the token, and what it granted ends with its custody at the latest.
interface ITenancy is IERC4907 {
    /// @param namedBy The account that has the use of the token: the operator works for it and goes with it.
    event OperatorNamed(uint256 indexed tokenId, address indexed operator, address indexed namedBy);

    error TenancyNotUser(address caller, uint256 tokenId);

    /// @notice Names who develops the token; the zero address for nobody. Only for its user, or its owner where it has none.
    function setOperator(uint256 tokenId, address operator) external;

    /// @return The operator; the zero address where there is none, or who named it has the use of the token no more.
    function operatorOf(uint256 tokenId) external view returns (address);

    /// @return Whether an account may develop the token: as its owner, its user or its operator.
    function mayOperate(address account, uint256 tokenId) external view returns (bool);
}
