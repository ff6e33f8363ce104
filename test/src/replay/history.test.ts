import { expect } from "chai";

import type { JournalLine } from "../../../src/domain/journal.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { dayOf, replay } from "../../../src/replay/history.ts";
import {
  aCase,
  aBundle,
  ALICE,
  alone,
  anOrder,
  aTrade,
  block,
  BOB,
  CAROL,
  hash,
  HOUSE,
  JOINED,
  NOBODY,
  NOON,
  OFFICER,
  REFUSAL,
  RUN,
  SPENT,
  transaction,
} from "../../fixtures/journal-lines.ts";

const DAY = 86_400;

describe("replay", () => {
  it("keeps the lines that only tell", () => {
    const parcel = { k: "parcel", tokenId: 1n, x: 0, y: 1, worth: 1 } as const;
    const end = { k: "end", blocks: 1, transactions: 0, finalBlockHash: "0x1", finalStateRoot: "0x2" } as const;
    const history = replay([
      RUN,
      parcel,
      { k: "account", address: ALICE, agent: "flipper/1", role: "flipper" },
      { k: "truth", n: 4, truth: { honest: true } },
      block(0, 0),
      end,
    ]);
    expect(history).to.deep.include({ run: RUN, parcels: [parcel], blocks: [block(0, 0)], end });
    expect(history.accounts.get(ALICE)).to.deep.equal({ address: ALICE, agent: "flipper/1", role: "flipper" });
    expect(history.truths.get(4)).to.deep.equal({ honest: true });
  });

  it("tells a settled trade with its day, its gas and its legs", () => {
    const { attempts } = replay([
      RUN,
      ...alone(
        3,
        2,
        [{ e: "TradeSettled", house: "market", orderHash: hash(1), fee: 25n, royalty: 50n, ...aTrade() }],
        110_000,
      ),
    ]);
    expect(attempts).to.deep.equal([
      {
        n: 3,
        block: 2,
        time: NOON + 2 * DAY,
        day: 2,
        house: "market",
        kind: "deal",
        ...aTrade(),
        orderHash: hash(1),
        outcome: "settled",
        fee: 25n,
        royalty: 50n,
        gas: 110_000,
      },
    ]);
  });

  it("tells a rejected trade with what the rule said", () => {
    const { attempts } = replay([
      RUN,
      ...alone(0, 0, [{ e: "TradeRejected", house: "market", orderHash: hash(1), ...aTrade(), ...REFUSAL }]),
    ]);
    expect(attempts).to.have.length(1);
    expect(attempts[0]).to.deep.include({ outcome: "rejected", finding: REFUSAL, fee: 0n, royalty: 0n, gas: 0 });
  });

  it("gives a held trade the enforced objection that held it, not a shadow's and not another trade's", () => {
    const other = { ...REFUSAL, rule: "SelfTrade" };
    const { attempts, findings } = replay([
      RUN,
      transaction(0, [{ e: "FindingRaised", mode: "enforce", verdict: "hold", ...aTrade(), ...other }]),
      transaction(1, [
        { e: "FindingRaised", mode: "enforce", verdict: "hold", ...aTrade(), ...REFUSAL },
        { e: "FindingRaised", mode: "shadow", verdict: "hold", ...aTrade(), ...other },
        { e: "TradeHeld", house: "market", orderHash: hash(1), caseId: 9n, ...aTrade() },
      ]),
      block(0, 2),
    ]);
    expect(attempts[0]).to.deep.include({ n: 1, outcome: "held", caseId: 9n, finding: REFUSAL });
    expect(findings.map(({ n, mode, verdict, rule }) => [n, mode, verdict, rule])).to.deep.equal([
      [0, "enforce", "hold", "SelfTrade"],
      [1, "enforce", "hold", "RoundTrip"],
      [1, "shadow", "hold", "SelfTrade"],
    ]);
  });

  it("holds a trade without a reason where nobody gave one", () => {
    const { attempts } = replay([
      RUN,
      ...alone(0, 0, [{ e: "TradeHeld", house: "market", orderHash: hash(1), caseId: 9n, ...aTrade() }]),
    ]);
    expect(attempts[0]).not.to.have.property("finding");
  });

  it("follows each case to its end", () => {
    const { cases } = replay([
      RUN,
      ...alone(0, 0, [1n, 2n, 3n, 4n, 5n, 6n].map(caseOpened)),
      ...alone(1, 2, [{ e: "CaseReleased", caseId: 1n, officer: OFFICER, reason: "new price" }]),
      ...alone(2, 3, [2n, 5n, 6n].map(refused)),
      ...alone(3, 4, [5n, 6n].map(appealed)),
      ...alone(4, 6, [{ e: "CaseReversed", caseId: 2n, by: OFFICER, expired: true, reason: "" }]),
      ...alone(5, 7, [{ e: "CaseReversed", caseId: 5n, by: CAROL, expired: false, reason: "upheld" }]),
      ...alone(6, 14, [{ e: "CaseReversed", caseId: 3n, by: BOB, expired: true, reason: "" }]),
      ...alone(7, 18, [{ e: "CaseReversed", caseId: 6n, by: BOB, expired: true, reason: "" }]),
    ]);
    const ends = [...cases.values()].map(({ steps: _, ...outcome }) => outcome);
    expect(ends).to.deep.equal([
      { caseId: 1n, end: "released", openedAt: NOON, closedAt: NOON + 2 * DAY, reason: "new price" },
      { caseId: 2n, end: "reversed", openedAt: NOON, closedAt: NOON + 6 * DAY, reason: "same price" },
      { caseId: 3n, end: "expired", openedAt: NOON, closedAt: NOON + 14 * DAY, reason: "" },
      { caseId: 4n, end: "open", openedAt: NOON, reason: "" },
      { caseId: 5n, end: "reversed", openedAt: NOON, closedAt: NOON + 7 * DAY, reason: "upheld" },
      { caseId: 6n, end: "expired", openedAt: NOON, closedAt: NOON + 18 * DAY, reason: "" },
    ]);
  });

  it("keeps every step of a case as its event tells it", () => {
    const frozen = { e: "CaseFrozen", caseId: 1n, officer: CAROL, until: 3, deadline: 4, reason: "a court" } as const;
    const unfrozen = { e: "CaseUnfrozen", caseId: 1n, officer: CAROL, deadline: 3, reason: "the court again" } as const;
    const released = { e: "CaseReleased", caseId: 1n, officer: CAROL, reason: "allowed" } as const;
    const events = [caseOpened(1n), refused(1n), frozen, appealed(1n), unfrozen, released];
    const { cases } = replay([RUN, ...events.flatMap((event, n) => alone(n, n, [event]))]);
    expect(cases.get(1n)?.steps).to.deep.equal(events.map((event, n) => ({ n, time: NOON + n * DAY, event })));
    expect(cases.get(1n)?.end).to.equal("released");
  });

  it("lists every transfer of a parcel, gifts included", () => {
    const { transfers } = replay([
      RUN,
      ...alone(0, 0, [{ e: "ParcelTransferred", tokenId: 1n, from: NOBODY, to: ALICE }]),
      ...alone(1, 5, [{ e: "ParcelTransferred", tokenId: 1n, from: ALICE, to: BOB }]),
    ]);
    expect(transfers).to.deep.equal([
      { n: 0, time: NOON, tokenId: 1n, from: NOBODY, to: ALICE },
      { n: 1, time: NOON + 5 * DAY, tokenId: 1n, from: ALICE, to: BOB },
    ]);
  });

  it("tells how an item was sold by what was authorised before", () => {
    const sold = (n: number) =>
      ({ e: "TradeSettled", house: "market", orderHash: hash(n), fee: 0n, royalty: 0n, ...aTrade() }) as const;
    const { attempts } = replay([
      RUN,
      ...alone(0, 0, [
        { e: "OrderAuthorised", orderHash: hash(1), collection: "land", order: anOrder() },
        { e: "BundleAuthorised", orderHash: hash(2), collections: ["land", "land"], bundle: aBundle() },
      ]),
      ...alone(1, 1, [sold(1)]),
      ...alone(2, 2, [sold(1)]),
      ...alone(3, 3, [sold(2), sold(2)], 90_000),
      ...alone(4, 4, [sold(3)], 90_000),
    ]);
    expect(attempts.map(({ kind, gas }) => [kind, gas])).to.deep.equal([
      ["ask", 0],
      ["ask", 0],
      ["bundle", 0],
      ["bundle", 0],
      ["deal", 90_000],
    ]);
  });

  it("gives each trade of a sweep the objection that held it", () => {
    const held = (tokenId: bigint, rule: string) =>
      [
        { e: "FindingRaised", mode: "enforce", verdict: "hold", ...aTrade({ tokenId }), ...REFUSAL, rule },
        { e: "TradeHeld", house: "market", orderHash: hash(1), caseId: tokenId, ...aTrade({ tokenId }) },
      ] as const;
    const { attempts } = replay([RUN, ...alone(0, 0, [...held(1n, "RoundTrip"), ...held(2n, "SelfTrade")])]);
    expect(attempts.map(({ finding }) => finding?.rule)).to.deep.equal(["RoundTrip", "SelfTrade"]);
  });

  it("lists no transfer into custody, and those of an estate's parcels when the estate is sold", () => {
    const { transfers } = replay([
      RUN,
      ...alone(0, 0, [
        { e: "ParcelTransferred", tokenId: 1n, from: NOBODY, to: ALICE },
        { e: "ParcelTransferred", tokenId: 2n, from: NOBODY, to: ALICE },
      ]),
      ...alone(1, 1, [
        { e: "EstateTransferred", tokenId: 1n, from: NOBODY, to: ALICE },
        JOINED,
        { e: "ParcelTransferred", tokenId: 1n, from: ALICE, to: HOUSE },
        { e: "ParcelTransferred", tokenId: 2n, from: ALICE, to: HOUSE },
      ]),
      ...alone(2, 2, [{ e: "EstateTransferred", tokenId: 1n, from: ALICE, to: BOB }]),
    ]);
    expect(transfers.slice(2)).to.deep.equal([
      { n: 2, time: NOON + 2 * DAY, tokenId: 1n, from: ALICE, to: BOB },
      { n: 2, time: NOON + 2 * DAY, tokenId: 2n, from: ALICE, to: BOB },
    ]);
  });

  it("ends in the state that the reducer makes of the events", () => {
    const { final } = replay([
      RUN,
      ...alone(0, 0, [
        { e: "ParcelTransferred", tokenId: 1n, from: NOBODY, to: ALICE },
        { e: "MoneyTransferred", from: NOBODY, to: BOB, amount: 5_000n * USD },
        { e: "OrderAuthorised", orderHash: hash(1), collection: "land", order: anOrder() },
      ]),
      ...alone(1, 1, [
        { e: "ParcelTransferred", tokenId: 1n, from: ALICE, to: BOB },
        { e: "MoneyTransferred", from: BOB, to: ALICE, amount: 1_000n * USD },
        { e: "TradeSettled", house: "market", orderHash: hash(1), fee: 0n, royalty: 0n, ...aTrade() },
      ]),
      ...alone(2, 2, [{ e: "TradeRejected", house: "market", orderHash: hash(1), ...aTrade(), ...SPENT }]),
    ]);
    expect(final.land.owners.get(1n)).to.equal(BOB);
    expect([final.balances.get(ALICE), final.balances.get(BOB), final.supply]).to.deep.equal([
      1_000n * USD,
      4_000n * USD,
      5_000n * USD,
    ]);
    expect([final.orders.size, final.refusals.size, final.land.lastSales.get(1n)?.time]).to.deep.equal([
      0,
      0,
      NOON + DAY,
    ]);
  });

  it("leaves transactions alone that no block has closed", () => {
    const open: readonly JournalLine[] = [RUN, transaction(0, [caseOpened(1n)])];
    expect(replay(open).cases.size).to.equal(0);
  });

  it("needs a run line", () => {
    expect(() => replay([block(0)])).to.throw(RangeError, "a journal begins with its run line");
  });
});

describe("dayOf", () => {
  it("counts days from the run's first", () => {
    expect([RUN.start, RUN.start + DAY - 1, RUN.start + DAY, NOON - DAY].map((time) => dayOf(RUN, time))).to.deep.equal(
      [0, 0, 1, -1],
    );
  });
});

function caseOpened(caseId: bigint) {
  return aCase({ caseId });
}

function refused(caseId: bigint) {
  return { e: "CaseRefused", caseId, officer: OFFICER, appealUntil: NOON + 6 * DAY, reason: "same price" } as const;
}

function appealed(caseId: bigint) {
  return { e: "CaseAppealed", caseId, party: BOB, deadline: NOON + 18 * DAY, grounds: "we are two" } as const;
}
