// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A rule set whose short answer decodes into more memory than any caller can pay for: its array holds many
/// references to one long finding.
contract InflatedRuleSet {
    uint256 private constant REFERENCES = 600;
    uint256 private constant EVIDENCE_WORDS = 2_000;

    function ruleIds() external pure returns (bytes32[] memory ids) {
        ids = new bytes32[](1);
        ids[0] = "Inflated";
    }

    fallback(bytes calldata) external returns (bytes memory) {
        // Head of the array, its references, one finding: verdict, rule, code, offset of the evidence, its length, zeros.
        uint256[] memory words = new uint256[](2 + REFERENCES + 5 + EVIDENCE_WORDS);
        (words[0], words[1]) = (32, REFERENCES);
        for (uint256 i = 0; i < REFERENCES; i++) words[2 + i] = REFERENCES * 32;
        uint256 finding = 2 + REFERENCES;
        words[finding] = 2;
        words[finding + 1] = uint256(bytes32("Inflated"));
        (words[finding + 3], words[finding + 4]) = (128, EVIDENCE_WORDS * 32);
        return abi.encodePacked(words);
    }
}
