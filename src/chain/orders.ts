import {
  concat,
  keccak256,
  Signature,
  TypedDataEncoder,
  type Signer,
  type SigningKey,
  type TypedDataDomain,
  type TypedDataField,
} from "ethers";

import type { BundleStruct, OrderStruct } from "../../typechain-types/market/IMarket.ts";
import { type Bundle, type Order, SCOPES, SIDES } from "../domain/order.ts";
import type { Address, Hex } from "../domain/primitives.ts";

/** The EIP-712 type that a maker signs; the order of the fields is that of contracts/market/Orders.sol. */
const ORDER_TYPES: Record<string, TypedDataField[]> = {
  Order: [
    { name: "side", type: "uint8" },
    { name: "scope", type: "uint8" },
    { name: "maker", type: "address" },
    { name: "collection", type: "address" },
    { name: "tokenId", type: "uint256" },
    { name: "fingerprint", type: "bytes32" },
    { name: "amount", type: "uint256" },
    { name: "currency", type: "address" },
    { name: "price", type: "uint256" },
    { name: "endPrice", type: "uint256" },
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

export function bundleStruct(bundle: Bundle): BundleStruct {
  return { ...bundle, side: SIDES.indexOf(bundle.side), items: [...bundle.items] };
}

/** EIP-712 digest of an order: what the maker signs, and the order's name in events. */
export function hashOrder(market: Address, chainId: bigint, order: Order): Hex {
  // ethers types its hexadecimal strings as plain strings, here and below.
  return keccak256(concat(["0x1901", domainHash(market, chainId), ORDER_ENCODER.hash(orderStruct(order))])) as Hex;
}

/** The maker's signature by a wallet that may ask for it. */
export async function signOrder(signer: Signer, market: Address, chainId: bigint, order: Order): Promise<Hex> {
  return (await signer.signTypedData(domainOf(market, chainId), ORDER_TYPES, orderStruct(order))) as Hex;
}

/** The maker's signature by a key in hand. */
export function signOrderWithKey(key: SigningKey, market: Address, chainId: bigint, order: Order): Hex {
  return Signature.from(key.sign(hashOrder(market, chainId, order))).serialized as Hex;
}

/** Made once: an encoder studies its types anew, and a market has one domain. */
const ORDER_ENCODER = TypedDataEncoder.from(ORDER_TYPES);
const domainHashes = new Map<string, string>();

function domainHash(market: Address, chainId: bigint): string {
  const key = `${chainId}/${market}`;
  const known = domainHashes.get(key) ?? TypedDataEncoder.hashDomain(domainOf(market, chainId));
  domainHashes.set(key, known);
  return known;
}

function domainOf(market: Address, chainId: bigint): TypedDataDomain {
  return { name: "Landslide Market", version: "2", chainId, verifyingContract: market };
}
