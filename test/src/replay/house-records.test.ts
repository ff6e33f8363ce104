import { expect } from "chai";

import type { ChainEvent } from "../../../src/domain/events.ts";
import { replay } from "../../../src/replay/history.ts";
import { ALICE, alone, BOB, hash, NOBODY, NOON, RUN } from "../../fixtures/journal-lines.ts";
import { salesRun } from "../../fixtures/sales-run.ts";

const DAY = 86_400;

describe("records of rentals and estates", () => {
  it("keep what a rental came to after it has left the state of the market", () => {
    expect(
      [...salesRun().rentals.values()].map(({ paid, fee, refund, endedAt, parcels }) => {
        return [paid, fee, refund, endedAt, parcels];
      }),
    ).to.deep.equal([
      [40_000_000n, 4_000_000n, 60_000_000n, NOON + 17 * DAY, [1n]],
      [50_000_000n, 5_000_000n, 0n, NOON + 19 * DAY, [4n, 5n]],
    ]);
  });

  it("leave out payments of rentals that they never saw begin", () => {
    const { rentals } = replay([
      RUN,
      ...alone(0, 0, [
        { e: "RentPaid", rentalId: 9n, landlord: ALICE, rent: 1n, fee: 0n },
        { e: "RentalEnded", rentalId: 9n, endedBy: ALICE, refund: 0n },
      ]),
    ]);
    expect(rentals.size).to.equal(0);
  });

  it("list each change of an estate in order, and what it was made of when it was sold", () => {
    const estate = { estateId: 3n, owner: ALICE, fingerprint: hash(1) };
    const trade = { collection: "estate", tokenId: 3n, seller: ALICE, buyer: BOB, price: 1n } as const;
    const days: readonly (readonly ChainEvent[])[] = [
      [
        { e: "EstateTransferred", tokenId: 3n, from: NOBODY, to: ALICE },
        { e: "EstateJoined", ...estate, tokenIds: [1n, 2n] },
      ],
      [{ e: "ParcelsAdded", ...estate, tokenIds: [4n] }],
      [{ e: "ParcelsRemoved", ...estate, tokenIds: [1n] }],
      [{ e: "TradeSettled", house: "market", orderHash: hash(2), fee: 0n, royalty: 0n, ...trade }],
      [{ e: "EstateDissolved", estateId: 3n, owner: BOB, tokenIds: [2n, 4n] }],
    ];
    const { estates, attempts } = replay([RUN, ...days.flatMap((events, day) => alone(day, day, events))]);
    expect(estates.map(({ time, change, tokenIds }) => [(time - NOON) / DAY, change, tokenIds])).to.deep.equal([
      [0, "joined", [1n, 2n]],
      [1, "added", [4n]],
      [2, "removed", [1n]],
      [4, "dissolved", [2n, 4n]],
    ]);
    expect(attempts[0]?.parcels).to.deep.equal([2n, 4n]);
  });
});
