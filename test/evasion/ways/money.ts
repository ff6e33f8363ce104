import { MaxUint256 } from "ethers";

import { USD } from "../../../src/domain/primitives.ts";
import { DAY } from "../../../src/domain/calendar.ts";
import { PurposeBoundMoney__factory } from "../../../typechain-types/index.ts";
import { PAINTED, type Stage, WORTH } from "../stage.ts";
import type { Way } from "../way.ts";

export const smallPayments: Way = {
  title: "Many small side payments",
  done: "The ringleader pays the accomplice one percent of the price twelve times, and sells to him.",
  closed: "SelfFinanced adds up what a pair paid in this period of 30 days and the one before.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const part = PAINTED / 100n;
    await stage.deposit(ringleader, 12n * part);
    for (let i = 0; i < 12; i++) await stage.pay(ringleader, accomplice, part);
    await stage.deposit(accomplice, PAINTED - 12n * part);
    await stage.sell(ringleader, accomplice, stage.parcels.parcel, PAINTED);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["SelfFinancedBySeller"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["SelfFinancedBySeller"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};

export const thirdAccount: Way = {
  title: "A side payment through a third account",
  done: "The ringleader's money reaches the accomplice by way of a wallet that neither trades with, and comes back as price.",
  closed:
    "Not closed: to follow every payment through every account takes more than a trade's gas. It paints one sale; the " +
    "parcel is the accomplice's then, and its way back is stopped.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const between = await stage.wallet();
    await stage.deposit(ringleader, PAINTED);
    await stage.pay(ringleader, between, PAINTED);
    await stage.pay(between, accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, stage.parcels.parcel, PAINTED);
  },
  expected: {
    default: {
      outcome: "through",
      reasons: [],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 0,
    },
    strictest: {
      outcome: "through",
      reasons: [],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};

export const paidBackLater: Way = {
  title: "The price paid back after the sale",
  done: "The accomplice buys with his own money and gets it back beside the trade; the next parcel is sold to him the same way.",
  closed: "SelfFinanced, from the second sale on: for a week whoever paid the buyer cannot sell to him.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel, second } = stage.parcels;
    await stage.deposit(accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    await stage.pay(ringleader, accomplice, PAINTED - stage.fee(PAINTED));
    await stage.deposit(accomplice, stage.fee(PAINTED));
    await stage.sell(ringleader, accomplice, second, PAINTED);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["SelfFinancedBySeller"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,400.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["SelfFinancedBySeller"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,400.00",
      days: 0,
    },
  },
};

export const boundMoney: Way = {
  title: "Purpose-bound money as a side payment",
  done:
    "To have his auction undone, the ringleader mints money bound to a purpose of his own to the leading bidder: it would " +
    "count as a payment, and come back to him when it expires.",
  closed: "The support layer must recognise a purpose before it is minted.",
  play: async (stage) => {
    const { ringleader, crowd } = stage.people;
    const auctionId = await auctionWithBid(stage);
    const { bench } = stage;
    const { authority } = bench;
    const vouchers = await bench.deploy(() =>
      new PurposeBoundMoney__factory(ringleader).deploy(authority, stage.money),
    );
    await stage.register(vouchers);
    await stage.begin();

    const own = vouchers.connect(ringleader);
    const expiry = (await bench.now()) + 5 * DAY;
    await stage.deposit(ringleader, PAINTED);
    await stage.act(() => stage.money.connect(ringleader).approve(vouchers, MaxUint256));
    await stage.act(() => own.createPBMTokenType("Own", PAINTED, expiry, ""));
    await stage.act(() => own.safeMint(crowd, 1n, 1n, "0x"));
    await stage.wait(7);
    await stage.provoke(() => bench.auctionHouse.connect(ringleader).settle(auctionId));
    await stage.act(() => own.revokePBM(1n));
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["PurposeBoundMoneyNotRecognised"],
      volume: "$0.00",
      isHome: false,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["PurposeBoundMoneyNotRecognised"],
      volume: "$0.00",
      isHome: false,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};

export const brokenAuction: Way = {
  title: "An auction undone by its seller",
  done:
    "The ringleader regrets his auction and pays the leading bidder, who is honest, just the share of the bid that makes " +
    "SelfFinanced block the settlement.",
  closed:
    "Not closed: nothing is painted and nobody else loses. The bidder has the bid back and keeps the payment, so it is a " +
    "seller's forfeit of that share.",
  play: async (stage) => {
    const { ringleader, crowd } = stage.people;
    const { bench } = stage;
    const auctionId = await auctionWithBid(stage);
    await stage.begin();

    const { financeShareBps } = await bench.marketRules.limits();
    const share = (PAINTED * financeShareBps) / 10_000n;
    await stage.deposit(ringleader, share);
    await stage.wait(3);
    await stage.pay(ringleader, crowd, share);
    await stage.provoke(() => bench.auctionHouse.connect(ringleader).settle(auctionId));
  },
  expected: {
    default: {
      outcome: "through",
      reasons: ["SelfFinancedBySeller"],
      volume: "$0.00",
      isHome: true,
      lost: "$1,600.00",
      capital: "$1,600.00",
      days: 3,
    },
    strictest: {
      outcome: "through",
      reasons: ["SelfFinancedBySeller"],
      volume: "$0.00",
      isHome: true,
      lost: "$160.00",
      capital: "$160.00",
      days: 3,
    },
  },
};

/** The ringleader's parcel, three days long, with a bid of the crowd's. */
async function auctionWithBid(stage: Stage): Promise<bigint> {
  const { bench, people } = stage;
  const { auctionHouse, land, deployment } = bench;
  const { ringleader, crowd, exchange } = people;
  await bench.mine(() => land.connect(ringleader).approve(auctionHouse, stage.parcels.parcel));
  const now = await bench.now();
  const terms = {
    collection: deployment.land,
    tokenId: stage.parcels.parcel,
    currency: deployment.settlementToken,
    reserve: WORTH,
    minIncrementBps: 500,
    startsAt: now,
    endsAt: now + 3 * DAY,
  };
  await bench.mine(() => auctionHouse.connect(ringleader).create(terms));
  await bench.mine(() => stage.money.connect(exchange).transfer(crowd, PAINTED + USD));
  await bench.mine(() => stage.money.connect(crowd).approve(auctionHouse, MaxUint256));
  const auctionId = await auctionHouse.auctionCount();
  await bench.mine(() => auctionHouse.connect(crowd).bid(auctionId, PAINTED));
  return auctionId;
}
