import { readFileSync } from "node:fs";
import path from "node:path";

import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  type BaseContract,
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  type Log,
  MaxUint256,
} from "ethers";

import { Cast } from "../../src/chain/accounts.ts";
import { orderStruct } from "../../src/chain/orders.ts";
import { deploymentOptions, staffOf } from "../../src/chain/staff.ts";
import { addressOf, openWorkbench, Workbench, type WorkbenchOptions } from "../../src/chain/workbench.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { type Address, type MicroUsd, USD } from "../../src/domain/primitives.ts";
import { RULES } from "../../src/domain/rules.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { Vault__factory, type Vault } from "../../typechain-types/index.ts";
import type { ErrandStruct } from "../../typechain-types/mocks/evasion/Vault.ts";
import { type Sign, signsIn, signOfRevert } from "./signs.ts";

/** Dates are part of orders, and their bytes cost gas: from a fixed start every play costs the same. */
export const EVASION_CHAIN = { accounts: { count: 40 }, initialDate: new Date("2021-11-01T09:00:00Z") };

/** As `scenarios/jj-lin.yaml` has it; or every rule enforced, longer windows, identity from the first dollar on, no gifts. */
export const CONFIGURATIONS = ["default", "strictest"] as const;
export type Configuration = (typeof CONFIGURATIONS)[number];

/** What a parcel is worth, and what the evaders want the market to show. */
export const WORTH = 10_000n * USD;
export const PAINTED = 16_000n * USD;

/** Days that the evaders let pass between two legs: longer than the holding period, which would flag them. */
export const PATIENCE = 4;

/** Traders have been here before: their first money came from the exchange. */
const POCKET_MONEY = 100n * USD;
const PARCELS = 400;
const SCENARIO = path.join(import.meta.dirname, "../../scenarios/jj-lin.yaml");

/** What a play came to. */
export interface Ending {
  /** Stopped: a rule or a contract refused. Held: until the escrow gave everything back. Flagged: a shadow rule objected. */
  readonly outcome: "stopped" | "held" | "flagged" | "through";
  /** Names of the errors that stopped, held or flagged it. */
  readonly reasons: readonly string[];
  /** What markets show as sold between the evaders. */
  readonly volume: MicroUsd;
  /** Whether the parcel ends where it began, with the ringleader. */
  readonly isHome: boolean;
  /** What all evaders together have less than before: fees, royalties, and what others keep. */
  readonly lost: MicroUsd;
  /** The most of their own money that was in it at once. */
  readonly capital: MicroUsd;
  readonly days: number;
  /** Of every transaction of theirs. */
  readonly gas: bigint;
}

/** What stands when the curtain rises. */
export interface Scenery {
  readonly ethers: HardhatEthers;
  readonly bench: Workbench;
  readonly people: People;
  readonly parcels: Parcels;
  /** Accounts that nobody has seen. */
  readonly spare: readonly HardhatEthersSigner[];
}

/** A market with an honest crowd, an exchange, and two persons who want it to show sales that are none. */
export async function openScenery(ethers: HardhatEthers, configuration: Configuration): Promise<Scenery> {
  const bench = await openWorkbench(ethers, optionsFor(configuration));
  const [ringleader, accomplice, crowd, exchange, ...spare] = bench.traders;
  if (!ringleader || !accomplice || !crowd || !exchange) throw new Error("The chain has too few accounts.");
  const { bank, support, platform, creator } = bench.staff;
  const money = bench.settlementToken;
  await bench.mine(() => money.connect(support).setHub(exchange, true));
  await bench.mine(() => money.connect(bank).mint(exchange, 10_000_000n * USD));
  const places = Array.from({ length: PARCELS }, (_, x) => ({ x, y: 1 }));
  for (let i = 0; i < PARCELS; i += 100) {
    await bench.mine(() => bench.land.connect(platform).mintBatch(creator, places.slice(i, i + 100)));
  }
  await bench.mine(() => bench.marketRules.connect(support).setReferencePrice(bench.land, WORTH));
  for (const trader of [ringleader, accomplice, crowd]) {
    await bench.mine(() => money.connect(exchange).transfer(trader, POCKET_MONEY));
    await bench.approveMarket(trader);
  }
  const known = [ringleader, accomplice, crowd, exchange];
  if (configuration === "strictest") await bench.mine(() => money.connect(support).setIdentified(known, true));
  const parcel = await bench.mintParcel(ringleader, 0, -5);
  const second = await bench.mintParcel(ringleader, 1, -5);
  const accomplices = await bench.mintParcel(accomplice, 2, -5);
  await bench.wait(DAY);
  return {
    ethers,
    bench,
    people: { ringleader, accomplice, crowd, exchange },
    parcels: { parcel, second, accomplices },
    spare,
  };
}

interface People {
  readonly ringleader: HardhatEthersSigner;
  /** Another person, with money and an identity of his own. */
  readonly accomplice: HardhatEthersSigner;
  /** Honest people. */
  readonly crowd: HardhatEthersSigner;
  /** A registered hub. */
  readonly exchange: HardhatEthersSigner;
}

interface Parcels {
  /** The one that the play is about, the ringleader's. */
  readonly parcel: bigint;
  /** Another one of the ringleader's. */
  readonly second: bigint;
  readonly accomplices: bigint;
}

/** Thrown where a play cannot go on; what is known of the end is on the stage. */
class Curtain extends Error {}

/** Whoever can own a token and sign or make an order: a wallet or a contract. */
export type Holder = HardhatEthersSigner | Vault;

/** Keeps the books of one play. */
export class Stage {
  readonly ethers: HardhatEthers;
  readonly bench: Workbench;
  readonly people: People;
  readonly parcels: Parcels;
  readonly #spare: HardhatEthersSigner[];
  readonly #evaders = new Set<Address>();
  readonly #ringleaders = new Set<Address>();
  readonly #signs: Sign[] = [];
  #followed: { readonly collection: BaseContract; readonly tokenId: bigint };
  #begunAt = 0;
  #gas = 0n;
  #volume = 0n;
  #paidIn = 0n;
  #capital = 0n;

  constructor({ ethers, bench, people, parcels, spare }: Scenery) {
    this.ethers = ethers;
    // One of its own, which counts the nonces of this play only.
    this.bench = new Workbench(ethers, bench.deployment, bench.staff, bench.traders, bench.chainId);
    this.people = people;
    this.parcels = parcels;
    this.#spare = [...spare];
    this.#followed = { collection: bench.land, tokenId: parcels.parcel };
    for (const evader of [people.ringleader, people.accomplice]) this.#evaders.add(addressOf(evader));
    this.#ringleaders.add(addressOf(people.ringleader));
  }

  get money() {
    return this.bench.settlementToken;
  }

  /** Plays to the end: where something is stopped there, where it is held until the escrow gives everything back. */
  async play(way: (stage: Stage) => Promise<void>): Promise<Ending> {
    await this.begin();
    try {
      await way(this);
    } catch (error) {
      if (!(error instanceof Curtain)) throw error;
    }
    if (this.#signs.some(({ kind }) => kind === "held")) await this.#outwaitEscrow();
    return this.#ending();
  }

  /** What was sent before is the stage's, and costs the evaders nothing. */
  async begin(): Promise<void> {
    this.#gas = 0n;
    this.#begunAt = await this.bench.now();
  }

  /** The play is about another token than the ringleader's parcel. */
  follow(collection: BaseContract, tokenId: bigint): void {
    this.#followed = { collection, tokenId };
  }

  /** Makes a contract one that settles trades, which has to be announced. */
  async register(house: BaseContract): Promise<void> {
    const { authority, staff } = this.bench;
    const call = this.money.interface.encodeFunctionData("setSettler", [await house.getAddress(), true]);
    await this.bench.mine(() => authority.connect(staff.platform).schedule(this.money, call, 0));
    await this.bench.wait(2 * DAY);
    await this.bench.mine(() => authority.connect(staff.platform).execute(this.money, call));
  }

  /** A transaction of the evaders'; the play ends where it is refused. */
  async act(send: () => Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
    let receipt: ContractTransactionReceipt;
    try {
      receipt = await this.bench.mine(send);
    } catch (error) {
      this.#signs.push(signOfRevert(error));
      throw new Curtain();
    }
    this.#gas += receipt.gasUsed;
    this.#read(receipt.logs);
    if (this.#signs.some(({ kind }) => kind === "stopped" || kind === "held")) throw new Curtain();
    return receipt;
  }

  /** A transaction whose refusal by the engine is what the evaders want. */
  async provoke(send: () => Promise<ContractTransactionResponse>): Promise<void> {
    const receipt = await this.bench.mine(send);
    this.#gas += receipt.gasUsed;
    for (const sign of signsIn(receipt.logs)) this.#signs.push({ ...sign, kind: "wanted" });
  }

  wait(days: number): Promise<void> {
    return this.bench.wait(days * DAY);
  }

  /** A wallet of the ringleader's that nobody has seen. */
  async wallet(): Promise<HardhatEthersSigner> {
    const wallet = this.#spare.pop();
    if (wallet === undefined) throw new Error("The chain has too few accounts.");
    this.#evaders.add(addressOf(wallet));
    this.#ringleaders.add(addressOf(wallet));
    await this.approve(wallet);
    return wallet;
  }

  /** A contract of an evader's. */
  async vault(owner: HardhatEthersSigner): Promise<Vault> {
    const vault = await this.deploy(() => new Vault__factory(owner).deploy(owner));
    const address = (await vault.getAddress()).toLowerCase() as Address; // ethers types it as a plain string
    this.#evaders.add(address);
    if (this.#ringleaders.has(addressOf(owner))) this.#ringleaders.add(address);
    return vault;
  }

  /** The ringleader gets what somebody else's vault holds. */
  async adopt(vault: Vault): Promise<void> {
    this.#ringleaders.add((await vault.getAddress()).toLowerCase() as Address); // as above
  }

  async deploy<C extends BaseContract>(create: () => Promise<C>): Promise<C> {
    const contract = await this.bench.deploy(create);
    const receipt = await contract.deploymentTransaction()?.wait();
    this.#gas += receipt?.gasUsed ?? 0n;
    return contract;
  }

  /** The market may move the wallet's money and parcels. */
  async approve(wallet: HardhatEthersSigner): Promise<void> {
    await this.act(() => this.money.connect(wallet).approve(this.bench.market, MaxUint256));
    await this.act(() => this.bench.land.connect(wallet).setApprovalForAll(this.bench.market, true));
  }

  /** Money from outside, by way of the exchange. */
  async deposit(to: Holder, amount: MicroUsd): Promise<void> {
    await this.bench.mine(() => this.money.connect(this.people.exchange).transfer(to, amount));
    this.#paidIn += amount;
    if (this.#paidIn > this.#capital) this.#capital = this.#paidIn;
  }

  /** Money back to the exchange, from where it may go anywhere. */
  async withdraw(from: HardhatEthersSigner, amount: MicroUsd): Promise<void> {
    await this.pay(from, this.people.exchange, amount);
    this.#paidIn -= amount;
  }

  async pay(from: HardhatEthersSigner, to: Holder, amount: MicroUsd): Promise<void> {
    await this.act(() => this.money.connect(from).transfer(to, amount));
  }

  async give(from: HardhatEthersSigner, to: Holder, tokenId: bigint): Promise<void> {
    await this.act(() => this.bench.land.connect(from).transferFrom(from, to, tokenId));
  }

  /** A sale at a price that the seller signs. */
  async sell(seller: HardhatEthersSigner, buyer: HardhatEthersSigner, tokenId: bigint, price: MicroUsd): Promise<void> {
    const { order, signature } = await this.ask(seller, tokenId, price);
    await this.act(() => this.bench.market.connect(buyer).tryFill(order, signature, tokenId));
  }

  async ask(seller: HardhatEthersSigner, tokenId: bigint, price: MicroUsd) {
    const order = await this.bench.ask(seller, tokenId, price);
    return { order: orderStruct(order), signature: await this.bench.sign(seller, order) };
  }

  /** Several things in one transaction, by a vault. */
  async run(owner: HardhatEthersSigner, vault: Vault, errands: readonly ErrandStruct[]): Promise<void> {
    await this.act(() => vault.connect(owner).run([...errands]));
  }

  /** Another market shows a sale too. */
  paint(price: MicroUsd): void {
    this.#volume += price;
  }

  /** What stands between a price and what its seller gets. */
  fee(price: MicroUsd): MicroUsd {
    return (price * 25n) / 1_000n;
  }

  /** The support layer learns that the accounts are one owner's; where everybody is identified, it has seen them all. */
  async attest(accounts: readonly HardhatEthersSigner[]): Promise<void> {
    const { compliance, staff } = this.bench;
    await this.bench.mine(() => compliance.connect(staff.support).attest([...accounts], 1));
    await this.bench.mine(() => this.money.connect(staff.support).setIdentified([...accounts], true));
  }

  async #outwaitEscrow(): Promise<void> {
    const { escrow } = this.bench;
    await this.bench.wait(Number(await escrow.reviewPeriod()));
    const caseId = await escrow.caseCount();
    const receipt = await this.bench.mine(() => escrow.connect(this.people.ringleader).expire(caseId));
    this.#gas += receipt.gasUsed;
  }

  #read(logs: readonly Log[]): void {
    const evaders = this.#evaders;
    for (const log of logs) {
      const isSale = log.topics[0] === this.bench.market.getEvent("TradeSettled").fragment.topicHash;
      const parsed = isSale ? this.bench.market.interface.parseLog(log) : null;
      if (parsed === null) continue;
      const [seller, buyer, price] = [parsed.args["seller"], parsed.args["buyer"], parsed.args["price"]];
      const sides = [seller, buyer].map((side) => String(side).toLowerCase() as Address); // as above
      if (sides.every((side) => evaders.has(side))) this.#volume += BigInt(price);
    }
    this.#signs.push(...signsIn(logs));
  }

  async #ending(): Promise<Ending> {
    const kinds = ["stopped", "held", "flagged"] as const;
    const outcome = kinds.find((kind) => this.#signs.some((sign) => sign.kind === kind)) ?? "through";
    const telling = this.#signs.filter(({ kind }) => kind === (outcome === "through" ? "wanted" : outcome));
    let left = 0n;
    for (const evader of this.#evaders) left += await this.money.balanceOf(evader);
    const { collection, tokenId } = this.#followed;
    const owner = String(await collection.getFunction("ownerOf")(tokenId)).toLowerCase() as Address; // as above
    return {
      outcome,
      reasons: [...new Set(telling.map(({ reason }) => reason))],
      volume: this.#volume,
      isHome: this.#ringleaders.has(owner),
      lost: this.#paidIn + 2n * POCKET_MONEY - left,
      capital: this.#capital,
      days: Math.floor(((await this.bench.now()) - this.#begunAt) / DAY),
      gas: this.#gas,
    };
  }
}

/** A call of a contract, for a vault to make. */
export async function errand(target: BaseContract, name: string, args: readonly unknown[]): Promise<ErrandStruct> {
  return { target: await target.getAddress(), data: target.interface.encodeFunctionData(name, args) };
}

function optionsFor(configuration: Configuration): WorkbenchOptions {
  const scenario = loadScenario(SCENARIO, (file) => readFileSync(file, "utf8"));
  const options = deploymentOptions(scenario, staffOf(new Cast(scenario.seed)));
  const { land, feeBps, royaltyBps, ruleModes, washLimits, conductLimits } = options;
  const { reviewPeriod, appealPeriod, transferPolicy, decisionDelay } = options;
  const terms = { land, feeBps, royaltyBps, ruleModes, washLimits, conductLimits };
  const asPlayed = { ...terms, reviewPeriod, appealPeriod, transferPolicy, decisionDelay };
  if (configuration === "default") return asPlayed;
  return {
    ...asPlayed,
    ruleModes: Object.fromEntries(RULES.map((rule) => [rule, "enforce"] as const)),
    washLimits: { blockWindow: 30 * DAY, reviewWindow: 180 * DAY, financeWindow: 30 * DAY, financeShareBps: 100 },
    conductLimits: { ...conductLimits, identityThreshold: 0n },
    transferPolicy: "refused",
  };
}
