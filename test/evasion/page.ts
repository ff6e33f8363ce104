import { format, resolveConfig } from "prettier";

import { formatGas } from "../../scripts/gas/rows.ts";
import { formatAmount } from "../../src/domain/format.ts";
import type { Configuration, Ending } from "./stage.ts";
import type { Way } from "./way.ts";

export interface Played {
  readonly way: Way;
  readonly endings: Readonly<Record<Configuration, Ending>>;
}

/** The page docs/evasion.md. */
export async function formatPage(played: readonly Played[]): Promise<string> {
  const table = [HEAD, HEAD.map(() => "---"), ...played.map(rowOf)]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
  const items = played.map(({ way }, i) => `${i + 1}. **${way.title}.** ${way.done} _${way.closed}_`).join("\n");
  const page = `${INTRODUCTION}\n\n${table}\n\n${LEGEND}\n\n## What is done, and what closes it\n\n${items}\n`;
  return format(page, { ...(await resolveConfig("docs/evasion.md")), parser: "markdown" });
}

const HEAD = ["", "way", "by default", "strictest", "painted", "parcel back", "lost", "capital", "days", "gas"];

const INTRODUCTION = `# Ways round the rules

Written by \`WRITE_EVASION=true npm run test:evasion\`; run it again after a change to the contracts. Each way is played to
its end on a chain with the real contracts, by a ringleader who owns a parcel worth $10,000 and an accomplice, and the test
fails when one comes out otherwise.

- **By default** is \`scenarios/jj-lin.yaml\`: the four wash rules, SameBlock and Sanctions enforced, PriceBand, Velocity,
  HoldingPeriod and Concentration in shadow, transfers outside the market recorded.
- **Strictest** enforces all eleven rules, asks for an identity from the first dollar on, refuses transfers outside the
  market, blocks a return for 30 days and holds it for 180, and counts side payments of 1 % for 30 days. The ringleader and
  the accomplice are identified; a wallet that they made up is not, or shares the ringleader's cluster.`;

const LEGEND = `**Stopped** names what refused it, **held** what sent it to the escrow, which gave everything back at its deadline,
**flagged** the shadow rule that objected; **through** means that nothing did. The figures are the default's: what the market shows as sold
between the evaders before the end, whether the parcel is with the ringleader then, what they lost to fees and others, the
most of their own money that was in it at once, the days it took, and the gas of all their transactions. What is refused
before it is mined costs no gas.`;

function rowOf({ way, endings }: Played, i: number): readonly string[] {
  const { volume, isHome, lost, capital, days, gas } = endings.default;
  const figures = [formatAmount(volume), isHome ? "yes" : "no", formatAmount(lost), formatAmount(capital)];
  const both = [describe(endings.default), describe(endings.strictest)];
  return [String(i + 1), way.title, ...both, ...figures, String(days), formatGas(gas)];
}

function describe({ outcome, reasons }: Ending): string {
  return [`**${outcome}**`, ...reasons.map((reason) => `\`${reason}\``)].join(" ");
}
