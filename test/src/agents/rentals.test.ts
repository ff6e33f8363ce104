import { expect } from "chai";

import { landlord, tenant } from "../../../src/agents/rentals.ts";
import type { Agent, Intent } from "../../../src/domain/agents.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, hash, NOON } from "../../fixtures/journal-lines.ts";
import {
  aCharacter,
  anEstate,
  anOffer,
  aRental,
  aRentalOffer,
  aView,
  eager,
  type Scene,
} from "../../fixtures/market-view.ts";

const DAY = 86_400;
const TERMS = { from: NOON, landlordsPct: 50, monthlyPct: 3, minDays: 7, maxDays: 28, premiumPct: 50 };
const ALICES = new Map([[1n, ALICE]]);
const CANCEL: Intent = { do: "cancel", orderHash: hash(1) };

describe("the landlord", () => {
  it("offers what it holds for rent, a share of its value a month", () => {
    expect(rentOut({ owners: ALICES })).to.deep.equal([
      {
        do: "offerRental",
        landlord: ALICE,
        collection: "land",
        tokenId: 1n,
        pricePerDay: 10n * USD,
        minDays: 7,
        maxDays: 28,
        days: 60,
      },
    ]);
  });

  it("rents out estates for the rent of all their parcels", () => {
    const [offer] = rentOut({ estates: [anEstate(4n, ALICE, 1n, 2n, 3n)] });
    expect(offer).to.deep.include({ collection: "estate", tokenId: 4n, pricePerDay: 30n * USD });
  });

  it("asks more for land that was built on", () => {
    const [offer] = rentOut({ owners: ALICES, scenes: new Map([[1n, { creator: BOB, since: NOON }]]) });
    expect(offer).to.deep.include({ tokenId: 1n, pricePerDay: 15n * USD });
  });

  it("does so from the day on which the rental market opens", () => {
    expect(rentOut({ owners: ALICES, time: NOON - 1 })).to.deep.equal([]);
  });

  it("offers nothing twice, and nothing that is for sale", () => {
    expect(rentOut({ owners: ALICES, rentalOffers: [aRentalOffer({ landlord: ALICE })] })).to.deep.equal([]);
    expect(rentOut({ owners: ALICES, asks: [anOffer(1n, ALICE, 12_000)] })).to.deep.equal([]);
    const sold: Intent = { do: "list", maker: ALICE, tokenId: 1n, price: 1n, days: 4 };
    expect(rentOut({ owners: ALICES }, [sold])).to.deep.equal([sold]);
  });

  it("ends a rental when its term is over, not before and not another's", () => {
    const end: Intent = { do: "endRental", caller: ALICE, rentalId: 1n };
    expect(rentOut({ rentals: [aRental()], tick: 19 })).to.deep.equal([]);
    expect(rentOut({ rentals: [aRental()], tick: 20 })).to.deep.equal([end]);
    expect(rentOut({ rentals: [aRental({ landlord: BOB })], tick: 20 })).to.deep.equal([]);
  });

  it("goes on with what it does besides, and does only that where it is no landlord", () => {
    expect(rentOut({ owners: ALICES }, [CANCEL])[0]).to.deep.equal(CANCEL);
    const other = landlord(saying([CANCEL]), aCharacter(), { ...TERMS, landlordsPct: 51 });
    expect(other.act(aView({ owners: ALICES }))).to.deep.equal([CANCEL]);
  });
});

describe("the tenant", () => {
  it("comes some days after the market's opening, with a little money", () => {
    const agent = tenant(aCharacter(), TERMS);
    expect(agent.act(at(29))).to.deep.equal([]);
    expect(agent.act(at(30))).to.deep.equal([{ do: "join", account: ALICE, amount: 100n * USD }]);
    expect(agent.act(at(31))).to.deep.equal([]);
  });

  it("rents the cheapest of a handful for what it is worth, for a term that is offered", () => {
    const rentalOffers = [
      aRentalOffer({ offerHash: hash(1), pricePerDay: 12n * USD }),
      aRentalOffer({ offerHash: hash(2), pricePerDay: 9n * USD }),
      aRentalOffer({ offerHash: hash(3), collection: "estate", tokenId: 4n, pricePerDay: 24n * USD, maxDays: 28 }),
    ];
    const estates = [anEstate(4n, BOB, 5n, 6n, 7n)];
    // $8 a day for each of the estate's parcels; half way between 7 and 28 on the log.
    expect(rents({ rentalOffers, estates })).to.deep.equal([
      { do: "rent", tenant: ALICE, offerHash: hash(3), term: 14 },
    ]);
  });

  it("pays the premium for land that was built on, and no more", () => {
    const [bare, built] = [aRentalOffer(), aRentalOffer({ offerHash: hash(2), tokenId: 2n, pricePerDay: 14n * USD })];
    const scenes = new Map([[2n, { creator: BOB, since: NOON }]]);
    const hashes = (offers: readonly (typeof bare)[]) =>
      rents({ rentalOffers: offers, scenes }).map((intent) => intent.do === "rent" && intent.offerHash);
    expect(hashes([bare, built])).to.deep.equal([hash(2)]);
    expect(hashes([bare, { ...built, pricePerDay: 16n * USD }])).to.deep.equal([hash(77)]);
  });

  it("wires in the rent that is missing", () => {
    const intents = rents({ rentalOffers: [aRentalOffer()], balance: 0n });
    expect(intents.map((intent) => intent.do)).to.deep.equal(["deposit", "rent"]);
  });

  it("rents one place at a time, and another when the term is over", () => {
    const housed = { rentalOffers: [aRentalOffer()], rentals: [aRental({ tenant: ALICE, endsAt: NOON + 40 * DAY })] };
    expect(rents(housed)).to.deep.equal([]);
    const over = { ...housed, rentals: [aRental({ tenant: ALICE, endsAt: NOON + 31 * DAY })] };
    expect(rents(over).map((intent) => intent.do)).to.deep.equal(["rent"]);
  });

  it("has nothing to do where nothing is offered, and on most days", () => {
    expect(rents({})).to.deep.equal([]);
    const idle = { ...eager(), chance: () => false };
    const agent = tenant(aCharacter({ random: idle }), TERMS);
    agent.act(at(30));
    expect(agent.act(at(31, { rentalOffers: [aRentalOffer()] }))).to.deep.equal([]);
  });
});

/** A tenant who came the day before. */
function rents(scene: Scene): readonly Intent[] {
  const agent = tenant(aCharacter(), TERMS);
  agent.act(at(30));
  return agent.act(at(31, scene));
}

function at(tick: number, scene: Scene = {}) {
  return aView({ tick, ...scene });
}

function rentOut(scene: Scene, intents: readonly Intent[] = []): readonly Intent[] {
  return landlord(saying(intents), aCharacter(), TERMS).act(aView(scene));
}

function saying(intents: readonly Intent[]): Agent {
  return { id: "test/1", kind: "collector", accounts: [ALICE], act: () => intents };
}
