import { expect } from "chai";

import { replay } from "../../../../src/replay/history.ts";
import { buildCase, buildCases } from "../../../../src/report/case/build-case.ts";
import type { CaseDocument, CasePart } from "../../../../src/report/case/case-document.ts";
import { dispositionsOf } from "../../../../src/report/case/case-view.ts";
import { ALICE, BOB, CAROL, hash } from "../../../fixtures/journal-lines.ts";
import { caseLines, REVIEW } from "../../../fixtures/case-run.ts";
import { syntheticRun } from "../../../fixtures/synthetic-run.ts";

describe("the page of a case", () => {
  const lines = caseLines();
  const history = replay(lines);
  const page = required(1n);

  it("tells in its first sentences what happened, why, and how it ended", () => {
    expect(page.title).to.equal("Case 1: held by RoundTrip, reversed on appeal");
    expect(page.lead).to.deep.equal([
      "On 4 Nov 2021 12:00 UTC the seller agreed to sell parcel (3, -5) to the buyer for $1,600.00. The sale was held: token and money went into escrow under case 1.",
      "The rule RoundTrip asked for it. The buyer's side let go of this very parcel 2 days before; a return within 30 days is held until an officer has looked.",
      "On 5 Nov 2021 12:00 UTC Compliance officer 1 froze it until 7 Nov 2021 12:00 UTC (“asked the exchange”). " +
        "On 6 Nov 2021 12:00 UTC Compliance officer 1 ended the freeze. " +
        "On 7 Nov 2021 12:00 UTC Compliance officer 1 refused it (“a | round trip”). " +
        "On 8 Nov 2021 12:00 UTC the buyer appealed (“<b>mine</b>”). " +
        "On 9 Nov 2021 12:00 UTC Compliance officer 2 reversed it (“no risk was borne”): token and money went back. " +
        "From the hold to the end it took 5 days.",
    ]);
  });

  it("has what a suspicious transaction and order report asks for", () => {
    expect(page.sections.map(({ title }) => title)).to.deep.equal([
      "1. Who submits",
      "2. The instrument, the order and the trade",
      "3. The suspicion",
      "4. The parties",
      "5. The evidence",
      "6. The course of the case",
      "7. How to check this page",
    ]);
    expect(facts(page, 0)["Officers who decided"]).to.equal("Compliance officer 1 and Compliance officer 2");
  });

  it("describes instrument, order and trade", () => {
    const trade = facts(page, 1);
    expect(trade).to.deep.include({
      "What it is": "parcel (3, -5) of virtual land: x and y are its place in the city",
      Seller: BOB,
      Buyer: ALICE,
      Payer: "the buyer",
      Price: "$1,600.00, in the venue’s settlement token",
      Order: hash(3),
      Terms: "ask at $2,000.00, to $1,000.00 at its end, $1,600.00 when it was taken; valid until 7 Nov 2021 12:00 UTC",
      "What became of it": "held as case 1, then reversed",
    });
    expect(trade["Made public"]).to.equal("3 Nov 2021 12:00 UTC by Seller");
  });

  it("sets the token's other trades beside it, and what the parties tried with each other", () => {
    const token = table(page, "Every try to trade this token, before and after");
    expect(token.rows.map(({ cells }) => cells.at(-1))).to.deep.equal(["settled", "held as case 1, then reversed"]);
    expect(token.rows.map(({ own }) => own === true)).to.deep.equal([false, true]);
    const others = table(page, "Other trades of these parties with each other");
    expect(others.rows.map(({ cells }) => cells.at(-1))).to.deep.equal([
      "blocked by CommonFunder. The first money of both sides came from one account: 0xca40…0001.",
    ]);
  });

  it("gives the rule with its evidence, its mode and its limits then, and what other rules said", () => {
    const suspicion = facts(page, 2);
    expect(suspicion).to.deep.include({
      Code: `RoundTripForReview, ${REVIEW.code}`,
      "Evidence: disposed at": "2 Nov 2021 12:00 UTC",
      "Evidence: window": "30 days",
      "Evidence as recorded": REVIEW.evidence,
      "Mode then": "in force, since 1 Nov 2021 12:00 UTC",
      "Limits then": "a return within 1 day is blocked, within 30 days held",
    });
    const [other] = table(page, "Other rules that objected to the same trade").rows;
    expect(other?.cells.slice(0, 3)).to.deep.equal(["SelfFinanced", "in shadow", "block"]);
  });

  it("knows the parties by the registers, and by nothing that only the simulation knows", () => {
    const parties = page.sections[3]?.parts.filter((part) => part.kind === "facts") ?? [];
    expect(parties.map(({ title }) => title)).to.deep.equal(["Seller", "Buyer and payer"]);
    const [seller, buyer] = parties.map(({ rows }) => Object.fromEntries(rows.map(({ name, value }) => [name, value])));
    expect(seller?.["Beneficial owner"]).to.equal("not in the register; the account stands for itself");
    expect(seller?.["Source of its first money"]).to.equal("0xca40…0001, noted on 1 Nov 2021 12:00 UTC");
    expect(buyer?.["Beneficial owner"]).to.equal(
      "number 17 in the register of owners, since 1 Nov 2021; the same number has 0xca40…0001",
    );
    expect(buyer?.["Source of its first money"]).to.match(/^a hub, /);
    expect(buyer?.["Trades up to this one"]).to.equal("2 tries: 1 settled, 0 held, 1 refused");
    expect(JSON.stringify(buildCases(history, 40))).to.not.match(/ring|wash-|honest|ping-pong/i);
  });

  it("lists payments beside trades, the roots of the money, and the token's walk", () => {
    const [payment] = table(page, "Payments between the parties, beside trades").rows;
    expect(payment?.cells.slice(3)).to.deep.equal(["$900.00", "$900.00"]);
    expect(table(page, "Where the money of the parties came from").rows).to.have.length(1);
    const [frozen] = table(page, "Freezes and forced transfers of the token").rows;
    expect(frozen?.cells.slice(1)).to.deep.equal(["frozen", "Seller", ""]);
    const walk = table(page, "The walk of the token from owner to owner").rows;
    expect(walk.map(({ cells }) => cells.at(-1))).to.deep.equal(["issued", "sold for $1,000.00"]);
  });

  it("follows the case with its deadlines, and what moved", () => {
    const steps = table(page, "Step by step").rows.map(({ cells }) => [cells[1], cells[4]]);
    expect(steps).to.deep.equal([
      ["opened: the trade is held", "decide by 21 Nov 2021 12:00 UTC"],
      ["frozen", "until 7 Nov 2021 12:00 UTC; then decide by 23 Nov 2021 12:00 UTC"],
      ["freeze ended", "decide by 22 Nov 2021 12:00 UTC"],
      ["refused", "appeal by 10 Nov 2021 12:00 UTC"],
      ["appealed", "another officer decides by 22 Nov 2021 12:00 UTC"],
      ["reversed", "token and money went back"],
    ]);
    const moved = table(page, "Token and money that moved in these steps").rows.map(({ cells }) => cells[1]);
    expect(moved).to.deep.equal(["$1,600.00", "parcel (3, -5)", "$1,600.00", "parcel (3, -5)"]);
  });

  it("refers to the line of the journal that tells each fact", () => {
    for (const { at, cells } of table(page, "Step by step").rows) {
      const [line = 0, block, n] = at ?? [];
      const transaction = lines[line - 1];
      if (transaction?.k !== "tx") throw new RangeError(`line ${line} is no transaction`);
      expect([transaction.n, transaction.block]).to.deep.equal([n, block]);
      const told = transaction.events.some(({ e }) => e.startsWith("Case"));
      expect(told, cells[1]).to.equal(true);
    }
  });

  it("names every account in full at its end", () => {
    const accounts = table(page, "Accounts named on this page, in full").rows.map(({ cells }) => cells[1]);
    expect(accounts).to.include.members([ALICE, BOB, CAROL]);
    expect(new Set(accounts).size).to.equal(accounts.length);
  });

  it("tells one that time undid from one that is open", () => {
    expect(required(2n).title).to.equal("Case 2: held by RoundTrip, reversed after its deadline");
    expect(required(2n).lead[2]).to.contain("when nobody had decided in time, 0xca40…0001 had it reversed");
    expect(required(3n).title).to.equal("Case 3: held by RoundTrip, open");
    expect(required(3n).lead[2]).to.equal("Nobody has decided yet.");
    const all = [...history.cases.values()].map(dispositionsOf);
    expect(all).to.deep.equal([["reversed", "refused", "appealed", "frozen"], ["expired"], ["open"]]);
  });

  it("keeps the rows nearest to the case where it may keep only a few", () => {
    const [first] = buildCases(history, 1);
    if (first === undefined) throw new RangeError("the run has cases");
    const [row] = table(first, "Every try to trade this token, before and after (1 further one in the journal)").rows;
    expect(row?.own).to.equal(true);
  });

  it("is there for every case of a run, and for no other", () => {
    const run = syntheticRun({ parcels: 60, trades: 600 }).history;
    expect(run.cases.size).to.be.greaterThan(0);
    expect(buildCases(run, 12)).to.have.length(run.cases.size);
    expect(buildCase(history, 4n)).to.equal(undefined);
  });

  function required(caseId: bigint): CaseDocument {
    const found = buildCase(history, caseId);
    if (found === undefined) throw new RangeError(`the run has a case ${caseId}`);
    return found;
  }
});

function facts(page: CaseDocument, section: number): Readonly<Record<string, string>> {
  const parts = page.sections[section]?.parts ?? [];
  const rows = parts.flatMap((part) => (part.kind === "facts" ? part.rows : []));
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

function table(page: CaseDocument, title: string): Extract<CasePart, { kind: "table" }> {
  const parts = page.sections.flatMap((section) => section.parts);
  const found = parts.find((part) => part.kind === "table" && part.title === title);
  if (found?.kind !== "table") throw new RangeError(`the page has no table “${title}”`);
  return found;
}
