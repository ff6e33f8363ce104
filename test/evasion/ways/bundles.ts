import { NO_FINGERPRINT } from "../../../src/domain/order.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { orderStruct } from "../../../src/chain/orders.ts";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { PAINTED, type Stage, WORTH } from "../stage.ts";
import type { Way } from "../way.ts";

export const hiddenPrice: Way = {
  title: "A price hidden in a bundle",
  done:
    "Two parcels worth $10,000 each are sold together for $20,000: one of them for $19,000 more than the other. Only the " +
    "sum is paid for something.",
  closed:
    "Each item is a trade with a price of its own, so the prices stand in the open. PriceBand would hold an item outside " +
    "its band, and with it the bundle; within the band a bundle shifts prices as two sales would.",
  play: async (stage) => {
    const { accomplice } = stage.people;
    const { parcel, second } = stage.parcels;
    await stage.deposit(accomplice, 2n * WORTH);
    await sellBundle(stage, stage.people.ringleader, accomplice, [
      [parcel, 19_500n * USD],
      [second, 500n * USD],
    ]);
  },
  expected: {
    default: {
      outcome: "flagged",
      reasons: ["PriceBandLeft"],
      volume: "$20,000.00",
      isHome: false,
      lost: "$500.00",
      capital: "$20,000.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["PriceBandLeft"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$20,000.00",
      days: 0,
    },
  },
};

export const hiddenReturn: Way = {
  title: "A way back hidden in a bundle",
  done: "The accomplice buys, and sells the parcel back in a bundle with another.",
  closed: "Each item is judged by itself, and one that is blocked or held refuses the bundle.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel, accomplices } = stage.parcels;
    await stage.deposit(accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    await stage.deposit(ringleader, WORTH);
    await sellBundle(stage, accomplice, ringleader, [
      [accomplices, WORTH],
      [parcel, PAINTED - stage.fee(PAINTED)],
    ]);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$26,000.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$26,000.00",
      days: 0,
    },
  },
};

export const estate: Way = {
  title: "A way back hidden in an estate",
  done: "The accomplice buys, joins the parcel with another into an estate, and sells that back.",
  closed: "An estate takes the history of its parcels along (`onJoin`).",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel, accomplices } = stage.parcels;
    const { land, estate, market } = stage.bench;
    await stage.deposit(accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    await stage.act(() => land.connect(accomplice).setApprovalForAll(estate, true));
    await stage.act(() => estate.connect(accomplice).join([parcel, accomplices]));
    const estateId = await estate.estateCount();
    await stage.act(() => estate.connect(accomplice).approve(market, estateId));
    const price = PAINTED - stage.fee(PAINTED);
    const order = {
      ...(await stage.bench.ask(accomplice, estateId, price)),
      collection: stage.bench.deployment.estate,
    };
    const signature = await stage.bench.sign(accomplice, order);
    await stage.act(() => market.connect(ringleader).tryFill(orderStruct(order), signature, estateId));
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};

/** Agreed to on chain: what the contracts are asked is the same as with a signature. */
async function sellBundle(
  stage: Stage,
  seller: HardhatEthersSigner,
  buyer: HardhatEthersSigner,
  prices: readonly (readonly [tokenId: bigint, price: bigint])[],
): Promise<void> {
  const { bench } = stage;
  const terms = orderStruct(await bench.ask(seller, 0n, WORTH));
  const { side, maker, currency, taker, startsAt, expiresAt, counter, nonce } = terms;
  const items = prices.map(([tokenId, price]) => ({
    collection: bench.deployment.land,
    tokenId,
    fingerprint: NO_FINGERPRINT,
    price,
  }));
  const bundle = { side, maker, items, currency, taker, startsAt, expiresAt, counter, nonce };
  await stage.act(() => bench.market.connect(seller).authoriseBundle(bundle));
  await stage.act(() => bench.market.connect(buyer).fillBundle(bundle, "0x"));
}
