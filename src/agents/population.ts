import type { AccountRole, Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { DAY, parseDate } from "../domain/calendar.ts";
import { adjacentGroups, tokenIdAt, type Parcel } from "../domain/land.ts";
import { microUsdFromNumber, type Address } from "../domain/primitives.ts";
import type { RandomStream, RandomStreams } from "../domain/random.ts";
import type { Scenario } from "../domain/scenario.ts";
import { appellant } from "./appellant.ts";
import type { Character } from "./character.ts";
import { estateBuilder, estateOwner } from "./estates.ts";
import { floorBidder } from "./floor-bidder.ts";
import { buyerBack, friends, giver, lenders, vaultOwner } from "./lookalikes.ts";
import { appealsOfficer, complianceOfficer } from "./officer.ts";
import { activityOf } from "./pace.ts";
import { recordBuyer, recordHolder } from "./purchase-of-record.ts";
import { landlord, tenant, type RentalTerms } from "./rentals.ts";
import { sweeper } from "./sweeper.ts";
import { collector, flipper, fundamentalist, lossAverseSeller, momentumTrader, newcomer } from "./traders.ts";
import { washRing } from "./wash-ring.ts";
import { versatile } from "./ways.ts";

/** Everybody in a run, and what they have and are when it begins. */
export interface Population {
  readonly agents: readonly Agent[];
  readonly accounts: readonly { readonly address: Address; readonly agent: string; readonly role: AccountRole }[];
  /** First owners. */
  readonly endowments: ReadonlyMap<Address, readonly bigint[]>;
  /** Clusters that the support layer knows from the start. */
  readonly attestations: readonly (readonly Address[])[];
  /** Accounts that are in the market from the start. */
  readonly present: readonly Address[];
}

export interface PopulationInput {
  /** Begins the names of all agents and streams of a world beside the home world: `otherside/`. */
  readonly prefix?: string;
  readonly scenario: Scenario;
  readonly parcels: readonly Pick<Parcel, "tokenId">[];
  readonly path: readonly number[];
  /** Unix seconds of the first day. */
  readonly start: number;
  readonly streams: RandomStreams;
  /** Who decides cases, and who hears appeals; the home world's decide for all. */
  readonly officers?: readonly [first: Address, second: Address];
  /** Address of the account with this label. */
  readonly accountFor: (label: string) => Address;
}

export function populate(input: PopulationInput): Population {
  const { scenario, streams } = input;
  const agents: Agent[] = [];
  const present: Address[] = [];
  const attestations: Address[][] = [];
  const landowners: Address[] = [];
  const endowments = new Map<Address, bigint[]>();

  const character = (kind: AccountRole, id: string): Character => characterOf(input, kind, id);
  const settle = (
    count: number,
    kind: AccountRole,
    make: (self: Character) => Agent,
    label: string = kind,
  ): readonly Address[] => {
    const settled = Array.from({ length: count }, (_, i) => make(character(kind, `${label}/${i + 1}`)));
    const owners = settled.flatMap(({ accounts }) => accounts.slice(0, 1));
    agents.push(...settled);
    present.push(...settled.flatMap(({ accounts }) => accounts));
    landowners.push(...owners);
    return owners;
  };
  const { population, lookalikes, ways } = scenario;
  const rentals: RentalTerms = { ...ways.rentals, from: dateOf(ways.rentals.from) };
  /** The same trader with a stream for one more thing that it does. */
  const aside = (self: Character, what: string): Character => ({
    ...self,
    random: streams(`agent/${self.id}/${what}`),
  });
  const inAllWays =
    (make: (self: Character) => Agent) =>
    (self: Character): Agent =>
      versatile(make(self), aside(self, "ways"), ways);
  const owningEstates =
    (make: (self: Character) => Agent) =>
    (self: Character): Agent =>
      estateOwner(make(self), aside(self, "estates"), ways.estates);
  const letting = (self: Character): Agent => landlord(collector(self), aside(self, "rentals"), rentals);

  settle(population.fundamentalists, "fundamentalist", inAllWays(fundamentalist));
  settle(population.momentum, "momentum", inAllWays(momentumTrader));
  settle(population.flippers, "flipper", inAllWays(flipper));
  settle(population.collectors, "collector", owningEstates(inAllWays(letting)));
  settle(population.lossAverse, "loss-averse", inAllWays(lossAverseSeller));
  settle(
    population.sweepers,
    "sweeper",
    inAllWays((self) => sweeper(self, ways.sweeps)),
  );
  settle(population.floorBidders, "floor-bidder", (self) => floorBidder(self, ways.collectionBids));
  const builders = settle(
    population.estateBuilders,
    "estate-builder",
    owningEstates(inAllWays((self) => estateBuilder(self, ways.estates))),
  );
  settle(lookalikes.buyBacks, "collector", buyerBack, "buyer-back");
  settle(lookalikes.gifts, "collector", (self) => giver(self, input.accountFor(`${self.id}/friend`)), "giver");
  settle(lookalikes.friends, "collector", (self) => friends(self, companion(self, input)), "friends");
  settle(lookalikes.loans, "collector", (self) => lenders(self, companion(self, input)), "lender");
  settle(
    lookalikes.vaults,
    "collector",
    (self) => {
      const vault = input.accountFor(`${self.id}/vault`);
      attestations.push([self.account, vault]);
      return vaultOwner(self, vault);
    },
    "vault-owner",
  );

  const arrivals = hypeArrivals(input.path, population.newcomers, streams(`${input.prefix ?? ""}arrivals`));
  arrivals.forEach((day, i) =>
    agents.push(arriving(inAllWays(newcomer), character("newcomer", `newcomer/${i + 1}`), day)),
  );
  for (let i = 1; i <= population.tenants; i++) agents.push(tenant(character("tenant", `tenant/${i}`), rentals));

  const rings = ringAgents(input);
  agents.push(...rings.agents);
  attestations.push(...rings.attestations);

  const free = new Set(input.parcels.map(({ tokenId }) => tokenId));
  for (const planned of scenario.purchases) {
    const purchase = {
      id: planned.id,
      date: dateOf(planned.date),
      total: microUsdFromNumber(planned.totalUsd),
      tokenIds: planned.parcels.map(({ x, y }) => tokenIdAt(x, y)),
      buyer: input.accountFor(`celebrity/${planned.id}`),
      holder: input.accountFor(`holder/${planned.id}`),
    };
    agents.push(recordBuyer(purchase), recordHolder(purchase));
    present.push(purchase.holder);
    endowments.set(purchase.holder, [...purchase.tokenIds]);
    for (const tokenId of purchase.tokenIds) free.delete(tokenId);
  }

  endowBuilders(endowments, adjacentGroups([...free]).slice(0, scenario.world.blocks), free, builders);
  endow(endowments, free, rings.agents, landowners, streams(`${input.prefix ?? ""}endowment`));
  const honest = agents.map((agent) => (agent.kind === "wash-ring" ? agent : appellant(agent)));
  const everybody = [...honest, ...officersOf(input)];
  const accounts = everybody.flatMap(({ id, kind, accounts: own }) =>
    own.map((address) => ({ address, agent: id, role: kind })),
  );
  return { agents: everybody, accounts, endowments, attestations, present };
}

/** The trader of that name, with a stream of its own. */
export function characterOf(input: PopulationInput, kind: AccountRole, name: string): Character {
  const { prefix = "", scenario, streams, accountFor } = input;
  const id = `${prefix}${name}`;
  const random = streams(`agent/${id}`);
  return {
    id,
    kind,
    account: accountFor(id),
    random,
    tasteSeed: random.below(2 ** 31),
    residual: scenario.world.hedonics.residual,
    appetite: Math.exp(Math.log(4) + 0.7 * random.normal()),
    // A stream of its own: a spread of 0 leaves every other draw as it was.
    activity: activityOf(scenario.habits, streams(`agent/${id}/activity`)),
    habits: scenario.habits,
  };
}

/** A friend or debtor: an account of its own that the same agent plays. */
function companion(self: Character, input: PopulationInput): Character {
  return { ...self, account: input.accountFor(`${self.id}/other`) };
}

function officersOf({ officers, scenario }: PopulationInput): readonly Agent[] {
  if (officers === undefined) return [];
  const { officer: terms } = scenario.compliance;
  return [complianceOfficer(officers[0], terms), appealsOfficer(officers[1], terms)];
}

function ringAgents({ prefix = "", scenario, streams, accountFor }: PopulationInput) {
  const agents: Agent[] = [];
  const attestations: Address[][] = [];
  for (const plan of scenario.rings) {
    for (let i = 0; i < plan.count; i++) {
      const id = `${prefix}ring/${agents.length + 1}`;
      const wallets = Array.from({ length: plan.wallets }, (_, w) => accountFor(`${id}/${w + 1}`));
      const [from, until] = [dateOf(plan.from), dateOf(plan.until)];
      agents.push(washRing({ id, plan, from, until, wallets, random: streams(`agent/${id}`) }));
      if (plan.kind === "self") attestations.push(wallets);
    }
  }
  return { agents, attestations };
}

/** At most, see `layOutWorld`. */
const PARCELS_OF_A_BLOCK = 9;

/** Adjacent parcels to the builders in turn, but for one of each larger group, which somebody else has. */
function endowBuilders(
  endowments: Map<Address, bigint[]>,
  groups: readonly (readonly bigint[])[],
  free: Set<bigint>,
  builders: readonly Address[],
): void {
  groups.forEach((group, i) => {
    const builder = builders[i % builders.length];
    if (builder === undefined) return;
    // In a dense city a group may be half of it.
    const parcels = group.slice(group.length < 4 ? 0 : 1, PARCELS_OF_A_BLOCK);
    endowments.set(builder, [...(endowments.get(builder) ?? []), ...parcels]);
    for (const tokenId of parcels) free.delete(tokenId);
  });
}

/** Two parcels to each ring's leader; the rest to the landowners, most to few: FACTS, trader concentration. */
function endow(
  endowments: Map<Address, bigint[]>,
  free: ReadonlySet<bigint>,
  rings: readonly Agent[],
  landowners: readonly Address[],
  random: RandomStream,
): void {
  const parcels = random.shuffle([...free]);
  for (const { accounts } of rings) {
    const [leader] = accounts;
    if (leader !== undefined) endowments.set(leader, parcels.splice(0, 2));
  }
  const ranked = random.shuffle(landowners);
  const weights = ranked.map((_, rank) => 1 / (rank + 1) ** 0.5);
  const total = weights.reduce((a, b) => a + b, 0);
  const count = parcels.length;
  ranked.forEach((owner, rank) => {
    const last = rank === ranked.length - 1;
    const share = last ? parcels.length : Math.round((count * (weights[rank] ?? 0)) / total);
    endowments.set(owner, [...(endowments.get(owner) ?? []), ...parcels.splice(0, share)]);
  });
}

/** Days of arrival: more while prices are high and rising. */
function hypeArrivals(path: readonly number[], count: number, random: RandomStream): readonly number[] {
  const heat = path.map((usd, day) => {
    const before = path[Math.max(0, day - 60)] ?? usd;
    return Math.sqrt(usd) * Math.exp(Math.max(-1, Math.min(1, Math.log(usd / before))));
  });
  const total = heat.reduce((a, b) => a + b, 0);
  const draw = (): number => {
    let left = random.next() * total;
    const day = heat.findIndex((h) => (left -= h) < 0);
    return day === -1 ? heat.length - 1 : day;
  };
  return Array.from({ length: count }, draw);
}

/** Joins on its day with money from the exchange; trades from the next day on. */
function arriving(make: (self: Character) => Agent, self: Character, day: number): Agent {
  const agent = make(self);
  const act = (view: MarketView): readonly Intent[] => {
    if (view.tick < day) return [];
    if (view.tick > day) return agent.act(view);
    const amount = microUsdFromNumber(Math.ceil((1 + self.random.next()) * view.typicalUsd));
    return [{ do: "join", account: self.account, amount }];
  };
  return { ...agent, act };
}

function dateOf(text: string): number {
  const time = parseDate(text);
  if (time === undefined) throw new RangeError(`${text} was not checked`);
  return Math.floor(time / DAY) * DAY;
}
