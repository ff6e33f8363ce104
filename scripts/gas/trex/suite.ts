import { createRequire } from "node:module";

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  AbiCoder,
  type BaseContract,
  Contract,
  ContractFactory,
  getBytes,
  id,
  type InterfaceAbi,
  keccak256,
  ZeroAddress,
} from "ethers";

import type { Workbench } from "../../../src/chain/workbench.ts";

/** T-REX deployed as its authors do: implementations, one authority over them, and proxies. */
export interface Suite {
  readonly bench: Workbench;
  readonly implementations: BaseContract;
  readonly identityRegistry: BaseContract;
  readonly identityStorage: BaseContract;
  readonly issuer: BaseContract;
}

export interface Security {
  readonly token: BaseContract;
  readonly compliance: BaseContract;
}

const VERSION = { major: 4, minor: 1, patch: 6 };
/** A claim that an investor's identity has been checked. */
const TOPIC = BigInt(id("KYC"));
/** ONCHAINID: a claim signed with ECDSA, by a key whose purpose is to sign claims. */
const ECDSA = 1;
const CLAIM_KEY = 3;
const COUNTRY = 250;

/** The registries of investors, which securities may share; the deployer owns them, and is their agent. */
export async function openSuite(bench: Workbench): Promise<Suite> {
  const { deployer, creator } = bench.staff;
  const deploy = (file: string, ...args: readonly unknown[]) => deployPeer(bench, file, args);
  const trex = {
    tokenImplementation: await deploy("contracts/token/Token"),
    ctrImplementation: await deploy("contracts/registry/implementation/ClaimTopicsRegistry"),
    irImplementation: await deploy("contracts/registry/implementation/IdentityRegistry"),
    irsImplementation: await deploy("contracts/registry/implementation/IdentityRegistryStorage"),
    tirImplementation: await deploy("contracts/registry/implementation/TrustedIssuersRegistry"),
    mcImplementation: await deploy("contracts/compliance/modular/ModularCompliance"),
  };
  const implementations = await deploy(
    "contracts/proxy/authority/TREXImplementationAuthority",
    true,
    ZeroAddress,
    ZeroAddress,
  );
  await send(bench, implementations, "addAndUseTREXVersion", VERSION, trex);

  const proxy = async (name: string, implementation: string, ...args: readonly unknown[]) => {
    const deployed = await deploy(`contracts/proxy/${name}Proxy`, implementations, ...args);
    return attach(bench, deployed, implementation);
  };
  const registry = "contracts/registry/implementation";
  const topics = await proxy("ClaimTopicsRegistry", `${registry}/ClaimTopicsRegistry`);
  const issuers = await proxy("TrustedIssuersRegistry", `${registry}/TrustedIssuersRegistry`);
  const identityStorage = await proxy("IdentityRegistryStorage", `${registry}/IdentityRegistryStorage`);
  const identityRegistry = await proxy(
    "IdentityRegistry",
    `${registry}/IdentityRegistry`,
    issuers,
    topics,
    identityStorage,
  );
  await send(bench, identityStorage, "bindIdentityRegistry", identityRegistry);
  await send(bench, identityRegistry, "addAgent", deployer);

  const issuer = await deploy("@onchain-id/solidity/contracts/ClaimIssuer", deployer.address);
  await send(bench, issuer, "addKey", keyOf(creator), CLAIM_KEY, ECDSA);
  await send(bench, topics, "addClaimTopic", TOPIC);
  await send(bench, issuers, "addTrustedIssuer", issuer, [TOPIC]);
  return { bench, implementations, identityRegistry, identityStorage, issuer };
}

/** A security with an empty compliance; the deployer owns both and is the token's agent. */
export async function openSecurity(suite: Suite, symbol: string): Promise<Security> {
  const { bench, implementations, identityRegistry } = suite;
  const proxy = async (name: string, implementation: string, ...args: readonly unknown[]) =>
    attach(bench, await deployPeer(bench, `contracts/proxy/${name}Proxy`, [implementations, ...args]), implementation);
  const compliance = await proxy("ModularCompliance", "contracts/compliance/modular/ModularCompliance");
  const terms = [`${symbol} shares`, symbol, 0, ZeroAddress];
  const token = await proxy("Token", "contracts/token/Token", identityRegistry, compliance, ...terms);
  await send(bench, token, "addAgent", bench.staff.deployer);
  await send(bench, identityRegistry, "addAgent", token);
  await send(bench, token, "unpause");
  return { token, compliance };
}

/** Adds one of T-REX's own modules, which bounds what a holder may have; before anything is issued. */
export async function addMaxBalance({ bench }: Suite, { compliance }: Security, limit: bigint): Promise<void> {
  const modules = "contracts/compliance/modular/modules";
  const implementation = await deployPeer(bench, `${modules}/MaxBalanceModule`, []);
  const initialize = implementation.interface.encodeFunctionData("initialize");
  const module = await deployPeer(bench, `${modules}/ModuleProxy`, [implementation, initialize]);
  await send(bench, compliance, "addModule", module);
  const setLimit = implementation.interface.encodeFunctionData("setMaxBalance", [limit]);
  await send(bench, compliance, "callModuleFunction", setLimit, module);
}

/** Gives an investor an identity of their own, with the claim that every holder needs. */
export async function admit(
  { bench, identityRegistry, issuer }: Suite,
  investor: HardhatEthersSigner,
): Promise<BaseContract> {
  const identity = await deployPeer(bench, "@onchain-id/solidity/contracts/Identity", [investor.address, false]);
  const data = "0x";
  const claim = AbiCoder.defaultAbiCoder().encode(
    ["address", "uint256", "bytes"],
    [await identity.getAddress(), TOPIC, data],
  );
  const signature = await bench.staff.creator.signMessage(getBytes(keccak256(claim)));
  await bench.mine(() =>
    identity.connect(investor).getFunction("addClaim").send(TOPIC, ECDSA, issuer, signature, data, ""),
  );
  await send(bench, identityRegistry, "registerIdentity", investor, identity, COUNTRY);
  return identity;
}

/** As in ONCHAINID: a key is the hash of an address. */
export function keyOf({ address }: { readonly address: string }): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["address"], [address]));
}

/** By the deployer, in a block of its own. */
export function send(bench: Workbench, contract: BaseContract, name: string, ...args: readonly unknown[]) {
  return bench.mine(() =>
    contract
      .connect(bench.staff.deployer)
      .getFunction(name)
      .send(...args),
  );
}

function attach(bench: Workbench, proxy: BaseContract, file: string): BaseContract {
  return new Contract(proxy.target, artifactOf(file).abi, bench.staff.deployer);
}

async function deployPeer(bench: Workbench, file: string, args: readonly unknown[]): Promise<BaseContract> {
  const { abi, bytecode } = artifactOf(file);
  return bench.deploy(() => new ContractFactory(abi, bytecode, bench.staff.deployer).deploy(...args));
}

function artifactOf(file: string): { readonly abi: InterfaceAbi; readonly bytecode: string } {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const artifact: unknown = createRequire(import.meta.url)(`@tokenysolutions/t-rex/artifacts/${file}.sol/${name}.json`);
  return artifact as { readonly abi: InterfaceAbi; readonly bytecode: string }; // a Hardhat artifact
}
