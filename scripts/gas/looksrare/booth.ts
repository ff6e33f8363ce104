import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { type BaseContract, ContractFactory, MaxUint256, ZeroAddress, ZeroHash } from "ethers";

import type { Workbench } from "../../../src/chain/workbench.ts";
import { DAY } from "../../../src/domain/calendar.ts";
import type { Compiled } from "../compile.ts";
import { ROYALTY_BPS, type Stall } from "../stall.ts";
import { compileLooksRare } from "./compile.ts";

/** The stall with LooksRare in it: its transfer manager may move the seller's items, its protocol both traders' money. */
export interface Booth extends Stall {
  readonly protocol: BaseContract;
  readonly strategies: { readonly collection: bigint; readonly collectionWithProof: bigint };
  readonly nextNonce: () => bigint;
}

export const QUOTE = { bid: 0, ask: 1 } as const;

const MAKER_TYPES = {
  Maker: [
    { name: "quoteType", type: "uint8" },
    { name: "globalNonce", type: "uint256" },
    { name: "subsetNonce", type: "uint256" },
    { name: "orderNonce", type: "uint256" },
    { name: "strategyId", type: "uint256" },
    { name: "collectionType", type: "uint8" },
    { name: "collection", type: "address" },
    { name: "currency", type: "address" },
    { name: "signer", type: "address" },
    { name: "startTime", type: "uint256" },
    { name: "endTime", type: "uint256" },
    { name: "price", type: "uint256" },
    { name: "itemIds", type: "uint256[]" },
    { name: "amounts", type: "uint256[]" },
    { name: "additionalParameters", type: "bytes" },
  ],
};

/** For a maker who signs one order, not a tree of them. */
export const NO_TREE = { root: ZeroHash, proof: [] };

/** The highest royalty that its registry may name, 9.5 %: ours is within. */
const ROYALTY_LIMIT_BPS = 950n;
/** The protocol fee of its standard strategy; every strategy here takes the same. */
const PROTOCOL_FEE_BPS = 50n;
const MAX_PROTOCOL_FEE_BPS = 200n;

/** Deployed and configured as on Ethereum: protocol fee 0.5 %, and a royalty of 5 % out of the registry. */
export async function openBooth(stall: Stall): Promise<Booth> {
  const { bench, items, money, seller, buyer } = stall;
  const { deployer, treasury, creator } = bench.staff;
  const compiled = compileLooksRare();
  const deploy = (name: string, ...args: readonly unknown[]) => deployPeer(bench, compiled[name], args);
  const send = (contract: BaseContract, name: string, ...args: readonly unknown[]) =>
    bench.mine(() => contract.getFunction(name).send(...args));

  const manager = await deploy("TransferManager", deployer.address);
  // The money stands for wrapped ether too, which only a recipient that refuses ether would see.
  const protocol = await deploy("LooksRareProtocol", deployer.address, treasury.address, manager, money);
  const registry = await deploy("MockRoyaltyFeeRegistry", deployer.address, ROYALTY_LIMIT_BPS);
  const royalties = await deploy("CreatorFeeManagerWithRoyalties", registry);
  const offers = await deploy("StrategyCollectionOffer");
  await send(registry, "updateRoyaltyInfoForCollection", items, creator.address, creator.address, ROYALTY_BPS);
  await send(protocol, "updateCreatorFeeManager", royalties);
  for (const currency of [ZeroAddress, money]) await send(protocol, "updateCurrencyStatus", currency, true);
  for (const name of ["executeCollectionStrategyWithTakerAsk", "executeCollectionStrategyWithTakerAskWithProof"]) {
    const selector = offers.getFunction(name).fragment.selector;
    const fees = [PROTOCOL_FEE_BPS, PROTOCOL_FEE_BPS, MAX_PROTOCOL_FEE_BPS];
    await send(protocol, "addStrategy", ...fees, selector, true, offers);
  }

  await send(manager, "allowOperator", protocol);
  await bench.mine(() => items.connect(seller).setApprovalForAll(manager, true));
  await bench.mine(() => manager.connect(seller).getFunction("grantApprovals").send([protocol]));
  for (const trader of [seller, buyer]) await bench.mine(() => money.connect(trader).approve(protocol, MaxUint256));
  let nonces = 0n;
  return {
    ...stall,
    protocol,
    strategies: { collection: 1n, collectionWithProof: 2n },
    nextNonce: () => nonces++,
  };
}

export interface MakerTerms {
  readonly quoteType: number;
  readonly price: bigint;
  readonly itemIds: readonly bigint[];
  /** The zero address for ether; the stall's money unless given. */
  readonly currency?: string;
  readonly strategyId?: bigint;
  readonly additionalParameters?: string;
}

export async function signMaker(booth: Booth, maker: HardhatEthersSigner, terms: MakerTerms) {
  const { bench, items, money, protocol } = booth;
  const startTime = await bench.now();
  const order = {
    currency: await money.getAddress(),
    strategyId: 0n,
    additionalParameters: "0x",
    ...terms,
    globalNonce: 0n,
    subsetNonce: 0n,
    orderNonce: booth.nextNonce(),
    collectionType: 0,
    collection: await items.getAddress(),
    signer: maker.address,
    startTime,
    endTime: startTime + 30 * DAY,
    // A bid of a collection strategy names no item, and one as the amount.
    amounts: terms.itemIds.length === 0 ? [1n] : terms.itemIds.map(() => 1n),
  };
  const domain = {
    name: "LooksRareProtocol",
    version: "2",
    chainId: bench.chainId,
    verifyingContract: await protocol.getAddress(),
  };
  return { order, signature: await maker.signTypedData(domain, MAKER_TYPES, order) };
}

async function deployPeer(
  bench: Workbench,
  compiled: Compiled | undefined,
  args: readonly unknown[],
): Promise<BaseContract> {
  if (compiled === undefined) throw new Error("LooksRare's package lacks a contract that the bench deploys.");
  return bench.deploy(() => new ContractFactory(compiled.abi, compiled.bytecode, bench.staff.deployer).deploy(...args));
}
