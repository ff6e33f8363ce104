import { Interface, type JsonFragment, type Log } from "ethers";

import {
  AuctionHouse__factory,
  Authority__factory,
  Compliance__factory,
  CreatorTokenValidator__factory,
  Escrow__factory,
  Estate__factory,
  Land__factory,
  Market__factory,
  MarketRules__factory,
  PurposeBoundMoney__factory,
  SeaportZone__factory,
  SettlementToken__factory,
} from "../../typechain-types/index.ts";

/** What the market says of a play. Wanted: a refusal that the evaders are after. */
export interface Sign {
  readonly kind: "stopped" | "held" | "flagged" | "wanted";
  /** Name of the error that a code stands for. */
  readonly reason: string;
}

/** In the order of the contract's `Mode` and `Verdict`. */
const SHADOW = 1n;

export function signsIn(logs: readonly Log[]): readonly Sign[] {
  return logs.flatMap((log): readonly Sign[] => {
    const event = CONTRACTS.parseLog(log);
    if (event?.name === "TradeRejected") return [{ kind: "stopped", reason: nameOf(event.args["code"]) }];
    if (event?.name === "CaseOpened") return [{ kind: "held", reason: nameOf(event.args["code"]) }];
    const isShadow = event?.name === "FindingRaised" && event.args["mode"] === SHADOW;
    return isShadow ? [{ kind: "flagged", reason: nameOf(event.args["code"]) }] : [];
  });
}

/** @throws the error where it is no refusal by a contract. */
export function signOfRevert(error: unknown): Sign {
  const data = revertData(error);
  if (data === undefined) throw error;
  const refusal = CONTRACTS.parseError(data);
  // A house that refuses on behalf of a rule carries the rule's code.
  const code: unknown = refusal?.fragment.inputs.some(({ name }) => name === "code") ? refusal.args["code"] : undefined;
  return { kind: "stopped", reason: nameOf(code ?? data.slice(0, 10)) };
}

const EVENTS = ["TradeRejected", "CaseOpened", "FindingRaised"];
const FACTORIES = [
  Market__factory,
  MarketRules__factory,
  Compliance__factory,
  Escrow__factory,
  SettlementToken__factory,
  Land__factory,
  Estate__factory,
  AuctionHouse__factory,
  PurposeBoundMoney__factory,
  CreatorTokenValidator__factory,
  SeaportZone__factory,
  Authority__factory,
];
const CONTRACTS = new Interface(unique(FACTORIES.flatMap(({ abi }) => [...abi])));

function nameOf(code: unknown): string {
  const error = CONTRACTS.getError(String(code));
  if (error === null) throw new Error(`No contract declares ${String(code)}.`);
  return error.name;
}

/** Where the node's answer keeps what a call reverted with depends on who wrapped it. */
function revertData(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { data, ...rest } = { data: undefined, ...error, ...("cause" in error ? { cause: error.cause } : {}) };
  if (typeof data === "string" && /^0x[0-9a-f]{8}/.test(data)) return data;
  for (const inner of [data, ...Object.values(rest)]) {
    const found = revertData(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Several contracts inherit the same events and errors. */
function unique(fragments: readonly JsonFragment[]): readonly JsonFragment[] {
  const named = fragments.filter(
    ({ type, name = "" }) => type === "error" || (type === "event" && EVENTS.includes(name)),
  );
  return [
    ...new Map(
      named.map((one) => [JSON.stringify([one.type, one.name, one.inputs?.map(({ type }) => type)]), one]),
    ).values(),
  ];
}
