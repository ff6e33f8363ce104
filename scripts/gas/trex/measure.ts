import type { Workbench } from "../../../src/chain/workbench.ts";
import { LONG } from "../landslide/cast.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { bindModule, openModule } from "./module.ts";
import { addMaxBalance, admit, openSecurity, openSuite, type Security, send } from "./suite.ts";

const SHARES = 1_000n;

/** What our module costs the transfer of a real ERC-3643 security: `canTransfer` and `transferred`. */
export async function measureSecurities(bench: Workbench): Promise<GasSection> {
  const [seller, buyer, second, third, fourth] = bench.traders;
  if (!seller || !buyer || !second || !third || !fourth) throw new Error("The bench needs five traders.");
  const suite = await openSuite(bench);
  const module = await openModule(bench);
  const plain = await openSecurity(suite, "PLAIN");
  const limited = await openSecurity(suite, "LIMITED");
  await addMaxBalance(suite, limited, 1_000n * SHARES);
  const followed = await openSecurity(suite, "CHECKED");
  await bindModule(bench, module, followed);
  for (const investor of [seller, buyer, second, third, fourth]) {
    await admit(suite, investor);
    for (const { token } of [plain, limited, followed]) await send(bench, token, "mint", investor, SHARES);
  }
  const transfer = async (name: string, { token }: Security, from: typeof seller): Promise<GasRow> => {
    const { gasUsed } = await bench.mine(() => token.connect(from).getFunction("transfer").send(buyer, 1n));
    return { name, gas: gasUsed };
  };

  const rows = [
    await transfer("transfer, no module", plain, seller),
    await transfer("transfer, T-REX's MaxBalanceModule", limited, seller),
    await transfer("transfer, our module, the first of the security", followed, second),
  ];
  await bench.wait(LONG);
  rows.push(await transfer("transfer, our module, others long ago", followed, seller));
  for (const other of [second, third]) await transfer("", followed, other);
  rows.push(await transfer("transfer, our module, the fourth seller within a month", followed, fourth));
  return { title: "T-REX 4.1.6 (ERC-3643), a real security", rows };
}
