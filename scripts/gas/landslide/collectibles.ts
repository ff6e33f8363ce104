import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { id } from "ethers";

import { orderStruct } from "../../../src/chain/orders.ts";
import type { Address } from "../../../src/domain/primitives.ts";
import { Collectible__factory } from "../../../typechain-types/factories/collectibles/Collectible__factory.ts";
import type { Collectible } from "../../../typechain-types/collectibles/Collectible.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { PRICE, ROYALTY_BPS } from "../stall.ts";
import { type Cast, LONG } from "./cast.ts";

/** `TransferPolicy.Recorded` of contracts/compliance/ICompliance.sol. */
const RECORDED = 2;
/** `Licence.CcBy` of contracts/collectibles/ICollectible.sol. */
const CC_BY = 2;

/** A creator's work, certified and sold; with one creator, and with three who share the royalty. */
export async function measureCollectibles(cast: Cast): Promise<GasSection> {
  const { bench, seller, buyer, former, earlier, first } = cast;
  const { deployer, platform } = bench.staff;
  const factory = new Collectible__factory(deployer);
  const { compliance, paymentSplits } = bench.deployment;
  const works = await bench.deploy(() => factory.deploy(compliance, paymentSplits, "Works", "WORK"));
  await bench.mine(() => bench.compliance.connect(platform).setTransferPolicy(works, RECORDED));
  for (const owner of [seller, former]) {
    await bench.mine(() => works.connect(owner).setApprovalForAll(bench.market, true));
  }
  // Everyone has a work already.
  for (const owner of [seller, buyer, former]) {
    await bench.mine(() => works.connect(owner).certify(workOf(`of ${owner.address}`, [])));
  }
  const three = [share(former, 5_000), share(earlier, 3_000), share(first, 2_000)];
  return {
    title: "Landslide: a creator's certified work, royalty 5 %, signed ask",
    rows: [
      ...(await certifyAndSell(cast, works, "one creator", [])),
      ...(await certifyAndSell(cast, works, "three creators", three)),
    ],
  };
}

async function certifyAndSell(
  cast: Cast,
  works: Collectible,
  who: string,
  creators: ReturnType<typeof share>[],
): Promise<GasRow[]> {
  const { bench, seller, buyer, former } = cast;
  const work = workOf(`of ${who}`, creators);
  const certified = await bench.mine(() => works.connect(former).certify(work));
  // One sale is its history, as a parcel's.
  await sell(cast, works, former, seller, BigInt(work.workHash));
  await bench.wait(LONG);
  return [
    { name: `certified: ${who}`, gas: certified.gasUsed },
    { name: `sold: ${who}`, gas: await sell(cast, works, seller, buyer, BigInt(work.workHash)) },
  ];
}

async function sell(
  { bench }: Cast,
  works: Collectible,
  seller: HardhatEthersSigner,
  buyer: HardhatEthersSigner,
  tokenId: bigint,
): Promise<bigint> {
  const collection = (await works.getAddress()) as Address; // ethers types it as a plain string
  const order = { ...(await bench.ask(seller, tokenId, PRICE)), collection };
  const signature = await bench.sign(seller, order);
  const filled = await bench.mine(() => bench.market.connect(buyer).fill(orderStruct(order), signature, tokenId));
  return filled.gasUsed;
}

function workOf(title: string, creators: ReturnType<typeof share>[]) {
  return {
    workHash: id(`A work ${title}`),
    licence: CC_BY,
    licenceUri: "",
    uri: "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
    royaltyBps: ROYALTY_BPS,
    creators,
  };
}

function share({ address }: HardhatEthersSigner, bps: number) {
  return { account: address, bps };
}
