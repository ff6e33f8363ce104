// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Finding, ICompliance, TransferPolicy, Verdict} from "../../../contracts/compliance/ICompliance.sol";
import {IWashTrading} from "../../../contracts/compliance/rules/IWashTrading.sol";
import {Fill, IMarket} from "../../../contracts/market/IMarket.sol";
import {MarketLens} from "../../../contracts/market/MarketLens.sol";
import {Bundle, Order, Side} from "../../../contracts/market/Orders.sol";
import {RoyaltyBehaviour, RoyaltyCollection} from "../../../contracts/mocks/RoyaltyCollection.sol";
import {Failure, RuleSetMock} from "../../../contracts/mocks/RuleSetMock.sol";
import {Leg} from "../../../contracts/payments/ISettlementToken.sol";
import {ISettlement} from "../../../contracts/settlement/ISettlement.sol";
import {vm} from "../Cheats.sol";
import {Lenses, MarketFixture} from "./MarketFixture.sol";

/// @notice What the lens says of an order with one fault; `MarketLensMatches` has those with several.
contract MarketLensTest is MarketFixture {
    MarketLens private lens;
    uint256 private parcel;

    function setUp() public override {
        super.setUp();
        lens = Lenses.create(address(market));
        parcel = _parcelOf(SELLER);
    }

    function test_KnowsItsContracts() public view {
        vm.assertEq(address(lens.MARKET()), address(market));
        vm.assertEq(address(lens.COMPLIANCE()), address(compliance));
        vm.assertEq(address(lens.SETTLEMENT_TOKEN()), address(money));
    }

    function test_AllowsWhatWouldSettle() public {
        Finding memory finding = _previewAsk();
        vm.assertTrue(finding.verdict == Verdict.Allow);
        vm.assertEq(finding.ruleId, 0);
        vm.assertEq(finding.evidence, "");
    }

    function test_NamesTheOrdersFault() public {
        vm.warp(START);
        Order memory ask = _ask(SELLER, parcel, PRICE);
        Fill memory fill = _fillOf(ask, _sign(SELLER_KEY, ask));
        vm.warp(ask.expiresAt);
        bytes memory evidence = abi.encode(market.hashOrder(ask), ask.expiresAt);
        _assertBlocked(lens.previewFill(BUYER, fill), 0, IMarket.MarketOrderExpired.selector, evidence);
    }

    function test_NamesTheRuleThatBlocks() public {
        _attest(SELLER, 7);
        _attest(BUYER, 7);
        _assertBlocked(_previewAsk(), SELF_TRADE, IWashTrading.SelfTradeOneOwner.selector, abi.encode(7));
    }

    function test_NamesTheRuleThatHolds() public {
        uint256 old = _parcelOf(BUYER);
        _sell(BUYER, SELLER, old, PRICE);
        vm.warp(START + 20 days);
        parcel = old;
        Finding memory finding = _previewAsk();
        vm.assertTrue(finding.verdict == Verdict.Hold);
        vm.assertEq(finding.ruleId, ROUND_TRIP);
        vm.assertEq(bytes32(finding.code), bytes32(IWashTrading.RoundTripForReview.selector));
        vm.assertEq(finding.evidence, abi.encode(uint256(uint160(BUYER)), START, 30 days));

        // A held trade needs the whole price too.
        vm.prank(BUYER);
        money.approve(address(market), 1);
        bytes memory evidence = abi.encode(market, 1, PRICE);
        _assertBlocked(_previewAsk(), 0, IERC20Errors.ERC20InsufficientAllowance.selector, evidence);
    }

    function test_NamesAnUnlistedCollection() public {
        _setPolicy(address(land), TransferPolicy.Unlisted);
        bytes4 code = ICompliance.ComplianceCollectionNotRegistered.selector;
        _assertBlocked(_previewAsk(), "Compliance", code, abi.encode(land));
    }

    /// @dev The engine does not answer a stranger, it reverts; so no rule is named.
    function test_NamesADismissedMarket() public {
        _setSettler(address(market), false);
        bytes4 code = ICompliance.ComplianceSettlerNotRegistered.selector;
        _assertBlocked(_previewAsk(), 0, code, abi.encode(market));
    }

    function test_NamesARoyaltyThatIsTooHigh() public {
        RoyaltyCollection works = _listWorks();
        works.answer(abi.encode(CREATOR, PRICE));
        bytes memory evidence = abi.encode(works, PRICE, (PRICE * 975) / 1_000);
        _assertBlocked(_previewWork(works), 0, ISettlement.SettlementRoyaltyTooHigh.selector, evidence);
    }

    function test_NamesAMissingAllowance() public {
        vm.prank(BUYER);
        money.approve(address(market), PRICE - 1);
        bytes memory evidence = abi.encode(market, PRICE - 1, PRICE);
        _assertBlocked(_previewAsk(), 0, IERC20Errors.ERC20InsufficientAllowance.selector, evidence);
    }

    function test_NamesAMissingBalance() public {
        vm.prank(BUYER);
        money.burn(RICHES - PRICE + 1);
        bytes memory evidence = abi.encode(BUYER, PRICE - 1, PRICE);
        _assertBlocked(_previewAsk(), 0, IERC20Errors.ERC20InsufficientBalance.selector, evidence);
    }

    function test_NamesATokenThatDoesNotExist() public {
        parcel = 5;
        _assertBlocked(_previewAsk(), 0, IERC721Errors.ERC721NonexistentToken.selector, abi.encode(5));
    }

    function test_NamesAMissingApproval() public {
        vm.prank(SELLER);
        land.setApprovalForAll(address(market), false);
        bytes memory evidence = abi.encode(market, parcel);
        _assertBlocked(_previewAsk(), 0, IERC721Errors.ERC721InsufficientApproval.selector, evidence);
        vm.prank(SELLER);
        land.approve(address(market), parcel);
        vm.assertTrue(_previewAsk().verdict == Verdict.Allow);
    }

    function test_NamesAnotherOwner() public {
        parcel = _parcelOf(BUYER);
        bytes memory evidence = abi.encode(SELLER, parcel, BUYER);
        _assertBlocked(_previewAsk(), 0, IERC721Errors.ERC721IncorrectOwner.selector, evidence);
    }

    function test_NamesAnOwnerThatIsTheMarketItself() public {
        RoyaltyCollection works = _listWorks();
        works.mint(address(market), 2);
        Order memory ask = _ask(SELLER, 2, PRICE);
        ask.collection = address(works);
        bytes memory evidence = abi.encode(SELLER, 2, market);
        Finding memory finding = lens.previewFill(BUYER, _fillOf(ask, _sign(SELLER_KEY, ask)));
        _assertBlocked(finding, 0, IERC721Errors.ERC721IncorrectOwner.selector, evidence);
    }

    /// @dev Contracts registered by mistake: one that has nothing of a collection, and one that answers anything to everything.
    function test_SurvivesWhatIsNoCollection() public {
        Order memory ask = _ask(SELLER, 1, PRICE);
        ask.collection = address(escrow);
        _setPolicy(address(escrow), TransferPolicy.Open);
        _assertBlocked(lens.previewFill(BUYER, _fillOf(ask, _sign(SELLER_KEY, ask))), 0, 0, "");

        RuleSetMock anything = new RuleSetMock(new bytes32[](0));
        _setPolicy(address(anything), TransferPolicy.Open);
        ask.collection = address(anything);
        bytes[4] memory answers = [bytes(""), abi.encodePacked(uint8(1)), abi.encode(0), abi.encode(1 << 160)];
        for (uint256 i = 0; i < answers.length; i++) {
            anything.answer(answers[i]);
            _assertBlocked(lens.previewFill(BUYER, _fillOf(ask, _sign(SELLER_KEY, ask))), 0, 0, "");
        }
    }

    function testFuzz_NeverRevertsOnAnAnswer(bytes calldata answer, bool failing) public {
        RuleSetMock anything = new RuleSetMock(new bytes32[](0));
        _setPolicy(address(anything), TransferPolicy.Open);
        anything.answer(answer);
        if (failing) anything.failToCheck(Failure.Burn);
        Order memory ask = _ask(SELLER, 1, PRICE);
        ask.collection = address(anything);
        lens.previewFill(BUYER, _fillOf(ask, _sign(SELLER_KEY, ask)));
    }

    function test_SurvivesACollectionThatBurnsItsGas() public {
        RoyaltyCollection works = _listWorks();
        works.behave(RoyaltyBehaviour.Burn);
        vm.assertTrue(_previewWork(works).verdict == Verdict.Allow);
    }

    function test_NamesWhatIsWrongWithABundle() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, new uint256[](0));
        bytes memory evidence = abi.encode(market.hashBundle(bundle), 0);
        bytes4 code = IMarket.MarketBundleSizeInvalid.selector;
        _assertBlocked(lens.previewBundle(BUYER, bundle, ""), 0, code, evidence);
        bundle = _bundle(Side.Ask, SELLER, _parcelsOf(SELLER, 3));
        evidence = abi.encode(market.hashBundle(bundle), SELLER);
        code = IMarket.MarketSignatureInvalid.selector;
        _assertBlocked(lens.previewBundle(BUYER, bundle, ""), 0, code, evidence);
        vm.assertTrue(lens.previewBundle(BUYER, bundle, _signBundle(SELLER_KEY, bundle)).verdict == Verdict.Allow);
    }

    function test_AnItemThatWouldBeHeldBlocksABundle() public {
        uint256 old = _parcelOf(BUYER);
        _sell(BUYER, SELLER, old, PRICE);
        vm.warp(START + 20 days);
        uint256[] memory parcels = _parcelsOf(SELLER, 2);
        parcels[1] = old;
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bytes memory evidence = abi.encode(uint256(uint160(BUYER)), START, 30 days);
        Finding memory finding = lens.previewBundle(BUYER, bundle, _signBundle(SELLER_KEY, bundle));
        _assertBlocked(finding, ROUND_TRIP, IWashTrading.RoundTripForReview.selector, evidence);
    }

    /// @dev The first two items fit into the allowance, or the balance; the third finds the rest.
    function test_ABundleSpendsItsPurseItemByItem() public {
        Bundle memory bundle = _bundle(Side.Ask, SELLER, _parcelsOf(SELLER, 3));
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        vm.startPrank(BUYER);
        money.approve(address(market), 6 * PRICE - 1);
        bytes memory evidence = abi.encode(market, 3 * PRICE - 1, 3 * PRICE);
        bytes4 code = IERC20Errors.ERC20InsufficientAllowance.selector;
        _assertBlocked(lens.previewBundle(BUYER, bundle, signature), 0, code, evidence);
        money.approve(address(market), 6 * PRICE);
        vm.assertTrue(lens.previewBundle(BUYER, bundle, signature).verdict == Verdict.Allow);
        money.burn(RICHES - 5 * PRICE);
        evidence = abi.encode(BUYER, 2 * PRICE, 3 * PRICE);
        code = IERC20Errors.ERC20InsufficientBalance.selector;
        _assertBlocked(lens.previewBundle(BUYER, bundle, signature), 0, code, evidence);
        vm.stopPrank();
    }

    /// @dev The approval of the one token ends with its first sale, and the buyer approved nobody.
    function test_ATokenIsNotSoldTwiceInABundle() public {
        uint256[] memory parcels = _parcelsOf(SELLER, 2);
        parcels[1] = parcels[0];
        Bundle memory bundle = _bundle(Side.Ask, SELLER, parcels);
        bytes memory signature = _signBundle(SELLER_KEY, bundle);
        vm.startPrank(SELLER);
        land.setApprovalForAll(address(market), false);
        land.approve(address(market), parcels[0]);
        vm.stopPrank();
        vm.startPrank(BUYER);
        land.setApprovalForAll(address(market), false);
        bytes4 code = IERC721Errors.ERC721InsufficientApproval.selector;
        bytes memory evidence = abi.encode(market, parcels[0]);
        _assertBlocked(lens.previewBundle(BUYER, bundle, signature), 0, code, evidence);
        vm.expectRevert(abi.encodePacked(code, evidence));
        market.fillBundle(bundle, signature);
        vm.stopPrank();
    }

    function test_TellsTheLegsBeforehand() public {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        Fill memory fill = _fillOf(ask, _sign(SELLER_KEY, ask));
        Leg[] memory legs = market.payoutOf(market.checkFill(BUYER, fill));
        vm.assertEq(legs.length, 3);
        vm.assertEq(legs[0].to, SELLER);
        vm.assertEq(legs[0].amount, 925 * USD);
        vm.assertEq(legs[1].to, TREASURY);
        vm.assertEq(legs[1].amount, 25 * USD);
        vm.assertEq(legs[2].to, CREATOR);
        vm.assertEq(legs[2].amount, 50 * USD);
    }

    function _previewAsk() private returns (Finding memory) {
        Order memory ask = _ask(SELLER, parcel, PRICE);
        return lens.previewFill(BUYER, _fillOf(ask, _sign(SELLER_KEY, ask)));
    }

    function _listWorks() private returns (RoyaltyCollection works) {
        works = new RoyaltyCollection();
        _enlist(works);
        works.mint(SELLER, 1);
    }

    function _previewWork(RoyaltyCollection works) private returns (Finding memory) {
        Order memory ask = _ask(SELLER, 1, PRICE);
        ask.collection = address(works);
        return lens.previewFill(BUYER, _fillOf(ask, _sign(SELLER_KEY, ask)));
    }

    function _assertBlocked(Finding memory finding, bytes32 ruleId, bytes4 code, bytes memory evidence) private pure {
        vm.assertTrue(finding.verdict == Verdict.Block);
        vm.assertEq(finding.ruleId, ruleId);
        vm.assertEq(bytes32(finding.code), bytes32(code));
        vm.assertEq(finding.evidence, evidence);
    }
}
