import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { type BaseContract, ContractFactory } from "ethers";

import type { Workbench } from "../../../src/chain/workbench.ts";
import type { CreatorTokenValidator } from "../../../typechain-types/compliance/adapters/CreatorTokenValidator.ts";
import { CreatorTokenValidator__factory } from "../../../typechain-types/factories/compliance/adapters/CreatorTokenValidator__factory.ts";
import { compileCreatorCollection } from "./compile.ts";

/** Of contracts/compliance/ICompliance.sol. */
export const TRANSFER_POLICIES = { unlisted: 0, open: 1, recorded: 2, refused: 3 } as const;

export type ListedPolicy = Exclude<keyof typeof TRANSFER_POLICIES, "unlisted">;

/** A real ERC721-C collection that asks our validator and is registered with the engine. */
export interface CreatorMarket {
  readonly validator: CreatorTokenValidator;
  /** Owned by the deployer. */
  readonly collection: BaseContract;
  readonly mint: (owner: HardhatEthersSigner) => Promise<bigint>;
}

export async function openCreatorCollection(
  bench: Workbench,
  policy: ListedPolicy = "refused",
): Promise<CreatorMarket> {
  const { deployer, platform } = bench.staff;
  const validator = await bench.deploy(() =>
    new CreatorTokenValidator__factory(deployer).deploy(bench.deployment.compliance),
  );
  const { abi, bytecode } = compileCreatorCollection();
  const collection = await bench.deploy(() => new ContractFactory(abi, bytecode, deployer).deploy());
  await bench.mine(() => collection.getFunction("setTransferValidator").send(validator));
  await bench.mine(() => bench.compliance.connect(platform).setTransferPolicy(collection, TRANSFER_POLICIES[policy]));
  let minted = 0n;
  return {
    validator,
    collection,
    mint: async (owner) => {
      const tokenId = ++minted;
      await bench.mine(() => collection.getFunction("mint").send(owner, tokenId));
      return tokenId;
    },
  };
}
