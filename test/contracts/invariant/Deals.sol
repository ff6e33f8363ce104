// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseStatus} from "../../../contracts/payments/IEscrow.sol";
import {vm} from "../Cheats.sol";

/// @notice A trade that the handler is about to try; `byBid` when the buyer made the order.
struct Deal {
    address seller;
    address buyer;
    uint256 tokenId;
    uint256 price;
    bool byBid;
}

/// @notice A held trade in the handler's own books; the case number is its position plus one.
struct Held {
    uint256 tokenId;
    uint256 price;
    CaseStatus status;
    uint256 openedAt;
    uint256 deadline;
    uint256 frozenUntil;
}

/// @dev The traders of the play, by number.
function traderAt(uint256 number) pure returns (address) {
    return vm.addr(uint256(keccak256(abi.encode("trader", number))));
}
