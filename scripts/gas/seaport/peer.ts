import { createRequire } from "node:module";

import { type BaseContract, ContractFactory, type InterfaceAbi, type TypedDataDomain } from "ethers";

import type { Workbench } from "../../../src/chain/workbench.ts";

/** The real Seaport 1.6, as npm's package carries it compiled. */
export interface Seaport {
  readonly seaport: BaseContract;
  /** What its orders are signed for. */
  readonly domain: TypedDataDomain;
}

export async function deploySeaport(bench: Workbench): Promise<Seaport> {
  const controller = await deployPeer(bench, "conduit/ConduitController.sol/LocalConduitController");
  const seaport = await deployPeer(bench, "Seaport.sol/Seaport", await controller.getAddress());
  const version = await versionOf(seaport);
  const verifyingContract = await seaport.getAddress();
  return { seaport, domain: { name: "Seaport", version, chainId: bench.chainId, verifyingContract } };
}

async function deployPeer(bench: Workbench, file: string, ...args: string[]): Promise<BaseContract> {
  const artifact = createRequire(import.meta.url)(
    `@opensea/seaport-js/src/artifacts/seaport/contracts/${file}.json`,
  ) as { readonly abi: InterfaceAbi; readonly bytecode: string }; // a Hardhat artifact
  return bench.deploy(() => new ContractFactory(artifact.abi, artifact.bytecode, bench.staff.deployer).deploy(...args));
}

async function versionOf(seaport: BaseContract): Promise<string> {
  // The first of the values that Seaport's `information` returns.
  const [version] = (await seaport.getFunction("information").staticCallResult()) as unknown as [string];
  return version;
}
