import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import type { BaseContract, ContractTransactionResponse, LogDescription } from "ethers";
import { network } from "hardhat";

import { ruleId } from "../../src/chain/deployment.ts";
import { CONDUCT_LIMITS, openWorkbench, type Workbench } from "../../src/chain/workbench.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { USD } from "../../src/domain/primitives.ts";
import { type RandomStream, randomStreams } from "../../src/domain/random.ts";
import { RULES, VERDICTS } from "../../src/domain/rules.ts";

const SEED = 20_211_119;
const IN_CI = process.env["CI"] === "true";
const TRADES = IN_CI ? 10_000 : 300;
const TRADES_A_BLOCK = IN_CI ? 50 : 4;
const PARCELS = 36;
const TRADERS = 9;
/** Enough for all of them: to have it estimated would play them a dozen times. */
const GAS = 50_000_000n;
/** As in IEscrow.sol's CaseStatus. */
const OPEN = 1n;
const REFUSED = 4n;
const RICHES = 100_000_000n * USD;

describe("Compliance: the dry run", () => {
  it(`gives the answer of the settlement in ${TRADES} random trades`, async function () {
    this.timeout(600_000);
    const { ethers } = await network.create({ override: { initialDate: new Date("2021-11-01T00:00:00Z") } });
    const bench = await openWorkbench(ethers);
    const { authority, compliance, escrow, paymentSplits } = bench.deployment;
    const house: BaseContract = await ethers.deployContract("RehearsalHouse", [
      authority,
      compliance,
      escrow,
      paymentSplits,
    ]);
    const world = await buildWorld(bench, house);
    const random = randomStreams(SEED)("test/preview");

    const decided = new Map<string, number>();
    for (let played = 0; played < TRADES;) {
      for (let i = 0; i < 6; i++) await disturb(world, random);
      await dispose(world, random);
      for (const [foretold, settled] of await rehearse(world, random)) {
        expect(settled, `trade ${played} of seed ${SEED}`).to.equal(foretold);
        for (const name of settled.split(" ").slice(0, 2)) decided.set(name, (decided.get(name) ?? 0) + 1);
        played += 1;
      }
    }
    // A test in which one answer never comes would prove nothing about it.
    const expected = [...VERDICTS, ...(IN_CI ? [...RULES, "Compliance"] : [])];
    const rare = expected.filter((name) => (decided.get(name) ?? 0) < (IN_CI ? 20 : 3));
    expect(rare, JSON.stringify([...decided])).to.deep.equal([]);
  });
});

interface World {
  readonly bench: Workbench;
  readonly house: BaseContract;
  readonly traders: readonly HardhatEthersSigner[];
  readonly parcels: readonly bigint[];
  /** The first case that nobody has looked at, and those that are not closed. */
  readonly openCases: { next: bigint; readonly ids: Set<bigint> };
}

async function buildWorld(bench: Workbench, house: BaseContract): Promise<World> {
  const traders = bench.traders.slice(0, TRADERS);
  const { settlementToken, land, estate, staff } = bench;
  await bench.mine(() => settlementToken.connect(staff.platform).setSettler(house, true));
  await bench.mine(() => bench.marketRules.connect(staff.support).setReferencePrice(land, 3_000n * USD));
  const parcels: bigint[] = [];
  for (const trader of traders) {
    await bench.mintMoney(trader, RICHES);
    await bench.mine(() => settlementToken.connect(trader).approve(house, 2n ** 256n - 1n));
    await bench.mine(() => land.connect(trader).setApprovalForAll(house, true));
    await bench.mine(() => land.connect(trader).setApprovalForAll(estate, true));
    await bench.mine(() => estate.connect(trader).setApprovalForAll(house, true));
    for (let i = 0; i < PARCELS / TRADERS; i++) parcels.push(await bench.mintParcel(trader, parcels.length, 0));
  }
  return { bench, house, traders, parcels, openCases: { next: 1n, ids: new Set() } };
}

/** As in RehearsalHouse.sol. */
interface Scene {
  readonly collection: string;
  readonly tokenId: bigint;
  readonly buyer: HardhatEthersSigner;
  readonly payer: HardhatEthersSigner;
  readonly price: bigint;
}

/** Several random trades in one transaction: each dry run stands beside what the engine then decides. */
async function rehearse({ bench, house, traders, parcels }: World, random: RandomStream) {
  const estates = Number(await bench.estate.estateCount());
  const scenes: Scene[] = [];
  for (let i = 0; i < TRADES_A_BLOCK; i++) {
    const buyer = random.pick(traders);
    const payer = random.chance(0.15) ? random.pick(traders) : buyer;
    const inEstate = estates > 0 && random.chance(0.1) ? BigInt(1 + random.below(estates)) : undefined;
    const isThere = inEstate !== undefined && (await ownerOf(bench, inEstate)) !== undefined;
    const price = BigInt(random.below(random.chance(0.2) ? 60_000 : 6_000)) * USD;
    const [collection, tokenId] = isThere ? [bench.estate, inEstate] : [bench.land, random.pick(parcels)];
    scenes.push({ collection: await collection.getAddress(), tokenId, buyer, payer, price });
  }
  const play = house.getFunction("play");
  const receipt = await bench.mine(() => play(scenes, { gasLimit: GAS }) as Promise<ContractTransactionResponse>);
  const topic = house.interface.getEvent("Rehearsed")?.topicHash;
  return receipt.logs.flatMap((log) => {
    const event = log.topics[0] === topic ? house.interface.parseLog(log) : null;
    return event === null ? [] : [[findingOf(event, "foretold"), findingOf(event, "decided")] as const];
  });
}

/** What happens between trades, one thing at a time. */
async function disturb(world: World, random: RandomStream): Promise<void> {
  const { bench, traders, parcels } = world;
  const { staff, settlementToken, compliance, marketRules, land, estate } = bench;
  const [one, other] = random.shuffle(traders);
  if (one === undefined || other === undefined) return;
  const happenings: readonly (readonly [weight: number, happens: () => Promise<unknown>])[] = [
    [6, () => bench.wait(1 + random.below(random.chance(0.5) ? 4 * DAY : 3_600))],
    [2, () => send(bench, () => settlementToken.connect(one).transfer(other, BigInt(1 + random.below(900)) * USD))],
    [1, () => send(bench, () => land.connect(one).transferFrom(one, other, random.pick(parcels)))],
    [1, () => bench.mine(() => compliance.connect(staff.support).attest([one], random.below(4)))],
    [1, () => bench.mine(() => settlementToken.connect(staff.support).setListed([one], random.chance(0.15)))],
    [1, () => bench.mine(() => settlementToken.connect(staff.support).setIdentified([one], random.chance(0.8)))],
    [1, () => bench.mine(() => settlementToken.connect(staff.support).attestFundingRoot(one, one))],
    [0.3, () => bench.mine(() => settlementToken.connect(staff.support).attestFundingRoot(one, other))],
    [3, () => bench.setRuleModes(random.pick(["off", "off", "shadow", "enforce"]), [random.pick(RULES)])],
    [0.5, () => bench.mine(() => marketRules.connect(staff.decision).setConductLimits(limits(random)))],
    [
      0.5,
      () =>
        bench.mine(() =>
          marketRules.connect(staff.support).setReferencePrice(land, BigInt(1 + random.below(6_000)) * USD),
        ),
    ],
    [
      0.2,
      async () => {
        const until = (await bench.now()) + 60 + random.below(3_600);
        await send(bench, () => compliance.connect(staff.guardian).stopTrading(until));
      },
    ],
    [0.3, () => bench.mine(() => compliance.connect(staff.decision).resumeTrading())],
    [0.7, () => send(bench, () => estate.connect(one).join([random.pick(parcels)]))],
    // Of the latest estates, or nothing: parcels must come out again.
    [2, async () => dissolve(world, (await estate.estateCount()) - BigInt(random.below(6)))],
  ];
  let left = random.below(1_000_000) / 1_000_000;
  const total = happenings.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, happens] of happenings) {
    left -= weight / total;
    if (left < 0) {
      await happens();
      return;
    }
  }
}

/** Releases, refuses or ends the cases that are open; one that an emergency stop keeps waits for the next time. */
async function dispose({ bench, openCases }: World, random: RandomStream): Promise<void> {
  const { escrow, staff } = bench;
  const count = await escrow.caseCount();
  for (let caseId = openCases.next; caseId <= count; caseId++) openCases.ids.add(caseId);
  openCases.next = count + 1n;
  const officer = escrow.connect(staff.officer);
  for (const caseId of openCases.ids) {
    const { status, deadline } = await escrow.caseOf(caseId);
    if (status === OPEN) {
      await send(bench, () => (random.chance(0.6) ? officer.release(caseId, "") : officer.reverse(caseId, "")));
    } else if (status === REFUSED) {
      if (BigInt(await bench.now()) >= deadline) await send(bench, () => escrow.connect(staff.officer).expire(caseId));
    } else {
      openCases.ids.delete(caseId);
    }
  }
}

/** Random, within the bounds. */
function limits(random: RandomStream) {
  return {
    ...CONDUCT_LIMITS,
    bandBps: random.pick([11_000, 20_000, 50_000]),
    velocityWindow: random.pick([3_600, DAY, 7 * DAY]),
    tokenTrades: 1 + random.below(3),
    ownerTrades: random.pick([1, 3, 20]),
    holdingPeriod: random.pick([60, 3_600, 5 * DAY]),
    identityThreshold: BigInt(random.pick([0, 1_000, 10_000])) * USD,
    maxShareBps: random.pick([500, 1_000, 5_000]),
  };
}

/** Tries something that may be refused, such as a gift of what is another's. */
async function send(bench: Workbench, act: () => Promise<ContractTransactionResponse>): Promise<void> {
  await bench.mine(act).catch(() => undefined);
}

async function dissolve({ bench, traders }: World, estateId: bigint): Promise<void> {
  const owner = await ownerOf(bench, estateId);
  const holder = traders.find(({ address }) => address === owner);
  if (holder !== undefined) await send(bench, () => bench.estate.connect(holder).dissolve(estateId));
}

function ownerOf(bench: Workbench, estateId: bigint): Promise<string | undefined> {
  return bench.estate.ownerOf(estateId).catch(() => undefined);
}

/** A finding in one line: verdict, rule, code and evidence. */
function findingOf(event: LogDescription, name: string): string {
  const { verdict, ruleId: id, code, evidence } = event.args[name];
  const rule = [...RULES, "Compliance"].find((known) => ruleId(known) === id) ?? "none";
  return `${VERDICTS[Number(verdict)]} ${rule} ${code} ${evidence}`;
}
