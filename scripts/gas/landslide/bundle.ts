import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { orderStruct } from "../../../src/chain/orders.ts";
import type { Workbench } from "../../../src/chain/workbench.ts";
import { NO_FINGERPRINT } from "../../../src/domain/order.ts";
import type { MicroUsd } from "../../../src/domain/primitives.ts";

/** The order of the fields is that of contracts/market/Orders.sol. */
const BUNDLE_TYPES = {
  Bundle: [
    { name: "side", type: "uint8" },
    { name: "maker", type: "address" },
    { name: "items", type: "BundleItem[]" },
    { name: "currency", type: "address" },
    { name: "taker", type: "address" },
    { name: "startsAt", type: "uint64" },
    { name: "expiresAt", type: "uint64" },
    { name: "counter", type: "uint256" },
    { name: "nonce", type: "uint256" },
  ],
  BundleItem: [
    { name: "collection", type: "address" },
    { name: "tokenId", type: "uint256" },
    { name: "fingerprint", type: "bytes32" },
    { name: "price", type: "uint256" },
  ],
};

/** The seller's ask for several parcels, each at the same price, with the terms of any ask. */
export async function signBundle(
  bench: Workbench,
  seller: HardhatEthersSigner,
  tokenIds: readonly bigint[],
  price: MicroUsd,
) {
  const { chainId, deployment } = bench;
  const { side, maker, currency, taker, startsAt, expiresAt, counter, nonce } = orderStruct(
    await bench.ask(seller, 0n, price),
  );
  const items = tokenIds.map((tokenId) => ({
    collection: deployment.land,
    tokenId,
    fingerprint: NO_FINGERPRINT,
    price,
  }));
  const bundle = { side, maker, items, currency, taker, startsAt, expiresAt, counter, nonce };
  const domain = { name: "Landslide Market", version: "2", chainId, verifyingContract: deployment.market };
  return { bundle, signature: await seller.signTypedData(domain, BUNDLE_TYPES, bundle) };
}
