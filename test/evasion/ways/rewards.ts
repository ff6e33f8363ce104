import { PAINTED } from "../stage.ts";
import type { Way } from "../way.ts";

export const rewards: Way = {
  title: "Farming rewards",
  done: "The accomplice buys as a member, gives the parcel back, and buys it again with the points that the fee earned.",
  closed:
    "RoundTrip stops the second sale. Points are a tenth of the fee, so that even an unhindered farmer loses nine tenths " +
    "of what he pays.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    const { market, membership } = stage.bench;
    const buy = async (): Promise<void> => {
      const { order, signature } = await stage.ask(ringleader, parcel, PAINTED);
      const points = await membership.pointsOf(accomplice);
      await stage.act(() => market.connect(accomplice).fillAsMember(order, signature, parcel, points));
    };
    await stage.deposit(accomplice, PAINTED);
    await buy();
    await stage.give(accomplice, ringleader, parcel);
    await stage.withdraw(ringleader, PAINTED - stage.fee(PAINTED));
    await stage.deposit(accomplice, PAINTED);
    await buy();
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
