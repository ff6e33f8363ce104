import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { MaxUint256, ZeroAddress, ZeroHash } from "ethers";

import { ITEM, signSeaportOrder } from "../../../scripts/gas/seaport/order.ts";
import { deploySeaport } from "../../../scripts/gas/seaport/peer.ts";
import { PAINTED } from "../stage.ts";
import type { Way } from "../way.ts";

export const otherMarket: Way = {
  title: "Another market, which asks nobody",
  done: "The parcel is sold to the accomplice and back in the real Seaport, without a zone. Then the accomplice buys it in this market.",
  closed:
    "What another market shows is not ours to stop while transfers are only recorded; a collection that refuses them lets " +
    "nobody sell past the engine. Here the record counts: the accomplice gave the parcel up.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    const { bench, money } = stage;
    const { seaport, domain } = await deploySeaport(bench);
    const [landAddress, moneyAddress] = [await bench.land.getAddress(), await money.getAddress()];
    await stage.begin();

    let salt = 0n;
    const sell = async (seller: HardhatEthersSigner, buyer: HardhatEthersSigner): Promise<void> => {
      const item = { itemType: ITEM.erc721, token: landAddress, identifierOrCriteria: parcel };
      const price = { itemType: ITEM.erc20, token: moneyAddress, identifierOrCriteria: 0n };
      const order = await signSeaportOrder(seller, {
        domain,
        zone: ZeroAddress,
        offer: [{ ...item, startAmount: 1n, endAmount: 1n }],
        consideration: [{ ...price, startAmount: PAINTED, endAmount: PAINTED, recipient: seller.address }],
        isPartial: false,
        startTime: await bench.now(),
        salt: salt++,
      });
      await stage.act(() => bench.land.connect(seller).setApprovalForAll(seaport, true));
      await stage.act(() => money.connect(buyer).approve(seaport, MaxUint256));
      await stage.act(() => seaport.connect(buyer).getFunction("fulfillOrder").send(order, ZeroHash));
      stage.paint(PAINTED);
    };
    await stage.deposit(accomplice, PAINTED);
    await sell(ringleader, accomplice);
    await sell(accomplice, ringleader);
    await stage.wait(2);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$32,000.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 2,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["ComplianceTransferRefused"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};
