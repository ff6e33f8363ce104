// SPDX-License-Identifier: MIT
pragma solidity ^0.8.4;

import {OwnableBasic} from "@limitbreak/creator-token-standards/src/access/OwnableBasic.sol";
import {ERC721C} from "@limitbreak/creator-token-standards/src/erc721c/ERC721C.sol";
import {ERC721OpenZeppelin} from "@limitbreak/creator-token-standards/src/token/erc721/ERC721OpenZeppelin.sol";

/// @notice The least that makes the abstract ERC721C a collection: an owner, and tokens that anyone may mint and their owners burn.
contract CreatorCollection is ERC721C, OwnableBasic {
    constructor() ERC721OpenZeppelin("Creator Collection", "CREATE") {}

    function mint(address to, uint256 tokenId) external {
        _mint(to, tokenId);
    }

    function burn(uint256 tokenId) external {
        require(_isApprovedOrOwner(msg.sender, tokenId), "not yours");
        _burn(tokenId);
    }
}
