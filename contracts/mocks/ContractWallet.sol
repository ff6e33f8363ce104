// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @notice An honest contract wallet (ERC-1271): its owner's signature is its own.
contract ContractWallet is IERC1271 {
    address public immutable OWNER;

    error ContractWalletOwnerOnly(address caller);

    constructor(address owner) {
        OWNER = owner;
    }

    function execute(address target, bytes calldata data) external {
        require(msg.sender == OWNER, ContractWalletOwnerOnly(msg.sender));
        (bool done, bytes memory returned) = target.call(data);
        require(done, string(returned));
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        (address signer, ECDSA.RecoverError problem, ) = ECDSA.tryRecover(digest, signature);
        bool agreed = problem == ECDSA.RecoverError.NoError && signer == OWNER;
        return agreed ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
