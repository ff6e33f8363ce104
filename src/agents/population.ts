import { WASH_TRADERS, type AccountRole, type Agent } from "../domain/agents.ts";
import { DAY, parseDate } from "../domain/calendar.ts";
import { adjacentGroups, placesBought, tokenIdAt, type Parcel } from "../domain/land.ts";
import { microUsdFromNumber, type Address } from "../domain/primitives.ts";
import type { RandomStreams } from "../domain/random.ts";
import type { Scenario } from "../domain/scenario.ts";
import { appellant } from "./appellant.ts";
import { arriving, dueByDiffusion, dueOnPath, heatOf } from "./arrivals.ts";
import type { Character } from "./character.ts";
import { developer, sceneCreator } from "./development.ts";
import { endow } from "./endowment.ts";
import { estateBuilder, estateOwner } from "./estates.ts";
import { financier, type InstalmentTerms } from "./financier.ts";
import { floorBidder } from "./floor-bidder.ts";
import { leveraged } from "./leveraged.ts";
import { buyerBack, friends, giver, lenders, vaultOwner } from "./lookalikes.ts";
import { marketMaker } from "./market-maker.ts";
import { appealsOfficer, complianceOfficer } from "./officer.ts";
import { activityOf } from "./pace.ts";
import { estateBuyer, estateHolder, recordBuyer, recordHolder } from "./purchase-of-record.ts";
import { landlord, tenant, type RentalTerms } from "./rentals.ts";
import { rewardFarmer, type FarmingTerms } from "./reward-farmer.ts";
import { switcher } from "./switcher.ts";
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
  /** The typical value of each day; empty where the traders make it. */
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
  const landowners: Agent[] = [];
  const endowments = new Map<Address, bigint[]>();

  const character = (kind: AccountRole, id: string): Character => characterOf(input, kind, id);
  const settle = (
    count: number,
    kind: AccountRole,
    make: (self: Character) => Agent,
    label: string = kind,
  ): readonly Agent[] => {
    const settled = Array.from({ length: count }, (_, i) => make(character(kind, `${label}/${i + 1}`)));
    agents.push(...settled);
    present.push(...settled.flatMap(({ accounts }) => accounts));
    landowners.push(...settled);
    return settled;
  };
  const { population, lookalikes, ways } = scenario;
  const { premiumPct } = ways.development;
  const rentals: RentalTerms = { ...ways.rentals, from: dateOf(ways.rentals.from), premiumPct };
  const instalments: InstalmentTerms = { ...ways.instalments, from: dateOf(ways.instalments.from) };
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
  const numbered = (count: number, kind: AccountRole): readonly Character[] =>
    Array.from({ length: count }, (_, i) => character(kind, `${kind}/${i + 1}`));
  const creators = numbered(population.creators, "scene-creator");
  const hired = creators.map(({ account }) => account);
  const letting = (self: Character): Agent => {
    const owner = collector(self);
    const lets = landlord(owner, aside(self, "rentals"), rentals);
    return lets === owner ? owner : developer(lets, aside(self, "development"), ways.development, rentals, hired);
  };

  settle(population.fundamentalists, "fundamentalist", inAllWays(fundamentalist));
  settle(population.momentum, "momentum", inAllWays(momentumTrader));
  settle(population.switchers, "switcher", inAllWays(switcher));
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

  const heat = heatOf(input.path, scenario.news, input.start);
  for (let i = 1; i <= population.newcomers; i++) {
    const self = character("newcomer", `newcomer/${i}`);
    const { random } = aside(self, "arrival");
    const isDue =
      scenario.diffusion === undefined ? dueOnPath(heat, random) : dueByDiffusion(scenario.diffusion, random);
    agents.push(arriving(inAllWays(newcomer), self, isDue));
  }
  for (let i = 1; i <= population.tenants; i++) agents.push(tenant(character("tenant", `tenant/${i}`), rentals));
  for (let i = 1; i <= population.financiers; i++) {
    agents.push(financier(character("financier", `financier/${i}`), instalments));
  }
  for (let i = 1; i <= population.leveraged; i++) {
    agents.push(leveraged(character("leveraged", `leveraged/${i}`), instalments));
  }

  // Without land: makers buy theirs, creators earn it.
  const makers = numbered(population.marketMakers, "market-maker");
  present.push(...makers.map(({ account }) => account));
  const farming = farmingTerms(scenario);
  agents.push(
    ...makers.map(marketMaker),
    ...creators.map((self) => sceneCreator(self, rentals)),
    ...numbered(population.rewardFarmers, "reward-farmer").map((self) =>
      rewardFarmer(self, input.accountFor(`${self.id}/second`), farming),
    ),
  );

  const rings = ringAgents(input);
  agents.push(...rings.agents);
  attestations.push(...rings.attestations);

  const free = new Set(input.parcels.map(({ tokenId }) => tokenId));
  for (const planned of scenario.purchases) {
    const purchase = {
      id: planned.id,
      date: dateOf(planned.date),
      total: microUsdFromNumber(planned.totalUsd),
      tokenIds: placesBought(planned).map(({ x, y }) => tokenIdAt(x, y)),
      buyer: input.accountFor(`celebrity/${planned.id}`),
      holder: input.accountFor(`holder/${planned.id}`),
    };
    if (planned.estate === undefined) agents.push(recordBuyer(purchase), recordHolder(purchase));
    else agents.push(estateBuyer(purchase), estateHolder(purchase));
    present.push(purchase.holder);
    endowments.set(purchase.holder, [...purchase.tokenIds]);
    for (const tokenId of purchase.tokenIds) free.delete(tokenId);
  }

  endow({
    endowments,
    free,
    groups: adjacentGroups([...free]).slice(0, scenario.world.blocks),
    builders,
    leaders: rings.agents,
    landowners,
    streams,
  });
  const honest = agents.map((agent) => (WASH_TRADERS.includes(agent.kind) ? agent : appellant(agent)));
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
    herding: scenario.diffusion?.herding ?? 0,
    grounding: (scenario.fundamental?.groundingPct ?? 0) / 100,
    ...(scenario.fundamental === undefined ? {} : { startUsd: scenario.fundamental.usd }),
  };
}

function farmingTerms({ market: { feePct, royaltyPct }, ways }: Scenario): FarmingTerms {
  const rewards = ways.rewards.map(({ from, until, usdPerPoint }) => {
    return { from: dateOf(from), until: dateOf(until), usdPerPoint };
  });
  return { costPct: feePct + royaltyPct, feePct, rewards };
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
  for (const [p, plan] of scenario.rings.entries()) {
    for (let i = 0; i < plan.count; i++) {
      // By plan: one more ring of a plan renames none of the next.
      const id = `${prefix}ring/${p + 1}.${i + 1}`;
      const wallets = Array.from({ length: plan.wallets }, (_, w) => accountFor(`${id}/${w + 1}`));
      const [from, until] = [dateOf(plan.from), dateOf(plan.until)];
      agents.push(washRing({ id, plan, from, until, wallets, random: streams(`agent/${id}`) }));
      if (plan.kind === "self") attestations.push(wallets);
    }
  }
  return { agents, attestations };
}

function dateOf(text: string): number {
  const time = parseDate(text);
  if (time === undefined) throw new RangeError(`${text} was not checked`);
  return Math.floor(time / DAY) * DAY;
}
