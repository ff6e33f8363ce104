// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Estate} from "../../../contracts/land/Estate.sol";
import {IEstate} from "../../../contracts/land/IEstate.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @dev Linked, so that the bytecode is not part of every test contract.
library Estates {
    function create(address authority, address compliance, address parcels) public returns (Estate) {
        return new Estate(authority, compliance, parcels, "Estate", "EST");
    }
}

/// @notice A world with estates: registered as a custodian of parcels and as a collection, with a royalty of 5 %.
abstract contract EstateFixture is Fixture {
    Estate internal estates;

    function setUp() public virtual override {
        super.setUp();
        estates = _createEstates(address(land));
        _approve(SELLER);
        _approve(BUYER);
    }

    function _createEstates(address parcels) internal returns (Estate created) {
        created = Estates.create(address(authority), address(compliance), parcels);
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = IEstate.setRoyalty.selector;
        uint64 platform = authority.PLATFORM();
        vm.prank(ADMIN);
        authority.setTargetFunctionRole(address(created), selectors, platform);
        _setSettler(address(created), true);
        _setPolicy(address(created), TransferPolicy.Recorded);
        vm.prank(PLATFORM);
        created.setRoyalty(CREATOR, 500);
    }

    function _approve(address owner) internal {
        vm.startPrank(owner);
        land.setApprovalForAll(address(estates), true);
        estates.setApprovalForAll(address(market), true);
        vm.stopPrank();
    }

    /// @dev A row of parcels in a world's street.
    function _giveParcels(address to, uint256 count, int128 street) internal returns (uint256[] memory tokenIds) {
        tokenIds = new uint256[](count);
        for (uint256 i = 0; i < count; i++) tokenIds[i] = _giveParcel(to, int128(int256(i)), street);
    }

    function _join(address owner, uint256[] memory tokenIds) internal returns (uint256) {
        vm.prank(owner);
        return estates.join(tokenIds);
    }

    function _add(address owner, uint256 estateId, uint256[] memory tokenIds) internal {
        vm.prank(owner);
        estates.add(estateId, tokenIds);
    }

    function _remove(address owner, uint256 estateId, uint256[] memory tokenIds) internal {
        vm.prank(owner);
        estates.remove(estateId, tokenIds);
    }

    function _dissolve(address owner, uint256 estateId) internal {
        vm.prank(owner);
        estates.dissolve(estateId);
    }

    function _sellEstate(address from, address to, uint256 estateId, uint256 price) internal {
        Order memory ask = _ask(from, estateId, price);
        ask.collection = address(estates);
        _authorise(ask);
        vm.prank(to);
        market.fill(ask, "", estateId);
    }

    function _only(uint256 tokenId) internal pure returns (uint256[] memory tokenIds) {
        tokenIds = new uint256[](1);
        tokenIds[0] = tokenId;
    }

    function _first(uint256[] memory all, uint256 count) internal pure returns (uint256[] memory tokenIds) {
        tokenIds = new uint256[](count);
        for (uint256 i = 0; i < count; i++) tokenIds[i] = all[i];
    }
}
