// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721Mock} from "./ERC721Mock.sol";

/// @notice What happens on `royaltyInfo`. Answer: the prepared bytes are returned. Revert: it reverts. Burn: it uses up all gas.
enum RoyaltyBehaviour {
    Answer,
    Revert,
    Burn
}

/// @notice A collection whose `royaltyInfo` returns any bytes at all, or fails.
/// @dev `royaltyInfo` is no function of its own here: the fallback answers, so that the answer need not decode.
contract RoyaltyCollection is ERC721Mock {
    RoyaltyBehaviour private _behaviour;
    bytes private _answer;

    error RoyaltyCollectionFails();

    function answer(bytes calldata returned) external {
        (_behaviour, _answer) = (RoyaltyBehaviour.Answer, returned);
    }

    function behave(RoyaltyBehaviour behaviour) external {
        _behaviour = behaviour;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        require(_behaviour != RoyaltyBehaviour.Revert, RoyaltyCollectionFails());
        if (_behaviour == RoyaltyBehaviour.Burn) while (true) keccak256(abi.encode(gasleft()));
        return _answer;
    }
}
