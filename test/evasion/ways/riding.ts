import { MaxUint256 } from "ethers";

import { orderStruct } from "../../../src/chain/orders.ts";
import { USD } from "../../../src/domain/primitives.ts";
import { FlashLender__factory } from "../../../typechain-types/index.ts";
import { errand, PAINTED, PATIENCE } from "../stage.ts";
import type { Way } from "../way.ts";

export const riding: Way = {
  title: "Riding an allowed trade",
  done:
    "A contract buys the parcel and hands it straight back to the seller in the same transaction, under cover of the " +
    "trade that the engine allowed; then once more.",
  closed:
    "The cover is for one transfer, the trade's own. The second is recorded, and the contract does not get the parcel " +
    "again. The first lap is a sale between strangers when it is judged.",
  play: async (stage) => {
    const { ringleader } = stage.people;
    const rider = await stage.vault(ringleader);
    await stage.deposit(rider, PAINTED);
    const lap = async (): Promise<void> => {
      const { land, market } = stage.bench;
      const { parcel } = stage.parcels;
      const { order, signature } = await stage.ask(ringleader, parcel, PAINTED);
      await stage.run(ringleader, rider, [
        await errand(stage.money, "approve", [await market.getAddress(), PAINTED]),
        await errand(market, "fill", [order, signature, parcel]),
        await errand(land, "transferFrom", [await rider.getAddress(), ringleader.address, parcel]),
      ]);
    };
    await lap();
    await stage.withdraw(ringleader, PAINTED - stage.fee(PAINTED));
    await stage.deposit(rider, PAINTED);
    await lap();
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: true,
      lost: "$400.00",
      capital: "$16,400.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["IdentityMissing"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};

export const boughtAndSold: Way = {
  title: "Bought and sold in one transaction",
  done: "A contract buys from the ringleader and sells to the accomplice's bid at once, so that one purse pays twice.",
  closed: "SameBlock: whoever got a parcel in this block cannot sell it.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    const { land, market } = stage.bench;
    const rider = await stage.vault(ringleader);
    await stage.deposit(rider, PAINTED);
    await stage.deposit(accomplice, PAINTED);
    const { order, signature } = await stage.ask(ringleader, parcel, PAINTED);
    const bid = await stage.bench.bid(accomplice, parcel, PAINTED);
    const bidSignature = await stage.bench.sign(accomplice, bid);
    await stage.run(ringleader, rider, [
      await errand(stage.money, "approve", [await market.getAddress(), PAINTED]),
      await errand(market, "fill", [order, signature, parcel]),
      await errand(land, "approve", [await market.getAddress(), parcel]),
      await errand(market, "fill", [orderStruct(bid), bidSignature, parcel]),
    ]);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["SameBlockTwice"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$32,000.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["IdentityMissing"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$32,000.00",
      days: 0,
    },
  },
};

export const otherRecipient: Way = {
  title: "A recipient who is not the taker",
  done:
    "The accomplice buys. Four days later a contract that the ringleader pays buys from the accomplice, and hands the parcel " +
    "to the ringleader in the same transaction.",
  closed:
    "RoundTrip looks at the money behind the buyer too: the contract's first money came from who gave the parcel up.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    const { land, market } = stage.bench;
    await stage.deposit(accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    await stage.wait(PATIENCE);

    const price = PAINTED - stage.fee(PAINTED);
    const agent = await stage.vault(ringleader);
    await stage.pay(ringleader, agent, price);
    const { order, signature } = await stage.ask(accomplice, parcel, price);
    await stage.run(ringleader, agent, [
      await errand(stage.money, "approve", [await market.getAddress(), price]),
      await errand(market, "fill", [order, signature, parcel]),
      await errand(land, "transferFrom", [await agent.getAddress(), ringleader.address, parcel]),
    ]);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 4,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 4,
    },
  },
};

export const flashLoan: Way = {
  title: "A flash-loan self-sale",
  done:
    "A contract borrows the price, buys the ringleader's parcel, takes the proceeds back from him, repays the loan and " +
    "returns the parcel, all in one transaction; four days later another contract does the same.",
  closed:
    "The first money of both contracts is the lender's, and RoundTrip sees that the second gets what the first gave away. " +
    "The first lap is a sale with somebody else's money when it is judged.",
  play: async (stage) => {
    const { ringleader, crowd, exchange } = stage.people;
    const { parcel } = stage.parcels;
    const { land, market } = stage.bench;
    const lender = await stage.bench.deploy(() => new FlashLender__factory(crowd).deploy());
    await stage.bench.mine(() => stage.money.connect(exchange).transfer(lender, 1_000_000n * USD));
    await stage.begin();

    const lap = async (): Promise<void> => {
      const washer = await stage.vault(ringleader);
      const address = await washer.getAddress();
      const owed = PAINTED + (await lender.flashFee(stage.money, PAINTED));
      await stage.deposit(ringleader, stage.fee(PAINTED) + owed - PAINTED);
      await stage.act(() => stage.money.connect(ringleader).approve(washer, MaxUint256));
      const { order, signature } = await stage.ask(ringleader, parcel, PAINTED);
      const errands = [
        await errand(stage.money, "approve", [await market.getAddress(), PAINTED]),
        await errand(market, "fill", [order, signature, parcel]),
        await errand(stage.money, "transferFrom", [ringleader.address, address, owed]),
        await errand(stage.money, "approve", [await lender.getAddress(), owed]),
        await errand(land, "transferFrom", [address, ringleader.address, parcel]),
      ];
      const coder = stage.ethers.AbiCoder.defaultAbiCoder();
      const data = coder.encode(["tuple(address target, bytes data)[]"], [errands]);
      const loan = [address, await stage.money.getAddress(), PAINTED, data];
      await stage.run(ringleader, washer, [await errand(lender, "flashLoan", loan)]);
    };
    await lap();
    await stage.wait(PATIENCE);
    await lap();
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: true,
      lost: "$414.40",
      capital: "$828.80",
      days: 4,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["IdentityMissing"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$414.40",
      days: 0,
    },
  },
};
