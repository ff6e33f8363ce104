import { PAINTED, PATIENCE } from "../stage.ts";
import type { Way } from "../way.ts";

export const waiting: Way = {
  title: "Waiting past the window",
  done: "The accomplice buys, waits 30 days, and sells the parcel back.",
  closed:
    "Nothing closes it for good: the window makes it slow, and the price is at risk as long. With the longest window, 180 " +
    "days, it is held.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    await stage.deposit(accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    await stage.wait(30);
    await stage.sell(accomplice, ringleader, parcel, PAINTED - stage.fee(PAINTED));
  },
  expected: {
    default: {
      outcome: "through",
      reasons: [],
      volume: "$31,600.00",
      isHome: true,
      lost: "$790.00",
      capital: "$16,000.00",
      days: 30,
    },
    strictest: {
      outcome: "held",
      reasons: ["RoundTripForReview"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 44,
    },
  },
};

export const attestedLate: Way = {
  title: "Attested late",
  done:
    "The ringleader sells; only then does the support layer learn that a second wallet is his too. The parcel is sold to " +
    "that wallet.",
  closed: "RoundTrip asks what each of the owner's first eight accounts did before it was attested.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    const wallet = await stage.wallet();
    await stage.deposit(wallet, PAINTED);
    await stage.deposit(accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    await stage.attest([ringleader, wallet]);
    await stage.wait(PATIENCE);
    await stage.sell(accomplice, wallet, parcel, PAINTED);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$32,000.00",
      days: 4,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$32,000.00",
      days: 4,
    },
  },
};
