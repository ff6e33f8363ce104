// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC3156FlashBorrower} from "@openzeppelin/contracts/interfaces/IERC3156FlashBorrower.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @notice A call to a contract.
struct Errand {
    address target;
    bytes data;
}

/// @notice Holds whatever it gets and does what its owner says, several things in one transaction if need be; whoever buys it
/// buys what it holds. A vault, a contract that exists for one purchase, or the borrower of a flash loan.
contract Vault is Ownable, IERC3156FlashBorrower {
    constructor(address owner) Ownable(owner) {}

    function run(Errand[] calldata errands) external onlyOwner {
        for (uint256 i = 0; i < errands.length; i++) Address.functionCall(errands[i].target, errands[i].data);
    }

    function onFlashLoan(address, address, uint256, uint256, bytes calldata data) external returns (bytes32) {
        Errand[] memory errands = abi.decode(data, (Errand[]));
        for (uint256 i = 0; i < errands.length; i++) Address.functionCall(errands[i].target, errands[i].data);
        return keccak256("ERC3156FlashBorrower.onFlashLoan");
    }
}
