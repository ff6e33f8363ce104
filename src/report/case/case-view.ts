import { isoDate } from "../../domain/calendar.ts";
import type { CaseEvent } from "../../domain/events.ts";
import { formatAmount, formatMoment } from "../../domain/format.ts";
import type { CollectionName } from "../../domain/houses.ts";
import type { Address, MicroUsd } from "../../domain/primitives.ts";
import type { Place } from "../../replay/evidence.ts";
import type { Attempt, CaseOutcome, History } from "../../replay/history.ts";
import { formatAddress, formatDate } from "../format.ts";
import type { CasePlace, Disposition } from "./case-document.ts";
import type { CaseIndex } from "./case-index.ts";

export type CaseOpened = Extract<CaseEvent, { e: "CaseOpened" }>;

/** A case with what its page needs to name people, places and moments. */
export interface CaseView {
  readonly index: CaseIndex;
  readonly history: History;
  readonly outcome: CaseOutcome;
  readonly opened: CaseOpened;
  /** Unix seconds at which the trade was held. */
  readonly time: number;
  /** The try that was held; undefined where no house told of it. */
  readonly attempt: Attempt | undefined;
  /** Seller, buyer and payer, each once. */
  readonly parties: readonly Address[];
  /** Rows of a table at most. */
  readonly most: number;
  readonly placeOf: (n: number) => CasePlace | undefined;
  /** Who an account is as far as the public knows; that of strangers is its address. */
  readonly nameOf: (account: Address) => string;
  /** The same for a sentence, where a name is enough: the seller, compliance officer 1. */
  readonly calling: (account: Address) => string;
  readonly itemOf: (collection: CollectionName, tokenId: bigint) => string;
  /** The accounts named so far. */
  readonly named: () => ReadonlySet<Address>;
}

/** @returns undefined where the run has no such case. */
export function viewCase(index: CaseIndex, caseId: bigint, most: number): CaseView | undefined {
  const { history } = index;
  const outcome = history.cases.get(caseId);
  const first = outcome?.steps[0];
  if (outcome === undefined || first?.event.e !== "CaseOpened") return undefined;
  const { event: opened, time } = first;
  const { seller, buyer, payer } = opened;
  const named = new Set<Address>();
  const party = (account: Address): string | undefined => {
    if (account === seller) return "Seller";
    if (account === buyer) return "Buyer";
    return account === payer ? "Payer" : undefined;
  };
  return {
    index,
    history,
    outcome,
    opened,
    time,
    attempt: index.held.get(caseId),
    parties: [...new Set([seller, buyer, payer])],
    most,
    placeOf: (n) => placeIn(history.evidence.places[n]),
    nameOf: (account) => {
      named.add(account);
      return index.names.get(account) ?? party(account) ?? formatAddress(account);
    },
    calling: (account) => {
      named.add(account);
      const role = party(account);
      return index.names.get(account) ?? (role === undefined ? formatAddress(account) : `the ${role.toLowerCase()}`);
    },
    itemOf: (collection, tokenId) => {
      const place = index.places.get(tokenId);
      if (collection === "estate") return `estate ${tokenId}`;
      return place === undefined ? `parcel ${tokenId}` : `parcel (${place.x}, ${place.y})`;
    },
    named: () => named,
  };
}

export function placeIn(place: Place | undefined): CasePlace | undefined {
  return place === undefined ? undefined : [place.line, place.block, place.n];
}

/** For a row or a fact that a transaction tells. */
export function told(view: CaseView, n: number): { readonly at?: CasePlace } {
  const at = view.placeOf(n);
  return at === undefined ? {} : { at };
}

/** All that can be said of how a case stands or ended, and of what befell it on the way. */
export function dispositionsOf({ end, steps }: CaseOutcome): readonly Disposition[] {
  const befell = (e: CaseEvent["e"]): boolean => steps.some(({ event }) => event.e === e);
  return [
    end,
    ...(befell("CaseRefused") ? ["refused" as const] : []),
    ...(befell("CaseAppealed") ? ["appealed" as const] : []),
    ...(befell("CaseFrozen") ? ["frozen" as const] : []),
  ];
}

/** `19 Nov 2021 12:00 UTC`. */
export function moment(time: number): string {
  return `${formatMoment(time)} UTC`;
}

export function day(time: number): string {
  return formatDate(isoDate(time));
}

export function money(amount: MicroUsd): string {
  return formatAmount(amount);
}
