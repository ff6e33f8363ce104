import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { MaxUint256, ZeroAddress, ZeroHash } from "ethers";

import type { Workbench } from "../../../src/chain/workbench.ts";
import { EmptyZone__factory } from "../../../typechain-types/factories/mocks/EmptyZone__factory.ts";
import { SeaportZone__factory } from "../../../typechain-types/factories/compliance/adapters/SeaportZone__factory.ts";
import { LONG } from "../landslide/cast.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { BATCH, FEE, PRICE, ROYALTY } from "../stall.ts";
import { advanced, fulfilments } from "./forms.ts";
import { ITEM, type SeaportOrder, signSeaportOrder } from "./order.ts";
import { deploySeaport, type Seaport } from "./peer.ts";

export interface ZoneGas {
  readonly section: GasSection;
  /** What our zone with the four wash-trading rules costs an advanced order more than an empty one. */
  readonly difference: bigint;
}

/** Seaport's booth for our land and money: seller, buyer, and who had the parcels long ago. */
interface LandBooth extends Seaport {
  readonly bench: Workbench;
  readonly seller: HardhatEthersSigner;
  readonly buyer: HardhatEthersSigner;
  readonly former: HardhatEthersSigner;
  readonly nextPlace: () => number;
  readonly nextSalt: () => bigint;
}

/** Our land for our money in the real Seaport, with a zone that agrees to everything and with ours, all four rules enforced. */
export async function measureZone(bench: Workbench): Promise<ZoneGas> {
  const booth = await openLandBooth(bench);
  const { deployer, platform } = bench.staff;
  const empty = await bench.deploy(() => new EmptyZone__factory(deployer).deploy());
  const ours = await bench.deploy(() => new SeaportZone__factory(deployer).deploy(bench.compliance, booth.seaport));
  await bench.mine(() => bench.settlementToken.connect(platform).setSettler(ours, true));

  // Ours first: orders under the empty zone leave side payments, of which honest traders under ours have none.
  const after = await measure(booth, await ours.getAddress());
  const before = await measure(booth, await empty.getAddress());
  const difference = after.single - before.single;
  const rows: GasRow[] = [
    { name: "advanced order, empty zone", gas: before.single },
    { name: "advanced order, our zone and the four rules", gas: after.single },
    { name: "the difference", gas: difference },
    { name: `${BATCH} advanced orders in one call, empty zone, each`, gas: before.batch },
    { name: `${BATCH} advanced orders in one call, our zone and the four rules, each`, gas: after.batch },
    { name: "the difference, each", gas: after.batch - before.batch },
  ];
  return { difference, section: { title: "Seaport 1.6: our land for our money, two fees", rows } };
}

async function openLandBooth(bench: Workbench): Promise<LandBooth> {
  const [seller, buyer, former] = bench.traders;
  if (!seller || !buyer || !former) throw new Error("The bench needs three traders.");
  const peer = await deploySeaport(bench);
  await bench.mine(() => bench.land.connect(seller).setApprovalForAll(peer.seaport, true));
  await bench.mine(() => bench.settlementToken.connect(buyer).approve(peer.seaport, MaxUint256));
  let places = 0;
  let salts = 0n;
  return { ...peer, bench, seller, buyer, former, nextPlace: () => places++, nextSalt: () => ++salts };
}

/** Seller and buyer have traded under the zone before. */
async function measure(booth: LandBooth, zone: string) {
  const { buyer } = booth;
  const [first, second, ...others] = await seasonedParcels(booth, BATCH + 2);
  if (first === undefined || second === undefined) throw new Error("The bench needs parcels.");
  const fulfil = async (tokenId: bigint): Promise<bigint> => {
    const ask = advanced(await signLandAsk(booth, tokenId, zone));
    return send(booth, "fulfillAdvancedOrder", ask, [], ZeroHash, ZeroAddress);
  };
  await fulfil(first);
  const single = await fulfil(second);

  const asks: SeaportOrder[] = [];
  for (const tokenId of others) asks.push(await signLandAsk(booth, tokenId, zone));
  const [offers, payments] = fulfilments(asks);
  const orders = asks.map((ask) => advanced(ask));
  const args = [orders, [], offers, payments, ZeroHash, buyer.address, BATCH];
  const batch = await send(booth, "fulfillAvailableAdvancedOrders", ...args);
  return { single, batch: batch / BigInt(BATCH) };
}

async function send({ bench, seaport, buyer }: LandBooth, name: string, ...args: readonly unknown[]): Promise<bigint> {
  const { gasUsed } = await bench.mine(() =>
    seaport
      .connect(buyer)
      .getFunction(name)
      .send(...args),
  );
  return gasUsed;
}

/** Parcels of the seller's that were sold once, long ago, by somebody else. */
async function seasonedParcels({ bench, former, seller, nextPlace }: LandBooth, count: number): Promise<bigint[]> {
  const tokenIds: bigint[] = [];
  for (let i = 0; i < count; i++) tokenIds.push(await bench.mintParcel(former, 4, nextPlace()));
  for (const tokenId of tokenIds) await bench.sell(former, seller, tokenId, PRICE);
  await bench.wait(LONG);
  return tokenIds;
}

async function signLandAsk(booth: LandBooth, tokenId: bigint, zone: string): Promise<SeaportOrder> {
  const { bench, domain, seller } = booth;
  const { land, settlementToken } = bench.deployment;
  const { treasury, creator } = bench.staff;
  const one = { startAmount: 1n, endAmount: 1n };
  const pay = (recipient: string, amount: bigint) => ({
    itemType: ITEM.erc20,
    token: settlementToken,
    identifierOrCriteria: 0n,
    startAmount: amount,
    endAmount: amount,
    recipient,
  });
  return signSeaportOrder(seller, {
    domain,
    zone,
    offer: [{ itemType: ITEM.erc721, token: land, identifierOrCriteria: tokenId, ...one }],
    consideration: [
      pay(seller.address, PRICE - FEE - ROYALTY),
      pay(treasury.address, FEE),
      pay(creator.address, ROYALTY),
    ],
    isPartial: false,
    startTime: await bench.now(),
    salt: booth.nextSalt(),
  });
}
