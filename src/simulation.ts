import { populateWorlds, type NeighbourInput, type Worlds } from "./agents/worlds.ts";
import { Cast } from "./chain/accounts.ts";
import { logDecoder, type LogDecoder } from "./chain/decode.ts";
import { bytecodes, planDeployment, type Deployment } from "./chain/deployment.ts";
import { ChainDriver, intoBlocks, type MinedBlock, type SentBlock } from "./chain/driver.ts";
import type { Eip1193 } from "./chain/eip1193.ts";
import { callsFor } from "./chain/encode.ts";
import { firstSale, opening, type NamedCall, type Opening } from "./chain/opening.ts";
import { deploymentOptions, staffOf } from "./chain/staff.ts";
import { translator, type KnownMarket, type Translated } from "./chain/translate.ts";
import type { Intent, Truth } from "./domain/agents.ts";
import { DAY, parseDate } from "./domain/calendar.ts";
import { SimulatorError } from "./domain/errors.ts";
import type { ChainEvent } from "./domain/events.ts";
import { neighbourLand } from "./domain/houses.ts";
import { JOURNAL_FORMAT, type JournalLine } from "./domain/journal.ts";
import type { Parcel } from "./domain/land.ts";
import { moodOn, type Mood } from "./domain/mood.ts";
import { microUsdFromNumber, type Hex, type MicroUsd } from "./domain/primitives.ts";
import { randomStreams, type RandomStream, type RandomStreams } from "./domain/random.ts";
import { RULE_MODES, type RuleMode } from "./domain/rules.ts";
import type { Neighbour, Scenario } from "./domain/scenario.ts";
import { currencyPath } from "./domain/worlds/currencies.ts";
import { homePath, neighbourPath } from "./domain/worlds/typical.ts";
import { opensOn } from "./domain/worlds/world-facts.ts";
import { forgetOver } from "./replay/forget.ts";
import { applyEvent, emptyState, type MarketState } from "./replay/market-state.ts";
import { homeView, surroundings } from "./replay/market-view.ts";
import { replayedTypical, tradedTypical, type Typical } from "./replay/typical.ts";
import { expireOrders } from "./replay/orders.ts";
import { calendarOf } from "./scenario/load.ts";
import { layOutPlots } from "./scenario/plots.ts";
import { layOutWorld } from "./scenario/world.ts";

export interface SimulationOptions {
  readonly scenario: Scenario;
  readonly scenarioHash: Hex;
  /** A node with a fresh chain whose clock stands before the scenario's first day. */
  readonly provider: Eip1193;
  /** Receives every line of the journal, in order. */
  readonly write: (line: JournalLine) => void;
  readonly onTick?: (progress: Progress) => void;
  /** Receives every block's transactions, for who wants to send them again. */
  readonly onBlock?: (block: SentBlock) => void;
  readonly signal?: AbortSignal;
}

export type { SentBlock };

export interface Progress {
  readonly tick: number;
  readonly days: number;
  readonly time: number;
  readonly typicalUsd: number;
  readonly settled: number;
  readonly held: number;
  readonly refused: number;
}

export interface SimulationResult {
  readonly state: MarketState;
  readonly deployment: Deployment;
  /** The contracts' creation code, in the order of their deployment. */
  readonly creationCode: readonly string[];
  readonly blocks: number;
  readonly transactions: number;
  readonly finalBlockHash: Hex;
  readonly finalStateRoot: Hex;
}

/** Stopped from outside before its end. */
export class SimulationAborted extends SimulatorError {
  constructor(tick: number) {
    super("SIMULATION_ABORTED", `stopped on day ${tick}, nothing was written`, { tick });
  }
}

/** Runs a scenario from the first block to the last. The same scenario gives the same blocks on any machine. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const { scenario } = options;
  const calendar = calendarOf(scenario);
  const streams = randomStreams(scenario.seed);
  const parcels = layOutWorld(scenario.world, scenario.purchases, streams);
  const path = homePath(scenario, parcels, calendar.start, calendar.days);
  const neighbours = scenario.neighbours.map((world) => settleNeighbour(world, scenario, calendar, streams));
  const cast = new Cast(scenario.seed);
  const staff = staffOf(cast);
  const population = populateWorlds(
    {
      scenario,
      parcels,
      path,
      start: calendar.start,
      streams,
      officers: [staff.roles.execution, staff.roles.appeals],
      accountFor: (label) => cast.account(label).address,
    },
    neighbours,
  );
  const { deployment, transactions } = planDeployment(deploymentOptions(scenario, staff));
  const stage = new Stage(options, logDecoder(deployment));

  const { name, seed } = scenario;
  const policy = strictest(scenario);
  const [contracts, format] = [{ ...deployment }, JOURNAL_FORMAT] as const;
  const head = { scenario: name, scenarioHash: options.scenarioHash, seed, policy, ...calendar, contracts };
  options.write({ k: "run", format, ...head });
  for (const parcel of parcels) options.write({ k: "parcel", ...parcel });
  for (const { land, plots } of neighbours) for (const plot of plots) options.write({ k: "plot", land, ...plot });
  for (const account of [...staff.accounts, ...population.accounts]) options.write({ k: "account", ...account });

  const eve = calendar.start - DAY;
  await stage.play(
    transactions.map((call) => ({ ...call, gas: DEPLOYMENT_GAS, do: "deploy" })),
    -1,
    eve,
  );
  const calls = callsFor(deployment);
  await stage.play(
    opening(calls, staff, openingOf(population, parcels, firstUsd(scenario, path), neighbours)),
    -1,
    eve + DAY / 4,
  );

  const translate = translator({
    deployment,
    calls,
    chainId: await stage.driver.chainId(),
    exchange: staff.exchange,
    keyOf: (address) => cast.keyOf(address),
    known: knownMarket(stage.state),
  });
  const worlds = [
    surroundings(parcels, typicalOf(scenario, parcels, path)),
    ...neighbours.map(({ land, plots, path: theirs }) => surroundings(plots, replayedTypical(theirs), land)),
  ];
  // Each draws its own turn: one more agent leaves the order of all others as it is.
  const turns = population.agents.map(({ id }) => streams(`order/${id}`));
  for (let tick = 0; tick < calendar.days; tick++) {
    if (options.signal?.aborted === true) throw new SimulationAborted(tick);
    // Noon, so that no rounding puts a trade into another day.
    const time = calendar.start + tick * DAY + DAY / 2;
    expireOrders(stage.state, time);
    forgetOver(stage.state);
    const view = homeView(stage.state, worlds, tick, time, moodOf(scenario, time));
    const acts = population.agents.map((agent) => agent.act(view));
    const ordered = scenario.blockOrder === "fifo" ? acts : inTurn(acts, turns);
    const planned = ordered.flat().flatMap((intent) => stageDirections(intent, translate(intent, time)));
    const sales = neighbours
      .filter(({ opensOn: day }) => day > 0 && day === tick)
      .flatMap(({ land, world }) => {
        const price = firstPrice(world, scenario, calendar, tick);
        return firstSale(calls, staff, land, population.endowments.get(land), price);
      });
    await stage.play([...sales, ...planned], tick, time);
    options.onTick?.({ tick, days: calendar.days, time, typicalUsd: view.typicalUsd, ...stage.tally });
  }

  const result = stage.result(deployment);
  const { blocks, transactions: sent, finalBlockHash, finalStateRoot } = result;
  options.write({ k: "end", blocks, transactions: sent, finalBlockHash, finalStateRoot });
  return result;
}

type Calendar = ReturnType<typeof calendarOf>;
function inTurn<T>(items: readonly T[], turns: readonly RandomStream[]): readonly T[] {
  const keyed = items.map((item, i) => ({ item, key: turns[i]?.next() ?? 0 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** Without hype nothing draws attention, the news neither. */
function moodOf({ news, hype }: Scenario, time: number): Mood {
  const mood = moodOn(news, time);
  return hype === "off" ? { ...mood, attention: 1 } : mood;
}

function typicalOf(scenario: Scenario, parcels: readonly Parcel[], path: readonly number[]): Typical {
  const { fundamental, diffusion, hype } = scenario;
  if (fundamental === undefined || diffusion === undefined) return replayedTypical(path);
  const worth = new Map(parcels.map((parcel) => [parcel.tokenId, parcel.worth]));
  return tradedTypical(fundamental, diffusion, hype === "on", worth);
}

/** What the typical parcel is worth before the first trade. */
function firstUsd({ fundamental }: Scenario, [first]: readonly number[]): number {
  const usd = first ?? fundamental?.usd;
  if (usd === undefined) throw new RangeError("a scenario has a path or a fundamental value");
  return usd;
}

const DEPLOYMENT_GAS = 8_000_000;
/** Seconds between the blocks of one tick. */
const BLOCK_SPACING = 12;

interface PlannedCall extends NamedCall {
  /** Set where the call tries a trade. */
  readonly truth?: Truth;
}

function stageDirections(intent: Intent, { approvals = [], calls, tradesWith }: Translated): readonly PlannedCall[] {
  const last = calls.length - 1;
  return [
    ...approvals.map((call) => ({ ...call, do: "approve" })),
    ...calls.map((call, i) => ({
      ...call,
      do: intent.do,
      ...(tradesWith === undefined || i < last ? {} : { truth: tradesWith }),
    })),
  ];
}

/** What the translator may ask of the replayed market. */
export function knownMarket(state: MarketState): KnownMarket {
  return {
    orderOf: (orderHash) => state.orders.get(orderHash)?.order,
    bundleOf: (orderHash) => state.bundles.get(orderHash)?.bundle,
    offerOf: (offerHash) => state.offers.get(offerHash)?.offer,
    estateOf: (estateId) => {
      const estate = state.estates.get(estateId);
      return estate && { fingerprint: estate.fingerprint, size: estate.tokenIds.size };
    },
    rentalEndOf: (rentalId) => {
      const rental = state.rentals.get(rentalId);
      return rental?.status === "running" ? rental.endsAt : undefined;
    },
    planOfferOf: (offerHash) => state.planOffers.get(offerHash)?.offer,
    instalmentsLeftOf: (planId) => {
      const plan = state.plans.get(planId);
      return plan?.status === "open" ? plan.count - plan.paid : undefined;
    },
  };
}

/** The chain, the state replayed from it, and the journal, moved forward together: where the loop closes. */
class Stage {
  readonly driver: ChainDriver;
  readonly state = emptyState();
  readonly #options: SimulationOptions;
  readonly #decode: LogDecoder;
  #blocks = 0;
  #transactions = 0;
  #last: MinedBlock | undefined;
  #tally = { settled: 0, held: 0, refused: 0 };

  constructor(options: SimulationOptions, decode: LogDecoder) {
    this.#options = options;
    this.#decode = decode;
    this.driver = new ChainDriver(options.provider, options.onBlock);
  }

  get tally(): Readonly<{ settled: number; held: number; refused: number }> {
    return this.#tally;
  }

  async play(planned: readonly PlannedCall[], tick: number, time: number): Promise<void> {
    for (const [i, calls] of intoBlocks(planned).entries()) {
      await this.#playBlock(calls, tick, time + i * BLOCK_SPACING);
    }
  }

  async #playBlock(planned: readonly PlannedCall[], tick: number, time: number): Promise<void> {
    const block = await this.driver.mine(planned, time);
    const events = block.calls.map(({ logs }) => logs.flatMap((log) => this.#decode(log) ?? []));
    const gasUsed = await Promise.all(
      block.calls.map(async ({ hash }, i) => (isSettled(events[i]) ? await this.driver.gasUsed(hash) : undefined)),
    );
    planned.forEach(({ from, do: name, truth }, i) => {
      const own = events[i] ?? [];
      const n = this.#transactions++;
      for (const event of own) {
        applyEvent(this.state, event, time);
        if (event.e === "TradeSettled") this.#tally.settled++;
        if (event.e === "TradeHeld") this.#tally.held++;
        if (event.e === "TradeRejected" && event.rule !== "") this.#tally.refused++;
      }
      if (truth !== undefined) this.#options.write({ k: "truth", n, truth });
      const gas = gasUsed[i] === undefined ? {} : { gas: gasUsed[i] };
      const ok = block.calls[i]?.ok ?? false;
      this.#options.write({ k: "tx", n, block: block.number, from, do: name, ok, ...gas, events: own });
    });
    const { number, gas } = block;
    this.#options.write({ k: "block", number, tick, time, transactions: planned.length, gas });
    this.#blocks++;
    this.#last = block;
  }

  result(deployment: Deployment): SimulationResult {
    if (this.#last === undefined) throw new RangeError("a run has at least its deployment");
    const { hash: finalBlockHash, stateRoot: finalStateRoot } = this.#last;
    const [blocks, transactions] = [this.#blocks, this.#transactions];
    const creationCode = bytecodes();
    return { state: this.state, deployment, creationCode, blocks, transactions, finalBlockHash, finalStateRoot };
  }
}

function isSettled(events: readonly ChainEvent[] = []): boolean {
  return events.some(({ e }) => e === "TradeSettled");
}

function openingOf(
  { endowments, attestations, present }: Worlds,
  parcels: readonly Parcel[],
  typicalUsd: number,
  neighbours: readonly NeighbourInput[],
): Opening {
  const others = neighbours.map((world) => [world.land, world.path[0] ?? Number.NaN] as const);
  return {
    endowments,
    attestations,
    present,
    places: new Map(parcels.map(({ tokenId, x, y }) => [tokenId, { x, y }])),
    references: new Map(
      [["land", typicalUsd] as const, ...others].map(([land, usd]) => [land, microUsdFromNumber(usd)]),
    ),
    open: neighbours.filter(({ opensOn: day }) => day === 0).map(({ land }) => land),
  };
}

/** Of a parcel in the first sale of a neighbour's land, which is on this day of the run; 0 where it is not known. */
function firstPrice({ facts }: Neighbour, { coins }: Scenario, { start, days }: Calendar, day: number): MicroUsd {
  const [sale] = facts.primarySales;
  const price = sale?.prices[0];
  if (sale === undefined || price === undefined) return 0n;
  return microUsdFromNumber(Math.round(price.amount * (currencyPath(coins, sale.coin, start, days)[day] ?? 0)));
}

/** Lays out a neighbour's land. */
function settleNeighbour(
  world: Neighbour,
  { coins }: Scenario,
  { start, days }: Calendar,
  streams: RandomStreams,
): NeighbourInput {
  const { id, geometry, hedonics } = world.facts;
  const plots = layOutPlots({ id, parcels: world.parcels, geometry, hedonics }, streams);
  const path = neighbourPath(world, coins, plots, start, days);
  const opens = parseDate(opensOn(world.facts)) ?? start;
  return { land: neighbourLand(id), world, plots, path, opensOn: Math.max(0, Math.round((opens - start) / DAY)) };
}

function strictest({ compliance }: Scenario): RuleMode {
  const indices = Object.values(compliance.rules).map((mode) => RULE_MODES.indexOf(mode));
  return RULE_MODES[Math.max(0, ...indices)] ?? "off";
}
