import { anyValue } from "@nomicfoundation/hardhat-ethers-chai-matchers/withArgs";
import { expect } from "chai";
import { network } from "hardhat";

import { ruleId } from "../../src/chain/deployment.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { codeOf, FEE, ownCluster, PRICE, PROCEEDS, ROYALTY } from "../fixtures/market.ts";
import { fulfilAvailable, openSeaport, type OpenSeaport, type Sale, signAsk, WAYS } from "../fixtures/seaport.ts";

const { ethers, networkHelpers } = await network.create();

/** What makes a sale from seller to buyer a wash trade, and the rule's word for it. */
const WASHES: Readonly<
  Record<string, { readonly code: string; readonly prepare: (stage: OpenSeaport) => Promise<void> }>
> = {
  SelfTrade: {
    code: "SelfTradeOneOwner",
    prepare: async ({ bench, seller, buyer }) => {
      await bench.mine(() => bench.compliance.connect(bench.staff.support).attest([seller, buyer], 17n));
    },
  },
  RoundTrip: {
    code: "RoundTripTooSoon",
    prepare: async ({ bench, seller, buyer, parcel }) => {
      await bench.mine(() => bench.land.connect(seller).transferFrom(seller, buyer, parcel));
      await bench.mine(() => bench.land.connect(buyer).transferFrom(buyer, seller, parcel));
    },
  },
  CommonFunder: {
    code: "CommonFunderOneRoot",
    prepare: async ({ bench, seller, buyer }) => {
      await bench.mine(() => bench.settlementToken.connect(bench.staff.support).attestFundingRoot(buyer, seller));
    },
  },
  SelfFinanced: {
    code: "SelfFinancedBySeller",
    prepare: async ({ bench, seller, buyer }) => {
      await bench.mine(() => bench.settlementToken.connect(seller).transfer(buyer, PRICE));
    },
  },
};

describe("the zone in Seaport", () => {
  for (const [way, open] of Object.entries(WAYS)) {
    it(`lets an honest sale pass in ${way}, and records it`, async () => {
      const stage = await networkHelpers.loadFixture(openSeaport);
      const { bench, seller, buyer, parcel, zone } = stage;
      const sent = (await open(stage, saleOf(stage)))();

      await expect(sent)
        .to.emit(zone, "SeaportTradeSettled")
        .withArgs(anyValue, bench.land, parcel, seller, buyer, buyer, PRICE);
      await expect(sent).to.changeTokenBalances(
        ethers,
        bench.settlementToken,
        [buyer, seller, bench.staff.treasury, bench.staff.creator],
        [-PRICE, PROCEEDS, FEE, ROYALTY],
      );
      expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
      expect(await bench.marketRules.disposedAt(bench.land, parcel, ownCluster(seller))).to.equal(await bench.now());
    });

    it(`notes no side payment and hands on no root in ${way}`, async () => {
      const stage = await networkHelpers.loadFixture(openSeaport);
      const { settlementToken: money, staff } = stage.bench;
      await (
        await open(stage, saleOf(stage))
      )();

      for (const from of [stage.buyer, stage.seller]) {
        for (const to of [stage.seller, stage.buyer, staff.creator]) {
          expect(await money.sidePayment(from, to)).to.deep.equal([0n, 0n]);
        }
      }
      for (const account of [staff.creator, stage.seller]) {
        expect(await money.fundingRoot(account)).to.equal(account.address);
      }
    });

    for (const [rule, { code, prepare }] of Object.entries(WASHES)) {
      it(`refuses what ${rule} refuses in ${way}, with its finding`, async () => {
        const stage = await networkHelpers.loadFixture(openSeaport);
        const { bench, seller, parcel, zone } = stage;
        await prepare(stage);
        const send = await open(stage, saleOf(stage));

        await expect(send())
          .to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused")
          .withArgs(anyValue, ruleId(rule), codeOf(bench.marketRules.interface, code), anyValue);
        expect(await bench.land.ownerOf(parcel)).to.equal(seller.address);
      });
    }
  }

  for (const [rule, { prepare }] of Object.entries(WASHES)) {
    it(`skips what ${rule} refuses among available orders, and the others go through`, async () => {
      const stage = await networkHelpers.loadFixture(openSeaport);
      const { bench, seller, third, buyer, parcel, zone } = stage;
      await prepare(stage);
      const other = await bench.mintParcel(third, 30, -5);
      const orders = [
        await signAsk(stage, saleOf(stage)),
        await signAsk(stage, { seller: third, buyer, tokenId: other }),
      ];
      const sent = fulfilAvailable(stage, buyer, orders)();

      await expect(sent)
        .to.emit(zone, "SeaportTradeSettled")
        .withArgs(anyValue, bench.land, other, third, buyer, buyer, PRICE);
      expect(await bench.land.ownerOf(other)).to.equal(buyer.address);
      expect(await bench.land.ownerOf(parcel)).to.equal(seller.address);
    });
  }

  it("refuses what would be held: Seaport has no escrow", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel, zone } = stage;
    await bench.sell(seller, buyer, parcel, PRICE);
    await bench.wait(10 * DAY);
    const back = { seller: buyer, buyer: seller, tokenId: parcel };
    const [ask] = [await signAsk(stage, back)];

    await expect(fulfilAvailable(stage, seller, [ask])()).to.be.revertedWithCustomError(
      stage.seaport,
      "NoSpecifiedOrdersAvailable",
    );
    const send = await WAYS["a full restricted order"]?.(stage, back);
    await expect(send?.())
      .to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused")
      .withArgs(anyValue, ruleId("RoundTrip"), codeOf(bench.marketRules.interface, "RoundTripForReview"), anyValue);
  });

  it("lets a sale pass that only a shadow rule objects to, and tells of it", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, zone } = stage;
    await WASHES["SelfTrade"]?.prepare(stage);
    await bench.setRuleModes("shadow");
    const send = await WAYS["a basic order"]?.(stage, saleOf(stage));
    const sent = send?.();
    await expect(sent).to.emit(bench.compliance, "FindingRaised");
    await expect(sent).to.emit(zone, "SeaportTradeSettled");
  });

  it("refuses a sale to oneself", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { seller, parcel, zone, bench } = stage;
    for (const way of ["a basic order", "a full restricted order that bids"]) {
      const send = await WAYS[way]?.(stage, { seller, buyer: seller, tokenId: parcel });
      await expect(send?.())
        .to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused")
        .withArgs(anyValue, ruleId("SelfTrade"), codeOf(bench.marketRules.interface, "SelfTradeOneOwner"), anyValue);
    }
  });
});

describe("round trips across Seaport and our market", () => {
  it("are refused in our market after a sale in Seaport", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel } = stage;
    await (
      await WAYS["a basic order"]?.(stage, saleOf(stage))
    )?.();
    await expect(bench.sell(buyer, seller, parcel, PRICE)).to.be.revertedWithCustomError(
      bench.market,
      "SettlementTradeRefused",
    );
  });

  it("are refused in Seaport after a sale in our market", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel, zone } = stage;
    await bench.sell(seller, buyer, parcel, PRICE);
    const send = await WAYS["a basic order"]?.(stage, { seller: buyer, buyer: seller, tokenId: parcel });
    await expect(send?.()).to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused");
  });

  it("are refused at the last leg of a cycle that goes through both", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, third, parcel, zone } = stage;
    await (
      await WAYS["a full restricted order that bids"]?.(stage, saleOf(stage))
    )?.();
    await bench.sell(buyer, third, parcel, PRICE);
    const send = await WAYS["a basic order"]?.(stage, { seller: third, buyer: seller, tokenId: parcel });
    await expect(send?.())
      .to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused")
      .withArgs(anyValue, ruleId("RoundTrip"), codeOf(bench.marketRules.interface, "RoundTripTooSoon"), anyValue);
  });

  it("leave an honest sale back of another parcel alone", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer } = stage;
    await (
      await WAYS["a basic order"]?.(stage, saleOf(stage))
    )?.();
    const other = await bench.mintParcel(buyer, 30, -5);
    await bench.sell(buyer, seller, other, PRICE);
    expect(await bench.land.ownerOf(other)).to.equal(seller.address);
  });
});

function saleOf({ seller, buyer, parcel }: OpenSeaport): Sale {
  return { seller, buyer, tokenId: parcel };
}
