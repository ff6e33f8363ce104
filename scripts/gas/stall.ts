import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import type { Workbench } from "../../src/chain/workbench.ts";
import { BPS, USD } from "../../src/domain/primitives.ts";
import { ERC20Mock__factory } from "../../typechain-types/factories/mocks/ERC20Mock__factory.ts";
import { ERC721Mock__factory } from "../../typechain-types/factories/mocks/ERC721Mock__factory.ts";
import type { ERC20Mock } from "../../typechain-types/mocks/ERC20Mock.ts";
import type { ERC721Mock } from "../../typechain-types/mocks/ERC721Mock.ts";

export const PRICE = 10_000n * USD;
export const FEE = (PRICE * 250n) / BPS;
export const ROYALTY_BPS = 500n;
export const ROYALTY = (PRICE * ROYALTY_BPS) / BPS;
/** Items in a bundle, orders in a sweep. */
export const BATCH = 5;
/** Tokens in the set that a bid accepts: a proof of ten hashes. */
export const SET_SIZE = 1_024;

/** Where peers are measured: a plain ERC-721 for a plain ERC-20; treasury, creator and traders are those of our market. */
export interface Stall {
  readonly bench: Workbench;
  readonly money: ERC20Mock;
  readonly items: ERC721Mock;
  readonly seller: HardhatEthersSigner;
  readonly buyer: HardhatEthersSigner;
  /** An item just minted to the seller. */
  readonly mintItem: () => Promise<bigint>;
}

/** Every recipient and trader has a balance of both already. */
export async function openStall(bench: Workbench): Promise<Stall> {
  const [seller, buyer] = bench.traders;
  if (!seller || !buyer) throw new Error("The bench needs two traders.");
  const { deployer, treasury, creator } = bench.staff;
  const money = await bench.deploy(() => new ERC20Mock__factory(deployer).deploy());
  const items = await bench.deploy(() => new ERC721Mock__factory(deployer).deploy());
  let id = 0n;
  const mintTo = async (owner: HardhatEthersSigner): Promise<bigint> => {
    await bench.mine(() => items.mint(owner, id));
    return id++;
  };
  for (const account of [seller, buyer, treasury, creator]) {
    await bench.mine(() => money.mint(account, 10_000_000n * USD));
    await mintTo(account);
  }
  return { bench, money, items, seller, buyer, mintItem: () => mintTo(seller) };
}

export async function mintItems(stall: Stall, count: number): Promise<bigint[]> {
  const ids: bigint[] = [];
  for (let i = 0; i < count; i++) ids.push(await stall.mintItem());
  return ids;
}
