import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { MaxUint256, ZeroAddress, ZeroHash } from "ethers";

import { advanced } from "../../../scripts/gas/seaport/forms.ts";
import { ITEM, signSeaportOrder } from "../../../scripts/gas/seaport/order.ts";
import { deploySeaport, type Seaport } from "../../../scripts/gas/seaport/peer.ts";
import { SeaportZone__factory } from "../../../typechain-types/factories/compliance/adapters/SeaportZone__factory.ts";
import { PAINTED, PATIENCE, type Stage } from "../stage.ts";
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
    const peer = await openSeaport(stage);
    await stage.begin();

    const sell = async (seller: HardhatEthersSigner, buyer: HardhatEthersSigner): Promise<void> => {
      const order = await signAsk(stage, peer, ZeroAddress, seller, [parcel]);
      await approve(stage, peer, seller);
      await approve(stage, peer, buyer);
      await stage.act(() => peer.seaport.connect(buyer).getFunction("fulfillOrder").send(order, ZeroHash));
      stage.paint(PAINTED);
    };
    await stage.deposit(accomplice, PAINTED);
    await sell(ringleader, accomplice);
    await sell(accomplice, ringleader);
    await stage.wait(PATIENCE);
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
      days: 4,
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

export const seaportBundle: Way = {
  title: "A price hidden in a bundle of Seaport's, which asks our zone",
  done: "The ringleader offers two parcels for one sum in the real Seaport.",
  closed: "The zone refuses an order of several items: nobody could tell the price of each.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel, second } = stage.parcels;
    const peer = await openSeaport(stage);
    const zone = await openZone(stage, peer);
    await stage.begin();

    await stage.deposit(accomplice, PAINTED);
    for (const trader of [ringleader, accomplice]) await approve(stage, peer, trader);
    const order = await signAsk(stage, peer, zone, ringleader, [parcel, second]);
    await stage.act(() => peer.seaport.connect(accomplice).getFunction("fulfillOrder").send(order, ZeroHash));
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["SeaportZoneNotOneItem"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["SeaportZoneNotOneItem"],
      volume: "$0.00",
      isHome: true,
      lost: "$0.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};

export const seaportRecipient: Way = {
  title: "A recipient in Seaport who is not the taker",
  done:
    "The accomplice buys here and offers the parcel in Seaport under our zone. A fresh wallet, paid from the exchange, takes " +
    "the order and has the parcel sent to the ringleader.",
  closed: "The zone judges who has the token in the end, and who pays as well.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { parcel } = stage.parcels;
    const peer = await openSeaport(stage);
    const zone = await openZone(stage, peer);
    await stage.begin();

    await stage.deposit(accomplice, PAINTED);
    await stage.sell(ringleader, accomplice, parcel, PAINTED);
    await stage.wait(PATIENCE);
    const wallet = await stage.wallet();
    await stage.deposit(wallet, PAINTED);
    for (const trader of [accomplice, wallet]) await approve(stage, peer, trader);
    const order = await signAsk(stage, peer, zone, accomplice, [parcel]);
    const named = stage.ethers.AbiCoder.defaultAbiCoder().encode(
      ["address", "address"],
      [wallet.address, ringleader.address],
    );
    const take = peer.seaport.connect(wallet).getFunction("fulfillAdvancedOrder");
    await stage.act(() => take.send(advanced(order, named), [], ZeroHash, ringleader));
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$32,000.00",
      days: 4,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["RoundTripTooSoon"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$32,000.00",
      days: 4,
    },
  },
};

interface Peer extends Seaport {
  readonly nextSalt: () => bigint;
}

async function openSeaport(stage: Stage): Promise<Peer> {
  let salts = 0n;
  return { ...(await deploySeaport(stage.bench)), nextSalt: () => ++salts };
}

/** @return address of our zone, which settles what Seaport does. */
async function openZone(stage: Stage, { seaport }: Peer): Promise<string> {
  const { bench } = stage;
  const zone = await bench.deploy(() =>
    new SeaportZone__factory(bench.staff.deployer).deploy(bench.compliance, seaport),
  );
  await stage.register(zone);
  return zone.getAddress();
}

async function approve(stage: Stage, { seaport }: Peer, trader: HardhatEthersSigner): Promise<void> {
  await stage.act(() => stage.bench.land.connect(trader).setApprovalForAll(seaport, true));
  await stage.act(() => stage.money.connect(trader).approve(seaport, MaxUint256));
}

/** Parcels for the painted price, all of it the seller's. */
async function signAsk(
  { bench }: Stage,
  { domain, nextSalt }: Peer,
  zone: string,
  seller: HardhatEthersSigner,
  tokenIds: readonly bigint[],
) {
  const { land, settlementToken } = bench.deployment;
  const one = { itemType: ITEM.erc721, token: land, startAmount: 1n, endAmount: 1n };
  const price = { itemType: ITEM.erc20, token: settlementToken, identifierOrCriteria: 0n };
  return signSeaportOrder(seller, {
    domain,
    zone,
    offer: tokenIds.map((identifierOrCriteria) => ({ ...one, identifierOrCriteria })),
    consideration: [{ ...price, startAmount: PAINTED, endAmount: PAINTED, recipient: seller.address }],
    isPartial: false,
    startTime: await bench.now(),
    salt: nextSalt(),
  });
}
