import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { MaxUint256, Signature } from "ethers";
import { network } from "hardhat";

import { orderStruct } from "../../src/chain/orders.ts";
import type { Workbench } from "../../src/chain/workbench.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { USD } from "../../src/domain/primitives.ts";
import { openMarket, PRICE } from "../fixtures/market.ts";

const { ethers, networkHelpers } = await network.create();

describe("SettlementToken: money in trades", () => {
  it("needs no approval transaction: a permit, then the fill", async () => {
    const { bench, seller, stranger, parcel } = await networkHelpers.loadFixture(openMarket);
    await bench.mintMoney(stranger, PRICE);
    const order = await bench.ask(seller, parcel, PRICE);
    const signature = await bench.sign(seller, order);
    const deadline = BigInt((await bench.now()) + DAY);
    const { v, r, s } = await signPermit(bench, stranger, PRICE, deadline);

    await bench.settlementToken.connect(seller).permit(stranger, bench.market, PRICE, deadline, v, r, s);
    await expect(bench.market.connect(stranger).fill(orderStruct(order), signature, parcel)).to.changeTokenBalance(
      ethers,
      bench.settlementToken,
      stranger,
      -PRICE,
    );
    expect(await bench.settlementToken.allowance(stranger, bench.market)).to.equal(0n);
    expect(await bench.land.ownerOf(parcel)).to.equal(stranger.address);
  });

  it("refuses a permit that somebody else signed", async () => {
    const { bench, buyer, stranger } = await networkHelpers.loadFixture(openMarket);
    const { v, r, s } = await signPermit(bench, stranger, PRICE, MaxUint256);
    await expect(
      bench.settlementToken.connect(stranger).permit(buyer, bench.market, PRICE, MaxUint256, v, r, s),
    ).to.be.revertedWithCustomError(bench.settlementToken, "ERC2612InvalidSigner");
  });

  it("hands a funding root on through any number of wallets, but not through a hub", async () => {
    const { bench } = await networkHelpers.loadFixture(openMarket);
    const [first, second, last, hub, customer] = bench.traders.slice(5);
    if (!first || !second || !last || !hub || !customer) throw new Error("The chain has too few accounts.");
    const token = bench.settlementToken;
    await bench.mintMoney(first, 100n * USD);
    await token.connect(first).transfer(second, 50n * USD);
    await token.connect(second).transfer(last, 20n * USD);
    await token.connect(bench.staff.support).setHub(hub, true);
    await token.connect(first).transfer(hub, 20n * USD);
    await token.connect(hub).transfer(customer, 10n * USD);

    expect(await token.fundingRoot(last)).to.equal(first.address);
    expect(await token.fundingRoot(customer)).to.equal(customer.address);
  });

  it("counts proceeds of a sale neither as a side payment nor as a common source", async () => {
    const { bench, seller, buyer, stranger } = await networkHelpers.loadFixture(openMarket);
    const parcel = await bench.mintParcel(stranger, 8, 8);
    await bench.land.connect(stranger).setApprovalForAll(bench.market, true);
    await bench.sell(stranger, buyer, parcel, PRICE);

    expect(await bench.settlementToken.fundingRoot(stranger)).to.equal(stranger.address);
    expect(await bench.settlementToken.sidePayment(buyer, stranger)).to.deep.equal([0n, 0n]);
    expect(await bench.settlementToken.sidePayment(seller, stranger)).to.deep.equal([0n, 0n]);
  });
});

async function signPermit(bench: Workbench, owner: HardhatEthersSigner, value: bigint, deadline: bigint) {
  const token = bench.deployment.settlementToken;
  const domain = { name: "Landslide Dollar", version: "1", chainId: bench.chainId, verifyingContract: token };
  const types = {
    Permit: [
      { name: "owner", type: "address" },
      { name: "spender", type: "address" },
      { name: "value", type: "uint256" },
      { name: "nonce", type: "uint256" },
      { name: "deadline", type: "uint256" },
    ],
  };
  const nonce = await bench.settlementToken.nonces(owner);
  const message = { owner: owner.address, spender: bench.deployment.market, value, nonce, deadline };
  return Signature.from(await owner.signTypedData(domain, types, message));
}
