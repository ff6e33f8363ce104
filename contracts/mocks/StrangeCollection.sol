// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Enumerable.sol";

/// @notice How a question is answered. Honest: truly. Lie: with any number. Revert, Burn: not at all. Short: with too few
/// bytes. Flood: with far too many.
enum Strangeness {
    Honest,
    Lie,
    Revert,
    Burn,
    Short,
    Flood
}

/// @notice A collection of ten tokens that one account owns, and that answers questions about supply and balances as it likes.
/// @dev The questions are no functions of their own: the fallback answers, so that the answer need not decode.
contract StrangeCollection {
    Strangeness private _supply;
    Strangeness private _balance;
    uint256 private _told;
    address private immutable OWNER;

    error StrangeCollectionSilent();

    constructor(address owner) {
        OWNER = owner;
    }

    function behave(Strangeness supply, Strangeness balance, uint256 told) external {
        (_supply, _balance, _told) = (supply, balance, told);
    }

    fallback(bytes calldata question) external returns (bytes memory) {
        if (msg.sig == IERC721Enumerable.totalSupply.selector) return _answer(_supply, 10);
        if (msg.sig == IERC721.ownerOf.selector) return abi.encode(OWNER);
        bool isOwner = abi.decode(question[4:], (address)) == OWNER;
        return _answer(_balance, isOwner ? 10 : 0);
    }

    function _answer(Strangeness strangeness, uint256 truth) private view returns (bytes memory) {
        require(strangeness != Strangeness.Revert, StrangeCollectionSilent());
        if (strangeness == Strangeness.Burn) while (true) keccak256(abi.encode(gasleft()));
        if (strangeness == Strangeness.Short) return new bytes(31);
        if (strangeness == Strangeness.Flood) return new bytes(150_000);
        return abi.encode(strangeness == Strangeness.Lie ? _told : truth);
    }
}
