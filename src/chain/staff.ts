import { DAY } from "../domain/calendar.ts";
import { neighbourLand } from "../domain/houses.ts";
import { type Address, microUsdFromNumber } from "../domain/primitives.ts";
import type { Scenario } from "../domain/scenario.ts";
import { supplyOf } from "../domain/worlds/plot.ts";
import type { Cast } from "./accounts.ts";
import type { DeploymentOptions } from "./deployment.ts";
import type { Roles } from "./governance.ts";

/** Days from announcing a change of the rules to making it. */
const DECISION_DAYS = 2;

export type Staff = ReturnType<typeof staffOf>;

/** Who runs the market, and the institutions around it. */
export function staffOf(cast: Cast) {
  const address = (label: string): Address => cast.account(label).address;
  const roles: Roles = {
    decision: address("governance/decision"),
    execution: address("officer/1"),
    appeals: address("officer/2"),
    platform: address("governance/platform"),
    support: address("governance/support"),
    bank: address("bank/1"),
    guardian: address("governance/guardian"),
  };
  const deployer = address("governance/deployer");
  const [exchange, treasury, creator] = [address("exchange/1"), address("treasury/1"), address("creator/1")];
  const accounts = [
    { address: deployer, agent: "governance/deployer", role: "governance" },
    { address: roles.decision, agent: "governance/decision", role: "governance" },
    { address: roles.platform, agent: "governance/platform", role: "governance" },
    { address: roles.support, agent: "governance/support", role: "governance" },
    { address: roles.guardian, agent: "governance/guardian", role: "governance" },
    { address: roles.bank, agent: "bank/1", role: "bank" },
    { address: exchange, agent: "exchange/1", role: "exchange" },
    { address: treasury, agent: "treasury/1", role: "treasury" },
    { address: creator, agent: "creator/1", role: "creator" },
  ] as const;
  return { roles, deployer, exchange, treasury, creator, accounts };
}

/** A scenario's terms in the units of the contracts. */
export function deploymentOptions(
  { world, neighbours, market, compliance }: Scenario,
  staff: Staff,
): DeploymentOptions {
  const { rules, blockDays, reviewDays, financeDays, financeSharePct, conduct } = compliance;
  const { escrowDays, appealDays, transfers } = compliance;
  return {
    deployer: staff.deployer,
    nonce: 0,
    roles: staff.roles,
    land: { name: world.name, symbol: world.symbol },
    neighbours: neighbours.map(({ facts }) => ({
      land: neighbourLand(facts.id),
      name: facts.name,
      symbol: facts.symbol,
      supply: supplyOf(facts.geometry),
      royaltyBps: Math.round(facts.fees.royaltyPct * 100),
    })),
    feeBps: Math.round(market.feePct * 100),
    royaltyBps: Math.round(market.royaltyPct * 100),
    treasury: staff.treasury,
    creator: staff.creator,
    ruleModes: rules,
    washLimits: {
      blockWindow: blockDays * DAY,
      reviewWindow: reviewDays * DAY,
      financeWindow: financeDays * DAY,
      financeShareBps: Math.round(financeSharePct * 100),
    },
    conductLimits: {
      bandBps: Math.round(conduct.bandFactor * 10_000),
      stepBps: Math.round(conduct.stepPct * 100),
      dailyMoveBps: Math.round(conduct.dailyMovePct * 100),
      velocityWindow: conduct.velocityDays * DAY,
      tokenTrades: conduct.tokenTrades,
      ownerTrades: conduct.ownerTrades,
      holdingPeriod: conduct.holdingHours * 3_600,
      identityThreshold: microUsdFromNumber(conduct.identityUsd),
      maxShareBps: Math.round(conduct.maxSharePct * 100),
    },
    reviewPeriod: escrowDays * DAY,
    appealPeriod: appealDays * DAY,
    transferPolicy: transfers,
    decisionDelay: DECISION_DAYS * DAY,
  };
}
