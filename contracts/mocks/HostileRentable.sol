// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4907} from "../land/IERC4907.sol";
import {HostileCollection} from "./HostileCollection.sol";

/// @notice What a hostile collection does when it should set a user.
/// Obey: sets it. Forget: does nothing. Balk: reverts. CallBack: calls back first, then sets it.
enum UserBehaviour {
    Obey,
    Forget,
    Balk,
    CallBack
}

/// @notice A hostile collection with users (ERC-4907), who stay when the token moves.
contract HostileRentable is HostileCollection, IERC4907 {
    UserBehaviour private _userBehaviour;
    address private _calledBack;
    bytes private _callBack;
    bytes private _garbage;
    mapping(uint256 tokenId => address user) private _users;
    mapping(uint256 tokenId => uint64 expires) private _expiries;

    /// @notice Whether the call back went through, and what it returned or reverted with.
    bool public calledBack;
    bytes public callBackAnswer;

    error HostileRentableBalks();

    function behaveToUsers(UserBehaviour behaviour) external {
        _userBehaviour = behaviour;
    }

    /// @notice Makes the next `setUser` call `target` first.
    function callBack(address target, bytes calldata data) external {
        _userBehaviour = UserBehaviour.CallBack;
        (_calledBack, _callBack) = (target, data);
    }

    /// @notice Makes `verifyFingerprint` and whatever else is not known here answer with these bytes.
    function answerAnythingWith(bytes calldata garbage) external {
        _garbage = garbage;
    }

    function setUser(uint256 tokenId, address user, uint64 expires) external {
        UserBehaviour behaviour = _userBehaviour;
        require(behaviour != UserBehaviour.Balk, HostileRentableBalks());
        if (behaviour == UserBehaviour.Forget) return;
        if (behaviour == UserBehaviour.CallBack) {
            _userBehaviour = UserBehaviour.Obey;
            (calledBack, callBackAnswer) = _calledBack.call(_callBack);
        }
        (_users[tokenId], _expiries[tokenId]) = (user, expires);
        emit UpdateUser(tokenId, user, expires);
    }

    function userOf(uint256 tokenId) external view returns (address) {
        return block.timestamp < _expiries[tokenId] ? _users[tokenId] : address(0);
    }

    function userExpires(uint256 tokenId) external view returns (uint256) {
        return _expiries[tokenId];
    }

    fallback(bytes calldata) external returns (bytes memory) {
        return _garbage;
    }
}
