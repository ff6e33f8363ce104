import { expect } from "chai";

import { estateBuyer, estateHolder, recordBuyer, recordHolder } from "../../../src/agents/purchase-of-record.ts";
import type { MarketView } from "../../../src/domain/market-view.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, CAROL, NOON } from "../../fixtures/journal-lines.ts";
import { anEstate, anOffer, aView, orderOf } from "../../fixtures/market-view.ts";
import { expectNear } from "../../fixtures/near.ts";

const DAY = 86_400;
const TOTAL = 123_000n * USD;
const MIDNIGHT = NOON - DAY / 2;
const PURCHASE = {
  id: "someone",
  date: MIDNIGHT + 10 * DAY,
  total: TOTAL,
  tokenIds: [1n, 2n, 3n],
  buyer: CAROL,
  holder: ALICE,
};
const WORTHS = new Map([
  [1n, 1.37],
  [2n, 0.61],
  [3n, 2.9],
]);

describe("the buyer of record", () => {
  it("comes on the eve, once, with the sum of record", () => {
    const busy = Array.from({ length: 20 }, (_, tick) => tick).filter((tick) => act(tick).length > 0);
    expect(busy).to.deep.equal([9]);
    expect(act(9)[0]).to.deep.equal({ do: "join", account: CAROL, amount: TOTAL });
  });

  it("bids prices that sum exactly to the total, in whole dollars, by worth", () => {
    const prices = act(9).flatMap((intent) => (intent.do === "bid" ? [intent.price] : []));
    expect(prices.reduce((a, b) => a + b, 0n)).to.equal(TOTAL);
    const all = 1.37 + 0.61 + 2.9;
    [1.37, 0.61, 2.9].forEach((worth, i) => {
      expect(prices[i]).to.satisfy((price: bigint) => price % USD === 0n);
      expectNear(Number((prices[i] ?? 0n) / USD), (123_000 * worth) / all, 3);
    });
  });

  it("splits any total without a rest", () => {
    for (const total of [1n, 7n, 100n, 123_456n, 999_999_999n].map((usd) => usd * USD + 1n)) {
      const intents = recordBuyer({ ...PURCHASE, total }).act(worthed(9));
      const prices = intents.flatMap((intent) => (intent.do === "bid" ? [intent.price] : []));
      expect(prices.reduce((a, b) => a + b, 0n)).to.equal(total);
    }
  });

  it("is the celebrity of its purchase", () => {
    const { id, kind, accounts } = recordBuyer(PURCHASE);
    expect({ id, kind, accounts }).to.deep.equal({ id: "celebrity/someone", kind: "celebrity", accounts: [CAROL] });
  });
});

describe("the holder", () => {
  const owners = new Map([
    [1n, ALICE],
    [2n, ALICE],
  ]);
  const holder = recordHolder(PURCHASE);

  it("keeps the parcels from everyone else, whatever they bid", () => {
    expect(holder.act(aView({ owners }))).to.deep.equal([]);
    expect(holder.act(aView({ owners, bids: [anOffer(1n, BOB, 9_000_000)] }))).to.deep.equal([]);
  });

  it("sells to that buyer, also below another's bid", () => {
    const bids = [anOffer(1n, BOB, 9_000_000), { ...anOffer(1n, CAROL, 41_000), orderHash: orderOf(77n) }];
    expect(holder.act(aView({ owners, bids }))).to.deep.equal([{ do: "take", taker: ALICE, orderHash: orderOf(77n) }]);
  });
});

describe("the buyer of an estate of record", () => {
  const estates = [anEstate(5n, BOB, 9n), anEstate(6n, ALICE, 1n, 2n, 3n)];
  const buyer = estateBuyer(PURCHASE);

  it("bids the whole sum for the holder's estate, on the eve, once", () => {
    const busy = Array.from({ length: 20 }, (_, tick) => tick).filter(
      (tick) => buyer.act(aView({ tick, estates })).length > 0,
    );
    expect(busy).to.deep.equal([9]);
    expect(buyer.act(aView({ tick: 9, estates }))).to.deep.equal([
      { do: "join", account: CAROL, amount: TOTAL },
      { do: "bid", maker: CAROL, collection: "estate", tokenId: 6n, price: TOTAL, days: 7 },
    ]);
  });

  it("stays away where the holder has joined none", () => {
    expect(buyer.act(aView({ tick: 9, estates: estates.slice(0, 1) }))).to.deep.equal([]);
  });

  it("is the celebrity of its purchase", () => {
    expect([buyer.id, buyer.kind, buyer.accounts]).to.deep.equal(["celebrity/someone", "celebrity", [CAROL]]);
  });
});

describe("the holder of an estate of record", () => {
  const holder = estateHolder(PURCHASE);
  const owners = new Map([1n, 2n, 3n].map((tokenId) => [tokenId, ALICE]));
  const estates = [anEstate(6n, ALICE, 1n, 2n, 3n)];

  it("joins all its parcels at once, and nothing more once they are joined", () => {
    expect(holder.act(aView({ owners }))).to.deep.equal([{ do: "joinEstate", owner: ALICE, tokenIds: [1n, 2n, 3n] }]);
    expect(holder.act(aView({ estates }))).to.deep.equal([]);
  });

  it("sells the estate to that buyer, also below another's bid, and to nobody else", () => {
    const others = [anOffer(6n, BOB, 9_000_000)];
    expect(holder.act(aView({ estates, estateBids: others }))).to.deep.equal([]);
    const estateBids = [...others, { ...anOffer(6n, CAROL, 123_000), orderHash: orderOf(77n) }];
    expect(holder.act(aView({ estates, estateBids }))).to.deep.equal([
      { do: "take", taker: ALICE, orderHash: orderOf(77n) },
    ]);
  });
});

function act(tick: number) {
  return recordBuyer(PURCHASE).act(worthed(tick));
}

function worthed(tick: number): MarketView {
  return { ...aView({ tick }), worth: (tokenId) => WORTHS.get(tokenId) ?? 1 };
}
