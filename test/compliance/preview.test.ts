import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { network } from "hardhat";

import { orderStruct } from "../../src/chain/orders.ts";
import { openWorkbench, type Workbench } from "../../src/chain/workbench.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { USD } from "../../src/domain/primitives.ts";
import { type RandomStream, randomStreams } from "../../src/domain/random.ts";
import { tradeOf } from "../fixtures/market.ts";

const SEED = 20_211_119;
const TRADES = 300;
const PARCELS = 6;
const TRADERS = 5;
const ALLOW = 0n;
const HOLD = 1n;
const BLOCK = 2n;

describe("Compliance: the dry run", () => {
  it(`gives the answer of the settlement in ${TRADES} random trades`, async function () {
    this.timeout(60_000);
    const { ethers } = await network.create({ override: { initialDate: new Date("2021-11-01T00:00:00Z") } });
    const world = await buildWorld(await openWorkbench(ethers));
    const random = randomStreams(SEED)("test/preview");
    const answers = { allow: 0, hold: 0, block: 0 };
    for (let i = 0; i < TRADES; i++) {
      await disturb(world, random);
      const { preview, settlement } = await tradeOnce(world, random);
      expect(settlement, `trade ${i} of seed ${SEED}`).to.deep.equal(preview);
      if (preview.verdict === ALLOW) answers.allow += 1;
      if (preview.verdict === HOLD) answers.hold += 1;
      if (preview.verdict === BLOCK) answers.block += 1;
    }
    // A test in which one answer never comes would prove nothing about it.
    expect(Math.min(answers.allow, answers.hold, answers.block), JSON.stringify(answers)).to.be.greaterThan(10);
  });
});

interface World {
  readonly bench: Workbench;
  readonly traders: readonly HardhatEthersSigner[];
  readonly owners: Map<bigint, HardhatEthersSigner>;
}

interface Answer {
  readonly verdict: bigint;
  readonly rule: string;
  readonly code: string;
  readonly evidence: string;
}

async function buildWorld(bench: Workbench): Promise<World> {
  const traders = bench.traders.slice(0, TRADERS);
  for (const trader of traders) {
    await bench.mintMoney(trader, 10_000_000n * USD);
    await bench.approveMarket(trader);
  }
  const owners = new Map<bigint, HardhatEthersSigner>();
  for (let i = 0; i < PARCELS; i++) {
    const owner = traders[i % traders.length];
    if (owner !== undefined) owners.set(await bench.mintParcel(owner, i, i), owner);
  }
  return { bench, traders, owners };
}

/** What happens between trades: time, side payments, gifts, attestations and changes of rule modes. */
async function disturb({ bench, traders, owners }: World, random: RandomStream): Promise<void> {
  const [from, to] = random.shuffle(traders);
  if (from === undefined || to === undefined) return;
  const { support } = bench.staff;
  await bench.wait(1 + random.below(4 * DAY));
  if (random.chance(0.15)) {
    const amount = BigInt(1 + random.below(3_000)) * USD;
    await bench.mine(() => bench.settlementToken.connect(from).transfer(to, amount));
  }
  if (random.chance(0.1)) {
    const [tokenId, owner] = random.pick([...owners]);
    if (owner !== to) await bench.mine(() => bench.land.connect(owner).transferFrom(owner, to, tokenId));
    owners.set(tokenId, to);
  }
  if (random.chance(0.1)) await bench.mine(() => bench.compliance.connect(support).attest([from], random.below(4)));
  if (random.chance(0.05)) {
    const root = random.chance(0.5) ? from : to;
    await bench.mine(() => bench.settlementToken.connect(support).attestFundingRoot(to, root));
  }
  if (random.chance(0.05)) {
    await bench.setRuleModes(random.pick(["off", "shadow", "enforce"]), [
      random.pick(["SelfTrade", "RoundTrip", "CommonFunder", "SelfFinanced"]),
    ]);
  }
}

async function tradeOnce({ bench, traders, owners }: World, random: RandomStream) {
  const [tokenId, seller] = random.pick([...owners]);
  const buyer = random.pick(traders.filter((trader) => trader !== seller));
  const price = BigInt(1 + random.below(20_000)) * USD;
  const order = await bench.ask(seller, tokenId, price);
  const signature = await bench.sign(seller, order);

  const said = await bench.compliance.preview(tradeOf(bench, seller.address, buyer.address, tokenId, price));
  const market = bench.market.connect(buyer);
  const receipt = await bench.mine(() => market.tryFill(orderStruct(order), signature, tokenId));
  const settlement = readSettlement(bench, receipt.logs);
  if (settlement.verdict === HOLD) {
    const { escrow, staff } = bench;
    const caseId = await escrow.caseCount();
    if (random.chance(0.5)) {
      await bench.mine(() => escrow.connect(staff.officer).release(caseId, ""));
      owners.set(tokenId, buyer);
    } else {
      await bench.mine(() => escrow.connect(staff.officer).reverse(caseId, ""));
      await bench.mine(() => escrow.connect(seller).appeal(caseId, ""));
      await bench.mine(() => escrow.connect(staff.appeals).reverse(caseId, ""));
    }
  }
  if (settlement.verdict === ALLOW) owners.set(tokenId, buyer);
  const preview: Answer = { verdict: said.verdict, rule: said.ruleId, code: said.code, evidence: said.evidence };
  return { preview, settlement };
}

/** The answer that the settlement's own events give. */
function readSettlement(
  bench: Workbench,
  logs: readonly { readonly topics: readonly string[]; readonly data: string }[],
): Answer {
  for (const log of logs) {
    const event = bench.market.interface.parseLog(log) ?? bench.escrow.interface.parseLog(log);
    const verdict = event === null ? undefined : VERDICTS[event.name];
    if (event === null || verdict === undefined) continue;
    if (verdict === ALLOW) return { verdict, rule: `0x${"0".repeat(64)}`, code: "0x00000000", evidence: "0x" };
    const [rule, code, evidence] = ["ruleId", "code", "evidence"].map((name) => String(event.args[name]));
    return { verdict, rule: rule ?? "", code: code ?? "", evidence: evidence ?? "" };
  }
  throw new Error("The trade left no trace.");
}

const VERDICTS: Readonly<Record<string, bigint>> = { TradeSettled: ALLOW, CaseOpened: HOLD, TradeRejected: BLOCK };
