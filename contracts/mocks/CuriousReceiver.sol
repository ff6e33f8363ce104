// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";

/// @notice A receiver of ERC-1155 tokens that calls back while it receives.
contract CuriousReceiver is ERC1155Holder {
    bytes private _call;

    bool public reentered;
    bytes public answer;

    function callBack(bytes calldata data) external {
        _call = data;
    }

    function onERC1155Received(
        address operator,
        address from,
        uint256 id,
        uint256 value,
        bytes memory data
    ) public override returns (bytes4) {
        (reentered, answer) = msg.sender.call(_call);
        return super.onERC1155Received(operator, from, id, value, data);
    }
}
