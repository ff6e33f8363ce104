import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { type BaseContract, MaxUint256 } from "ethers";

import type { Workbench } from "../../../src/chain/workbench.ts";
import type { Address } from "../../../src/domain/primitives.ts";
import type { GasRow } from "../rows.ts";

/** Of contracts/governance/Authority.sol. */
const ROLES = { decision: 1n, platform: 3n } as const;
const FEE_BPS = 250n;

/** Makes a contract one that settles trades or keeps tokens in custody. */
export async function registerSettler({ bench }: Bench, house: BaseContract): Promise<void> {
  await bench.mine(() => bench.settlementToken.connect(bench.staff.platform).setSettler(house, true));
}

/** Deploys a house that settles trades, registers it, and gives it the market's fee. */
export async function openHouse<House extends BaseContract>(
  { bench }: Bench,
  Factory: HouseFactory<House>,
): Promise<House> {
  const { authority, compliance, escrow, paymentSplits } = bench.deployment;
  const { deployer, decision, treasury } = bench.staff;
  const factory = new Factory(deployer);
  const house = await bench.deploy(() => factory.deploy(authority, compliance, escrow, paymentSplits));
  await registerSettler({ bench }, house);
  await restrict({ bench }, house, "decision", ["setFee"]);
  await bench.mine(() => house.connect(decision).getFunction("setFee").send(treasury, FEE_BPS));
  return house;
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

/** Every house is deployed with the same four contracts. */
type HouseFactory<House> = new (deployer: HardhatEthersSigner) => {
  deploy(authority: Address, compliance: Address, escrow: Address, paymentSplits: Address): Promise<House>;
};

interface Bench {
  readonly bench: Workbench;
}
