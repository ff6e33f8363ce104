import { USD } from "../../../src/domain/primitives.ts";
import { PAINTED, PATIENCE } from "../stage.ts";
import type { Way } from "../way.ts";

export const fromHub: Way = {
  title: "A fresh wallet for every hop, paid from a hub",
  done:
    "The parcel goes through three wallets that the exchange pays, four days apart. The proceeds go to the exchange and come " +
    "back for the next hop.",
  closed:
    "Only with identity: customers of a hub are roots of their own, or all of them would be one. The exchange knows who " +
    "they are, and can be asked.",
  play: async (stage) => {
    let holder = stage.people.ringleader;
    for (const hop of [1, 2, 3]) {
      const wallet = await stage.wallet();
      await stage.deposit(wallet, PAINTED);
      await stage.sell(holder, wallet, stage.parcels.parcel, PAINTED);
      await stage.withdraw(holder, PAINTED - stage.fee(PAINTED));
      holder = wallet;
      if (hop !== 3) await stage.wait(PATIENCE);
    }
  },
  expected: {
    default: {
      outcome: "through",
      reasons: [],
      volume: "$48,000.00",
      isHome: true,
      lost: "$1,200.00",
      capital: "$16,800.00",
      days: 8,
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

export const firstDollar: Way = {
  title: "A fresh wallet for every hop, its first dollar from a hub",
  done:
    "The exchange pays each wallet one dollar. The price comes from the ringleader by way of another wallet, so that he " +
    "never pays the buyer himself.",
  closed:
    "As above. A root must be a dollar's first receipt or money could be forced on it; a payment through a third account is " +
    "no payment between the two.",
  play: async (stage) => {
    let holder = stage.people.ringleader;
    await stage.deposit(holder, PAINTED);
    for (const hop of [1, 2]) {
      const [wallet, between] = [await stage.wallet(), await stage.wallet()];
      await stage.deposit(wallet, USD);
      const price = hop === 1 ? PAINTED : PAINTED - stage.fee(PAINTED);
      await stage.pay(holder, between, price);
      await stage.pay(between, wallet, price);
      await stage.sell(holder, wallet, stage.parcels.parcel, price);
      // What the seller got is the next price: it goes to who will need it.
      await stage.pay(holder, wallet, price - stage.fee(price));
      holder = wallet;
      if (hop === 1) await stage.wait(PATIENCE);
    }
  },
  expected: {
    default: {
      outcome: "through",
      reasons: [],
      volume: "$31,600.00",
      isHome: true,
      lost: "$790.00",
      capital: "$16,002.00",
      days: 4,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["IdentityMissing"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,001.00",
      days: 0,
    },
  },
};

export const fromChain: Way = {
  title: "A fresh wallet, paid through a chain of wallets",
  done: "The ringleader pays a wallet, which pays a wallet, which buys the parcel from him.",
  closed: "CommonFunder: a payment hands its root on, at any depth.",
  play: async (stage) => {
    const { ringleader } = stage.people;
    const [between, wallet] = [await stage.wallet(), await stage.wallet()];
    await stage.deposit(ringleader, PAINTED);
    await stage.pay(ringleader, between, PAINTED);
    await stage.pay(between, wallet, PAINTED);
    await stage.sell(ringleader, wallet, stage.parcels.parcel, PAINTED);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["CommonFunderOneRoot"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["CommonFunderOneRoot"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};

export const fromTwoChains: Way = {
  title: "A fresh wallet for every hop, paid by two persons in turn",
  done: "The accomplice pays the first wallet and the ringleader the second, so that no two neighbours share a root.",
  closed: "RoundTrip: a parcel that comes back to a wallet with the ringleader's money comes back to the ringleader.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const [first, second] = [await stage.wallet(), await stage.wallet()];
    await stage.deposit(accomplice, PAINTED);
    await stage.pay(accomplice, first, PAINTED);
    await stage.sell(ringleader, first, stage.parcels.parcel, PAINTED);
    await stage.wait(PATIENCE);
    const price = PAINTED - stage.fee(PAINTED);
    await stage.pay(ringleader, second, price);
    await stage.sell(first, second, stage.parcels.parcel, price);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: true,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 4,
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

export const unpaid: Way = {
  title: "A fresh wallet that nobody paid sells a gift",
  done:
    "The ringleader gives the parcel to a wallet without money, so that the seller has no root, and pays another wallet to " +
    "buy it.",
  closed: "RoundTrip: a gift is a disposal, and the buyer's money is the giver's.",
  play: async (stage) => {
    const { ringleader } = stage.people;
    const [seller, buyer] = [await stage.wallet(), await stage.wallet()];
    await stage.give(ringleader, seller, stage.parcels.parcel);
    await stage.deposit(ringleader, PAINTED);
    await stage.pay(ringleader, buyer, PAINTED);
    await stage.wait(PATIENCE);
    await stage.sell(seller, buyer, stage.parcels.parcel, PAINTED);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 4,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["ComplianceTransferRefused"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$0.00",
      days: 0,
    },
  },
};

export const paidBySale: Way = {
  title: "A fresh wallet whose first money is a sale's price",
  done:
    "A wallet without money gets another parcel as a gift and sells it to the accomplice: what it has now is a price, and " +
    "its own root. With that it buys the parcel, which the accomplice bought meanwhile.",
  closed:
    "Not closed: it takes a real accomplice with twice the price, a second parcel that stays with him, and three fees. That " +
    "gifts hand on roots would tie everybody to whoever gave them their first parcel.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel, second } = stage.parcels;
    const wallet = await stage.wallet();
    await stage.give(ringleader, wallet, second);
    await stage.wait(PATIENCE);
    await stage.deposit(accomplice, PAINTED);
    await stage.sell(wallet, accomplice, second, PAINTED);
    await stage.deposit(accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    await stage.wait(PATIENCE);
    await stage.sell(accomplice, wallet, parcel, PAINTED - stage.fee(PAINTED));
  },
  expected: {
    default: {
      outcome: "through",
      reasons: [],
      volume: "$47,600.00",
      isHome: true,
      lost: "$1,190.00",
      capital: "$32,000.00",
      days: 8,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["ComplianceTransferRefused"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$0.00",
      days: 0,
    },
  },
};

export const dust: Way = {
  title: "Dust as a funding root",
  done: "A wallet gets 99 cents from the exchange first and the price from the ringleader after, and buys from him.",
  closed: "CommonFunder: sums under a dollar set no root.",
  play: async (stage) => {
    const { ringleader } = stage.people;
    const wallet = await stage.wallet();
    await stage.deposit(wallet, USD - USD / 100n);
    await stage.deposit(ringleader, PAINTED);
    await stage.pay(ringleader, wallet, PAINTED);
    await stage.sell(ringleader, wallet, stage.parcels.parcel, PAINTED);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["CommonFunderOneRoot"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.99",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["CommonFunderOneRoot"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.99",
      days: 0,
    },
  },
};
