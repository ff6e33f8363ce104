// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";
import {Finding, ICompliance, Trade, Verdict} from "../compliance/ICompliance.sol";
import {AccountKind, ISettlementToken, Leg} from "../payments/ISettlementToken.sol";
import {Fill, IMarket} from "./IMarket.sol";
import {IMarketLens} from "./IMarketLens.sol";
import {Market} from "./Market.sol";
import {Bundle} from "./Orders.sol";

/// @notice See `IMarketLens`.
contract MarketLens is IMarketLens {
    /// @dev What the payer has left for a bundle's next item.
    struct Purse {
        uint256 allowance;
        uint256 balance;
    }

    /// @dev Far above what any collection needs to name an owner or an operator.
    uint256 private constant QUESTION_GAS = 100_000;

    /// @inheritdoc IMarketLens
    IMarket public immutable MARKET;
    ICompliance public immutable COMPLIANCE;
    ISettlementToken public immutable SETTLEMENT_TOKEN;

    constructor(address market) {
        MARKET = IMarket(market);
        COMPLIANCE = Market(market).COMPLIANCE();
        SETTLEMENT_TOKEN = Market(market).SETTLEMENT_TOKEN();
    }

    /// @inheritdoc IMarketLens
    function previewFill(address taker, Fill calldata fill) external view returns (Finding memory finding) {
        try MARKET.checkFill(taker, fill) returns (Trade memory trade) {
            finding = _judge(trade);
            if (finding.verdict == Verdict.Block) return finding;
            Finding memory refusal = _settle(trade, _purseOf(trade.payer), false);
            if (refusal.verdict == Verdict.Block) return refusal;
        } catch (bytes memory reason) {
            return _refused(reason);
        }
    }

    /// @inheritdoc IMarketLens
    function previewBundle(
        address taker,
        Bundle calldata bundle,
        bytes calldata signature
    ) external view returns (Finding memory finding) {
        Trade[] memory trades = new Trade[](bundle.items.length);
        Purse memory purse;
        // An empty bundle is asked about too: the market says what is wrong with it.
        for (uint256 i = 0; i == 0 || i < trades.length; i++) {
            try MARKET.checkBundleItem(taker, bundle, signature, i) returns (Trade memory trade) {
                trades[i] = trade;
            } catch (bytes memory reason) {
                return _refused(reason);
            }
            finding = _judge(trades[i]);
            if (finding.verdict != Verdict.Allow) return _blocked(finding.ruleId, finding.code, finding.evidence);
            if (i == 0) purse = _purseOf(trades[i].payer);
            finding = _settle(trades[i], purse, _isSold(trades, i));
            if (finding.verdict == Verdict.Block) return finding;
        }
    }

    function _judge(Trade memory trade) private view returns (Finding memory) {
        bool settler = SETTLEMENT_TOKEN.accountKind(trade.settler) == AccountKind.Settler;
        // The engine's preview finds this; to the market itself the engine reverts.
        if (!settler)
            return _blocked(0, ICompliance.ComplianceSettlerNotRegistered.selector, abi.encode(trade.settler));
        return COMPLIANCE.preview(trade);
    }

    /// @dev What stands against payment and delivery, if anything; changes the purse as the payment would.
    /// @param sold Whether an earlier item of the bundle gave the token to the buyer.
    function _settle(Trade memory trade, Purse memory purse, bool sold) private view returns (Finding memory) {
        try MARKET.payoutOf(trade) returns (Leg[] memory legs) {
            if (purse.allowance < trade.price) {
                bytes memory evidence = abi.encode(MARKET, purse.allowance, trade.price);
                return _blocked(0, IERC20Errors.ERC20InsufficientAllowance.selector, evidence);
            }
            if (purse.balance < trade.price) {
                bytes memory evidence = abi.encode(trade.payer, purse.balance, trade.price);
                return _blocked(0, IERC20Errors.ERC20InsufficientBalance.selector, evidence);
            }
            _spend(purse, trade, legs);
            return _deliver(trade, sold);
        } catch (bytes memory reason) {
            return _refused(reason);
        }
    }

    /// @dev The payer may be among those who are paid.
    function _spend(Purse memory purse, Trade memory trade, Leg[] memory legs) private pure {
        if (purse.allowance != type(uint256).max) purse.allowance -= trade.price;
        purse.balance -= trade.price;
        for (uint256 i = 0; i < legs.length; i++) if (legs[i].to == trade.payer) purse.balance += legs[i].amount;
    }

    function _deliver(Trade memory trade, bool sold) private view returns (Finding memory finding) {
        address owner = trade.buyer;
        if (!sold) {
            (bool answered, bytes memory answer) = _ask(
                trade.collection,
                abi.encodeCall(IERC721.ownerOf, trade.tokenId)
            );
            if (!answered) return _refused(answer);
            uint256 word = _word(answer);
            if (word == 0 || word > type(uint160).max) return _refused("");
            owner = address(uint160(word));
        }
        if (!_isApproved(trade, owner, sold)) {
            bytes memory evidence = abi.encode(MARKET, trade.tokenId);
            return _blocked(0, IERC721Errors.ERC721InsufficientApproval.selector, evidence);
        }
        if (owner != trade.seller) {
            bytes memory evidence = abi.encode(trade.seller, trade.tokenId, owner);
            return _blocked(0, IERC721Errors.ERC721IncorrectOwner.selector, evidence);
        }
    }

    function _purseOf(address payer) private view returns (Purse memory) {
        return Purse(SETTLEMENT_TOKEN.allowance(payer, address(MARKET)), SETTLEMENT_TOKEN.balanceOf(payer));
    }

    /// @dev A sale ends the approval of the one token, not that of an operator.
    function _isApproved(Trade memory trade, address owner, bool sold) private view returns (bool) {
        address market = address(MARKET);
        if (owner == market) return true;
        if (_answer(trade.collection, abi.encodeCall(IERC721.isApprovedForAll, (owner, market))) == 1) return true;
        if (sold) return false;
        return _answer(trade.collection, abi.encodeCall(IERC721.getApproved, trade.tokenId)) == uint160(market);
    }

    function _answer(address collection, bytes memory question) private view returns (uint256) {
        (bool answered, bytes memory answer) = _ask(collection, question);
        return answered ? _word(answer) : 0;
    }

    function _ask(address collection, bytes memory question) private view returns (bool, bytes memory) {
        return collection.staticcall{gas: QUESTION_GAS}(question);
    }

    function _isSold(Trade[] memory trades, uint256 index) private pure returns (bool) {
        Trade memory trade = trades[index];
        for (uint256 i = 0; i < index; i++) {
            if (trades[i].collection == trade.collection && trades[i].tokenId == trade.tokenId) return true;
        }
        return false;
    }

    /// @dev The first word of an answer; zero where there is none.
    function _word(bytes memory answer) private pure returns (uint256) {
        return answer.length < 32 ? 0 : abi.decode(answer, (uint256));
    }

    /// @dev As the market does it in `TradeRejected`.
    function _refused(bytes memory reason) private pure returns (Finding memory) {
        if (reason.length < 4) return _blocked(0, 0, reason);
        return _blocked(0, bytes4(reason), Bytes.slice(reason, 4));
    }

    function _blocked(bytes32 ruleId, bytes4 code, bytes memory evidence) private pure returns (Finding memory) {
        return Finding(Verdict.Block, ruleId, code, evidence);
    }
}
