import { anyValue } from "@nomicfoundation/hardhat-ethers-chai-matchers/withArgs";
import { expect } from "chai";
import { ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import { advanced, resolver } from "../../scripts/gas/seaport/forms.ts";
import { type ConsiderationItem, ITEM, type OfferItem } from "../../scripts/gas/seaport/order.ts";
import { ruleId } from "../../src/chain/deployment.ts";
import { USD } from "../../src/domain/primitives.ts";
import { codeOf, FEE, PRICE, PROCEEDS } from "../fixtures/market.ts";
import {
  dues,
  fulfilAdvanced,
  fulfilAvailable,
  match,
  money,
  naming,
  openSeaport,
  type OpenSeaport,
  parcelOf,
  partiesOf,
  pay,
  type Sale,
  sender,
  signAsk,
  signBid,
  type Terms,
  tokenFor,
} from "../fixtures/seaport.ts";

const { networkHelpers } = await network.create();
const ITEM_TYPE_ERC1155 = 3;

describe("orders that the zone refuses", () => {
  const price = (stage: OpenSeaport): ConsiderationItem[] => [pay(stage, stage.seller.address, PRICE)];

  it("a bundle: nobody could tell the price of an item", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const other = await stage.bench.mintParcel(stage.seller, 30, -5);
    const offer = [parcelOf(stage, stage.parcel), parcelOf(stage, other)];
    await expectAskRefused(stage, { offer }, "SeaportZoneNotOneItem", 2n);
  });

  it("an ask that offers money beside the token", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const offer = [parcelOf(stage, stage.parcel), money(stage, PRICE)];
    await expectAskRefused(stage, { offer }, "SeaportZoneNotOneItem", 2n);
  });

  it("an order that offers nothing", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    await expectAskRefused(stage, { offer: [] }, "SeaportZoneNotOneItem", 0n);
  });

  it("an ask for another token: a swap has no price", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const other = await stage.bench.mintParcel(stage.buyer, 30, -5);
    const consideration = [{ ...parcelOf(stage, other), recipient: stage.seller.address }];
    const { land } = stage.bench;
    await expectAskRefused(stage, { consideration }, "SeaportZoneCurrencyNotAccepted", BigInt(ITEM.erc721), land);
  });

  it("an ask for ether", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const ether = { ...NO_TOKEN, itemType: ITEM.native, recipient: stage.seller.address };
    const ask = await signAsk(stage, saleOf(stage), { consideration: [ether] });
    const send = stage.seaport
      .connect(stage.buyer)
      .getFunction("fulfillAdvancedOrder")
      .send(advanced(ask), [], ZeroHash, ZeroAddress, { value: 1n });
    await expect(send)
      .to.be.revertedWithCustomError(stage.zone, "SeaportZoneCurrencyNotAccepted")
      .withArgs(anyValue, BigInt(ITEM.native), ZeroAddress);
  });

  it("an ask for another currency", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const foreign = {
      ...NO_TOKEN,
      itemType: ITEM.erc20,
      token: stage.stranger.address,
      recipient: stage.seller.address,
    };
    const args = [BigInt(ITEM.erc20), stage.stranger] as const;
    await expectAskRefused(stage, { consideration: [foreign] }, "SeaportZoneCurrencyNotAccepted", ...args);
  });

  it("a bid of another currency", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const offer = [{ ...NO_TOKEN, itemType: ITEM.erc20, token: stage.stranger.address }];
    const args = [BigInt(ITEM.erc20), stage.stranger] as const;
    await expectBidRefused(stage, { offer }, "SeaportZoneCurrencyNotAccepted", ...args);
  });

  it("an ask of tokens with amounts", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const offer = [{ ...parcelOf(stage, stage.parcel), itemType: ITEM_TYPE_ERC1155 }];
    await expectAskRefused(stage, { offer }, "SeaportZoneItemNotAccepted", BigInt(ITEM_TYPE_ERC1155), 1n);
  });

  it("more than one of a token", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const offer = [{ ...parcelOf(stage, stage.parcel), startAmount: 2n, endAmount: 2n }];
    await expectAskRefused(stage, { offer }, "SeaportZoneItemNotAccepted", BigInt(ITEM.erc721), 2n);
  });

  it("a bid for nothing", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    await expectBidRefused(stage, { consideration: [] }, "SeaportZoneNotOneItem", 0n);
  });

  it("a bid for two tokens", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const other = await stage.bench.mintParcel(stage.seller, 30, -5);
    const consideration = [stage.parcel, other].map((id) => tokenFor(stage, { ...saleOf(stage), tokenId: id }));
    const { land } = stage.bench;
    await expectBidRefused(stage, { consideration }, "SeaportZoneCurrencyNotAccepted", BigInt(ITEM.erc721), land);
  });

  it("a bid that pays money for money", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const consideration = [pay(stage, stage.buyer.address, PRICE)];
    await expectBidRefused(stage, { consideration }, "SeaportZoneItemNotAccepted", BigInt(ITEM.erc20), PRICE);
  });

  it("an ask that asks for nothing", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    await expectAskRefused(stage, { consideration: [] }, "SeaportZonePriceZero");
  });

  it("a bid that gets all it offers back", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const consideration = [tokenFor(stage, saleOf(stage)), pay(stage, stage.buyer.address, PRICE)];
    await expectBidRefused(stage, { consideration }, "SeaportZonePriceZero");
  });

  it("a token of a collection that is not registered", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, buyer, zone } = stage;
    await bench.mine(() => bench.compliance.connect(bench.staff.decision).loosenTransferPolicy(bench.land, 0));
    const ask = await signAsk(stage, saleOf(stage), { consideration: price(stage) });
    await expect(fulfilAdvanced(stage, buyer, ask)())
      .to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused")
      .withArgs(
        anyValue,
        ruleId("Compliance"),
        codeOf(bench.compliance.interface, "ComplianceCollectionNotRegistered"),
        anyValue,
      );
  });

  it("every order while trading is stopped", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, buyer, zone } = stage;
    const until = (await bench.now()) + 3_600;
    await bench.mine(() => bench.compliance.connect(bench.staff.guardian).stopTrading(until));
    await expect(fulfilAdvanced(stage, buyer, await signAsk(stage, saleOf(stage)))())
      .to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused")
      .withArgs(
        anyValue,
        ruleId("Compliance"),
        codeOf(bench.compliance.interface, "ComplianceTradingStopped"),
        anyValue,
      );
  });

  it("an ask of somebody who does not have the token", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { seller, buyer, third, zone } = stage;
    const ask = await signAsk(stage, { ...saleOf(stage), seller: third });
    await expect(fulfilAdvanced(stage, buyer, ask)())
      .to.be.revertedWithCustomError(zone, "SeaportZoneSellerMismatch")
      .withArgs(anyValue, third, seller);
  });
});

describe("orders that the zone takes", () => {
  it("five asks in one call, each at its price", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, zone } = stage;
    const ids: bigint[] = [];
    for (let x = 30; x < 35; x++) ids.push(await bench.mintParcel(seller, x, 0));
    const asks = await Promise.all(ids.map((tokenId) => signAsk(stage, { seller, buyer, tokenId })));
    const sent = fulfilAvailable(stage, buyer, asks)();
    for (const id of ids) {
      await expect(sent)
        .to.emit(zone, "SeaportTradeSettled")
        .withArgs(anyValue, bench.land, id, seller, buyer, buyer, PRICE);
    }
    expect(await bench.settlementToken.sidePayment(buyer, seller)).to.deep.equal([0n, 0n]);
  });

  it("a bid for any of a collection: the zone is shown the token that was chosen", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel, zone } = stage;
    const any = { ...tokenFor(stage, saleOf(stage)), itemType: ITEM.erc721WithCriteria, identifierOrCriteria: 0n };
    const bid = await signBid(stage, saleOf(stage), { consideration: [any, ...dues(stage)] });
    const args = [advanced(bid), [resolver(parcel)], ZeroHash, ZeroAddress];
    await expect(sender(stage, seller, "fulfillAdvancedOrder", ...args)())
      .to.emit(zone, "SeaportTradeSettled")
      .withArgs(anyValue, bench.land, parcel, seller, buyer, buyer, PRICE);
  });

  it("each part of a bid for several, at its part of the price", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, third, buyer, parcel, zone } = stage;
    const other = await bench.mintParcel(third, 30, -5);
    const any = { ...tokenFor(stage, saleOf(stage)), itemType: ITEM.erc721WithCriteria, identifierOrCriteria: 0n };
    const two = { ...any, startAmount: 2n, endAmount: 2n };
    const bid = await signBid(stage, saleOf(stage), {
      isPartial: true,
      offer: [money(stage, 2n * PRICE)],
      consideration: [two, pay(stage, bench.staff.treasury.address, 2n * FEE)],
    });
    const part = { ...advanced(bid), denominator: 2 };
    for (const [owner, tokenId] of [
      [seller, parcel],
      [third, other],
    ] as const) {
      const args = [part, [resolver(tokenId)], ZeroHash, ZeroAddress];
      await expect(sender(stage, owner, "fulfillAdvancedOrder", ...args)())
        .to.emit(zone, "SeaportTradeSettled")
        .withArgs(anyValue, bench.land, tokenId, owner, buyer, buyer, PRICE);
    }
  });

  it("a bid on somebody else's behalf: who receives the token is the buyer", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, third, parcel, zone } = stage;
    const consideration = [tokenFor(stage, { ...saleOf(stage), buyer: third }), ...dues(stage)];
    const bid = await signBid(stage, saleOf(stage), { consideration });
    await expect(fulfilAdvanced(stage, seller, bid)())
      .to.emit(zone, "SeaportTradeSettled")
      .withArgs(anyValue, bench.land, parcel, seller, third, buyer, PRICE);
  });

  it("a bid whose royalty goes to the seller", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel, zone } = stage;
    const consideration = [tokenFor(stage, saleOf(stage)), pay(stage, seller.address, FEE)];
    const bid = await signBid(stage, saleOf(stage), { consideration });
    await expect(fulfilAdvanced(stage, seller, bid)())
      .to.emit(zone, "SeaportTradeSettled")
      .withArgs(anyValue, bench.land, parcel, seller, buyer, buyer, PRICE);
  });
});

describe("matched orders", () => {
  it("do not take a parcel round in one call: its second seller does not have it when the orders are authorised", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { seller, buyer, stranger, zone } = stage;
    const there = saleOf(stage);
    const back = { seller: buyer, buyer: seller, tokenId: stage.parcel };
    const orders: ReturnType<typeof advanced>[] = [];
    const flows: unknown[] = [];
    for (const sale of [there, back]) {
      const consideration = [pay(stage, sale.seller.address, PRICE)];
      const bid = await signBid(stage, sale, { zone: ZeroAddress, consideration: [tokenFor(stage, sale)] });
      const [ask, offers] = [orders.length, orders.length + 1];
      orders.push(advanced(await signAsk(stage, sale, { consideration }), partiesOf(sale)[0]), advanced(bid));
      for (const [from, to] of [
        [ask, offers],
        [offers, ask],
      ] as const) {
        const offerComponents = [{ orderIndex: from, itemIndex: 0 }];
        flows.push({ offerComponents, considerationComponents: [{ orderIndex: to, itemIndex: 0 }] });
      }
    }
    await expect(sender(stage, stranger, "matchAdvancedOrders", orders, [], flows, ZeroAddress)())
      .to.be.revertedWithCustomError(zone, "SeaportZoneSellerMismatch")
      .withArgs(anyValue, buyer, seller);
  });

  it("are refused without the names of payer and seller: the matcher is neither", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { seller, stranger, zone } = stage;
    const openBid = await signBid(stage, saleOf(stage), {
      zone: ZeroAddress,
      consideration: [tokenFor(stage, saleOf(stage))],
    });
    await expect(match(stage, stranger, [await signAsk(stage, saleOf(stage)), openBid])())
      .to.be.revertedWithCustomError(zone, "SeaportZoneNotPaid")
      .withArgs(anyValue, stranger, seller, PROCEEDS);

    const consideration = [pay(stage, seller.address, PROCEEDS)];
    const openAsk = await signAsk(stage, saleOf(stage), { zone: ZeroAddress, consideration });
    await expect(match(stage, stranger, [openAsk, await signBid(stage, saleOf(stage))])())
      .to.be.revertedWithCustomError(zone, "SeaportZoneSellerMismatch")
      .withArgs(anyValue, stranger, seller);
  });

  it("are refused where somebody else than the named payer pays", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { seller, buyer, third, stranger, zone } = stage;
    const consideration = [tokenFor(stage, saleOf(stage))];
    const bid = await signBid(stage, { ...saleOf(stage), buyer: third }, { zone: ZeroAddress, consideration });
    const names: [string, string] = [naming(buyer, buyer), "0x"];
    await expect(match(stage, stranger, [await signAsk(stage, saleOf(stage)), bid], names)())
      .to.be.revertedWithCustomError(zone, "SeaportZoneNotPaid")
      .withArgs(anyValue, buyer, seller, PROCEEDS);
  });

  it("an old payment to the seller is no proof of another", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, third, stranger, zone } = stage;
    await bench.mine(() => bench.settlementToken.connect(buyer).transfer(seller, PRICE));
    const consideration = [tokenFor(stage, saleOf(stage))];
    const bid = await signBid(stage, { ...saleOf(stage), buyer: third }, { zone: ZeroAddress, consideration });
    const names: [string, string] = [naming(buyer, buyer), "0x"];
    await expect(
      match(stage, stranger, [await signAsk(stage, saleOf(stage)), bid], names)(),
    ).to.be.revertedWithCustomError(zone, "SeaportZoneNotPaid");
  });

  it("of this zone both are one trade, recorded once", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { zone, stranger } = stage;
    const bid = await signBid(stage, saleOf(stage), { consideration: [tokenFor(stage, saleOf(stage))] });
    const orders = [await signAsk(stage, saleOf(stage)), bid] as const;
    const receipt = await (await match(stage, stranger, orders, partiesOf(saleOf(stage)))()).wait();
    const topic = zone.interface.getEvent("SeaportTradeSettled").topicHash;
    expect(receipt?.logs.filter(({ topics }) => topics[0] === topic)).to.have.length(1);
  });

  it("of this zone both must leave nothing over for the matcher", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { zone, stranger } = stage;
    const spread = 1_000n * USD;
    const bid = await signBid(stage, saleOf(stage), {
      offer: [money(stage, PRICE + spread)],
      consideration: [tokenFor(stage, saleOf(stage))],
    });
    const orders = [await signAsk(stage, saleOf(stage)), bid] as const;
    await expect(match(stage, stranger, orders, partiesOf(saleOf(stage)))())
      .to.be.revertedWithCustomError(zone, "SeaportZoneSpread")
      .withArgs(anyValue, PRICE + spread, PRICE);
  });

  it("a bid is refused whose money the matcher keeps a part of", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { seller, buyer, stranger, zone } = stage;
    const consideration = [pay(stage, seller.address, PROCEEDS - FEE)];
    const ask = await signAsk(stage, saleOf(stage), { zone: ZeroAddress, consideration });
    await expect(match(stage, stranger, [ask, await signBid(stage, saleOf(stage))], partiesOf(saleOf(stage)))())
      .to.be.revertedWithCustomError(zone, "SeaportZoneNotPaid")
      .withArgs(anyValue, buyer, seller, PRICE);
  });
});

const NO_TOKEN: OfferItem = {
  itemType: ITEM.native,
  token: ZeroAddress,
  identifierOrCriteria: 0n,
  startAmount: 1n,
  endAmount: 1n,
};

async function expectAskRefused(stage: OpenSeaport, terms: Terms, error: string, ...args: unknown[]): Promise<void> {
  const consideration = [pay(stage, stage.seller.address, PRICE)];
  const ask = await signAsk(stage, saleOf(stage), { consideration, ...terms });
  await expect(fulfilAdvanced(stage, stage.buyer, ask)())
    .to.be.revertedWithCustomError(stage.zone, error)
    .withArgs(anyValue, ...args);
}

async function expectBidRefused(stage: OpenSeaport, terms: Terms, error: string, ...args: unknown[]): Promise<void> {
  const bid = await signBid(stage, saleOf(stage), terms);
  await expect(fulfilAdvanced(stage, stage.seller, bid)())
    .to.be.revertedWithCustomError(stage.zone, error)
    .withArgs(anyValue, ...args);
}

function saleOf({ seller, buyer, parcel }: OpenSeaport): Sale {
  return { seller, buyer, tokenId: parcel };
}
