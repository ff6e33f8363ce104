// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {AccountKind, ISettlementToken} from "../payments/ISettlementToken.sol";
import {IERC5192} from "./IERC5192.sol";
import {IMembership} from "./IMembership.sol";

/// @notice See `IMembership`.
contract Membership is IMembership, ERC721 {
    /// @dev What a member earned in `period` and in the one before, less what was spent. All that can still count: one word.
    struct Points {
        uint64 period;
        uint96 current;
        uint96 previous;
    }

    uint256 private constant PERIOD = 365 days;
    /// @dev A fee earns one part in so many. Any number above one keeps farming at a loss.
    uint256 private constant FEE_PER_POINT = 10;
    uint256 private constant MAX_DISCOUNT_DIVISOR = 2;

    /// @inheritdoc IMembership
    ISettlementToken public immutable SETTLEMENT_TOKEN;

    mapping(address member => Points) private _points;

    constructor(address settlementToken) ERC721("Landslide Membership", "MEMBER") {
        SETTLEMENT_TOKEN = ISettlementToken(settlementToken);
    }

    /// @inheritdoc IMembership
    function earn(address member, uint256 fee) external {
        _requireSettler();
        uint256 points = fee / FEE_PER_POINT;
        (uint256 previous, uint256 current) = pointsByPeriod(member);

        // Money could turn over until the sum no longer fits: it saturates.
        _note(member, previous, Math.min(Math.saturatingAdd(current, points), type(uint96).max));
        emit PointsEarned(member, points, uint64((block.timestamp / PERIOD + 2) * PERIOD));
        if (balanceOf(member) == 0) _admit(member);
    }

    /// @inheritdoc IMembership
    function redeem(address member, uint256 points, uint256 fee) external returns (uint256 discount) {
        _requireSettler();
        (uint256 previous, uint256 current) = pointsByPeriod(member);
        require(points <= previous + current, MembershipPointsMissing(member, points, previous + current));

        discount = Math.min(points, fee / MAX_DISCOUNT_DIVISOR);
        uint256 oldest = Math.min(discount, previous);
        _note(member, previous - oldest, current - (discount - oldest));
        emit PointsRedeemed(member, discount, discount);
    }

    /// @inheritdoc IMembership
    function pointsOf(address member) external view returns (uint256) {
        (uint256 previous, uint256 current) = pointsByPeriod(member);
        return previous + current;
    }

    /// @inheritdoc IERC5192
    function locked(uint256 tokenId) external view returns (bool) {
        _requireOwned(tokenId);
        return true;
    }

    /// @inheritdoc IMembership
    function pointsByPeriod(address member) public view returns (uint256, uint256) {
        Points memory points = _points[member];
        uint256 age = block.timestamp / PERIOD - points.period;
        if (age == 0) return (points.previous, points.current);
        if (age == 1) return (points.current, 0);
        return (0, 0);
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IERC5192).interfaceId || super.supportsInterface(interfaceId);
    }

    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        from = super._update(to, tokenId, auth);
        require(from == address(0), MembershipSoulbound(from));
    }

    /// @dev Both sums fit: each is at most what was read, or capped.
    function _note(address member, uint256 previous, uint256 current) private {
        _points[member] = Points(uint64(block.timestamp / PERIOD), uint96(current), uint96(previous));
    }

    function _admit(address member) private {
        uint256 tokenId = uint256(uint160(member));
        _mint(member, tokenId);
        emit Locked(tokenId);
    }

    function _requireSettler() private view {
        bool settler = SETTLEMENT_TOKEN.accountKind(msg.sender) == AccountKind.Settler;
        require(settler, MembershipSettlerOnly(msg.sender));
    }
}
