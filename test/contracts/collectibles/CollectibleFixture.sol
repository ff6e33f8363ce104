// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Collectible} from "../../../contracts/collectibles/Collectible.sol";
import {Licence, Work} from "../../../contracts/collectibles/ICollectible.sol";
import {TransferPolicy} from "../../../contracts/compliance/ICompliance.sol";
import {Order} from "../../../contracts/market/Orders.sol";
import {Share} from "../../../contracts/payments/IPaymentSplits.sol";
import {vm} from "../Cheats.sol";
import {Fixture} from "../Fixture.sol";

/// @dev A library with a public function, see `Worlds`.
library Collectibles {
    function create(address compliance, address splits) public returns (Collectible) {
        return new Collectible(compliance, splits, "Works", "WORK");
    }
}

/// @notice The world with a registered collection of certified works; the seller makes them.
abstract contract CollectibleFixture is Fixture {
    bytes32 internal constant HASH = keccak256("a work");
    address internal immutable PAINTER = _named("painter");
    address internal immutable WRITER = _named("writer");

    Collectible internal works;

    function setUp() public virtual override {
        super.setUp();
        works = Collectibles.create(address(compliance), address(splits));
        _setPolicy(address(works), TransferPolicy.Recorded);
        for (uint256 i = 0; i < 2; i++) {
            vm.prank(i == 0 ? SELLER : BUYER);
            works.setApprovalForAll(address(market), true);
        }
    }

    function _work(bytes32 workHash, uint16 royaltyBps) internal pure returns (Work memory work) {
        work.workHash = workHash;
        work.licence = Licence.CcBySa;
        work.uri = "ipfs://work";
        work.royaltyBps = royaltyBps;
    }

    /// @dev Painter and writer share two to one, roughly.
    function _sharedWork(bytes32 workHash, uint16 royaltyBps) internal view returns (Work memory work) {
        work = _work(workHash, royaltyBps);
        work.creators = new Share[](2);
        (work.creators[0], work.creators[1]) = (Share(PAINTER, 6_667), Share(WRITER, 3_333));
    }

    function _certify(Work memory work) internal returns (uint256) {
        vm.prank(SELLER);
        return works.certify(work);
    }

    function _askFor(address maker, uint256 tokenId, uint256 price) internal returns (Order memory ask) {
        ask = _ask(maker, tokenId, price);
        ask.collection = address(works);
        _authorise(ask);
    }

    function _buy(address seller, address buyer, uint256 tokenId, uint256 price) internal {
        Order memory ask = _askFor(seller, tokenId, price);
        vm.prank(buyer);
        market.fill(ask, "", tokenId);
    }
}
