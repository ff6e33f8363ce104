import type { ReceiptData } from "../report-data.ts";
import type { ReportInput } from "./report-input.ts";

/** The receipt as it is, and the commands that make it again. */
export function buildReceipt({ receipt, scenario, history }: ReportInput): ReceiptData {
  const { seed, policy } = history.run;
  return {
    entries: flatten(receipt),
    commands: [
      { why: "Set up and run the default scenario", command: "npm start" },
      {
        why: "This run again",
        command: `npx hardhat simulate --scenario scenarios/${scenario.name}.yaml --seed ${seed} --policy ${policy} --out runs/again`,
      },
      {
        why: "The same market without the rules, to compare with",
        command: `npx hardhat simulate --scenario scenarios/${scenario.name}.yaml --seed ${seed} --policy off --out runs/without-rules`,
      },
      {
        why: "The tour: each kind of wash trade, and why it stops",
        command: "npx hardhat run scripts/demo-wash-trade.ts",
      },
    ],
  };
}

/** Nested names joined by dots, in the order of the file. */
function flatten(value: object, prefix = ""): ReceiptData["entries"] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = prefix + key;
    return isRecord(inner) ? flatten(inner, `${name}.`) : [{ name, value: print(inner) }];
  });
}

function print(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
