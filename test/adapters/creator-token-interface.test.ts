import { expect } from "chai";
import { id, toBeHex } from "ethers";
import { network } from "hardhat";

import { CreatorTokenValidator__factory } from "../../typechain-types/factories/compliance/adapters/CreatorTokenValidator__factory.ts";
import { functionsOf } from "../fixtures/abi-functions.ts";
import { openCollection, openWith } from "../fixtures/creator-collection.ts";

const { networkHelpers } = await network.create();
const FUNCTIONS = functionsOf(CreatorTokenValidator__factory.createInterface());

/** The standard's functions and their selectors. */
const SELECTORS = {
  "validateTransfer(address,address,address,uint256)": "0xcaee23ea",
  "validateTransfer(address,address,address)": "0x7c1e14b4",
  "validateTransfer(address,address,address,uint256,uint256)": "0x1854b241",
  "applyCollectionTransferPolicy(address,address,address)": "0x285fb8c8",
  "beforeAuthorizedTransfer(address,address,uint256)": "0xdb5f30a8",
  "beforeAuthorizedTransfer(address,address)": "0x50793315",
  "beforeAuthorizedTransfer(address,uint256)": "0x3a0e3160",
  "afterAuthorizedTransfer(address,uint256)": "0xb89c4b0d",
  "afterAuthorizedTransfer(address)": "0x0ad38899",
  "beforeAuthorizedTransferWithAmount(address,uint256,uint256)": "0x28cc1131",
  "afterAuthorizedTransferWithAmount(address,uint256)": "0xb6e39ba1",
  "setTokenTypeOfCollection(address,uint16)": "0xfb2de5d7",
} as const;

describe("CreatorTokenValidator: the interfaces", () => {
  it("has every function of the standard, with the standard's selectors", () => {
    for (const [signature, selector] of Object.entries(SELECTORS)) {
      expect(id(signature).slice(0, 10), signature).to.equal(selector);
      expect(FUNCTIONS.get(selector)?.format(), signature).to.equal(signature);
    }
  });

  it("says so by ERC-165", async () => {
    const { validator } = await networkHelpers.loadFixture(openCollection);
    const { "setTokenTypeOfCollection(address,uint16)": setTokenType, ...validation } = SELECTORS;
    const interfaceId = Object.values(validation).reduce((sum, selector) => sum ^ BigInt(selector), 0n);
    expect(await validator.supportsInterface(toBeHex(interfaceId, 4))).to.equal(true);
    expect(await validator.supportsInterface(setTokenType)).to.equal(true);
    expect(await validator.supportsInterface("0x01ffc9a7")).to.equal(true);
    expect(await validator.supportsInterface("0xffffffff")).to.equal(false);
  });

  it("is taken up by a real collection, which tells it the token's type without a revert", async () => {
    const { seller, collection, validator } = await networkHelpers.loadFixture(openCollection);
    await validator.connect(seller).setTokenTypeOfCollection(collection, 721);
    await expect(collection.getFunction("setTransferValidator").send(validator))
      .to.emit(collection, "TransferValidatorUpdated")
      .withArgs(validator, validator);
  });

  it("judges a transfer without a token's number as one outside trades", async () => {
    const { bench, seller, buyer, collection, validator, ethers: own } = await openWith("open");
    const runner = await own.getImpersonatedSigner(await collection.getAddress());
    const asked = validator.connect(runner);
    const forms = ["validateTransfer(address,address,address)", "applyCollectionTransferPolicy"] as const;
    for (const form of forms) {
      await asked.getFunction(form)(seller, seller, buyer);
      await asked.getFunction(form)(seller, bench.escrow, buyer);
      await expect(asked.getFunction(form)(seller, seller, bench.escrow)).to.be.revertedWithCustomError(
        validator,
        "CreatorTokenValidatorCustodyOnly",
      );
    }
  });

  it("refuses tokens with amounts and authorizers, and says which it was", async () => {
    const { seller, buyer, collection, validator } = await networkHelpers.loadFixture(openCollection);
    const amounts = validator.getFunction("validateTransfer(address,address,address,uint256,uint256)");
    await expect(amounts(seller, seller, buyer, 1n, 5n)).to.be.revertedWithCustomError(
      validator,
      "CreatorTokenValidatorAmountsNotSupported",
    );
    for (const form of Object.keys(SELECTORS).filter((signature) => signature.includes("AuthorizedTransfer"))) {
      const call = validator.getFunction(form);
      const values = call.fragment.inputs.map(({ type }) => (type === "address" ? collection : 1n));
      await expect(call.staticCall(...values), form).to.be.revertedWithCustomError(
        validator,
        "CreatorTokenValidatorAuthorizersNotSupported",
      );
    }
  });
});
