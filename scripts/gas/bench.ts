import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";

import { openWorkbench } from "../../src/chain/workbench.ts";
import { measureCreatorCollection } from "./erc721c/measure.ts";
import { measureLandslide } from "./landslide/measure.ts";
import { measureLooksRare } from "./looksrare/measure.ts";
import { type Column, formatGas, type GasRow, type GasSection, type Way } from "./rows.ts";
import { measurePlainTransfer, measureSeaport } from "./seaport/measure.ts";
import { measureZone } from "./seaport/zone.ts";
import { BATCH, openStall } from "./stall.ts";
import { measureSecurities } from "./trex/measure.ts";

/** Dates are part of orders, and their bytes cost gas: from a fixed start every run measures the same. */
export const GAS_CHAIN = { initialDate: new Date("2021-11-01T12:00:00Z") };

/** What a checked trade may cost. */
const LIMIT = 150_000n;
/** What a checked trade in a sweep of five may cost, and what it aims at. */
const SWEEP_LIMIT = 80_000n;
const SWEEP_AIM = 73_800n;
/** What our zone and the four wash-trading rules may cost an order in Seaport. */
const ZONE_LIMIT = 55_000n;
/** What one more rule may add to a trade, and the four wash-trading rules together: half and two thirds of T-REX modules. */
const RULE_LIMIT = 8_000n;
const WASH_LIMIT = 42_000n;

export interface GasBench {
  readonly sections: readonly GasSection[];
  readonly columns: readonly Column[];
  readonly isLimitMet: boolean;
  readonly isSweepLimitMet: boolean;
  readonly isZoneLimitMet: boolean;
  readonly areRuleLimitsMet: boolean;
  /** One sentence each: limits, what exceeds them all the same, and aims. */
  readonly verdicts: readonly string[];
  readonly remarks: readonly string[];
}

/** Measures our ways and those of the peers on one fresh chain. */
export async function benchGas(ethers: HardhatEthers): Promise<GasBench> {
  const bench = await openWorkbench(ethers);
  const landslide = await measureLandslide(bench);
  const stall = await openStall(bench);
  const seaport = await measureSeaport(stall);
  const looksRare = await measureLooksRare(stall);
  const adapters = [await measureCreatorCollection(bench), await measureSecurities(bench)];
  const zone = await measureZone(bench);

  const single = find(landslide.sections, "ask");
  const sweep = find(landslide.sections, "sweep");
  const { rules } = landslide;
  const dearest = rules.further.reduce((most, one) => (one.gas > most.gas ? one : most), { rule: "none", gas: 0n });
  return {
    sections: [
      ...landslide.sections,
      ...seaport.sections,
      ...looksRare,
      await measurePlainTransfer(stall),
      ...adapters,
      zone.section,
    ],
    columns: [
      { title: "Landslide", sections: landslide.sections },
      { title: "Seaport 1.6", sections: seaport.sections },
      { title: "LooksRare v2", sections: looksRare },
    ],
    isLimitMet: single <= LIMIT,
    isSweepLimitMet: sweep <= SWEEP_LIMIT,
    isZoneLimitMet: zone.difference <= ZONE_LIMIT,
    areRuleLimitsMet: rules.wash <= WASH_LIMIT && dearest.gas <= RULE_LIMIT,
    verdicts: [
      describeLimit("A checked trade costs", single, LIMIT),
      describeLimit(`In a sweep of ${BATCH} it costs`, sweep, SWEEP_LIMIT),
      describeLimit("Of that the four wash-trading rules take", rules.wash, WASH_LIMIT),
      describeLimit(`One more rule costs at most, with ${dearest.rule},`, dearest.gas, RULE_LIMIT),
      describeLimit("Our zone and the four wash-trading rules cost an order in Seaport", zone.difference, ZONE_LIMIT),
    ],
    remarks: [
      describeExceptions(landslide.checked),
      `The aim of a trade is Seaport's basic order with an empty zone, ${describeAim(single, seaport.aim)}.`,
      `The aim of a sweep is ${describeAim(sweep, SWEEP_AIM)}. It is Seaport's figure for ${BATCH} asks with neither fee nor ` +
        `royalty, paid in ether (${formatGas(seaport.freeSweep)} in this run); with fee and royalty in an ERC-20, as ours ` +
        `are, Seaport takes ${formatGas(seaport.sweep)}.`,
    ],
  };
}

function find(sections: readonly GasSection[], way: Way): bigint {
  const row = sections.flatMap(({ rows }) => rows).find((candidate) => candidate.way === way);
  if (row === undefined) throw new Error(`Nothing was measured for: ${way}.`);
  return row.gas;
}

function describeLimit(subject: string, gas: bigint, limit: bigint): string {
  return `${subject} ${formatGas(gas)} gas: the limit of ${formatGas(limit)} is ${gas <= limit ? "met" : "NOT met"}.`;
}

function describeAim(gas: bigint, aim: bigint): string {
  const distance = gas > aim ? `missed by ${formatGas(gas - aim)}` : "reached";
  return `${formatGas(aim)}; it is ${distance}`;
}

function describeExceptions(rows: readonly GasRow[]): string {
  const dearer = rows.filter(({ gas }) => gas > LIMIT).map(({ name, gas }) => `${formatGas(gas)} (${name})`);
  return dearer.length === 0
    ? "No kind of checked trade costs more."
    : `Kinds of checked trade that cost more: ${dearer.join(", ")}.`;
}
