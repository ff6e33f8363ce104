// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Wrapper} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Wrapper.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @notice A token for each token put into it, which moves without the original.
contract ParcelWrapper is ERC721Wrapper {
    constructor(IERC721 underlying) ERC721("Wrapped Land", "WLAND") ERC721Wrapper(underlying) {}
}
