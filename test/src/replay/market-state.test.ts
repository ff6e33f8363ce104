import { expect } from "chai";

import type { ChainEvent } from "../../../src/domain/events.ts";
import { USD, type Address } from "../../../src/domain/primitives.ts";
import { applyEvent, emptyState, refusalKey, type MarketState } from "../../../src/replay/market-state.ts";
import {
  aCase,
  ALICE,
  anOrder,
  aTrade,
  BOB,
  CAROL,
  ESCROW,
  hash,
  NOBODY,
  NOON,
  OFFICER,
  REFUSAL,
  SPENT,
} from "../../fixtures/journal-lines.ts";

const SALE = { time: NOON, seller: ALICE, buyer: BOB, price: 1_000n * USD };
const AUTHORISED = { e: "OrderAuthorised", orderHash: hash(1), collection: "land", order: anOrder() } as const;
const OPENED = aCase({ deadline: NOON + 86_400 });

describe("applyEvent", () => {
  it("moves a parcel from one owner's holdings to another's", () => {
    const state = after(
      { e: "ParcelTransferred", tokenId: 1n, from: NOBODY, to: ALICE },
      { e: "ParcelTransferred", tokenId: 2n, from: NOBODY, to: ALICE },
      { e: "ParcelTransferred", tokenId: 1n, from: ALICE, to: BOB },
    );
    expect([...state.land.owners]).to.deep.equal([
      [1n, BOB],
      [2n, ALICE],
    ]);
    expect([...(state.land.holdings.get(ALICE) ?? [])]).to.deep.equal([2n]);
    expect([...(state.land.holdings.get(BOB) ?? [])]).to.deep.equal([1n]);
  });

  it("keeps a parcel that its owner sends to himself", () => {
    const state = after(
      { e: "ParcelTransferred", tokenId: 1n, from: NOBODY, to: ALICE },
      { e: "ParcelTransferred", tokenId: 1n, from: ALICE, to: ALICE },
    );
    expect([...(state.land.holdings.get(ALICE) ?? [])]).to.deep.equal([1n]);
  });

  it("issues, moves and redeems money: the balances are the supply", () => {
    const state = after(
      { e: "MoneyTransferred", from: NOBODY, to: ALICE, amount: 100n },
      { e: "MoneyTransferred", from: ALICE, to: BOB, amount: 30n },
      { e: "MoneyTransferred", from: BOB, to: NOBODY, amount: 10n },
    );
    expect([...state.balances]).to.deep.equal([
      [ALICE, 70n],
      [BOB, 20n],
    ]);
    expect(state.supply).to.equal(90n);
  });

  it("leaves a balance as it is where money goes to its sender", () => {
    const state = after(
      { e: "MoneyTransferred", from: NOBODY, to: ALICE, amount: 100n },
      { e: "MoneyTransferred", from: ALICE, to: ALICE, amount: 30n },
    );
    expect(state.balances.get(ALICE)).to.equal(100n);
  });

  it("notes funding roots and owners, the last word of each", () => {
    const state = after(
      { e: "FundingRootNoted", account: ALICE, root: BOB },
      { e: "FundingRootNoted", account: ALICE, root: CAROL },
      { e: "ClusterAttested", account: ALICE, cluster: 3n },
      { e: "ClusterAttested", account: ALICE, cluster: 4n },
    );
    expect(state.roots.get(ALICE)).to.equal(CAROL);
    expect(state.clusters.get(ALICE)).to.equal(4n);
  });

  it("opens an order and closes it when it is cancelled, settled or held", () => {
    expect(after(AUTHORISED).orders.get(hash(1))).to.deep.equal({ collection: "land", order: anOrder(), filled: 0n });
    const closing: readonly ChainEvent[] = [
      { e: "OrderCancelled", orderHash: hash(1), maker: ALICE, nonce: 0n },
      { e: "TradeSettled", house: "market", orderHash: hash(1), fee: 0n, royalty: 0n, ...aTrade() },
      { e: "TradeHeld", house: "market", orderHash: hash(1), caseId: 9n, ...aTrade() },
    ];
    for (const event of closing) expect(after(AUTHORISED, event).orders.size, event.e).to.equal(0);
  });

  it("leaves an order open that was only refused: its maker may find another buyer", () => {
    const refused = after(AUTHORISED, {
      e: "TradeRejected",
      house: "market",
      orderHash: hash(1),
      ...aTrade(),
      ...REFUSAL,
    });
    expect(refused.orders.has(hash(1))).to.equal(true);
  });

  it("remembers the last sale of a parcel, also of one that was private", () => {
    const state = after(
      { e: "TradeSettled", house: "market", orderHash: hash(1), fee: 0n, royalty: 0n, ...aTrade({ price: 5n }) },
      { e: "TradeSettled", house: "market", orderHash: hash(2), fee: 0n, royalty: 0n, ...aTrade() },
    );
    expect(state.land.lastSales.get(1n)).to.deep.equal(SALE);
  });

  it("remembers who built last on a parcel, also when nobody may build any more", () => {
    const named = (operator: Address) =>
      ({ e: "OperatorNamed", collection: "land", tokenId: 1n, operator, namedBy: ALICE }) as const;
    expect(after(named(BOB)).land.scenes.get(1n)).to.deep.equal({ creator: BOB, since: NOON });
    expect(after(named(BOB), named(CAROL)).land.scenes.get(1n)?.creator).to.equal(CAROL);
    expect(after(named(BOB), named(NOBODY)).land.scenes.get(1n)?.creator).to.equal(BOB);
  });

  it("opens a case, and counts a held trade as a sale only when it is released", () => {
    const opened = after(OPENED);
    expect(opened.cases.get(9n)).to.deep.equal({
      caseId: 9n,
      status: "open",
      openedAt: NOON,
      since: NOON,
      deadline: NOON + 86_400,
      frozenUntil: 0,
      collection: "land",
      tokenId: 1n,
      seller: ALICE,
      buyer: BOB,
      price: 1_000n * USD,
    });
    expect(opened.land.lastSales.size).to.equal(0);

    const released = after(OPENED, { e: "CaseReleased", caseId: 9n, officer: OFFICER, reason: "" });
    expect([released.cases.size, released.land.lastSales.get(1n)]).to.deep.equal([0, SALE]);

    const reversed = after(OPENED, { e: "CaseReversed", caseId: 9n, by: OFFICER, expired: false, reason: "" });
    expect([reversed.cases.size, reversed.land.lastSales.size]).to.deep.equal([0, 0]);
  });

  it("follows a case through refusal, freeze and appeal", () => {
    const state = after(OPENED);
    const standing = (event: ChainEvent, days: number) => {
      applyEvent(state, event, NOON + days);
      const { status, since, deadline, frozenUntil } = state.cases.get(9n) ?? {};
      return { status, since, deadline, frozenUntil };
    };
    expect(
      standing({ e: "CaseRefused", caseId: 9n, officer: OFFICER, appealUntil: NOON + 50, reason: "" }, 1),
    ).to.deep.equal({ status: "refused", since: NOON + 1, deadline: NOON + 50, frozenUntil: 0 });
    expect(
      standing({ e: "CaseFrozen", caseId: 9n, officer: OFFICER, until: NOON + 20, deadline: NOON + 68, reason: "" }, 2),
    ).to.deep.equal({ status: "refused", since: NOON + 1, deadline: NOON + 68, frozenUntil: NOON + 20 });
    expect(standing({ e: "CaseAppealed", caseId: 9n, party: BOB, deadline: NOON + 99, grounds: "" }, 3)).to.deep.equal({
      status: "appealed",
      since: NOON + 3,
      deadline: NOON + 99,
      frozenUntil: NOON + 20,
    });
    expect(
      standing({ e: "CaseUnfrozen", caseId: 9n, officer: OFFICER, deadline: NOON + 83, reason: "" }, 4),
    ).to.deep.equal({ status: "appealed", since: NOON + 3, deadline: NOON + 83, frozenUntil: 0 });
  });

  it("counts refusals of a rule in both directions together, and none of the market's own", () => {
    const back = aTrade({ seller: BOB, buyer: ALICE });
    const state = after(
      { e: "TradeRejected", house: "market", orderHash: hash(1), ...aTrade(), ...REFUSAL },
      { e: "TradeRejected", house: "market", orderHash: hash(2), ...back, ...REFUSAL },
      { e: "TradeRejected", house: "market", orderHash: hash(3), ...aTrade({ tokenId: 2n }), ...REFUSAL },
      { e: "TradeRejected", house: "market", orderHash: hash(4), ...aTrade(), ...SPENT },
    );
    expect(state.refusals.get(refusalKey(1n, ALICE, BOB))).to.equal(2);
    expect(refusalKey(1n, ALICE, BOB)).to.equal(refusalKey(1n, BOB, ALICE));
    expect(state.refusals.size).to.equal(2);
  });

  it("changes nothing for events that only tell", () => {
    const state = after(
      { e: "FindingRaised", mode: "shadow", verdict: "block", ...aTrade(), ...REFUSAL },
      { e: "TokenUndeliverable", house: "auction", auctionId: 5n },
      { e: "TokenDelivered", house: "auction", auctionId: 5n },
      { e: "SidePaymentNoted", from: ALICE, to: BOB, amount: 5n, total: 5n },
      { e: "AccountKindChanged", account: ESCROW, kind: "settler" },
      { e: "RuleModeChanged", rule: "RoundTrip", mode: "off" },
    );
    expect(state).to.deep.equal(emptyState());
  });

  it("takes the end of a case that it never saw open", () => {
    const state = after(
      { e: "CaseUnfrozen", caseId: 9n, officer: OFFICER, deadline: NOON, reason: "" },
      { e: "CaseReleased", caseId: 9n, officer: OFFICER, reason: "" },
    );
    expect(state).to.deep.equal(emptyState());
  });
});

function after(...events: readonly ChainEvent[]): MarketState {
  const state = emptyState();
  for (const event of events) applyEvent(state, event, NOON);
  return state;
}
