import type { Workbench } from "../../../src/chain/workbench.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { measureAsks } from "./asks.ts";
import { measureAuctions } from "./auctions.ts";
import { measureBids } from "./bids.ts";
import { openCast } from "./cast.ts";
import { measureCollectibles } from "./collectibles.ts";
import { measureEstates } from "./estates.ts";
import { measureDeliveries } from "./deliveries.ts";
import { measureInstalments } from "./instalments.ts";
import { measureRentals } from "./rentals.ts";
import { measureRules, type RuleCosts } from "./rules.ts";
import { measureSales } from "./sales.ts";
import { measureUpkeep } from "./upkeep.ts";
import { measureWays } from "./ways.ts";

export interface LandslideGas {
  /** The same sale for tokens with different histories; the first is the one with the limit. */
  readonly checked: readonly GasRow[];
  readonly sections: readonly GasSection[];
  readonly rules: RuleCosts;
}

/** Measures every way through our own contracts. */
export async function measureLandslide(bench: Workbench): Promise<LandslideGas> {
  const cast = await openCast(bench);
  const asks = await measureAsks(cast);
  const sections: GasSection[] = [
    asks,
    await measureWays(cast),
    await measureBids(cast),
    await measureAuctions(cast),
    await measureSales(cast),
    await measureDeliveries(cast),
    await measureInstalments(cast),
    await measureRentals(cast),
    await measureEstates(cast),
    await measureCollectibles(cast),
  ];
  const rules = await measureRules(cast);
  sections.push(rules.section, await measureUpkeep(cast));
  return { checked: asks.rows, sections, rules: rules.costs };
}
