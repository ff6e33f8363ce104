// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A lock for the length of a call
/// @dev OpenZeppelin's transient guard compiles with a warning about its assembly; the language now has the same without.
abstract contract NonReentrant {
    bool private transient _entered;

    error NonReentrantCall();

    modifier nonReentrant() {
        require(!_entered, NonReentrantCall());
        _entered = true;
        _;
        _entered = false;
    }
}
