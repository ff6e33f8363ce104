import { format, resolveConfig } from "prettier";

import { formatGas } from "../../scripts/gas/rows.ts";
import { formatAmount } from "../../src/domain/format.ts";
import type { MicroUsd } from "../../src/domain/primitives.ts";
import type { Configuration, Ending } from "./stage.ts";
import type { Way } from "./way.ts";

export interface Played {
  readonly way: Way;
  readonly endings: Readonly<Record<Configuration, Ending>>;
}

/** The page docs/evasion.md. */
export async function formatPage(played: readonly Played[]): Promise<string> {
  const table = [HEAD, HEAD.map((_, i) => (i < 4 || i === 5 ? "---" : "--:")), ...played.map(rowOf)]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
  const items = played.map(({ way }, i) => `${i + 1}. **${way.title}.** ${way.done} _${way.closed}_`).join("\n");
  const page = `${INTRODUCTION}\n\n${table}\n\n${LEGEND}\n\n## What is done, and _what closes it_\n\n${items}\n`;
  return format(page, { ...(await resolveConfig("docs/evasion.md")), parser: "markdown", proseWrap: "always" });
}

const HEAD = ["", "way", "by default", "strictest", "painted", "parcel back", "lost", "capital", "days", "gas"];

const INTRODUCTION = `# Ways round the rules

Written by \`WRITE_EVASION=true npm run test:evasion\`; run it again after a change to the contracts. Each way is played to its end on a chain, with real contracts, by a ringleader who owns a parcel worth $10,000 and an accomplice who is somebody else. The test fails where one ends otherwise.

- **By default** is \`scenarios/jj-lin.yaml\`: the four wash rules, SameBlock and Sanctions are enforced; PriceBand, Velocity, HoldingPeriod and Concentration are in shadow; transfers outside the market are recorded.
- **Strictest** enforces all eleven rules, asks for an identity from the first dollar on, refuses transfers outside the market, blocks a return for 30 days and holds it for 180, and counts side payments of 1 % for 30 days. Ringleader and accomplice are identified. A wallet or contract that they made up is not: whoever has it checked shows whose it is, and then it shares its owner's cluster.`;

const LEGEND = `- **Stopped**: refused, by the error named. **Held**: in the escrow, which gave everything back at its deadline. **Flagged**: a rule in shadow objected. **Through**: nobody objected, or, in the last row, the objection is what was wanted.
- The other figures are the default's. Painted: what the market shows as sold between the evaders until the end. A hook sees the legs before a circle closes as sales between strangers, so that a first one may stand in the figures of what was stopped.
- Parcel back: whether it ends with the ringleader, in an account or a contract of his. Lost: fees, royalties, and what others keep. Capital: the most of their own money that was in it at once, and for how many days.
- Gas: of all their transactions, to ten thousands. A transaction that would revert is not sent and costs none.`;

function rowOf({ way, endings }: Played, i: number): readonly string[] {
  const { volume, isHome, lost, capital, days, gas } = endings.default;
  const figures = [dollars(volume), isHome ? "yes" : "no", dollars(lost), dollars(capital)];
  const both = [describe(endings.default), describe(endings.strictest)];
  return [String(i + 1), way.title, ...both, ...figures, String(days), formatGas(rounded(gas))];
}

/** To ten thousands: what it costs, and not every change of a contract. */
function rounded(gas: bigint): bigint {
  return ((gas + 5_000n) / 10_000n) * 10_000n;
}

function dollars(amount: MicroUsd): string {
  return formatAmount(amount).replace(/\.00$/, "");
}

function describe({ outcome, reasons }: Ending): string {
  return [`**${outcome}**`, ...reasons.map((reason) => `\`${reason}\``)].join(" ");
}
