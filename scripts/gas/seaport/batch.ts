import { ZeroAddress, ZeroHash } from "ethers";

import type { GasRow } from "../rows.ts";
import { BATCH, PRICE } from "../stall.ts";
import { type AskOptions, type Booth, callSeaport, signAsk } from "./booth.ts";
import { advanced, fulfilments } from "./forms.ts";
import type { SeaportOrder } from "./order.ts";

export interface Sweeps {
  readonly rows: readonly GasRow[];
  /** The one with fee and royalty in an ERC-20. */
  readonly like: GasRow;
  /** The one in ether with neither. */
  readonly free: GasRow;
}

/** Several asks of one seller in one call, which goes on past those that cannot be filled. */
export async function measureSweeps(booth: Booth): Promise<Sweeps> {
  const name = "fulfillAvailableOrders";
  const nameAdvanced = "fulfillAvailableAdvancedOrders";
  const like: GasRow = { name, gas: await sweep(booth, {}), way: "sweep" };
  const free: GasRow = {
    name: `${nameAdvanced}, no fee and no royalty, in ether`,
    gas: await sweepAdvanced(booth, { dues: "none", currency: "ether" }),
  };
  const rows = [
    like,
    { name: `${name}, no fee and no royalty`, gas: await sweep(booth, { dues: "none" }) },
    { name: nameAdvanced, gas: await sweepAdvanced(booth, {}) },
    { name: `${nameAdvanced} with an empty zone`, gas: await sweepAdvanced(booth, { zone: booth.zone }) },
    free,
  ];
  return { rows, like, free };
}

async function sweep(booth: Booth, options: AskOptions): Promise<bigint> {
  const orders = await signAsks(booth, options);
  const [offers, payments] = fulfilments(orders);
  const gas = await callSeaport(
    booth,
    booth.buyer,
    "fulfillAvailableOrders",
    orders,
    offers,
    payments,
    ZeroHash,
    BATCH,
  );
  return gas / BigInt(BATCH);
}

async function sweepAdvanced(booth: Booth, options: AskOptions): Promise<bigint> {
  const orders = await signAsks(booth, options);
  const [offers, payments] = fulfilments(orders);
  const gas = await callSeaport(
    booth,
    booth.buyer,
    "fulfillAvailableAdvancedOrders",
    orders.map((order) => advanced(order)),
    [],
    offers,
    payments,
    ZeroHash,
    ZeroAddress,
    BATCH,
    { value: options.currency === "ether" ? PRICE * BigInt(BATCH) : 0n },
  );
  return gas / BigInt(BATCH);
}

async function signAsks(booth: Booth, options: AskOptions): Promise<SeaportOrder[]> {
  const orders: SeaportOrder[] = [];
  for (let i = 0; i < BATCH; i++) orders.push(await signAsk(booth, [await booth.mintItem()], options));
  return orders;
}
