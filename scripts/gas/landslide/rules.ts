import { CONDUCT_LIMITS } from "../../../src/chain/workbench.ts";
import { DAY } from "../../../src/domain/calendar.ts";
import { RULES, WASH_RULES } from "../../../src/domain/rules.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { PRICE } from "../stall.ts";
import { type Cast, fillRow, freshParcel, LONG, seasonedParcel, seasonedParcels, tryFillRow } from "./cast.ts";

/** What rules add to a sale between accounts with a history, of a token with one. */
export interface RuleCosts {
  /** The four wash-trading rules together, against an engine without rules. */
  readonly wash: bigint;
  /** Each further rule, beside those four. */
  readonly further: readonly { readonly rule: string; readonly gas: bigint }[];
}

/** The rules share a contract: each is measured by what it adds where it lets a trade pass, and by its refusal. */
export async function measureRules(cast: Cast): Promise<{ readonly section: GasSection; readonly costs: RuleCosts }> {
  const { bench, seller, buyer } = cast;
  const { support, decision } = bench.staff;
  const rows: GasRow[] = [];

  await bench.setRuleModes("off");
  rows.push(await fillRow(cast, "settled with all rules off", await seasonedParcel(cast)));
  await bench.mine(() => bench.compliance.connect(decision).removeRuleSet(bench.marketRules));
  const free = await fillRow(cast, "settled with no rule set in the engine", await seasonedParcel(cast));
  rows.push(free);
  await bench.mine(() => bench.compliance.connect(decision).addRuleSet(bench.marketRules));
  await bench.setRuleModes("enforce");

  await prepareConduct(cast);
  const base = await warmFillRow(cast, "settled with the four wash-trading rules");
  rows.push(base);
  const further = [];
  for (const rule of CONDUCT_RULES) {
    await bench.setRuleModes("enforce", [rule]);
    const row = await warmFillRow(cast, `${rule} enforced beside them`);
    rows.push(row);
    further.push({ rule, gas: row.gas - base.gas });
    await bench.setRuleModes("off", [rule]);
  }
  await bench.setRuleModes("enforce", RULES);
  rows.push(await warmFillRow(cast, "settled with all eleven rules"));
  await bench.setRuleModes("off", CONDUCT_RULES);

  const ownAsk = await seasonedParcel(cast);
  await bench.mine(() => bench.compliance.connect(support).attest([seller, buyer], 1));
  rows.push(await tryFillRow(cast, "refused by SelfTrade, leaving its trace", ownAsk));
  await bench.mine(() => bench.compliance.connect(support).attest([seller, buyer], 0));

  const soldYesterday = await freshParcel(cast, buyer);
  await bench.sell(buyer, seller, soldYesterday, PRICE);
  await bench.wait(DAY);
  rows.push(await tryFillRow(cast, "refused by RoundTrip", soldYesterday));

  const root = await bench.settlementToken.fundingRoot(buyer);
  await bench.mine(() => bench.settlementToken.connect(support).attestFundingRoot(buyer, seller));
  rows.push(await tryFillRow(cast, "refused by CommonFunder", await seasonedParcel(cast)));
  await bench.mine(() => bench.settlementToken.connect(support).attestFundingRoot(buyer, root));

  const financed = await seasonedParcel(cast);
  await bench.mine(() => bench.settlementToken.connect(seller).transfer(buyer, PRICE));
  rows.push(await tryFillRow(cast, "refused by SelfFinanced", financed));
  await bench.wait(LONG);
  const section = { title: "Landslide: what the rules cost", rows };
  return { section, costs: { wash: base.gas - free.gas, further } };
}

const CONDUCT_RULES = RULES.filter((rule) => !(WASH_RULES as readonly string[]).includes(rule));

/** A reference, checked identities, and a world in which the buyer does not own too much. */
async function prepareConduct({ bench, seller, buyer, former, first }: Cast): Promise<void> {
  const { staff, settlementToken, marketRules, land } = bench;
  await bench.mine(() => marketRules.connect(staff.support).setReferencePrice(land, PRICE));
  await bench.mine(() => settlementToken.connect(staff.support).setIdentified([seller, buyer, former], true));
  const limits = { ...CONDUCT_LIMITS, maxShareBps: 5_000 };
  await bench.mine(() => marketRules.connect(staff.decision).setConductLimits(limits));
  const places = Array.from({ length: 200 }, (_, i) => ({ x: 1_000 + i, y: 1_000 }));
  for (const start of [0, 100]) {
    await bench.mine(() => land.connect(staff.platform).mintBatch(first, places.slice(start, start + 100)));
  }
}

/** The day's second sale to the buyer: what the rules note of the buyer and the collection is there already. */
async function warmFillRow(cast: Cast, name: string): Promise<GasRow> {
  const [first = 0n, second = 0n] = await seasonedParcels(cast, 2);
  await fillRow(cast, name, first);
  return fillRow(cast, name, second);
}
