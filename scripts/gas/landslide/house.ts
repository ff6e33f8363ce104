import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { type BaseContract, MaxUint256 } from "ethers";

import type { Workbench } from "../../../src/chain/workbench.ts";
import type { Address } from "../../../src/domain/primitives.ts";
import type { GasRow } from "../rows.ts";

/** Of contracts/governance/Authority.sol. */
const ROLES = { decision: 1n, platform: 3n } as const;
const FEE_BPS = 250n;

/** What every house is deployed with. */
export function houseParts({ bench }: Bench): [Address, Address, Address, Address] {
  const { authority, compliance, escrow, paymentSplits } = bench.deployment;
  return [authority, compliance, escrow, paymentSplits];
}

/** Makes a contract one that settles trades or keeps tokens in custody. */
export async function registerSettler({ bench }: Bench, house: BaseContract): Promise<void> {
  await bench.mine(() => bench.settlementToken.connect(bench.staff.platform).setSettler(house, true));
}

/** Registers a house that settles trades, and gives it the market's fee. */
export async function openHouse(cast: Bench, house: BaseContract): Promise<void> {
  const { bench } = cast;
  const { decision, treasury } = bench.staff;
  await registerSettler(cast, house);
  await restrict(cast, house, "decision", ["setFee"]);
  await bench.mine(() => house.connect(decision).getFunction("setFee").send(treasury, FEE_BPS));
}

export async function restrict(
  { bench }: Bench,
  target: BaseContract,
  role: keyof typeof ROLES,
  names: readonly string[],
): Promise<void> {
  const selectors = names.map((name) => target.getFunction(name).fragment.selector);
  const authority = bench.authority.connect(bench.staff.deployer);
  await bench.mine(() => authority.setTargetFunctionRole(target, selectors, ROLES[role]));
}

/** Lets a house move the traders' money and parcels. */
export async function approveHouse(
  { bench }: Bench,
  house: BaseContract,
  traders: readonly HardhatEthersSigner[],
): Promise<void> {
  for (const trader of traders) {
    await bench.mine(() => bench.settlementToken.connect(trader).approve(house, MaxUint256));
    await bench.mine(() => bench.land.connect(trader).setApprovalForAll(house, true));
  }
}

/** One step of a story, as a row. */
export async function step({ bench }: Bench, name: string, send: Parameters<Workbench["mine"]>[0]): Promise<GasRow> {
  const { gasUsed } = await bench.mine(send);
  return { name, gas: gasUsed };
}

interface Bench {
  readonly bench: Workbench;
}
