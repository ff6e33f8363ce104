import type { Address } from "../../../domain/primitives.ts";
import type { Noted, Registered } from "../../../replay/evidence.ts";
import { formatList, formatQuantity } from "../../format.ts";
import type { CaseFact, CasePart, CaseSection } from "../case-document.ts";
import { day, moment, told, type CaseView } from "../case-view.ts";

/** The parties as the public record knows them at the end of the journal. */
export function partiesSection(view: CaseView): CaseSection {
  return {
    title: "4. The parties",
    parts: [
      ...view.parties.map((account) => partyFacts(view, account)),
      {
        kind: "words",
        text: "Name, date of birth, national number and address are not on the chain. The support layer keeps them behind the number in the register of owners.",
      },
    ],
  };
}

function partyFacts(view: CaseView, account: Address): CasePart {
  const { opened, index } = view;
  const roles = (["seller", "buyer", "payer"] as const).filter((role) => opened[role] === account);
  const words = formatList(roles);
  const register = index.registerOf(account);
  return {
    kind: "facts",
    title: words.charAt(0).toUpperCase() + words.slice(1),
    rows: [
      { name: "Account", value: account },
      ownerFact(view, account, register),
      fundingFact(view, account, register),
      ...standingFacts(view, register),
      { name: "Trades up to this one", value: tradesOf(view, account) },
    ],
  };
}

type Register = readonly Noted<Registered>[];

function ownerFact(view: CaseView, account: Address, register: Register): CaseFact {
  const last = register.findLast(({ event }) => event.e === "ClusterAttested");
  const name = "Beneficial owner";
  if (last?.event.e !== "ClusterAttested" || last.event.cluster === 0n)
    return { name, value: "not in the register; the account stands for itself" };
  const { cluster } = last.event;
  const others = [...view.history.final.clusters].filter(([other, its]) => its === cluster && other !== account);
  const shared = others.map(([other]) => view.nameOf(other));
  const also = shared.length === 0 ? "" : `; the same number has ${formatList(shared)}`;
  return {
    name,
    value: `number ${cluster} in the register of owners, since ${day(last.place.time)}${also}`,
    ...told(view, last.place.n),
  };
}

function fundingFact(view: CaseView, account: Address, register: Register): CaseFact {
  const first = register.find(({ event }) => event.e === "FundingRootNoted");
  const name = "Source of its first money";
  if (first?.event.e !== "FundingRootNoted") return { name, value: "none is noted" };
  const { root } = first.event;
  const source = root === account ? "a hub, such as the exchange or the bank" : view.nameOf(root);
  return { name, value: `${source}, noted on ${moment(first.place.time)}`, ...told(view, first.place.n) };
}

function standingFacts(view: CaseView, register: Register): readonly CaseFact[] {
  const kind = register.findLast(({ event }) => event.e === "AccountKindChanged");
  const listed = register.findLast(({ event }) => event.e === "AccountListed");
  const known = register.findLast(({ event }) => event.e === "AccountIdentified");
  const facts: CaseFact[] = [];
  if (kind?.event.e === "AccountKindChanged" && kind.event.kind !== "person")
    facts.push({ name: "Kind", value: `registered as a ${kind.event.kind}`, ...told(view, kind.place.n) });
  if (listed?.event.e === "AccountListed") {
    const value = `${listed.event.listed ? "listed" : "struck off"} on ${moment(listed.place.time)}`;
    facts.push({ name: "Sanctions list", value, ...told(view, listed.place.n) });
  }
  if (known?.event.e === "AccountIdentified") {
    const value = `${known.event.identified ? "confirmed" : "withdrawn"} on ${moment(known.place.time)}`;
    facts.push({ name: "Identity", value, ...told(view, known.place.n) });
  }
  return facts;
}

function tradesOf({ index, outcome }: CaseView, account: Address): string {
  const until = outcome.steps[0]?.n ?? -1;
  const tries = index.triesOfAccount(account).filter(({ n }) => n < until);
  const count = (state: string): number => tries.filter((attempt) => attempt.outcome === state).length;
  const [settled, held, refused] = [count("settled"), count("held"), count("rejected")];
  return `${formatQuantity(tries.length, "try", "tries")}: ${settled} settled, ${held} held, ${refused} refused`;
}
