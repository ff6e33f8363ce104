import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { type ContractTransactionReceipt, decodeBytes32String, ZeroAddress } from "ethers";

import { logDecoder } from "../../src/chain/decode.ts";
import { ruleId } from "../../src/chain/deployment.ts";
import { explainFinding, type NameOf } from "../../src/chain/findings.ts";
import { orderStruct } from "../../src/chain/orders.ts";
import type { RawLog } from "../../src/chain/words.ts";
import { addressOf, type Workbench } from "../../src/chain/workbench.ts";
import type { ChainEvent } from "../../src/domain/events.ts";
import { formatAmount, formatDuration, formatMoment } from "../../src/domain/format.ts";
import type { Address, Hex, MicroUsd } from "../../src/domain/primitives.ts";
import { RULE_MODES, WASH_RULES } from "../../src/domain/rules.ts";
import type { Ending, Step } from "./scene.ts";

export interface Deal {
  readonly seller: HardhatEthersSigner;
  readonly buyer: HardhatEthersSigner;
  readonly parcel: bigint;
  readonly price: MicroUsd;
  /** How the story says it ends. */
  readonly announced: Ending;
}

/** What one transaction of the history left behind. */
export type Trace = readonly ChainEvent[];

export const NOBODY = addressOf({ address: ZeroAddress });

/** Lets people act on the chain and tells what the chain says happened. */
export class Stage {
  readonly bench: Workbench;
  readonly nameOf: NameOf;
  private readonly ethers: HardhatEthers;
  private readonly decode: ReturnType<typeof logDecoder>;

  constructor(ethers: HardhatEthers, bench: Workbench, nameOf: NameOf) {
    this.ethers = ethers;
    this.bench = bench;
    this.nameOf = nameOf;
    this.decode = logDecoder(bench.deployment);
  }

  /** The seller signs an ask; the buyer asks for a dry run, then tries to fill it, which leaves a trace where refused. */
  async deal(deal: Deal): Promise<Step> {
    const { seller, buyer, parcel, price, announced } = deal;
    const order = await this.bench.ask(seller, parcel, price);
    const signature = await this.bench.sign(seller, order);
    const dryRun = await this.preview(deal);
    const market = this.bench.market.connect(buyer);
    const receipt = await this.bench.mine(() => market.tryFill(orderStruct(order), signature, parcel));

    const time = await this.bench.now();
    const trace = this.traceOf(receipt);
    for (const event of trace) {
      switch (event.e) {
        case "TradeSettled": {
          const outcome = { ending: { kind: "settled" }, announced, dryRun } as const;
          return { time, text: await this.offerText("sells", event), details: this.shares(trace), outcome };
        }
        case "TradeRejected":
        case "CaseOpened": {
          const explanation = explainFinding(event, time, this.nameOf);
          const kind = event.e === "CaseOpened" ? "held" : "stopped";
          const ending: Ending = { kind, rule: explanation.rule, error: explanation.error };
          const details = event.e === "CaseOpened" ? await this.caseDetails(event.caseId) : [];
          const text = await this.offerText("offers", event);
          return { time, text, details, outcome: { ending, announced, dryRun }, explanation };
        }
        default: // the engine's and the tokens' own events
      }
    }
    throw new Error("A trade left no trace.");
  }

  async release(caseId: bigint, reason: string, announced: Ending): Promise<Step> {
    const escrow = this.bench.escrow.connect(this.bench.staff.officer);
    const trace = this.traceOf(await this.bench.mine(() => escrow.release(caseId, reason)));
    const released = trace.find((event) => event.e === "CaseReleased");
    const parcel = trace.find((event) => event.e === "ParcelTransferred");
    if (released === undefined || parcel === undefined) throw new Error("A release left no trace.");
    const text = `${this.nameOf(released.officer)} releases case ${released.caseId}: "${released.reason}"`;
    const delivered = `${await this.place(parcel.tokenId)} goes to ${this.nameOf(parcel.to)}`;
    const { status } = await escrow.caseOf(caseId);
    const ending: Ending = status === RELEASED ? { kind: "released" } : { kind: "held", rule: "", error: "" };
    const details = [delivered, ...this.shares(trace)];
    return { time: await this.bench.now(), text, details, outcome: { ending, announced } };
  }

  async pay(from: HardhatEthersSigner, to: HardhatEthersSigner, amount: MicroUsd): Promise<Step> {
    const money = this.bench.settlementToken.connect(from);
    return this.tell(await this.bench.mine(() => money.transfer(to, amount)));
  }

  async give(from: HardhatEthersSigner, to: HardhatEthersSigner, parcel: bigint): Promise<Step> {
    const land = this.bench.land.connect(from);
    return this.tell(await this.bench.mine(() => land.transferFrom(from, to, parcel)));
  }

  async attest(accounts: readonly HardhatEthersSigner[], owner: number): Promise<Step> {
    const register = this.bench.compliance.connect(this.bench.staff.support);
    return this.tell(await this.bench.mine(() => register.attest([...accounts], owner)));
  }

  /** Where these people's first money came from. */
  async sources(people: readonly HardhatEthersSigner[]): Promise<Step> {
    const payments = (await this.history()).flat().filter((event) => event.e === "MoneyTransferred");
    const clients = new Map<Address, string[]>();
    for (const person of people.map(addressOf)) {
      const first = payments.find(({ to }) => to === person);
      if (first !== undefined) clients.set(first.from, [...(clients.get(first.from) ?? []), this.nameOf(person)]);
    }
    const sentences: string[] = [];
    for (const [source, names] of clients) {
      const isHub = (await this.bench.settlementToken.accountKind(source)) === HUB;
      const list = names.join(", ").replace(/, (?=[^,]*$)/, " and ");
      sentences.push(`the first money of ${list} came from ${this.nameOf(source)}${isHub ? ", a registered hub" : ""}`);
    }
    return { time: await this.bench.now(), text: sentences.join("; "), details: [] };
  }

  /** The rules in force and how far back they look. */
  async rules(): Promise<string[]> {
    const { compliance, marketRules } = this.bench;
    const { blockWindow, reviewWindow, financeWindow, financeShareBps } = await marketRules.limits();
    const [block, review, finance] = [blockWindow, reviewWindow, financeWindow].map((window) =>
      formatDuration(Number(window)),
    );
    const meanings: Readonly<Record<(typeof WASH_RULES)[number], string>> = {
      SelfTrade: "stops a sale between two accounts of one owner",
      RoundTrip: `stops a parcel's return within ${block}, holds one within ${review}`,
      CommonFunder: "stops a sale between accounts funded from one source",
      SelfFinanced: `stops a buyer whom the seller paid ${Number(financeShareBps) / 100} % of the price within ${finance}`,
    };
    const lines: string[] = [];
    for (const rule of WASH_RULES) {
      const mode = RULE_MODES[Number(await compliance.ruleMode(ruleId(rule)))];
      lines.push(`${rule} (${mode}) ${meanings[rule]}`);
    }
    return lines;
  }

  /** What every transaction since the first block left behind. */
  async history(): Promise<Trace[]> {
    // The protocol defines what eth_getLogs answers; hardhat-ethers leaves it untyped.
    const logs = (await this.ethers.provider.send("eth_getLogs", [{ fromBlock: "0x0" }])) as RawLog[];
    const traces = new Map<Hex, ChainEvent[]>();
    for (const log of logs) {
      const event = this.decode(log);
      if (event === undefined) continue;
      const trace = traces.get(log.transactionHash) ?? [];
      trace.push(event);
      traces.set(log.transactionHash, trace);
    }
    return [...traces.values()];
  }

  private async preview({ seller, buyer, parcel, price }: Deal): Promise<Ending> {
    const { market, land, settlementToken } = this.bench.deployment;
    const item = { settler: market, collection: land, tokenId: parcel, currency: settlementToken, price };
    const finding = await this.bench.compliance.preview({ ...item, seller, buyer, payer: buyer });
    if (finding.verdict === ALLOW) return { kind: "settled" };
    // ethers types its hexadecimal strings as plain strings.
    const [code, evidence] = [finding.code as Hex, finding.evidence as Hex];
    const data = { rule: decodeBytes32String(finding.ruleId), code, evidence };
    const { rule, error } = explainFinding(data, await this.bench.now(), this.nameOf);
    return { kind: finding.verdict === HOLD ? "held" : "stopped", rule, error };
  }

  /** A transaction that is no trade. */
  private async tell(receipt: ContractTransactionReceipt): Promise<Step> {
    const sentences: string[] = [];
    for (const event of this.traceOf(receipt)) {
      switch (event.e) {
        case "MoneyTransferred":
          sentences.push(`${this.nameOf(event.from)} pays ${this.nameOf(event.to)} ${formatAmount(event.amount)}`);
          break;
        case "ParcelTransferred": {
          const parcel = await this.place(event.tokenId);
          sentences.push(`${this.nameOf(event.from)} gives ${this.nameOf(event.to)} ${parcel}`);
          break;
        }
        case "ClusterAttested":
          sentences.push(`${this.nameOf(event.account)} is attested as owner no. ${event.cluster}`);
          break;
        default: // what a token notes beside a payment shows in the evidence later
      }
    }
    return { time: await this.bench.now(), text: sentences.join("; "), details: [] };
  }

  private async offerText(
    verb: string,
    trade: Extract<ChainEvent, { e: "TradeSettled" | "TradeRejected" | "CaseOpened" }>,
  ) {
    const [seller, buyer] = [this.nameOf(trade.seller), this.nameOf(trade.buyer)];
    return `${seller} ${verb} ${buyer} ${await this.place(trade.tokenId)} for ${formatAmount(trade.price)}`;
  }

  private shares(trace: Trace): string[] {
    const shares = trace.flatMap((event) =>
      event.e === "MoneyTransferred" ? [`${formatAmount(event.amount)} to ${this.nameOf(event.to)}`] : [],
    );
    return [shares.join(", ")];
  }

  private async caseDetails(caseId: bigint): Promise<string[]> {
    const { deadline, trade } = await this.bench.escrow.caseOf(caseId);
    const left = formatDuration(Number(deadline) - (await this.bench.now()));
    return [
      `case ${caseId}: ${await this.place(trade.tokenId)} and ${formatAmount(trade.price)} wait in escrow`,
      `undone if nobody decides by ${formatMoment(Number(deadline))}, in ${left}`,
    ];
  }

  private async place(tokenId: bigint): Promise<string> {
    const [x, y] = await this.bench.land.coordinatesOf(tokenId);
    return `parcel (${x}, ${y})`;
  }

  private traceOf(receipt: ContractTransactionReceipt): Trace {
    return receipt.logs.flatMap((log) => {
      // ethers types its hexadecimal strings as plain strings.
      const { topics, data, transactionHash } = log as unknown as RawLog;
      return this.decode({ address: addressOf(log), topics, data, transactionHash, logIndex: "0x0" }) ?? [];
    });
  }
}

/** `Verdict` of ICompliance.sol, `CaseStatus` of IEscrow.sol, `AccountKind` of ISettlementToken.sol. */
const ALLOW = 0n;
const HOLD = 1n;
const RELEASED = 2n;
const HUB = 1n;
