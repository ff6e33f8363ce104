// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ICompliance, TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {IPlots} from "../../../contracts/land/IPlots.sol";
import {Plots} from "../../../contracts/land/Plots.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

contract PlotsTest is Fixture {
    uint256 private constant SUPPLY = 3;
    uint256 private constant SQUARE = (3 << 248) | 204;

    Plots private plots;

    function setUp() public override {
        super.setUp();
        plots = new Plots(address(authority), address(compliance), "Otherdeed", "OTHR", SUPPLY);
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = IPlots.mintBatch.selector;
        uint64 platform = authority.PLATFORM();
        vm.prank(ADMIN);
        authority.setTargetFunctionRole(address(plots), selectors, platform);
    }

    function test_KnowsItsNamesItsEngineAndItsSupply() public view {
        vm.assertEq(plots.name(), "Otherdeed");
        vm.assertEq(plots.symbol(), "OTHR");
        vm.assertEq(address(plots.COMPLIANCE()), address(compliance));
        vm.assertEq(plots.MAX_SUPPLY(), SUPPLY);
    }

    function test_MintsTheIdsOfItsWorld() public {
        vm.expectEmit(address(plots));
        emit IERC721.Transfer(address(0), SELLER, 7);
        _mintTwo(SELLER, 7, SQUARE);
        vm.assertEq(plots.ownerOf(7), SELLER);
        vm.assertEq(plots.ownerOf(SQUARE), SELLER);
        vm.assertEq(plots.totalSupply(), 2);
    }

    function testFuzz_NeverMoreThanAnnounced(uint8 count) public {
        uint256[] memory ids = new uint256[](count);
        for (uint256 i = 0; i < count; i++) ids[i] = i;
        if (count > SUPPLY) vm.expectRevert(abi.encodeWithSelector(IPlots.PlotsSupplyExceeded.selector, count, SUPPLY));
        vm.prank(PLATFORM);
        plots.mintBatch(SELLER, ids);
        vm.assertEq(plots.totalSupply(), count > SUPPLY ? 0 : count);
    }

    function test_RevertWhen_TheIdIsTaken() public {
        _setPolicy(address(plots), TransferPolicy.Open);
        _mintTwo(SELLER, 7, 8);
        uint256[] memory ids = new uint256[](1);
        ids[0] = 8;
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidSender.selector, address(0)));
        vm.prank(PLATFORM);
        plots.mintBatch(BUYER, ids);
    }

    function test_RevertWhen_AnyoneButThePlatformMints() public {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, STRANGER));
        vm.prank(STRANGER);
        plots.mintBatch(STRANGER, new uint256[](0));
    }

    /// @dev The engine hears of a gift as it does of any parcel's.
    function test_RevertWhen_TheEngineRefusesTheTransfer() public {
        _mintTwo(SELLER, 7, 8);
        _setPolicy(address(plots), TransferPolicy.Refused);
        vm.expectRevert(
            abi.encodeWithSelector(ICompliance.ComplianceTransferRefused.selector, plots, 7, SELLER, BUYER)
        );
        vm.prank(SELLER);
        plots.transferFrom(SELLER, BUYER, 7);
        vm.assertEq(plots.ownerOf(7), SELLER);
    }

    function _mintTwo(address to, uint256 first, uint256 second) private {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (first, second);
        vm.prank(PLATFORM);
        plots.mintBatch(to, ids);
    }
}
