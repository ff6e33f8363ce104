import type { Signer, TypedDataDomain, TypedDataField } from "ethers";

import type { OrderStruct } from "../../typechain-types/market/IMarket.ts";
import { type Order, SCOPES, SIDES } from "../domain/order.ts";
import type { Address, Hex } from "../domain/primitives.ts";

/** The EIP-712 type that a maker signs; the order of the fields is that of contracts/market/Orders.sol. */
const ORDER_TYPES: Record<string, TypedDataField[]> = {
  Order: [
    { name: "side", type: "uint8" },
    { name: "scope", type: "uint8" },
    { name: "maker", type: "address" },
    { name: "collection", type: "address" },
    { name: "tokenId", type: "uint256" },
    { name: "currency", type: "address" },
    { name: "price", type: "uint256" },
    { name: "taker", type: "address" },
    { name: "startsAt", type: "uint64" },
    { name: "expiresAt", type: "uint64" },
    { name: "counter", type: "uint256" },
    { name: "nonce", type: "uint256" },
  ],
};

/** An order in the form in which the contracts take it. */
export function orderStruct(order: Order): OrderStruct {
  return { ...order, side: SIDES.indexOf(order.side), scope: SCOPES.indexOf(order.scope) };
}

/** The maker's EIP-712 signature. */
export async function signOrder(signer: Signer, market: Address, chainId: bigint, order: Order): Promise<Hex> {
  const domain: TypedDataDomain = { name: "Landslide Market", version: "1", chainId, verifyingContract: market };
  const signature = await signer.signTypedData(domain, ORDER_TYPES, orderStruct(order));
  return signature as Hex; // ethers types its hexadecimal strings as plain strings
}
