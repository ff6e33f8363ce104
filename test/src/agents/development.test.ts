import { expect } from "chai";

import { costOfScene, developer, sceneCreator } from "../../../src/agents/development.ts";
import type { Agent, Intent } from "../../../src/domain/agents.ts";
import type { MarketView } from "../../../src/domain/market-view.ts";
import { AS_USUAL } from "../../../src/domain/mood.ts";
import { USD, type Address } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, CAROL, hash, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, anOffer, aRentalOffer, aView, idle, orderOf, type Scene } from "../../fixtures/market-view.ts";

const RENTALS = { from: NOON, landlordsPct: 100, monthlyPct: 3, minDays: 7, maxDays: 28, premiumPct: 100 };
/** On a parcel of $10,000 the premium brings $300 a month, of which half a year's counts. */
const PLAN = { developersPct: 50, hours: 10, hourlyUsd: 150, premiumPct: 100 };
const ALICES = new Map([[1n, ALICE]]);
const CANCEL: Intent = { do: "cancel", orderHash: hash(1) };

describe("the cost of a scene", () => {
  it("is hours by pay, and what the news makes of it", () => {
    expect(costOfScene(aView(), PLAN)).to.equal(1_500);
    expect(costOfScene(after(aView(), 0.025), PLAN)).to.equal(37.5);
  });
});

describe("a landlord who develops", () => {
  it("pays a creator and names it operator, where the higher rent pays for it", () => {
    expect(develop({ owners: ALICES })).to.deep.equal([
      { do: "pay", from: ALICE, to: CAROL, amount: 1_500n * USD },
      { do: "nameOperator", owner: ALICE, operator: CAROL, tokenId: 1n },
    ]);
  });

  it("does not build where a scene costs more than it brings, until it is made in minutes", () => {
    const poor = aView({ owners: ALICES, worth: 0.5 });
    expect(landlord().act(poor)).to.deep.equal([]);
    expect(
      landlord()
        .act(after(poor, 0.025))
        .map((intent) => intent.do),
    ).to.deep.equal(["pay", "nameOperator"]);
  });

  it("builds once on a parcel, and nowhere where something is for sale", () => {
    expect(develop({ owners: ALICES, scenes: new Map([[1n, { creator: CAROL, since: NOON }]]) })).to.deep.equal([]);
    expect(develop({ owners: ALICES, asks: [anOffer(1n, ALICE, 12_000)] })).to.deep.equal([]);
    const listed: Intent = { do: "list", maker: ALICE, tokenId: 1n, price: 1n, days: 4 };
    expect(develop({ owners: ALICES }, [listed])).to.deep.equal([listed]);
  });

  it("takes back the offer to let the bare land, and wires in what is missing", () => {
    const scene = { owners: ALICES, rentalOffers: [aRentalOffer({ landlord: ALICE })] };
    expect(develop(scene).map((intent) => intent.do)).to.deep.equal(["cancelRentalOffer", "pay", "nameOperator"]);
    // Carol's dollar shows that she has joined.
    const balance = (account: Address): bigint => (account === CAROL ? USD : 0n);
    const acts = landlord().act({ ...aView({ owners: ALICES }), balance });
    expect(acts.map((intent) => intent.do)).to.deep.equal(["deposit", "pay", "nameOperator"]);
  });

  it("pays no creator that has not joined: its first money would be the landlord's", () => {
    expect(develop({ owners: ALICES, balance: 0n })).to.deep.equal([]);
  });

  it("waits for the rental market, and goes on with what it does besides", () => {
    expect(develop({ owners: ALICES, time: NOON - 1 })).to.deep.equal([]);
    expect(develop({ owners: ALICES }, [CANCEL])[0]).to.deep.equal(CANCEL);
  });

  it("is one in so many", () => {
    const other = developer(saying([CANCEL]), aCharacter(), { ...PLAN, developersPct: 51 }, RENTALS, [CAROL]);
    expect(other.act(aView({ owners: ALICES }))).to.deep.equal([CANCEL]);
    const alone = developer(saying([CANCEL]), aCharacter(), PLAN, RENTALS, []);
    expect(alone.act(aView({ owners: ALICES }))).to.deep.equal([CANCEL]);
  });
});

describe("a creator of scenes", () => {
  it("comes with the rental market and a little money", () => {
    const agent = sceneCreator(aCharacter(), RENTALS);
    expect(agent.act(aView({ time: NOON - 1 }))).to.deep.equal([]);
    expect(agent.act(aView())).to.deep.equal([{ do: "join", account: ALICE, amount: 100n * USD }]);
  });

  it("rents land to show its work", () => {
    const acts = creator({ rentalOffers: [aRentalOffer()], balance: 1_000n * USD });
    expect(acts).to.deep.equal([{ do: "rent", tenant: ALICE, offerHash: hash(77), term: 14 }]);
  });

  it("buys a parcel once it has earned one, and then no more", () => {
    const asks = [anOffer(5n, BOB, 9_000)];
    expect(creator({ asks, balance: 8_999n * USD })).to.deep.equal([]);
    const bought = [{ do: "take", taker: ALICE, orderHash: orderOf(5n) }];
    expect(creator({ asks, balance: 9_000n * USD })).to.deep.equal(bought);
    const owner = { asks, owners: ALICES, balance: 9_000n * USD };
    expect(creator(owner).map((intent) => intent.do)).not.to.include("take");
  });

  it("offers what it has now and then, and takes a good bid for it", () => {
    const [offered] = creator({ owners: ALICES, balance: 0n });
    expect(offered).to.deep.include({ do: "list", tokenId: 1n, price: 11_000n * USD });
    const [taken] = creator({ owners: ALICES, balance: 0n, bids: [anOffer(1n, BOB, 10_500)] });
    expect(taken?.do).to.equal("take");
  });

  it("does nothing on most days", () => {
    const agent = sceneCreator(aCharacter({ random: idle() }), RENTALS);
    agent.act(aView());
    expect(agent.act(aView({ owners: ALICES, asks: [anOffer(5n, BOB, 1)] }))).to.deep.equal([]);
  });
});

function landlord(intents: readonly Intent[] = []): Agent {
  return developer(saying(intents), aCharacter(), PLAN, RENTALS, [CAROL]);
}

function develop(scene: Scene, intents: readonly Intent[] = []): readonly Intent[] {
  return landlord(intents).act(aView(scene));
}

/** One that joined the day before. */
function creator(scene: Scene): readonly Intent[] {
  const agent = sceneCreator(aCharacter(), RENTALS);
  agent.act(aView());
  return agent.act(aView(scene));
}

function after(view: MarketView, developmentCostFactor: number): MarketView {
  return { ...view, mood: { ...AS_USUAL, developmentCostFactor } };
}

function saying(intents: readonly Intent[]): Agent {
  return { id: "test/1", kind: "collector", accounts: [ALICE], act: () => intents };
}
