// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @notice Swaps one token for money and is never seen again: no list of operators can know it.
contract OneTimeOperator {
    bool private _used;

    error OneTimeOperatorUsed();

    function swap(IERC721 collection, uint256 tokenId, address from, address to, IERC20 money, uint256 price) external {
        require(!_used, OneTimeOperatorUsed());
        _used = true;
        money.transferFrom(to, from, price);
        collection.transferFrom(from, to, tokenId);
    }
}
