import { formatDuration } from "../../domain/format.ts";
import type { Address, MicroUsd } from "../../domain/primitives.ts";
import type { Owner, Reason } from "../../domain/reasons.ts";
import type { CaseFact } from "./case-document.ts";
import { moment } from "./case-view.ts";

interface Words {
  readonly time: number;
  readonly nameOf: (account: Address) => string;
  readonly money: (amount: MicroUsd) => string;
}

/** The arguments of a finding, each by its name, in the units in which people read them. */
export function evidenceFacts(reason: Reason, words: Words): readonly CaseFact[] {
  if (reason.code === "unknown") return [];
  // Each kind of reason has fields of its own; all are of a few types, which their names tell apart.
  const fields: readonly (readonly [string, unknown])[] = Object.entries(reason);
  return fields
    .filter(([name]) => name !== "code")
    .map(([name, value]) => ({ name: `Evidence: ${spell(name)}`, value: print(name, value, words) }));
}

function print(name: string, value: unknown, { nameOf, money }: Words): string {
  if (typeof value === "object" && value !== null) {
    const owner = value as Owner; // the one structure among the fields
    return "registered" in owner ? `number ${owner.registered} in the register of owners` : nameOf(owner.account);
  }
  if (typeof value === "string" && /^0x[0-9a-f]{40}$/.test(value)) return nameOf(value as Address);
  if (typeof value === "number") {
    if (/window|period/i.test(name)) return formatDuration(value);
    if (/(At|since|until)$/i.test(name)) return moment(value);
    return /bps$/i.test(name) ? `${value / 100} %` : value.toString();
  }
  if (typeof value === "bigint") return MONEY.test(name) ? money(value) : value.toString();
  return String(value);
}

const MONEY = /paid|price|reference|threshold/i;

/** `disposedAt` as `disposed at`. */
function spell(name: string): string {
  return name
    .replace(/Bps$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}
