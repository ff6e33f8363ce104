import { createRequire } from "node:module";

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { type BaseContract, ContractFactory, type InterfaceAbi, MaxUint256, ZeroAddress, ZeroHash } from "ethers";

import type { Workbench } from "../../src/chain/workbench.ts";
import { USD } from "../../src/domain/primitives.ts";
import { EmptyZone__factory } from "../../typechain-types/factories/mocks/EmptyZone__factory.ts";
import { ERC20Mock__factory } from "../../typechain-types/factories/mocks/ERC20Mock__factory.ts";
import { ERC721Mock__factory } from "../../typechain-types/factories/mocks/ERC721Mock__factory.ts";
import type { ERC20Mock } from "../../typechain-types/mocks/ERC20Mock.ts";
import type { ERC721Mock } from "../../typechain-types/mocks/ERC721Mock.ts";
import type { GasRow, GasSection } from "./rows.ts";
import { type SeaportOrder, signSeaportAsk } from "./seaport-order.ts";

export interface SeaportGas {
  /** What our market aims at: a basic ERC-20 order with two fees and an empty zone, one that agrees to everything. */
  readonly aim: bigint;
  readonly sections: readonly GasSection[];
}

const BATCH = 5;

/** `BasicOrderType` of seaport-types for a full, open order; a restricted one is two further. */
const BASIC_ERC20_TO_ERC721 = 8;

/**
 * Measures the real Seaport 1.6 on the same chain: a plain ERC-721 for a plain ERC-20, both approved to Seaport itself,
 * two fees, every recipient and trader with a balance already. Treasury, creator and traders are those of our market.
 */
export async function measureSeaport(bench: Workbench): Promise<SeaportGas> {
  const stall = await openStall(bench);
  const zone = await stall.zone.getAddress();
  const basicZone = await measureBasic(stall, "basic order with an empty zone", zone);
  const rows = [
    await measureBasic(stall, "basic order", ZeroAddress),
    basicZone,
    await measureAdvanced(stall, "advanced order", ZeroAddress),
    await measureAdvanced(stall, "advanced order with an empty zone", zone),
    await measureAvailable(stall, `fulfillAvailableAdvancedOrders of ${BATCH}, each`, ZeroAddress),
    await measureAvailable(stall, "the same with an empty zone", zone),
  ];

  return {
    aim: basicZone.gas,
    sections: [
      { title: `Seaport ${stall.version}: a signed ask for a plain ERC-20, two fees, no check of anybody`, rows },
      { title: "OpenZeppelin's ERC-721, nothing else", rows: [await measureTransfer(stall)] },
    ],
  };
}

interface Stall {
  readonly bench: Workbench;
  readonly seaport: BaseContract;
  readonly version: string;
  readonly zone: ReturnType<typeof EmptyZone__factory.connect>;
  readonly money: ERC20Mock;
  readonly items: ERC721Mock;
  readonly seller: HardhatEthersSigner;
  readonly buyer: HardhatEthersSigner;
  readonly nextId: () => bigint;
}

async function openStall(bench: Workbench): Promise<Stall> {
  const [seller, buyer] = bench.traders;
  if (!seller || !buyer) throw new Error("The bench needs two traders.");
  const { deployer, treasury, creator } = bench.staff;
  const controller = await deployPeer(deployer, "conduit/ConduitController.sol/LocalConduitController");
  const seaport = await deployPeer(deployer, "Seaport.sol/Seaport", await controller.getAddress());
  const zone = await new EmptyZone__factory(deployer).deploy();
  const money = await new ERC20Mock__factory(deployer).deploy();
  const items = await new ERC721Mock__factory(deployer).deploy();
  let id = 0n;
  const nextId = (): bigint => id++;
  for (const account of [seller, buyer, treasury, creator]) {
    await bench.mine(() => money.mint(account, 1_000_000n * USD));
    await bench.mine(() => items.mint(account, nextId()));
  }
  await bench.mine(() => items.connect(seller).setApprovalForAll(seaport, true));
  await bench.mine(() => money.connect(buyer).approve(seaport, MaxUint256));
  return { bench, seaport, version: await versionOf(seaport), zone, money, items, seller, buyer, nextId };
}

/** Deploys what npm's package carries compiled. */
async function deployPeer(deployer: HardhatEthersSigner, file: string, ...args: string[]): Promise<BaseContract> {
  const artifact = createRequire(import.meta.url)(
    `@opensea/seaport-js/src/artifacts/seaport/contracts/${file}.json`,
  ) as { readonly abi: InterfaceAbi; readonly bytecode: string }; // a Hardhat artifact
  const contract = await new ContractFactory(artifact.abi, artifact.bytecode, deployer).deploy(...args);
  return contract.waitForDeployment();
}

function send({ seaport, buyer }: Stall, name: string, ...args: readonly unknown[]) {
  return seaport
    .connect(buyer)
    .getFunction(name)
    .send(...args);
}

async function versionOf(seaport: BaseContract): Promise<string> {
  // The first of the values that Seaport's `information` returns.
  const [version] = (await seaport.getFunction("information").staticCallResult()) as unknown as [string];
  return version;
}

async function measureBasic(stall: Stall, name: string, zone: string): Promise<GasRow> {
  const { parameters, signature } = await signedOrder(stall, zone);
  const [offered] = parameters.offer;
  const [payment, ...additional] = parameters.consideration;
  if (!offered || !payment) throw new Error("An order offers one item and asks for money.");
  const basic = {
    considerationToken: payment.token,
    considerationIdentifier: 0n,
    considerationAmount: payment.startAmount,
    offerer: parameters.offerer,
    zone,
    offerToken: offered.token,
    offerIdentifier: offered.identifierOrCriteria,
    offerAmount: 1n,
    basicOrderType: BASIC_ERC20_TO_ERC721 + parameters.orderType,
    startTime: parameters.startTime,
    endTime: parameters.endTime,
    zoneHash: ZeroHash,
    salt: parameters.salt,
    offererConduitKey: ZeroHash,
    fulfillerConduitKey: ZeroHash,
    totalOriginalAdditionalRecipients: additional.length,
    additionalRecipients: additional.map(({ startAmount, recipient }) => ({ amount: startAmount, recipient })),
    signature,
  };
  const { gasUsed } = await stall.bench.mine(() => send(stall, "fulfillBasicOrder", basic));
  return { name, gas: gasUsed };
}

async function measureAdvanced(stall: Stall, name: string, zone: string): Promise<GasRow> {
  const order = advanced(await signedOrder(stall, zone));
  const { gasUsed } = await stall.bench.mine(() =>
    send(stall, "fulfillAdvancedOrder", order, [], ZeroHash, ZeroAddress),
  );
  return { name, gas: gasUsed };
}

async function measureAvailable(stall: Stall, name: string, zone: string): Promise<GasRow> {
  const orders: ReturnType<typeof advanced>[] = [];
  for (let i = 0; i < BATCH; i++) orders.push(advanced(await signedOrder(stall, zone)));
  const offers = orders.map((_, orderIndex) => [{ orderIndex, itemIndex: 0 }]);
  // Payments to one recipient are made as one: that is what a batch saves in Seaport.
  const payments = [0, 1, 2].map((itemIndex) => orders.map((_, orderIndex) => ({ orderIndex, itemIndex })));
  const { gasUsed } = await stall.bench.mine(() =>
    send(stall, "fulfillAvailableAdvancedOrders", orders, [], offers, payments, ZeroHash, ZeroAddress, BATCH),
  );
  return { name, gas: gasUsed / BigInt(BATCH) };
}

async function measureTransfer({ bench, items, seller, buyer, nextId }: Stall): Promise<GasRow> {
  const id = nextId();
  await bench.mine(() => items.mint(seller, id));
  const { gasUsed } = await bench.mine(() => items.connect(seller).transferFrom(seller, buyer, id));
  return { name: "transferFrom by the owner", gas: gasUsed };
}

function advanced({ parameters, signature }: SeaportOrder) {
  return { parameters, numerator: 1, denominator: 1, signature, extraData: "0x" };
}

/** The seller's signed ask for an item just minted. */
async function signedOrder(stall: Stall, zone: string): Promise<SeaportOrder> {
  const { bench, seaport, version, money, items, seller, nextId } = stall;
  const tokenId = nextId();
  await bench.mine(() => items.mint(seller, tokenId));
  return signSeaportAsk(seller, {
    domain: { name: "Seaport", version, chainId: bench.chainId, verifyingContract: await seaport.getAddress() },
    zone,
    collection: await items.getAddress(),
    tokenId,
    currency: await money.getAddress(),
    treasury: bench.staff.treasury.address,
    creator: bench.staff.creator.address,
    startTime: await bench.now(),
  });
}
