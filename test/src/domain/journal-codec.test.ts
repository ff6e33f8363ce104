import { expect } from "chai";

import { decodeLine, encodeLine } from "../../../src/domain/journal-codec.ts";
import type { JournalLine } from "../../../src/domain/journal.ts";
import {
  aCase,
  ALICE,
  alone,
  anOrder,
  aBundle,
  aPlanOffer,
  aRentalOffer,
  aTrade,
  AUCTION,
  BOB,
  hash,
  JOINED,
  OFFICER,
  REFUSAL,
  PLAN,
  RENTAL,
  RUN,
} from "../../fixtures/journal-lines.ts";

const HUGE = 2n ** 256n - 1n;

const LINES: readonly JournalLine[] = [
  RUN,
  { k: "parcel", tokenId: HUGE, x: -1, y: -1, worth: 0.5 },
  { k: "account", address: ALICE, agent: "flipper/1", role: "flipper" },
  { k: "truth", n: 0, truth: { honest: false, ring: "ring/1", kind: "ping-pong" } },
  ...alone(0, 0, [
    { e: "ParcelTransferred", tokenId: HUGE, from: ALICE, to: BOB },
    { e: "MoneyTransferred", from: ALICE, to: BOB, amount: HUGE },
    { e: "AccountKindChanged", account: ALICE, kind: "hub" },
    { e: "FundingRootNoted", account: ALICE, root: BOB },
    { e: "SidePaymentNoted", from: ALICE, to: BOB, amount: 1n, total: HUGE },
    { e: "ClusterAttested", account: ALICE, cluster: 17n },
    { e: "RuleModeChanged", rule: "RoundTrip", mode: "shadow" },
    {
      e: "OrderAuthorised",
      orderHash: hash(1),
      collection: "land",
      order: anOrder({ tokenId: HUGE, nonce: 3n, counter: 2n }),
    },
    { e: "BundleAuthorised", orderHash: hash(1), collections: ["land", "land"], bundle: aBundle() },
    { e: "OrderPartFilled", orderHash: hash(1), filled: 2n, amount: 3n },
    { e: "CounterRaised", house: "rentals", maker: ALICE, counter: 3n },
    AUCTION,
    { e: "BidPlaced", auctionId: 5n, bidder: BOB, amount: HUGE, endsAt: 1_700_000_000 },
    { e: "BidRefunded", auctionId: 5n, bidder: BOB, amount: HUGE, credited: true },
    { e: "AuctionEnded", auctionId: 5n, outcome: "sold" },
    { e: "OfferAuthorised", offerHash: hash(1), collection: "land", offer: aRentalOffer() },
    RENTAL,
    { e: "PlanOffered", offerHash: hash(1), collection: "land", offer: aPlanOffer({ tokenId: HUGE }) },
    PLAN,
    { e: "InstalmentPaid", planId: 8n, instalments: 2, amount: HUGE, paidIn: HUGE },
    { e: "PlanSettled", planId: 8n, price: HUGE },
    { e: "PlanUnwound", planId: 8n, refunded: HUGE },
    { e: "PlanForeclosed", planId: 8n, by: BOB, forfeited: HUGE, refunded: HUGE },
    { e: "TokenUndeliverable", house: "instalments", planId: 8n },
    { e: "RentPaid", rentalId: 6n, landlord: ALICE, rent: HUGE, fee: 1n },
    { e: "RentalEnded", rentalId: 6n, endedBy: ALICE, refund: HUGE },
    { ...JOINED, tokenIds: [1n, HUGE] },
    { e: "OrderCancelled", orderHash: hash(1), maker: ALICE, nonce: 3n },
    { e: "TradeSettled", house: "market", orderHash: hash(1), fee: 25n, royalty: 0n, ...aTrade({ tokenId: HUGE }) },
    { e: "TradeHeld", house: "market", orderHash: hash(1), caseId: 9n, ...aTrade() },
    { e: "TradeRejected", house: "market", orderHash: hash(1), ...aTrade(), ...REFUSAL },
    { e: "FindingRaised", mode: "shadow", verdict: "hold", ...aTrade(), ...REFUSAL },
    aCase({ legs: [{ to: ALICE, amount: HUGE }] }),
    { e: "CaseRefused", caseId: 9n, officer: OFFICER, appealUntil: 1_700_000_000, reason: "9" },
    { e: "CaseAppealed", caseId: 9n, party: ALICE, deadline: 1_700_000_000, grounds: "7" },
    { e: "CaseFrozen", caseId: 9n, officer: OFFICER, until: 1_700_000_000, deadline: 1_700_000_001, reason: "a court" },
    { e: "CaseUnfrozen", caseId: 9n, officer: OFFICER, deadline: 1_700_000_000, reason: "" },
    { e: "CaseReleased", caseId: 9n, officer: OFFICER, reason: 'said "12" and \n went on' },
    { e: "CaseReversed", caseId: 9n, by: OFFICER, expired: true, reason: "12345" },
  ]),
  { k: "end", blocks: 1, transactions: 1, finalBlockHash: hash(2), finalStateRoot: hash(3) },
];

describe("the journal's lines", () => {
  for (const line of LINES) {
    it(`come back as they went: ${line.k}`, () => {
      expect(decodeLine(encodeLine(line))).to.deep.equal(line);
    });
  }

  it("are one line each, whatever a text says", () => {
    for (const line of LINES) expect(encodeLine(line)).not.to.include("\n");
  });

  it("hold whole numbers beyond 2^53 as decimal strings", () => {
    expect(encodeLine({ k: "parcel", tokenId: HUGE, x: -1, y: -1, worth: 0.5 })).to.equal(
      `{"k":"parcel","tokenId":"${HUGE}","x":-1,"y":-1,"worth":0.5}`,
    );
  });
});
