import { type BaseContract, MaxUint256, ZeroAddress } from "ethers";

import { orderStruct } from "../../../src/chain/orders.ts";
import type { Workbench } from "../../../src/chain/workbench.ts";
import type { Address } from "../../../src/domain/primitives.ts";
import { LONG } from "../landslide/cast.ts";
import type { GasRow, GasSection } from "../rows.ts";
import { PRICE } from "../stall.ts";
import { openCreatorCollection } from "./collection.ts";

/** What our validator costs a real ERC721-C collection, in a sale of our market and in a transfer outside trades. */
export async function measureCreatorCollection(bench: Workbench): Promise<GasSection> {
  const [seller, buyer, former] = bench.traders;
  if (!seller || !buyer || !former) throw new Error("The bench needs three traders.");
  const traders = [seller, buyer, former];
  const { collection, validator, mint } = await openCreatorCollection(bench, "open");
  for (const trader of traders) {
    await bench.mine(() => collection.connect(trader).getFunction("setApprovalForAll").send(bench.market, true));
    await bench.mine(() => bench.settlementToken.connect(trader).approve(bench.market, MaxUint256));
    await mint(trader);
  }
  // ethers types it as a plain string.
  const address = (await collection.getAddress()).toLowerCase() as Address;
  const sell = async (from: typeof seller, to: typeof seller, tokenId: bigint): Promise<bigint> => {
    const order = { ...(await bench.ask(from, tokenId, PRICE)), collection: address };
    const signature = await bench.sign(from, order);
    const { gasUsed } = await bench.mine(() => bench.market.connect(to).fill(orderStruct(order), signature, tokenId));
    return gasUsed;
  };
  const measure = async (kind: string): Promise<GasRow[]> => {
    const sold = await mint(former);
    await sell(former, seller, sold);
    await bench.wait(LONG);
    const given = await mint(seller);
    const sale = await sell(seller, buyer, sold);
    const { gasUsed } = await bench.mine(() =>
      collection.connect(seller).getFunction("transferFrom").send(seller, buyer, given),
    );
    return [
      { name: `signed ask in our market, ${kind}`, gas: sale },
      { name: `transferFrom by the owner where that is open, ${kind}`, gas: gasUsed },
    ];
  };

  const asked = await measure("our validator asked");
  await setValidator(bench, collection, ZeroAddress);
  const unasked = await measure("no validator");
  await setValidator(bench, collection, await validator.getAddress());
  return { title: "ERC721-C 5.0.0, a real collection", rows: [...unasked, ...asked] };
}

function setValidator(bench: Workbench, collection: BaseContract, validator: string) {
  return bench.mine(() => collection.getFunction("setTransferValidator").send(validator));
}
