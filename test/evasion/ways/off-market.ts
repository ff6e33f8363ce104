import { OneTimeOperator__factory, ParcelWrapper__factory } from "../../../typechain-types/index.ts";
import { orderStruct } from "../../../src/chain/orders.ts";
import { errand, PAINTED, PATIENCE, type Stage } from "../stage.ts";
import type { Way } from "../way.ts";

export const oneTimeOperator: Way = {
  title: "One-time operator",
  done:
    "The accomplice buys at the painted price. A contract that exists for this one swap brings the parcel back outside " +
    "the market, against the money; then it is sold to the accomplice again.",
  closed:
    "The parcel itself tells the engine of every transfer, whoever makes it: what the operator moved is a disposal. " +
    "There is no list of operators to stay off.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    const { land } = stage.bench;
    const back = PAINTED - stage.fee(PAINTED);
    await stage.deposit(accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    const operator = await stage.deploy(() => new OneTimeOperator__factory(ringleader).deploy());
    await stage.act(() => land.connect(accomplice).approve(operator, parcel));
    await stage.act(() => stage.money.connect(ringleader).approve(operator, back));
    const swap = operator.connect(ringleader);
    await stage.act(() => swap.swap(land, parcel, accomplice, ringleader, stage.money, back));
    await stage.deposit(accomplice, PAINTED - back);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
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
      reasons: ["ComplianceTransferRefused"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};

export const vault: Way = {
  title: "Selling the vault",
  done:
    "The accomplice's vault, paid from the exchange, buys the parcel; the ringleader buys the vault. The vault sells the " +
    "parcel to a second vault of the accomplice's, and the ringleader buys that too.",
  closed:
    "No rule sees who owns an account. Identity stops a vault that nobody checked; the support layer's attestation of a " +
    "vault to its owner has to follow the owner.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    const { market } = stage.bench;
    const { order, signature } = await stage.ask(ringleader, parcel, PAINTED);
    const first = await buyingVault(stage, PAINTED, "fill", [order, signature, parcel]);
    await handOver(stage, first, PAINTED - stage.fee(PAINTED));
    await stage.wait(PATIENCE);

    // The accomplice's money went round: the next vault is paid with it.
    const price = PAINTED - stage.fee(PAINTED);
    await stage.withdraw(accomplice, price);
    const ask = { ...(await stage.ask(ringleader, parcel, price)).order, maker: await first.getAddress() };
    await stage.run(ringleader, first, [
      await errand(market, "authorise", [{ ...ask, counter: 0n }]),
      await errand(stage.bench.land, "approve", [await market.getAddress(), parcel]),
    ]);
    const next = await buyingVault(stage, price, "fill", [{ ...ask, counter: 0n }, "0x", parcel]);
    const proceeds = price - stage.fee(price);
    const pay = await errand(stage.money, "transfer", [accomplice.address, proceeds]);
    await stage.run(ringleader, first, [pay]);
    await stage.act(() => next.connect(accomplice).transferOwnership(ringleader));
    await stage.adopt(next);
  },
  expected: {
    default: {
      outcome: "through",
      reasons: [],
      volume: "$31,600.00",
      isHome: true,
      lost: "$790.00",
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

export const wrapper: Way = {
  title: "Selling a wrapper",
  done: "The parcel is put into a contract that issues a token for it, and that token is offered in the market.",
  closed: "The engine blocks trades of a collection that the platform has not registered.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    const { land, market } = stage.bench;
    const wrapped = await stage.deploy(() => new ParcelWrapper__factory(ringleader).deploy(land));
    await stage.act(() => land.connect(ringleader).approve(wrapped, parcel));
    await stage.act(() => wrapped.connect(ringleader).depositFor(ringleader, [parcel]));
    await stage.act(() => wrapped.connect(ringleader).approve(market, parcel));
    await stage.deposit(accomplice, PAINTED);
    const order = orderStruct(await stage.bench.ask(ringleader, parcel, PAINTED));
    const ask = { ...order, collection: await wrapped.getAddress() };
    await stage.act(() => market.connect(ringleader).authorise(ask));
    await stage.act(() => market.connect(accomplice).tryFill(ask, "0x", parcel));
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["ComplianceCollectionNotRegistered"],
      volume: "$0.00",
      isHome: false,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
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

export const giftAndPayment: Way = {
  title: "A gift with the payment beside it",
  done:
    "The accomplice pays the ringleader and gets the parcel as a gift, without fee and royalty. Then the parcel is sold " +
    "back in the market at the painted price.",
  closed:
    "A gift is a disposal. Outside the market it paints no price: it only saves the fee, as any deal does that no market sees.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    await stage.deposit(accomplice, PAINTED);
    await stage.pay(accomplice, ringleader, PAINTED);
    await stage.give(ringleader, accomplice, parcel);
    await stage.sell(accomplice, ringleader, parcel, PAINTED);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$0.00",
      isHome: false,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["ComplianceTransferRefused"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};

/** A vault of the accomplice's that does one thing in the market with money from the exchange. */
async function buyingVault(stage: Stage, price: bigint, name: string, args: readonly unknown[]) {
  const { accomplice } = stage.people;
  const { market } = stage.bench;
  const vault = await stage.vault(accomplice);
  await stage.deposit(vault, price);
  await stage.run(accomplice, vault, [
    await errand(stage.money, "approve", [await market.getAddress(), price]),
    await errand(market, name, args),
  ]);
  return vault;
}

async function handOver(stage: Stage, vault: Awaited<ReturnType<typeof buyingVault>>, price: bigint): Promise<void> {
  const { ringleader, accomplice } = stage.people;
  await stage.pay(ringleader, accomplice, price);
  await stage.act(() => vault.connect(accomplice).transferOwnership(ringleader));
  await stage.adopt(vault);
}
