import { DAY } from "../../../src/domain/calendar.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { PRICE } from "../stall.ts";
import { type Cast, fillRow, freshParcel, LONG, seasonedParcel, tryFillRow } from "./cast.ts";

/** The rules share a contract, so that only their refusals can be measured one by one. */
export async function measureRules(cast: Cast): Promise<GasSection> {
  const { bench, seller, buyer } = cast;
  const { support, decision } = bench.staff;
  const rows: GasRow[] = [];

  await bench.setRuleModes("off");
  rows.push(await fillRow(cast, "settled with all rules off", await seasonedParcel(cast)));
  await bench.mine(() => bench.compliance.connect(decision).removeRuleSet(bench.marketRules));
  rows.push(await fillRow(cast, "settled with no rule set in the engine", await seasonedParcel(cast)));
  await bench.mine(() => bench.compliance.connect(decision).addRuleSet(bench.marketRules));
  await bench.setRuleModes("enforce");

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
  return { title: "Landslide: what the rules cost", rows };
}
