// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Verdict} from "../../../contracts/compliance/ICompliance.sol";

/// @notice The four rules again, as plainly as they can be written: full histories, plain loops, no packing.
/// @dev Deliberately shares no code with contracts/compliance.
abstract contract GhostModel {
    struct Payment {
        address from;
        address to;
        uint256 amount;
        uint256 time;
    }

    struct Disposal {
        uint256 tokenId;
        uint256 cluster;
        uint256 time;
    }

    uint256 private constant A_DOLLAR = 1e6;
    Payment[] private _payments;
    Disposal[] private _disposals;
    mapping(address account => address source) private _source;
    mapping(address account => uint256 cluster) private _clusters;
    address[] private _everAttested;

    function _ghostAttest(address account, uint256 cluster) internal {
        _clusters[account] = cluster;
        _everAttested.push(account);
    }

    /// @dev The money that first makes a dollar decides; from the bank or a trade it has no source.
    /// @param balance What the account has now.
    function _ghostReceive(address account, address source, uint256 balance) internal {
        if (_source[account] == address(0) && balance >= A_DOLLAR) _source[account] = _root(source);
    }

    function _ghostPay(address from, address to, uint256 amount, uint256 balance, uint256 time) internal {
        if (amount == 0) return;
        _ghostReceive(to, from, balance);
        if (from != to) _payments.push(Payment(from, to, amount, time));
    }

    function _ghostDispose(uint256 tokenId, address from, address to, uint256 time) internal {
        if (_cluster(from) != _cluster(to)) _disposals.push(Disposal(tokenId, _holder(from), time));
    }

    function _ghostVerdict(
        address seller,
        address buyer,
        uint256 tokenId,
        uint256 price,
        uint256 time
    ) internal view returns (Verdict) {
        if (_cluster(seller) == _cluster(buyer)) return Verdict.Block;
        if (_root(seller) == _root(buyer)) return Verdict.Block;
        if (_isFinanced(seller, buyer, price, time)) return Verdict.Block;
        uint256 disposedAt = _lastDisposal(tokenId, buyer);
        if (disposedAt != 0 && time - disposedAt < 7 days) return Verdict.Block;
        if (disposedAt != 0 && time - disposedAt < 30 days) return Verdict.Hold;
        return Verdict.Allow;
    }

    function _cluster(address account) private view returns (uint256) {
        return _clusters[account] == 0 ? uint160(account) : _clusters[account];
    }

    /// @dev Whose disposals an account's are: nobody's but its owner's, or those of who gave it its first money.
    function _holder(address account) private view returns (uint256) {
        return _clusters[account] == 0 ? _cluster(_root(account)) : _clusters[account];
    }

    /// @dev Of the account, of any account that is now of one owner with it, or of who gave it its first money.
    function _isOwn(uint256 cluster, address account) private view returns (bool) {
        if (cluster == _cluster(account) || cluster == uint160(account)) return true;
        if (cluster == _cluster(_root(account))) return true;
        for (uint256 i = 0; i < _everAttested.length; i++) {
            address other = _everAttested[i];
            bool oneOwner = _clusters[account] != 0 && _clusters[other] == _clusters[account];
            if (oneOwner && cluster == uint160(other)) return true;
        }
        return false;
    }

    /// @dev Where the money came from, as far up as it was known when it came.
    function _root(address account) private view returns (address) {
        return _source[account] == address(0) ? account : _source[account];
    }

    /// @dev Payments of this month and the last add up, and count for 7 days after the last one.
    function _isFinanced(address seller, address buyer, uint256 price, uint256 time) private view returns (bool) {
        (uint256 total, uint256 last) = (0, 0);
        for (uint256 i = 0; i < _payments.length; i++) {
            Payment storage payment = _payments[i];
            if (payment.from != seller || payment.to != buyer) continue;
            if (time / 30 days - payment.time / 30 days < 2) total += payment.amount;
            last = payment.time;
        }
        return last != 0 && time - last < 7 days && total * 10 >= price;
    }

    function _lastDisposal(uint256 tokenId, address account) private view returns (uint256 time) {
        for (uint256 i = 0; i < _disposals.length; i++) {
            Disposal storage disposal = _disposals[i];
            if (disposal.tokenId == tokenId && _isOwn(disposal.cluster, account)) time = disposal.time;
        }
    }
}
