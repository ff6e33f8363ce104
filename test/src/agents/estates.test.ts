import { expect } from "chai";

import { estateBuilder, estateOwner, valueOfEstate } from "../../../src/agents/estates.ts";
import type { Agent, Intent } from "../../../src/domain/agents.ts";
import { tokenIdAt } from "../../../src/domain/land.ts";
import { USD, type Address } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, hash, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, anEstate, anOffer, aView, idle, type Scene } from "../../fixtures/market-view.ts";
import { expectNear } from "../../fixtures/near.ts";

const PLAN = { sizeElasticity: -0.1, dissolvedAfterFallPct: 45 };
const [FIRST, SECOND, THIRD, FAR] = [tokenIdAt(1, 1), tokenIdAt(1, 2), tokenIdAt(2, 2), tokenIdAt(30, 30)];
const BUST = { typicalUsd: 5_000, before: 10_000 };

describe("the estate builder", () => {
  it("joins its adjacent parcels, and leaves those that lie apart", () => {
    expect(build("joinEstate", own(FIRST, FAR, SECOND, THIRD))).to.deep.equal([
      { do: "joinEstate", owner: ALICE, tokenIds: [FIRST, SECOND, THIRD] },
    ]);
    expect(build("joinEstate", own(FIRST, THIRD, FAR))).to.deep.equal([]);
  });

  it("joins none that it offers for sale, and none in a bust", () => {
    const asks = [anOffer(SECOND, ALICE, 12_000)];
    expect(build("joinEstate", { ...own(FIRST, SECOND), asks })).to.deep.equal([]);
    expect(build("joinEstate", { ...own(FIRST, SECOND), ...BUST })).to.deep.equal([]);
  });

  it("pays more than the value for the parcel next door, and no more than a quarter", () => {
    const taken = (usd: number, tokenId = SECOND, maker: Address = BOB): number =>
      build("take", { ...own(FIRST), asks: [anOffer(tokenId, maker, usd)] }).length;
    expect(taken(12_500)).to.equal(1);
    expect(taken(12_501)).to.equal(0);
    expect(taken(12_500, FAR)).to.equal(0);
    expect(taken(12_500, SECOND, ALICE)).to.equal(0);
  });

  it("does nothing on most days", () => {
    const agent = estateBuilder(aCharacter({ random: idle() }), PLAN);
    expect(agent.act(aView(own(FIRST, SECOND)))).to.deep.equal([]);
  });
});

describe("the owner of an estate", () => {
  const estates = [anEstate(1n, ALICE, FIRST, SECOND, THIRD)];

  it("offers it as a whole, for less a parcel the larger it is", () => {
    const [listed] = dispose({ estates });
    expect(listed).to.deep.include({ do: "list", maker: ALICE, collection: "estate", tokenId: 1n });
    // 3 x 10,000 x 3^-0.1 x 1.04, in three figures.
    expect(listed?.do === "list" ? listed.price : 0n).to.equal(28_000n * USD);
  });

  it("offers it once", () => {
    expect(dispose({ estates, estateAsks: [anOffer(1n, ALICE, 30_000)] })).to.deep.equal([]);
  });

  it("dissolves it when the bust comes, and sells it no more", () => {
    expect(dispose({ estates, ...BUST })).to.deep.equal([{ do: "dissolveEstate", owner: ALICE, estateId: 1n }]);
    const calm = dispose({ estates, typicalUsd: 6_000, before: 10_000 });
    expect(calm.map((intent) => intent.do)).to.deep.equal(["list"]);
  });

  it("leaves those of others alone, and goes on with what it does besides", () => {
    const cancels: readonly Intent[] = [{ do: "cancel", orderHash: hash(1) }];
    expect(dispose({ estates: [anEstate(1n, BOB, FIRST, SECOND)] }, cancels)).to.deep.equal(cancels);
  });

  it("buys an estate that is worth it, up to its appetite for each parcel", () => {
    const offered = (usd: number, worth = 1): readonly Intent[] =>
      dispose({ estates: [anEstate(2n, BOB, FIRST, SECOND)], estateAsks: [anOffer(2n, BOB, usd)], worth });
    // 0.98 x 2 x 10,000 x 2^-0.1.
    expect(offered(18_287).map((intent) => intent.do)).to.deep.equal(["take"]);
    expect(offered(18_288)).to.deep.equal([]);
    expect(offered(80_000, 10).map((intent) => intent.do)).to.deep.equal(["take"]);
    expect(offered(80_001, 10)).to.deep.equal([]);
  });

  it("buys neither its own nor one that it sold last", () => {
    const cheap = { estates: [anEstate(2n, BOB, FIRST, SECOND)], estateAsks: [anOffer(2n, BOB, 100)] };
    expect(dispose({ ...cheap, lastSale: { time: NOON, price: 1n, seller: ALICE, buyer: BOB } })).to.deep.equal([]);
    expect(dispose({ ...cheap, estateAsks: [anOffer(2n, ALICE, 100)] })).to.deep.equal([]);
  });
});

describe("valueOfEstate", () => {
  it("is below the sum of the parcels' values as the elasticity says", () => {
    const value = valueOfEstate(aView(), aCharacter(), anEstate(1n, BOB, FIRST, SECOND, THIRD, FAR), PLAN);
    expectNear(value, 40_000 * 4 ** -0.1, 1e-6);
    expect(valueOfEstate(aView(), aCharacter(), anEstate(1n, BOB, FIRST), PLAN)).to.equal(10_000);
  });
});

function build(what: Intent["do"], scene: Scene): readonly Intent[] {
  const view = aView({ balance: 40_000n * USD, ...scene });
  // A builder who does not list today: joining and selling exclude each other.
  const random = { ...idle(), chance: (probability: number) => probability >= 0.05 && probability <= 0.15 };
  return estateBuilder(aCharacter({ random }), PLAN)
    .act(view)
    .filter((intent) => intent.do === what);
}

function dispose(scene: Scene, intents: readonly Intent[] = []): readonly Intent[] {
  const owner: Agent = { id: "test/1", kind: "collector", accounts: [ALICE], act: () => intents };
  return estateOwner(owner, aCharacter(), PLAN).act(aView(scene));
}

function own(...tokenIds: readonly bigint[]): Scene {
  return { owners: new Map(tokenIds.map((tokenId) => [tokenId, ALICE])) };
}
