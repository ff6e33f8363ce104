import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import type { NameOf } from "../../src/chain/findings.ts";
import { addressOf, type Workbench } from "../../src/chain/workbench.ts";
import { type Address, USD } from "../../src/domain/primitives.ts";

/** Everyone who acts, in the order of the chain's accounts; the eight who run the market come before them. */
const NAMES = {
  exchange: "the exchange",
  ada: "Ada",
  ben: "Ben",
  cora: "Cora",
  coraAgain: "Cora's second wallet",
  dora: "Dora",
  egon: "Egon",
  fay: "Fay",
  gus: "Gus",
  hal: "Hal",
  ida: "Ida",
  jon: "Jon",
  kim: "Kim",
  lou: "Lou",
  max: "Max",
  ned: "Ned",
  ola: "Ola",
  pia: "Pia",
  quinn: "Quinn",
  rob: "Rob",
  sue: "Sue",
  tom: "Tom",
  uma: "Uma",
} as const;

type Role = keyof typeof NAMES;

export type Cast = Readonly<Record<Role, HardhatEthersSigner>>;

/** How many accounts the chain needs. */
export const ACCOUNTS = 10 + Object.keys(NAMES).length;

/** Those whose first money comes from somebody else in the story. */
const FUNDED_LATER: readonly Role[] = ["ned", "ola", "pia"];
const EXCHANGE_MONEY = 10_000_000n * USD;
const FIRST_MONEY = 50_000n * USD;

/** Everyone approves the market and, but for three, buys their first dollars at one exchange. */
export async function assemble(bench: Workbench): Promise<{ readonly cast: Cast; readonly nameOf: NameOf }> {
  const cast = castOf(bench);
  const token = bench.settlementToken;
  await bench.mintMoney(cast.exchange, EXCHANGE_MONEY);
  await bench.mine(() => token.connect(bench.staff.support).setHub(cast.exchange, true));
  for (const role of rolesOf(cast)) {
    if (role === "exchange") continue;
    await bench.approveMarket(cast[role]);
    if (FUNDED_LATER.includes(role)) continue;
    await bench.mine(() => token.connect(cast.exchange).transfer(cast[role], FIRST_MONEY));
  }
  return { cast, nameOf: namesOf(bench, cast) };
}

function castOf(bench: Workbench): Cast {
  const roles = Object.keys(NAMES);
  if (bench.traders.length < roles.length) throw new Error(`The tour needs ${ACCOUNTS} accounts.`);
  // Object.fromEntries forgets its keys; the line above has made sure that each has a signer.
  return Object.fromEntries(roles.map((role, i) => [role, bench.traders[i]])) as unknown as Cast;
}

function rolesOf(cast: Cast): readonly Role[] {
  return Object.keys(cast) as Role[]; // a cast has no other keys
}

function namesOf({ staff, deployment }: Workbench, cast: Cast): NameOf {
  const names = new Map<Address, string>([
    [addressOf(staff.officer), "the officer"],
    [addressOf(staff.treasury), "the platform"],
    [addressOf(staff.creator), "the creator"],
    [deployment.escrow, "the escrow"],
    [deployment.market, "the market"],
  ]);
  for (const role of rolesOf(cast)) names.set(addressOf(cast[role]), NAMES[role]);
  return (account) => names.get(account) ?? account;
}
