// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Enumerable.sol";
import {Finding, Trade, Verdict} from "../ICompliance.sol";
import {IBeneficialOwners} from "../IBeneficialOwners.sol";
import {ConductLimits, IConduct} from "./IConduct.sol";

/// @notice One owner buying more than a share of a collection.
/// @dev Balances are the collection's own, so that nothing has to be counted twice. Of a cluster the buyer and the first 32
/// accounts count, which bounds the gas.
library Concentration {
    bytes32 internal constant ID = "Concentration";
    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_ACCOUNTS = 32;

    /// @dev Reverts where the collection does not tell its supply, its balances or its owners.
    /// @param owners Who knows the accounts of an attested cluster.
    /// @return tokens What the buyer owns once the trade is settled.
    /// @return supply All tokens of the collection.
    function measured(
        Trade calldata trade,
        uint256 sellerCluster,
        uint256 buyerCluster,
        IBeneficialOwners owners
    ) internal view returns (uint256 tokens, uint256 supply) {
        IERC721Enumerable collection = IERC721Enumerable(trade.collection);
        supply = collection.totalSupply();
        tokens = collection.balanceOf(trade.buyer);
        if (buyerCluster <= type(uint32).max) {
            address[] memory accounts = owners.membersOf(buyerCluster, MAX_ACCOUNTS);
            for (uint256 i = 0; i < accounts.length; i++) {
                if (accounts[i] != trade.buyer) tokens += collection.balanceOf(accounts[i]);
            }
        }
        // What moves within a cluster is there already, and so is a token that was delivered before the hook is asked.
        if (sellerCluster != buyerCluster && collection.ownerOf(trade.tokenId) != trade.buyer) tokens++;
    }

    function violated(uint256 tokens, uint256 supply, ConductLimits memory limits) internal pure returns (bool) {
        // A collection may claim any supply: divided, nothing overflows.
        return tokens > (supply / BPS) * limits.maxShareBps + ((supply % BPS) * limits.maxShareBps) / BPS && tokens > 1;
    }

    function finding(
        uint256 cluster,
        uint256 tokens,
        uint256 supply,
        ConductLimits memory limits
    ) internal pure returns (Finding memory) {
        bytes memory evidence = abi.encode(cluster, tokens, supply, limits.maxShareBps);
        bytes4 code = IConduct.ConcentrationTooHigh.selector;
        return Finding({verdict: Verdict.Block, ruleId: ID, code: code, evidence: evidence});
    }
}
