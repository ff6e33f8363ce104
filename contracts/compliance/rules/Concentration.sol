// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Enumerable.sol";
import {Finding, Verdict} from "../ICompliance.sol";
import {IBeneficialOwners} from "../IBeneficialOwners.sol";
import {ConductLimits, IConduct} from "./IConduct.sol";

/// @notice One owner buying more than a share of a collection.
/// @dev Balances are the collection's own, so that nothing has to be counted twice. Of a cluster the buyer and the first 32
/// accounts count, which bounds the gas.
library Concentration {
    bytes32 internal constant ID = "Concentration";
    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_ACCOUNTS = 32;
    /// @dev Far above what a balance costs; a collection that needs more is not judged.
    uint256 private constant ANSWER_GAS = 50_000;

    /// @dev What a collection says of an account that stands for itself, without a call to oneself around it; 0 where it says
    /// nothing that can be understood.
    function measuredAlone(address collection, address account) internal view returns (uint256 tokens, uint256 supply) {
        supply = _ask(collection, abi.encodeCall(IERC721Enumerable.totalSupply, ()));
        if (supply != 0) tokens = _ask(collection, abi.encodeCall(IERC721.balanceOf, (account)));
    }

    /// @param owners Who knows the accounts of an attested cluster.
    function measured(
        IERC721Enumerable collection,
        address account,
        uint256 cluster,
        IBeneficialOwners owners
    ) internal view returns (uint256 tokens, uint256 supply) {
        (supply, tokens) = (collection.totalSupply(), collection.balanceOf(account));
        address[] memory accounts = owners.membersOf(cluster, MAX_ACCOUNTS);
        for (uint256 i = 0; i < accounts.length; i++) {
            if (accounts[i] != account) tokens += collection.balanceOf(accounts[i]);
        }
    }

    function violated(uint256 tokens, uint256 supply, ConductLimits storage limits) internal view returns (bool) {
        if (supply == 0 || tokens < 2) return false;
        // A collection may claim any supply: divided, nothing overflows.
        return tokens > (supply / BPS) * limits.maxShareBps + ((supply % BPS) * limits.maxShareBps) / BPS;
    }

    function finding(
        uint256 cluster,
        uint256 tokens,
        uint256 supply,
        ConductLimits storage limits
    ) internal view returns (Finding memory) {
        bytes memory evidence = abi.encode(cluster, tokens, supply, limits.maxShareBps);
        bytes4 code = IConduct.ConcentrationTooHigh.selector;
        return Finding({verdict: Verdict.Block, ruleId: ID, code: code, evidence: evidence});
    }

    function _ask(address collection, bytes memory question) private view returns (uint256) {
        (bool answered, bytes memory answer) = collection.staticcall{gas: ANSWER_GAS}(question);
        return answered && answer.length == 32 ? abi.decode(answer, (uint256)) : 0;
    }
}
