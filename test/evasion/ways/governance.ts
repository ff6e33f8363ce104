import { PAINTED, PATIENCE, type Stage } from "../stage.ts";
import type { Way } from "../way.ts";

/** Of the contract's `TransferPolicy`. */
const OPEN = 1;

export const platformLoosens: Way = {
  title: "The platform switching records off",
  done: "Whoever runs the platform wants gifts of land unrecorded again, for a way back that nobody sees.",
  closed: "The platform can only tighten a collection's policy.",
  play: async (stage) => {
    const { compliance, land, staff } = stage.bench;
    await stage.act(() => compliance.connect(staff.platform).setTransferPolicy(land, OPEN));
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["CompliancePolicyLoosened"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$0.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["CompliancePolicyLoosened"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$0.00",
      days: 0,
    },
  },
};

export const decisionLoosens: Way = {
  title: "The decision layer switching records off, the guardian awake",
  done: "The decision layer announces it; the guardian cancels it before the delay is over.",
  closed: "What loosens a rule is announced on chain two days before, and the guardian can cancel it.",
  play: async (stage) => {
    const { authority, compliance, staff } = stage.bench;
    const loosen = await announce(stage);
    await stage.wait(1);
    await stage.bench.mine(() => authority.connect(staff.guardian).cancel(staff.decision, compliance, loosen));
    await stage.wait(1);
    await stage.act(() => authority.connect(staff.decision).execute(compliance, loosen));
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["AccessManagerNotScheduled"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$0.00",
      days: 2,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["AccessManagerNotScheduled"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$0.00",
      days: 2,
    },
  },
};

export const guardianAsleep: Way = {
  title: "The same, the guardian asleep",
  done:
    "Nobody cancels. Two days later the parcel is sold, given back unrecorded, and sold to the accomplice again four days " +
    "after that.",
  closed: "Not closed: who decides the rules, unopposed for two days, decides them. It is announced on chain.",
  play: async (stage) => {
    const { authority, compliance, staff } = stage.bench;
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    const loosen = await announce(stage);
    await stage.wait(2);
    await stage.act(() => authority.connect(staff.decision).execute(compliance, loosen));

    await stage.deposit(accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    await stage.give(accomplice, ringleader, parcel);
    await stage.withdraw(ringleader, PAINTED - stage.fee(PAINTED));
    await stage.deposit(accomplice, PAINTED);
    await stage.wait(PATIENCE);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    await stage.give(accomplice, ringleader, parcel);
  },
  expected: {
    default: {
      outcome: "through",
      reasons: [],
      volume: "$32,000.00",
      isHome: true,
      lost: "$800.00",
      capital: "$16,400.00",
      days: 6,
    },
    strictest: {
      outcome: "through",
      reasons: [],
      volume: "$32,000.00",
      isHome: true,
      lost: "$800.00",
      capital: "$16,400.00",
      days: 6,
    },
  },
};

async function announce(stage: Stage): Promise<string> {
  const { authority, compliance, land, staff } = stage.bench;
  const loosen = compliance.interface.encodeFunctionData("loosenTransferPolicy", [await land.getAddress(), OPEN]);
  await stage.act(() => authority.connect(staff.decision).schedule(compliance, loosen, 0));
  return loosen;
}
