// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20Mock} from "./ERC20Mock.sol";

/// @notice An ERC-20 token that keeps 1 % of every transfer.
contract FeeOnTransferToken is ERC20Mock {
    uint256 private constant FEE_BPS = 100;
    uint256 private constant BPS = 10_000;

    function _update(address from, address to, uint256 value) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : (value * FEE_BPS) / BPS;
        super._update(from, to, value - fee);
        if (fee != 0) super._update(from, address(0), fee);
    }
}
