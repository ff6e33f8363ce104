// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice What a hostile collection does when it should transfer.
/// Honest: transfers. Ignore: does nothing. Pretend: does nothing and claims that the receiver owns the token. Refuse:
/// reverts. Burn: uses up all gas. Reenter: calls back first, then transfers.
enum Behaviour {
    Honest,
    Ignore,
    Pretend,
    Refuse,
    Burn,
    Reenter
}

/// @notice An ERC-721 collection that was registered in good faith and then turned.
contract HostileCollection is ERC721 {
    Behaviour private _behaviour;
    address private _target;
    bytes private _call;
    mapping(uint256 tokenId => address owner) private _pretended;

    /// @notice Whether the call that re-entered went through, and what it returned or reverted with.
    bool public reentered;
    bytes public answer;

    error HostileCollectionRefuses();

    constructor() ERC721("Hostile", "HOST") {}

    function mint(address to, uint256 tokenId) external {
        _mint(to, tokenId);
    }

    function behave(Behaviour behaviour) external {
        _behaviour = behaviour;
    }

    /// @notice Makes the next transfer call `target` first.
    function reenter(address target, bytes calldata data) external {
        _behaviour = Behaviour.Reenter;
        (_target, _call) = (target, data);
    }

    function transferFrom(address from, address to, uint256 tokenId) public override {
        Behaviour behaviour = _behaviour;
        require(behaviour != Behaviour.Refuse, HostileCollectionRefuses());
        if (behaviour == Behaviour.Ignore) return;
        if (behaviour == Behaviour.Pretend) {
            _pretended[tokenId] = to;
            return;
        }
        if (behaviour == Behaviour.Burn) while (true) _pretended[gasleft()] = to;
        if (behaviour == Behaviour.Reenter) {
            _behaviour = Behaviour.Honest;
            (reentered, answer) = _target.call(_call);
        }
        super.transferFrom(from, to, tokenId);
    }

    function ownerOf(uint256 tokenId) public view override returns (address) {
        address pretended = _pretended[tokenId];
        return pretended == address(0) ? super.ownerOf(tokenId) : pretended;
    }
}
