// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a wallet does when asked about a signature (ERC-1271). Answer: the prepared bytes are returned. Revert: it
/// reverts. Burn: it uses up all gas.
enum WalletBehaviour {
    Answer,
    Revert,
    Burn
}

/// @notice A contract wallet that says anything.
contract HostileWallet {
    WalletBehaviour private _behaviour;
    bytes private _answer;

    error HostileWalletFails();

    function answer(bytes calldata returned) external {
        (_behaviour, _answer) = (WalletBehaviour.Answer, returned);
    }

    function behave(WalletBehaviour behaviour) external {
        _behaviour = behaviour;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        require(_behaviour != WalletBehaviour.Revert, HostileWalletFails());
        if (_behaviour == WalletBehaviour.Burn) while (true) keccak256(abi.encode(gasleft()));
        return _answer;
    }
}
