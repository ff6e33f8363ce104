import { anyValue } from "@nomicfoundation/hardhat-ethers-chai-matchers/withArgs";
import { expect } from "chai";
import { FunctionFragment, Interface, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import { openCreatorCollection, TRANSFER_POLICIES } from "../../scripts/gas/erc721c/collection.ts";
import { advanced, BASIC, basic } from "../../scripts/gas/seaport/forms.ts";
import { ruleId } from "../../src/chain/deployment.ts";
import { USD } from "../../src/domain/primitives.ts";
import { SeaportZone__factory } from "../../typechain-types/factories/compliance/adapters/SeaportZone__factory.ts";
import { codeOf, FEE, ownCluster, PRICE, PROCEEDS, ROYALTY } from "../fixtures/market.ts";
import {
  approveSeaport,
  fulfilAdvanced,
  fulfilAvailable,
  itemOf,
  naming,
  openSeaport,
  type OpenSeaport,
  parcelOf,
  pay,
  type Sale,
  sender,
  signAsk,
  signBid,
  withTip,
  zoneParametersOf,
} from "../fixtures/seaport.ts";

const { ethers, networkHelpers } = await network.create();
/** Answers every call with a word of zeros. */
const WRONG_ANSWER = "0x60206000f3";
const OWNER = 17n;

describe("pitfall: state is committed in validateOrder only", () => {
  it("records nothing when an order is authorised", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel, zone, seaport } = stage;
    const order = await zoneParametersOf(stage, await signAsk(stage, saleOf(stage)), buyer.address);
    await networkHelpers.impersonateAccount(await seaport.getAddress());
    await networkHelpers.setBalance(await seaport.getAddress(), 10n ** 18n);
    await zone.connect(await ethers.getSigner(await seaport.getAddress())).authorizeOrder(order);

    expect(await bench.marketRules.disposedAt(bench.land, parcel, ownCluster(seller))).to.equal(0n);
    expect(await bench.compliance.isSettling(bench.land, parcel, seller, buyer)).to.equal(false);
    await bench.mine(() => bench.land.connect(seller).transferFrom(seller, buyer, parcel));
    expect(await bench.marketRules.disposedAt(bench.land, parcel, ownCluster(seller))).to.equal(await bench.now());
  });

  it("an authorised order that turns out to be filled takes the whole call back", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { buyer, seaport } = stage;
    const ask = await signAsk(stage, saleOf(stage));
    await expect(fulfilAvailable(stage, buyer, [ask, ask])()).to.be.revertedWithCustomError(
      seaport,
      "OrderAlreadyFilled",
    );
  });

  it("nobody but Seaport has the zone commit or authorise anything", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { zone, seller } = stage;
    const order = await zoneParametersOf(stage, await signAsk(stage, saleOf(stage)), seller.address);
    for (const name of ["authorizeOrder", "validateOrder"] as const) {
      await expect(zone.connect(seller)[name](order))
        .to.be.revertedWithCustomError(zone, "SeaportZoneCallerNotSeaport")
        .withArgs(seller);
    }
  });
});

describe("pitfall: a zone is the offerer's choice", () => {
  it("is not asked about open orders, whatever zone they name", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel, zone } = stage;
    await bench.mine(() => bench.compliance.connect(bench.staff.support).attest([seller, buyer], OWNER));
    const ask = await signAsk(stage, saleOf(stage), { zone: ZeroAddress });
    const sent = fulfilAdvanced(stage, buyer, ask)();

    await expect(sent).not.to.emit(zone, "SeaportTradeSettled");
    expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
  });

  it("an open order is noted as a transfer where the policy is Recorded, so that the parcel does not come back", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel, zone } = stage;
    await fulfilAdvanced(stage, buyer, await signAsk(stage, saleOf(stage), { zone: ZeroAddress }))();

    expect(await bench.marketRules.disposedAt(bench.land, parcel, ownCluster(seller))).to.equal(await bench.now());
    await expect(bench.sell(buyer, seller, parcel, PRICE)).to.be.revertedWithCustomError(
      bench.market,
      "SettlementTradeRefused",
    );
    const back = await signAsk(stage, { seller: buyer, buyer: seller, tokenId: parcel });
    await expect(fulfilAdvanced(stage, seller, back)()).to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused");
  });

  it("the token refuses open orders where the policy is Refused, and lets those of the zone through", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel } = stage;
    await refuseTransfers(stage);
    const open = await signAsk(stage, saleOf(stage), { zone: ZeroAddress });
    await expect(fulfilAdvanced(stage, buyer, open)())
      .to.be.revertedWithCustomError(bench.compliance, "ComplianceTransferRefused")
      .withArgs(bench.land, parcel, seller, buyer);

    await fulfilAdvanced(stage, buyer, await signAsk(stage, saleOf(stage)))();
    expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
    expect(await bench.marketRules.disposedAt(bench.land, parcel, ownCluster(seller))).to.equal(await bench.now());
  });

  it("under Refused a recipient who was not named gets nothing", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, buyer, third, parcel } = stage;
    await refuseTransfers(stage);
    const ask = await signAsk(stage, saleOf(stage));
    const recipient = third.address;
    await expect(fulfilAdvanced(stage, buyer, ask, { recipient })()).to.be.revertedWithCustomError(
      bench.compliance,
      "ComplianceTransferRefused",
    );
    await fulfilAdvanced(stage, buyer, ask, { recipient, extraData: naming(buyer, third) })();
    expect(await bench.land.ownerOf(parcel)).to.equal(recipient);
  });

  it("our validator refuses open orders of an ERC721-C collection, and lets those of the zone through", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, seaport } = stage;
    const { collection, validator, mint } = await openCreatorCollection(bench);
    const tokenId = await mint(seller);
    await bench.mine(() => collection.connect(seller).getFunction("setApprovalForAll").send(seaport, true));
    const offer = [itemOf(await collection.getAddress(), tokenId)];

    const open = await signAsk(stage, saleOf(stage), { offer, zone: ZeroAddress });
    await expect(fulfilAdvanced(stage, buyer, open)()).to.be.revertedWithCustomError(
      validator,
      "CreatorTokenValidatorTransferRefused",
    );
    await fulfilAdvanced(stage, buyer, await signAsk(stage, saleOf(stage), { offer }))();
    expect(await collection.getFunction("ownerOf").staticCall(tokenId)).to.equal(buyer.address);

    const gift = () => collection.connect(buyer).getFunction("transferFrom").send(buyer, seller, tokenId);
    await expect(gift()).to.be.revertedWithCustomError(validator, "CreatorTokenValidatorTransferRefused");
    await bench.mine(() => collection.connect(buyer).getFunction("setApprovalForAll").send(seaport, true));
    const back = await signAsk(stage, { seller: buyer, buyer: seller, tokenId }, { offer });
    await expect(fulfilAdvanced(stage, seller, back)())
      .to.be.revertedWithCustomError(stage.zone, "SeaportZoneTradeRefused")
      .withArgs(anyValue, ruleId("RoundTrip"), anyValue, anyValue);
  });

  it("Seaport does not ask a zone that is the caller: this one can call nobody's order", () => {
    const functions = new Interface(SeaportZone__factory.abi).fragments
      .filter((fragment): fragment is FunctionFragment => fragment instanceof FunctionFragment)
      .filter(({ constant }) => !constant)
      .map(({ name }) => name);
    expect(functions.toSorted()).to.deep.equal(["authorizeOrder", "validateOrder"]);
  });
});

describe("pitfall: the fulfiller is who calls, and the recipient is not shown", () => {
  it("judges who has the token in the end as the buyer, and the caller as the payer", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, third, parcel, zone } = stage;
    const sent = fulfilAdvanced(stage, buyer, await signAsk(stage, saleOf(stage)), { recipient: third.address })();
    await expect(sent)
      .to.emit(zone, "SeaportTradeSettled")
      .withArgs(anyValue, bench.land, parcel, seller, third, buyer, PRICE);
  });

  it("refuses a recipient who is the seller's own account, named or not", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, third, zone } = stage;
    await bench.mine(() => bench.compliance.connect(bench.staff.support).attest([seller, third], OWNER));
    const ask = await signAsk(stage, saleOf(stage));
    for (const extraData of ["0x", naming(buyer, third)]) {
      await expect(fulfilAdvanced(stage, buyer, ask, { recipient: third.address, extraData })())
        .to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused")
        .withArgs(anyValue, ruleId("SelfTrade"), codeOf(bench.marketRules.interface, "SelfTradeOneOwner"), anyValue);
    }
  });

  it("refuses a payer who is the seller's own account, whoever receives the token", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, third, zone } = stage;
    await bench.mine(() => bench.compliance.connect(bench.staff.support).attest([seller, buyer], OWNER));
    const ask = await signAsk(stage, saleOf(stage));
    for (const extraData of ["0x", naming(buyer, third)]) {
      await expect(
        fulfilAdvanced(stage, buyer, ask, { recipient: third.address, extraData })(),
      ).to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused");
    }
  });

  it("refuses a buyer who was named and does not have the token", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { buyer, third, zone } = stage;
    const ask = await signAsk(stage, saleOf(stage));
    await expect(fulfilAdvanced(stage, buyer, ask, { extraData: naming(buyer, third) })())
      .to.be.revertedWithCustomError(zone, "SeaportZoneBuyerMismatch")
      .withArgs(anyValue, third, buyer);
  });

  it("refuses to deliver into a settler's custody, where nobody would own the token", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, zone } = stage;
    const custodian = { address: await bench.escrow.getAddress() };
    const recipient = custodian.address;
    const ask = await signAsk(stage, saleOf(stage));
    await expect(fulfilAdvanced(stage, buyer, ask, { recipient })()).to.be.revertedWithCustomError(
      bench.compliance,
      "ComplianceCustodyOnly",
    );
    await expect(fulfilAdvanced(stage, buyer, ask, { recipient, extraData: naming(buyer, custodian) })())
      .to.be.revertedWithCustomError(zone, "SeaportZoneBuyerIsSettler")
      .withArgs(anyValue, recipient);
    const consideration = [{ ...parcelOf(stage, stage.parcel), recipient }];
    const bid = await signBid(stage, saleOf(stage), { consideration });
    await expect(fulfilAdvanced(stage, seller, bid)())
      .to.be.revertedWithCustomError(zone, "SeaportZoneBuyerIsSettler")
      .withArgs(anyValue, recipient);
  });

  it("refuses a payer who was named and has not paid", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { seller, buyer, third, zone } = stage;
    const ask = await signAsk(stage, saleOf(stage));
    await expect(fulfilAdvanced(stage, buyer, ask, { extraData: naming(third, buyer) })())
      .to.be.revertedWithCustomError(zone, "SeaportZoneNotPaid")
      .withArgs(anyValue, third, seller, PROCEEDS);
  });

  it("refuses to believe that a hub has paid", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, buyer, third, zone } = stage;
    await bench.mine(() => bench.settlementToken.connect(bench.staff.support).setHub(third, true));
    const ask = await signAsk(stage, saleOf(stage));
    await expect(fulfilAdvanced(stage, buyer, ask, { extraData: naming(third, buyer) })())
      .to.be.revertedWithCustomError(zone, "SeaportZonePayerNotAPerson")
      .withArgs(anyValue, third);
    const bid = await signBid(stage, { ...saleOf(stage), buyer: third });
    await expect(fulfilAdvanced(stage, stage.seller, bid)())
      .to.be.revertedWithCustomError(zone, "SeaportZonePayerNotAPerson")
      .withArgs(anyValue, third);
  });

  it("refuses a seller into a bid who sends the money to somebody else", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { seller, buyer, third, zone } = stage;
    const bid = await signBid(stage, saleOf(stage));
    await expect(fulfilAdvanced(stage, seller, bid, { recipient: third.address })())
      .to.be.revertedWithCustomError(zone, "SeaportZoneNotPaid")
      .withArgs(anyValue, buyer, seller, PRICE);
  });

  it("refuses a seller into a bid who was named and does not have the token", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { seller, third, zone } = stage;
    const bid = await signBid(stage, saleOf(stage));
    await expect(fulfilAdvanced(stage, seller, bid, { extraData: naming(third) })())
      .to.be.revertedWithCustomError(zone, "SeaportZoneSellerMismatch")
      .withArgs(anyValue, third, seller);
  });
});

describe("pitfall: a revert skips an order, a wrong answer takes all back", () => {
  it("a refused order among available ones is skipped", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, buyer, third, seller, parcel } = stage;
    await bench.mine(() => bench.compliance.connect(bench.staff.support).attest([seller, buyer], OWNER));
    const other = await bench.mintParcel(third, 30, -5);
    const good = await signAsk(stage, { seller: third, buyer, tokenId: other });
    await fulfilAvailable(stage, buyer, [await signAsk(stage, saleOf(stage)), good])();
    expect(await bench.land.ownerOf(parcel)).to.equal(seller.address);
    expect(await bench.land.ownerOf(other)).to.equal(buyer.address);
  });

  it("a zone that answers with anything but the selector takes the others down", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, buyer, third, stranger, seaport } = stage;
    await networkHelpers.setCode(stranger.address, WRONG_ANSWER);
    const other = await bench.mintParcel(third, 30, -5);
    const bad = await signAsk(stage, { seller: third, buyer, tokenId: other }, { zone: stranger.address });
    await expect(
      fulfilAvailable(stage, buyer, [await signAsk(stage, saleOf(stage)), bad])(),
    ).to.be.revertedWithCustomError(seaport, "InvalidRestrictedOrder");
  });

  it("our zone answers with the selectors that Seaport wants", async () => {
    const { zone } = await networkHelpers.loadFixture(openSeaport);
    expect(zone.interface.getFunction("authorizeOrder").selector).to.equal("0x01e4d72a");
    expect(zone.interface.getFunction("validateOrder").selector).to.equal("0x17b1f942");
    expect(zone.interface.getFunction("getSeaportMetadata").selector).to.equal("0x2e778efc");
  });

  it("says by ERC-165 and SIP-5 what it is", async () => {
    const { zone, bench, seaport } = await networkHelpers.loadFixture(openSeaport);
    expect(await zone.supportsInterface("0x39dd6933")).to.equal(true);
    expect(await zone.supportsInterface("0x01ffc9a7")).to.equal(true);
    expect(await zone.supportsInterface("0xffffffff")).to.equal(false);
    expect(await zone.getSeaportMetadata()).to.deep.equal(["Landslide", [[5n, "0x"]]]);
    await expect(zone.deploymentTransaction()).to.emit(zone, "SeaportCompatibleContractDeployed");
    expect(await zone.SEAPORT()).to.equal(await seaport.getAddress());
    expect(await zone.COMPLIANCE()).to.equal(await bench.compliance.getAddress());
    expect(await zone.SETTLEMENT_TOKEN()).to.equal(await bench.settlementToken.getAddress());
  });
});

describe("pitfall: basic orders carry no extraData", () => {
  it("the caller of a basic order pays and receives", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel, zone } = stage;
    const order = basic(await signAsk(stage, saleOf(stage)), BASIC.erc20ToErc721);
    await expect(sender(stage, buyer, "fulfillBasicOrder", order)())
      .to.emit(zone, "SeaportTradeSettled")
      .withArgs(anyValue, bench.land, parcel, seller, buyer, buyer, PRICE);
  });

  it("refuses extraData that names too few or too many", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { buyer, seller, zone } = stage;
    const ask = await signAsk(stage, saleOf(stage));
    await expect(fulfilAdvanced(stage, buyer, ask, { extraData: naming(buyer) })())
      .to.be.revertedWithCustomError(zone, "SeaportZoneExtraDataInvalid")
      .withArgs(anyValue, 32n);
    const bid = await signBid(stage, saleOf(stage));
    await expect(fulfilAdvanced(stage, seller, bid, { extraData: naming(buyer, seller) })())
      .to.be.revertedWithCustomError(zone, "SeaportZoneExtraDataInvalid")
      .withArgs(anyValue, 64n);
  });
});

describe("pitfall: the filler can append tips", () => {
  const TIP = 500n * USD;

  it("a tip is part of what the buyer pays", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, third, parcel, zone } = stage;
    const tipped = withTip(await signAsk(stage, saleOf(stage)), pay(stage, third.address, TIP));
    await expect(fulfilAdvanced(stage, buyer, tipped)())
      .to.emit(zone, "SeaportTradeSettled")
      .withArgs(anyValue, bench.land, parcel, seller, buyer, buyer, PRICE + TIP);
  });

  it("a tip finances whom it goes to", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, buyer, third } = stage;
    const tipped = withTip(await signAsk(stage, saleOf(stage)), pay(stage, third.address, TIP));
    await fulfilAdvanced(stage, buyer, tipped)();
    const own = await bench.mintParcel(buyer, 30, -5);
    await expect(bench.sell(buyer, third, own, TIP)).to.be.revertedWithCustomError(
      bench.market,
      "SettlementTradeRefused",
    );
  });

  it("more than a fifth of the price goes to nobody but the seller", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { seller, buyer, third, zone } = stage;
    const large = pay(stage, third.address, 4n * ROYALTY);
    const limit = (PRICE + 4n * ROYALTY) / 5n;
    await expect(fulfilAdvanced(stage, buyer, withTip(await signAsk(stage, saleOf(stage)), large))())
      .to.be.revertedWithCustomError(zone, "SeaportZoneDuesTooHigh")
      .withArgs(anyValue, FEE + 5n * ROYALTY, limit);
    await expect(fulfilAdvanced(stage, seller, withTip(await signBid(stage, saleOf(stage)), large))())
      .to.be.revertedWithCustomError(zone, "SeaportZoneDuesTooHigh")
      .withArgs(anyValue, FEE + 5n * ROYALTY, PRICE / 5n);
  });

  it("a tip to oneself raises no price", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel, zone } = stage;
    const tipped = withTip(await signAsk(stage, saleOf(stage)), pay(stage, buyer.address, TIP));
    await expect(fulfilAdvanced(stage, buyer, tipped)())
      .to.emit(zone, "SeaportTradeSettled")
      .withArgs(anyValue, bench.land, parcel, seller, buyer, buyer, PRICE);
  });

  it("what a seller into a bid pays back to the bidder is financing him", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, zone } = stage;
    const tipped = withTip(await signBid(stage, saleOf(stage)), pay(stage, buyer.address, 2n * TIP));
    await expect(fulfilAdvanced(stage, seller, tipped)())
      .to.be.revertedWithCustomError(zone, "SeaportZoneTradeRefused")
      .withArgs(
        anyValue,
        ruleId("SelfFinanced"),
        codeOf(bench.marketRules.interface, "SelfFinancedBySeller"),
        anyValue,
      );
  });

  it("a tip in another currency is refused", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, zone } = stage;
    const tip = { ...itemOf(ZeroAddress, 0n), itemType: 0, recipient: seller.address };
    const tipped = withTip(await signAsk(stage, saleOf(stage)), tip);
    const call = stage.seaport
      .connect(buyer)
      .getFunction("fulfillAdvancedOrder")
      .send(advanced(tipped), [], ZeroHash, ZeroAddress, { value: 1n });
    await expect(call)
      .to.be.revertedWithCustomError(zone, "SeaportZoneCurrencyNotAccepted")
      .withArgs(anyValue, 0n, ZeroAddress);
    expect(await bench.land.ownerOf(stage.parcel)).to.equal(seller.address);
  });
});

describe("pitfall: Seaport moves the money by plain transfers", () => {
  it("a sale in Seaport does not make an honest sale the other way look self-financed", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer } = stage;
    await fulfilAdvanced(stage, buyer, await signAsk(stage, saleOf(stage)))();
    const other = await bench.mintParcel(buyer, 30, -5);
    await bench.sell(buyer, seller, other, PRICE);
    expect(await bench.land.ownerOf(other)).to.equal(seller.address);
  });

  it("an open order still counts as a side payment", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer } = stage;
    await fulfilAdvanced(stage, buyer, await signAsk(stage, saleOf(stage), { zone: ZeroAddress }))();
    const other = await bench.mintParcel(buyer, 30, -5);
    await expect(bench.sell(buyer, seller, other, PRICE)).to.be.revertedWithCustomError(
      bench.market,
      "SettlementTradeRefused",
    );
  });

  it("a side payment before the sale stays one", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer } = stage;
    await bench.mine(() => bench.settlementToken.connect(buyer).transfer(seller, PRICE));
    await fulfilAdvanced(stage, buyer, await signAsk(stage, saleOf(stage)))();
    const [, total] = await bench.settlementToken.sidePayment(buyer, seller);
    expect(total).to.equal(PRICE);
  });

  it("a seller whose first money it is does not get the buyer's root", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, buyer, stranger } = stage;
    await approveSeaport(stage, stranger);
    const sales: Sale[] = [];
    for (const x of [40, 41]) sales.push({ seller: stranger, buyer, tokenId: await bench.mintParcel(stranger, x, 0) });
    const asks = await Promise.all(sales.map((sale) => signAsk(stage, sale)));
    await fulfilAvailable(stage, buyer, asks)();

    expect(await bench.settlementToken.fundingRoot(stranger)).to.equal(stranger.address);
    for (const { tokenId } of sales) expect(await bench.land.ownerOf(tokenId)).to.equal(buyer.address);
  });

  it("a fee to a hub is believed", async () => {
    const stage = await networkHelpers.loadFixture(openSeaport);
    const { bench, seller, buyer, parcel, zone } = stage;
    await bench.mine(() => bench.settlementToken.connect(bench.staff.support).setHub(bench.staff.treasury, true));
    const order = basic(await signBid(stage, saleOf(stage)), BASIC.erc721ToErc20);
    await expect(sender(stage, seller, "fulfillBasicOrder", order)())
      .to.emit(zone, "SeaportTradeSettled")
      .withArgs(anyValue, bench.land, parcel, seller, buyer, buyer, PRICE);
  });
});

async function refuseTransfers({ bench }: OpenSeaport): Promise<void> {
  const { platform } = bench.staff;
  await bench.mine(() => bench.compliance.connect(platform).setTransferPolicy(bench.land, TRANSFER_POLICIES.refused));
}

function saleOf({ seller, buyer, parcel }: OpenSeaport): Sale {
  return { seller, buyer, tokenId: parcel };
}
