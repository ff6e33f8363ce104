// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Membership} from "../../contracts/collectibles/Membership.sol";
import {Compliance} from "../../contracts/compliance/Compliance.sol";
import {IBeneficialOwners} from "../../contracts/compliance/IBeneficialOwners.sol";
import {ICompliance, Mode, TransferPolicy} from "../../contracts/compliance/ICompliance.sol";
import {MarketRules} from "../../contracts/compliance/rules/MarketRules.sol";
import {ConductLimits, IConduct} from "../../contracts/compliance/rules/IConduct.sol";
import {IWashTrading, WashTradingLimits} from "../../contracts/compliance/rules/IWashTrading.sol";
import {Authority} from "../../contracts/governance/Authority.sol";
import {IERC7943NonFungible} from "../../contracts/land/IERC7943NonFungible.sol";
import {ILand} from "../../contracts/land/ILand.sol";
import {IParcels} from "../../contracts/land/IParcels.sol";
import {Land} from "../../contracts/land/Land.sol";
import {Market} from "../../contracts/market/Market.sol";
import {IEscrow} from "../../contracts/payments/IEscrow.sol";
import {Escrow} from "../../contracts/payments/Escrow.sol";
import {PaymentSplits} from "../../contracts/payments/PaymentSplits.sol";
import {IPaymentSplits} from "../../contracts/payments/IPaymentSplits.sol";
import {ISettlementToken} from "../../contracts/payments/ISettlementToken.sol";
import {SettlementToken} from "../../contracts/payments/SettlementToken.sol";
import {ISettlement} from "../../contracts/settlement/ISettlement.sol";
import {vm} from "./Cheats.sol";
import {Compliances, Escrows, Markets, RuleSets, SettlementTokens, Splitters} from "./Deployers.sol";

struct Actors {
    address admin;
    address decision;
    address officer;
    address reviewer;
    address platform;
    address support;
    address bank;
    address guardian;
    address treasury;
    address creator;
}

/// @notice Everything that a test may touch.
struct World {
    Authority authority;
    SettlementToken money;
    Compliance compliance;
    MarketRules marketRules;
    Escrow escrow;
    PaymentSplits splits;
    Membership membership;
    Market market;
    Land land;
}

/// @notice Deploys everything and hands out the roles.
/// @dev A library with a public function: the runner links it, so that the contracts' bytecode is not part of every test
/// contract, which would double the time to compile them.
library Worlds {
    function create(Actors memory actors) public returns (World memory world) {
        address authority = address(new Authority(actors.admin, 0));
        SettlementToken money = SettlementTokens.create(authority);
        Compliance compliance = Compliances.create(authority, address(money));
        WashTradingLimits memory limits = WashTradingLimits(7 days, 30 days, 7 days, 1_000);
        Escrow escrow = Escrows.create(authority, address(compliance), address(money));
        PaymentSplits splits = Splitters.create(authority, address(money));
        Membership membership = new Membership(address(money));
        world = World({
            authority: Authority(authority),
            money: money,
            compliance: compliance,
            marketRules: RuleSets.create(authority, address(compliance), limits, _conductLimits()),
            escrow: escrow,
            splits: splits,
            membership: membership,
            market: Markets.create(
                authority,
                address(compliance),
                address(escrow),
                address(splits),
                address(membership)
            ),
            land: new Land(authority, address(compliance), "Land", "LAND")
        });
        _assignRoles(world, actors);
        _register(world, actors);
    }

    function _conductLimits() private pure returns (ConductLimits memory) {
        return
            ConductLimits({
                bandBps: 50_000,
                stepBps: 500,
                dailyMoveBps: 1_000,
                velocityWindow: 7 days,
                tokenTrades: 3,
                ownerTrades: 20,
                holdingPeriod: 1 days,
                identityThreshold: 1_000e6,
                maxShareBps: 1_000
            });
    }

    function _assignRoles(World memory world, Actors memory actors) private {
        vm.startPrank(actors.admin);
        Authority authority = world.authority;
        (address engine, address token) = (address(world.compliance), address(world.money));
        (address escrow, address land) = (address(world.escrow), address(world.land));

        uint64 decision = authority.DECISION();
        authority.grantRole(decision, actors.decision, 0);
        _restrict(authority, decision, engine, ICompliance.addRuleSet.selector);
        _restrict(authority, decision, engine, ICompliance.removeRuleSet.selector);
        _restrict(authority, decision, engine, ICompliance.setRuleMode.selector);
        _restrict(authority, decision, engine, ICompliance.loosenTransferPolicy.selector);
        _restrict(authority, decision, engine, ICompliance.resumeTrading.selector);
        _restrict(authority, decision, address(world.marketRules), IWashTrading.setLimits.selector);
        _restrict(authority, decision, address(world.marketRules), IConduct.setConductLimits.selector);
        _restrict(authority, decision, address(world.market), ISettlement.setFee.selector);
        _restrict(authority, decision, escrow, IEscrow.setReviewPeriod.selector);
        _restrict(authority, decision, escrow, IEscrow.setAppealPeriod.selector);

        uint64 execution = authority.EXECUTION();
        authority.grantRole(execution, actors.officer, 0);
        authority.grantRole(execution, actors.reviewer, 0);
        _restrict(authority, execution, escrow, IEscrow.release.selector);
        _restrict(authority, execution, escrow, IEscrow.reverse.selector);
        _restrict(authority, execution, escrow, IEscrow.freeze.selector);
        _restrict(authority, execution, escrow, IEscrow.unfreeze.selector);
        _restrict(authority, execution, escrow, IEscrow.returnSurplus.selector);
        _restrict(authority, execution, land, IERC7943NonFungible.setFrozenTokens.selector);
        _restrict(authority, execution, land, IERC7943NonFungible.forcedTransfer.selector);

        uint64 registrar = authority.REGISTRAR();
        authority.grantRole(registrar, actors.platform, 0);
        uint64 platform = authority.PLATFORM();
        authority.grantRole(platform, actors.platform, 0);
        _restrict(authority, registrar, token, ISettlementToken.setSettler.selector);
        _restrict(authority, platform, engine, ICompliance.setTransferPolicy.selector);
        _restrict(authority, platform, address(world.splits), IPaymentSplits.setSplit.selector);
        _restrict(authority, platform, address(world.splits), IPaymentSplits.distribute.selector);
        _restrict(authority, platform, land, ILand.mintBatch.selector);
        _restrict(authority, platform, land, IParcels.setRoyalty.selector);

        uint64 support = authority.SUPPORT();
        authority.grantRole(support, actors.support, 0);
        _restrict(authority, support, engine, IBeneficialOwners.attest.selector);
        _restrict(authority, support, token, ISettlementToken.setHub.selector);
        _restrict(authority, support, token, ISettlementToken.attestFundingRoot.selector);
        _restrict(authority, support, token, ISettlementToken.setListed.selector);
        _restrict(authority, support, token, ISettlementToken.setIdentified.selector);
        _restrict(authority, support, address(world.marketRules), IConduct.setReferencePrice.selector);

        uint64 guardian = authority.GUARDIAN();
        authority.grantRole(guardian, actors.guardian, 0);
        _restrict(authority, guardian, engine, ICompliance.stopTrading.selector);

        uint64 engineRole = authority.ENGINE();
        authority.grantRole(engineRole, engine, 0);
        _restrict(authority, engineRole, token, ISettlementToken.noteAttested.selector);

        uint64 bank = authority.BANK();
        authority.grantRole(bank, actors.bank, 0);
        _restrict(authority, bank, token, ISettlementToken.mint.selector);
        vm.stopPrank();
    }

    function _register(World memory world, Actors memory actors) private {
        vm.startPrank(actors.platform);
        world.money.setSettler(address(world.market), true);
        world.money.setSettler(address(world.escrow), true);
        world.compliance.setTransferPolicy(address(world.land), TransferPolicy.Recorded);
        world.land.setRoyalty(actors.creator, 500);
        vm.stopPrank();

        vm.prank(actors.support);
        world.money.setHub(address(world.splits), true);

        vm.startPrank(actors.decision);
        world.market.setFee(actors.treasury, 250);
        world.compliance.addRuleSet(address(world.marketRules));
        bytes32[4] memory rules = [bytes32("SelfTrade"), "RoundTrip", "CommonFunder", "SelfFinanced"];
        for (uint256 i = 0; i < rules.length; i++) world.compliance.setRuleMode(rules[i], Mode.Enforce);
        vm.stopPrank();
    }

    function _restrict(Authority authority, uint64 role, address target, bytes4 selector) private {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        authority.setTargetFunctionRole(target, selectors, role);
    }
}
