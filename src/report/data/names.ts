import type { AccountRole } from "../../domain/agents.ts";
import type { Address } from "../../domain/primitives.ts";
import type { Scenario } from "../../domain/scenario.ts";
import type { History } from "../../replay/history.ts";
import { formatAddress } from "../format.ts";
import type { AccountData } from "../report-data.ts";

/** Accounts as rows that columns point into, named for a reader who has never seen them. */
export interface AccountBook {
  readonly rows: readonly AccountData[];
  /** Row of an account, which is added where it is new. */
  row(address: Address): number;
  name(address: Address): string;
}

export function openAccountBook({ accounts, run }: Pick<History, "accounts" | "run">, scenario: Scenario): AccountBook {
  const rows: AccountData[] = [];
  const known = new Map<Address, number>();
  const perAgent = new Map<string, number>();
  const add = (address: Address, name: string, group: number): void => {
    known.set(address, rows.length);
    rows.push({ name, address, group });
  };

  for (const { address, agent, role } of accounts.values()) {
    const position = perAgent.get(agent) ?? 0;
    perAgent.set(agent, position + 1);
    add(address, nameAccount(agent, role, position, scenario), groupOf(role));
  }
  for (const [name, address] of Object.entries(run.contracts)) {
    if (!known.has(address)) add(address, nameContract(name), OTHERS);
  }

  const row = (address: Address): number => {
    const found = known.get(address);
    if (found !== undefined) return found;
    add(address, formatAddress(address), OTHERS);
    return rows.length - 1;
  };
  return { rows, row, name: (address) => rows[row(address)]?.name ?? formatAddress(address) };
}

/** `loss-averse` as `Loss-averse seller`. */
export function nameRole(role: AccountRole): string {
  return ROLE_NAMES[role];
}

const ROLE_NAMES: Readonly<Record<AccountRole, string>> = {
  fundamentalist: "Fundamentalist",
  momentum: "Momentum trader",
  flipper: "Flipper",
  collector: "Collector",
  "loss-averse": "Loss-averse seller",
  newcomer: "Newcomer",
  switcher: "Switcher",
  sweeper: "Sweeper",
  "floor-bidder": "Floor bidder",
  "estate-builder": "Estate builder",
  leveraged: "Leveraged buyer",
  financier: "Financier",
  traveller: "Traveller",
  "market-maker": "Market maker",
  "scene-creator": "Creator of scenes",
  celebrity: "Celebrity",
  holder: "Holder",
  "wash-ring": "Wash ring",
  "reward-farmer": "Reward farmer",
  tenant: "Tenant",
  exchange: "Exchange",
  bank: "Bank",
  officer: "Compliance officer",
  treasury: "Treasury",
  creator: "Creator",
  governance: "Governance",
};

const OTHERS = 7;

const GROUPS: Readonly<Partial<Record<AccountRole, number>>> = {
  holder: 0,
  collector: 1,
  fundamentalist: 1,
  momentum: 2,
  flipper: 2,
  sweeper: 2,
  "floor-bidder": 2,
  "estate-builder": 1,
  leveraged: 4,
  financier: 2,
  traveller: 1,
  "market-maker": 2,
  "scene-creator": 1,
  "loss-averse": 3,
  newcomer: 4,
  "wash-ring": 5,
  "reward-farmer": 5,
  celebrity: 6,
};

function groupOf(role: AccountRole): number {
  return GROUPS[role] ?? OTHERS;
}

/** @param position How many accounts of the same agent came before. */
function nameAccount(agent: string, role: AccountRole, position: number, scenario: Scenario): string {
  const facts = scenario.neighbours.find((neighbour) => agent.startsWith(`${neighbour.facts.id}/`))?.facts;
  const name = nameAtHome(facts === undefined ? agent : agent.slice(facts.id.length + 1), role, position, scenario);
  return facts === undefined ? name : `${name} of ${facts.name}`;
}

function nameAtHome(agent: string, role: AccountRole, position: number, scenario: Scenario): string {
  const id = agent.slice(agent.indexOf("/") + 1);
  const number = /^\d+$/.test(id) ? ` ${id}` : "";
  if (role === "wash-ring") return `Ring${number}, wallet ${letter(position)}`;
  if (role === "reward-farmer") return `${nameRole(role)}${number}, wallet ${letter(position)}`;
  if (role === "celebrity") return scenario.purchases.find((purchase) => purchase.id === id)?.buyer ?? nameRole(role);
  const more = position === 0 ? "" : `, account ${letter(position)}`;
  return `${nameRole(role)}${number}${more}`;
}

function letter(position: number): string {
  return position < 26 ? String.fromCharCode(65 + position) : String(position + 1);
}

/** `settlementToken` as `Settlement token`. */
function nameContract(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
