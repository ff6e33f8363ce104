// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Enumerable.sol";
import {Finding, Trade, Verdict} from "../ICompliance.sol";
import {IBeneficialOwners} from "../IBeneficialOwners.sol";
import {ConductLimits, IConduct} from "./IConduct.sol";

/// @notice One owner buying more than a share of a collection.
/// @dev Balances are the collection's own, so that nothing has to be counted twice. Of a cluster the first 32 accounts count,
/// which bounds the gas; a collection that does not tell its supply is not judged.
library Concentration {
    bytes32 internal constant ID = "Concentration";
    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_ACCOUNTS = 32;
    uint256 private constant SUPPLY_GAS = 30_000;

    /// @param owners Who knows the accounts of an attested cluster.
    /// @param cluster The buyer's.
    /// @return tokens What the buyer would own with this one; 0 where the supply is not known.
    /// @return supply All tokens of the collection.
    function measured(
        Trade calldata trade,
        uint256 cluster,
        IBeneficialOwners owners
    ) internal view returns (uint256 tokens, uint256 supply) {
        supply = _supplyOf(trade.collection);
        if (supply == 0) return (0, 0);
        IERC721 collection = IERC721(trade.collection);
        if (cluster > type(uint32).max) return (collection.balanceOf(trade.buyer) + 1, supply);

        address[] memory accounts = owners.membersOf(cluster, MAX_ACCOUNTS);
        for (uint256 i = 0; i < accounts.length; i++) tokens += collection.balanceOf(accounts[i]);
        // What moves within a cluster is no purchase, and is there already.
        if (owners.clusterOf(trade.seller) != cluster) tokens++;
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

    function _supplyOf(address collection) private view returns (uint256) {
        bytes memory question = abi.encodeCall(IERC721Enumerable.totalSupply, ());
        (bool answered, bytes memory answer) = collection.staticcall{gas: SUPPLY_GAS}(question);
        return answered && answer.length == 32 ? abi.decode(answer, (uint256)) : 0;
    }
}
