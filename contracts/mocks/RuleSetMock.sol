// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Finding, Trade} from "../compliance/ICompliance.sol";
import {IRuleSet, Parties} from "../compliance/IRuleSet.sol";

/// @notice How a rule set fails. Not: it does what it should. Revert: it reverts. Burn: it uses up all gas.
enum Failure {
    Not,
    Revert,
    Burn
}

/// @notice A rule set with any rules that finds what it is told to find, fails on command, and notes what it was told.
/// @dev `check` and `judge` are no functions of their own here: the fallback answers, so that the answer need not decode.
contract RuleSetMock {
    bytes32[] private _ids;
    Failure private _checkFailure;
    Failure private _recordFailure;
    bytes private _answer = abi.encode(new Finding[](0));

    uint256 public recordCount;

    event TradeRecorded(Trade trade, Parties parties);

    error RuleSetMockFails();

    constructor(bytes32[] memory ids) {
        _ids = ids;
    }

    function failToCheck(Failure failure) external {
        _checkFailure = failure;
    }

    function failToRecord(Failure failure) external {
        _recordFailure = failure;
    }

    function answer(bytes calldata returned) external {
        _answer = returned;
    }

    function find(Finding[] calldata findings) external {
        _answer = abi.encode(findings);
    }

    function record(Trade memory trade, Parties memory parties) public {
        _fail(_recordFailure);
        recordCount++;
        emit TradeRecorded(trade, parties);
    }

    function ruleIds() external view returns (bytes32[] memory) {
        return _ids;
    }

    fallback(bytes calldata question) external returns (bytes memory) {
        _fail(_checkFailure);
        bool findsNothing = keccak256(_answer) == keccak256(abi.encode(new Finding[](0)));
        if (msg.sig == IRuleSet.judge.selector && findsNothing) {
            (Trade memory trade, Parties memory parties) = abi.decode(question[4:], (Trade, Parties));
            record(trade, parties);
        }
        return _answer;
    }

    function _fail(Failure failure) private view {
        require(failure != Failure.Revert, RuleSetMockFails());
        if (failure == Failure.Burn) while (true) keccak256(abi.encode(gasleft()));
    }
}
