import type { Workbench } from "../../../src/chain/workbench.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { measureAsks } from "./asks.ts";
import { openCast } from "./cast.ts";
import { measureRules } from "./rules.ts";
import { measureUpkeep } from "./upkeep.ts";
import { measureWays } from "./ways.ts";

export interface LandslideGas {
  /** The same sale for tokens with different histories; the first is the one with the limit. */
  readonly checked: readonly GasRow[];
  readonly sections: readonly GasSection[];
}

/** Measures every way through our own contracts. */
export async function measureLandslide(bench: Workbench): Promise<LandslideGas> {
  const cast = await openCast(bench);
  const asks = await measureAsks(cast);
  const sections = [asks, await measureWays(cast), await measureRules(cast), await measureUpkeep(cast)];
  return { checked: asks.rows, sections };
}
