// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Finding, Trade, Verdict} from "../compliance/ICompliance.sol";
import {Settlement} from "../settlement/Settlement.sol";

/// @notice Somebody buys a token of whoever has it now.
struct Scene {
    address collection;
    uint256 tokenId;
    address buyer;
    address payer;
    uint256 price;
}

/// @notice A house that asks for the dry run and settles at once, so that nothing can happen in between.
contract RehearsalHouse is Settlement {
    event Rehearsed(Finding foretold, Finding decided);

    constructor(
        address authority,
        address compliance,
        address escrow,
        address paymentSplits
    ) Settlement(authority, compliance, escrow, paymentSplits) {}

    function play(Scene[] calldata scenes) external {
        for (uint256 i = 0; i < scenes.length; i++) _play(scenes[i]);
    }

    function _play(Scene calldata scene) private {
        address seller = IERC721(scene.collection).ownerOf(scene.tokenId);
        // In custody or in escrow it is nobody's to sell.
        if (seller.code.length != 0) return;
        Trade memory trade = Trade({
            settler: address(this),
            collection: scene.collection,
            tokenId: scene.tokenId,
            seller: seller,
            buyer: scene.buyer,
            payer: scene.payer,
            currency: address(SETTLEMENT_TOKEN),
            price: scene.price
        });
        Finding memory foretold = COMPLIANCE.preview(trade);
        Finding memory decided = COMPLIANCE.onTrade(trade);
        emit Rehearsed(foretold, decided);
        if (decided.verdict == Verdict.Block) return;
        _complete(keccak256(abi.encode(trade)), trade, _payout(trade, 0), decided, trade.payer, seller);
    }
}
