import { expect } from "chai";
import type { Interface } from "ethers";

import { callsFor, type Call } from "../../../src/chain/encode.ts";
import { NO_FINGERPRINT, type InstalmentOffer, type RentalOffer } from "../../../src/domain/order.ts";
import type { Address } from "../../../src/domain/primitives.ts";
import {
  AuctionHouse__factory,
  Estate__factory,
  Instalments__factory,
  Rentals__factory,
} from "../../../typechain-types/index.ts";
import { CONTRACTS as AT } from "../../fixtures/abi-values.ts";
import { ALICE, BOB, CAROL, NOBODY, NOON } from "../../fixtures/journal-lines.ts";

const auctionHouse = AuctionHouse__factory.createInterface();
const rentals = Rentals__factory.createInterface();
const estate = Estate__factory.createInterface();
const instalments = Instalments__factory.createInterface();
const calls = callsFor(AT);

const TERMS = {
  collection: AT.land,
  tokenId: 2n ** 200n,
  currency: AT.settlementToken,
  reserve: 9n,
  minIncrementBps: 500,
  startsAt: 0,
  endsAt: NOON,
};
const OFFER: RentalOffer = {
  landlord: ALICE,
  collection: AT.estate,
  tokenId: 3n,
  fingerprint: NO_FINGERPRINT,
  currency: AT.settlementToken,
  pricePerDay: 7n,
  minDays: 1,
  maxDays: 30,
  tenant: NOBODY,
  startsAt: 0,
  expiresAt: NOON,
  counter: 0n,
  nonce: 4n,
};

const PLAN: InstalmentOffer = {
  seller: ALICE,
  buyer: NOBODY,
  collection: AT.land,
  tokenId: 3n,
  fingerprint: NO_FINGERPRINT,
  currency: AT.settlementToken,
  downPayment: 7n,
  instalment: 5n,
  count: 12,
  period: 30 * 86_400,
  graceSeconds: 9 * 86_400,
  forfeitBps: 5_000,
  expiresAt: NOON,
  counter: 0n,
  nonce: 4n,
};

const CASES: readonly (readonly [Call, Address, Address, Interface, string, readonly unknown[]])[] = [
  [calls.createAuction(ALICE, TERMS), ALICE, AT.auctionHouse, auctionHouse, "create", [TERMS]],
  [calls.bidAtAuction(BOB, 5n, 9n), BOB, AT.auctionHouse, auctionHouse, "bid", [5n, 9n]],
  [calls.cancelAuction(ALICE, 5n), ALICE, AT.auctionHouse, auctionHouse, "cancel", [5n]],
  [calls.settleAuction(BOB, 5n), BOB, AT.auctionHouse, auctionHouse, "settle", [5n]],
  [calls.authoriseOffer(OFFER), ALICE, AT.rentals, rentals, "authorise", [OFFER]],
  [calls.cancelOffer(OFFER), ALICE, AT.rentals, rentals, "cancel", [[OFFER]]],
  [calls.rent(BOB, OFFER, 4), BOB, AT.rentals, rentals, "rent", [OFFER, "0x", 4, BOB]],
  [calls.claimRent(ALICE, 5n), ALICE, AT.rentals, rentals, "claim", [5n]],
  [calls.endRental(BOB, 5n), BOB, AT.rentals, rentals, "end", [5n]],
  [calls.terminateRental(BOB, 5n), BOB, AT.rentals, rentals, "terminate", [5n]],
  [calls.offerPlan(PLAN), ALICE, AT.instalments, instalments, "authorise", [PLAN]],
  [calls.cancelPlanOffer(PLAN), ALICE, AT.instalments, instalments, "cancel", [PLAN]],
  [calls.acceptPlan(BOB, PLAN), BOB, AT.instalments, instalments, "accept", [PLAN, "0x"]],
  [calls.payInstalments(BOB, 5n, 2), BOB, AT.instalments, instalments, "pay", [5n, 2]],
  [calls.payLastInstalments(BOB, 5n, 2), BOB, AT.instalments, instalments, "pay", [5n, 2]],
  [calls.foreclose(CAROL, 5n), CAROL, AT.instalments, instalments, "foreclose", [5n]],
  [calls.joinEstate(ALICE, [1n, 2n]), ALICE, AT.estate, estate, "join", [[1n, 2n]]],
  [calls.dissolveEstate(ALICE, 5n, 2), ALICE, AT.estate, estate, "dissolve", [5n]],
];

describe("houseCalls", () => {
  for (const [call, from, to, abi, method, args] of CASES) {
    it(`asks for "${method}" with what it was given`, () => {
      expect([call.from, call.to]).to.deep.equal([from, to]);
      expect(call.data).to.equal(abi.encodeFunctionData(method, [...args]));
      expect(call.gas).to.be.above(100_000);
    });
  }

  it("gives estates gas for each parcel", () => {
    const [two, three] = [calls.joinEstate(ALICE, [1n, 2n]), calls.joinEstate(ALICE, [1n, 2n, 3n])];
    expect(three.gas - two.gas).to.be.above(100_000);
    expect(calls.dissolveEstate(ALICE, 5n, 3).gas).to.equal(three.gas);
  });

  it("never asks for more gas than a transaction may use, however large the estate", () => {
    const tokenIds = Array.from({ length: 116 }, (_, i) => BigInt(i));
    expect(calls.joinEstate(ALICE, tokenIds).gas).to.equal(16_777_216);
    expect(calls.dissolveEstate(ALICE, 5n, 116).gas).to.equal(16_777_216);
  });
});
