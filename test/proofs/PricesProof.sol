// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Orders} from "../../contracts/market/Orders.sol";

contract PricesProof {
    /// @notice A price that moves never leaves the range between its first and its last.
    function priceStaysBetween(Order memory order, uint256 time) external pure {
        require(order.startsAt <= time && time < order.expiresAt);
        uint256 price = Orders.priceAt(order, time);
        (uint256 first, uint256 last) = (order.price, order.endPrice);
        assert(first <= last ? first <= price && price <= last : last <= price && price <= first);
    }

    /// @notice A price starts where its maker said.
    function priceStartsAtTheFirst(Order memory order) external pure {
        require(order.startsAt < order.expiresAt);
        assert(Orders.priceAt(order, order.startsAt) == order.price);
    }
}
