import { expect } from "chai";
import { network } from "hardhat";

import { orderStruct } from "../../src/chain/orders.ts";
import { addressOf } from "../../src/chain/workbench.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { ContractWallet__factory } from "../../typechain-types/index.ts";
import { FEE, openMarket, PRICE, PROCEEDS, ROYALTY } from "../fixtures/market.ts";

const { ethers, networkHelpers } = await network.create();

describe("Market: orders", () => {
  it("settles a signed ask: the shares add up to the price and the parcel changes hands", async () => {
    const { bench, seller, buyer, parcel } = await networkHelpers.loadFixture(openMarket);
    const { market, settlementToken, land, staff } = bench;
    const order = await bench.ask(seller, parcel, PRICE);
    const signature = await bench.sign(seller, order);
    const fill = market.connect(buyer).fill(orderStruct(order), signature, parcel);

    await expect(fill)
      .to.emit(market, "TradeSettled")
      .withArgs(await market.hashOrder(orderStruct(order)), land, parcel, seller, buyer, PRICE, FEE, ROYALTY);
    await expect(fill).to.changeTokenBalances(
      ethers,
      settlementToken,
      [buyer, seller, staff.treasury, staff.creator],
      [-PRICE, PROCEEDS, FEE, ROYALTY],
    );
    expect(await land.ownerOf(parcel)).to.equal(buyer.address);
  });

  it("fills an order once", async () => {
    const { bench, seller, buyer, third, parcel } = await networkHelpers.loadFixture(openMarket);
    const order = await bench.ask(seller, parcel, PRICE);
    const signature = await bench.sign(seller, order);
    await bench.market.connect(buyer).fill(orderStruct(order), signature, parcel);

    expect(await bench.market.isSpent(seller, order.nonce)).to.equal(true);
    await expect(bench.market.connect(third).fill(orderStruct(order), signature, parcel))
      .to.be.revertedWithCustomError(bench.market, "MarketOrderSpent")
      .withArgs(await bench.market.hashOrder(orderStruct(order)), order.nonce);
  });

  it("settles a signed bid when the owner fills it", async () => {
    const { bench, seller, buyer, parcel } = await networkHelpers.loadFixture(openMarket);
    const order = await bench.bid(buyer, parcel, PRICE);
    const signature = await bench.sign(buyer, order);
    const fill = bench.market.connect(seller).fill(orderStruct(order), signature, parcel);

    await expect(fill).to.changeTokenBalances(ethers, bench.settlementToken, [buyer, seller], [-PRICE, PROCEEDS]);
    expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
  });

  it("lets any owner fill a bid for the collection, with a parcel of their choice", async () => {
    const { bench, buyer, third } = await networkHelpers.loadFixture(openMarket);
    const chosen = await bench.mintParcel(third, -7, 70);
    const order = await bench.collectionBid(buyer, PRICE);
    const signature = await bench.sign(buyer, order);
    const fill = bench.market.connect(third).fill(orderStruct(order), signature, chosen);

    await expect(fill).to.changeTokenBalances(ethers, bench.settlementToken, [buyer, third], [-PRICE, PROCEEDS]);
    expect(await bench.land.ownerOf(chosen)).to.equal(buyer.address);
  });

  it("keeps a private order for its taker", async () => {
    const { bench, seller, buyer, third, parcel } = await networkHelpers.loadFixture(openMarket);
    const order = { ...(await bench.ask(seller, parcel, PRICE)), taker: addressOf(buyer) };
    const signature = await bench.sign(seller, order);

    await expect(bench.market.connect(third).fill(orderStruct(order), signature, parcel))
      .to.be.revertedWithCustomError(bench.market, "MarketTakerMismatch")
      .withArgs(buyer, third);
    await bench.market.connect(buyer).fill(orderStruct(order), signature, parcel);
    expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
  });

  it("settles an order authorised on chain without a signature", async () => {
    const { bench, seller, buyer, parcel } = await networkHelpers.loadFixture(openMarket);
    const terms = await bench.ask(seller, parcel, PRICE);
    const order = orderStruct(terms);
    const fill = () => bench.market.connect(buyer).fill(order, "0x", parcel);
    const orderHash = await bench.market.hashOrder(order);

    await expect(fill())
      .to.be.revertedWithCustomError(bench.market, "MarketSignatureInvalid")
      .withArgs(orderHash, seller);
    await bench.mine(() => bench.market.connect(seller).authorise(order));
    const [event] = await bench.market.queryFilter(bench.market.filters.OrderAuthorised(orderHash, seller));
    // The event shows the whole order, so that whoever reads it can fill it.
    const shown = event?.args.order;
    expect([shown?.maker, shown?.tokenId, shown?.price, shown?.nonce, shown?.expiresAt]).to.deep.equal([
      seller.address,
      parcel,
      PRICE,
      terms.nonce,
      BigInt(terms.expiresAt),
    ]);
    await fill();
    expect(await bench.land.ownerOf(parcel)).to.equal(buyer.address);
  });

  it("takes the signature of a contract wallet's owner for the wallet's own (ERC-1271)", async () => {
    const { bench, seller, buyer, stranger } = await networkHelpers.loadFixture(openMarket);
    const wallet = await new ContractWallet__factory(seller).deploy(seller);
    const address = addressOf({ address: await wallet.getAddress() });
    await bench.land.connect(bench.staff.platform).mintBatch(wallet, [{ x: 5, y: 5 }]);
    const parcel = await bench.land.tokenIdAt(5, 5);
    const approval = bench.land.interface.encodeFunctionData("setApprovalForAll", [bench.deployment.market, true]);
    await wallet.execute(bench.land, approval);
    const order = { ...(await bench.ask(seller, parcel, PRICE)), maker: address, counter: 0n };

    const forged = await bench.sign(stranger, order);
    await expect(bench.market.connect(buyer).fill(orderStruct(order), forged, parcel)).to.be.revertedWithCustomError(
      bench.market,
      "MarketSignatureInvalid",
    );
    const signature = await bench.sign(seller, order);
    const fill = bench.market.connect(buyer).fill(orderStruct(order), signature, parcel);
    await expect(fill).to.changeTokenBalances(ethers, bench.settlementToken, [buyer, wallet], [-PRICE, PROCEEDS]);
  });

  it("cancels one order by its hash and all by the counter", async () => {
    const { bench, seller, buyer, parcel } = await networkHelpers.loadFixture(openMarket);
    const market = bench.market.connect(seller);
    const [first, second] = [await bench.ask(seller, parcel, PRICE), await bench.ask(seller, parcel, 2n * PRICE)];
    await expect(market.cancel([orderStruct(first)])).to.emit(market, "OrderCancelled");
    await expect(market.raiseCounter()).to.emit(market, "CounterRaised").withArgs(seller, 1n);

    const fill = async (order: typeof first) =>
      bench.market.connect(buyer).fill(orderStruct(order), await bench.sign(seller, order), parcel);
    await expect(fill({ ...first, counter: 1n })).to.be.revertedWithCustomError(market, "MarketOrderSpent");
    await expect(fill(second)).to.be.revertedWithCustomError(market, "MarketCounterMismatch").withArgs(seller, 0n, 1n);
  });

  it("settles neither before an order's time nor after it", async () => {
    const { bench, seller, buyer, parcel } = await networkHelpers.loadFixture(openMarket);
    const now = await bench.now();
    const order = { ...(await bench.ask(seller, parcel, PRICE)), startsAt: now + DAY, expiresAt: now + 2 * DAY };
    const signature = await bench.sign(seller, order);
    const fill = () => bench.market.connect(buyer).fill(orderStruct(order), signature, parcel);

    await expect(fill()).to.be.revertedWithCustomError(bench.market, "MarketOrderNotStarted");
    await networkHelpers.time.increaseTo(now + 2 * DAY);
    await expect(fill()).to.be.revertedWithCustomError(bench.market, "MarketOrderExpired");
    expect(await bench.land.ownerOf(parcel)).to.equal(seller.address);
  });

  it("refuses a changed price under an old signature", async () => {
    const { bench, seller, buyer, parcel } = await networkHelpers.loadFixture(openMarket);
    const order = await bench.ask(seller, parcel, PRICE);
    const signature = await bench.sign(seller, order);
    const cheaper = { ...order, price: PRICE / 2n, endPrice: PRICE / 2n };
    await expect(
      bench.market.connect(buyer).fill(orderStruct(cheaper), signature, parcel),
    ).to.be.revertedWithCustomError(bench.market, "MarketSignatureInvalid");
  });
});
