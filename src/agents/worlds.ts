import type { Agent } from "../domain/agents.ts";
import type { LandName, NeighbourLand } from "../domain/houses.ts";
import type { Neighbour } from "../domain/scenario.ts";
import type { Plot } from "../domain/worlds/plot.ts";
import { inWorld } from "./in-world.ts";
import { characterOf, populate, type Population, type PopulationInput } from "./population.ts";
import { traveller, type Destination } from "./traveller.ts";

/** A world beside the home world, laid out. */
export interface NeighbourInput {
  readonly land: NeighbourLand;
  readonly world: Neighbour;
  readonly plots: readonly Plot[];
  /** The typical value of each day, US dollars. */
  readonly path: readonly number[];
  /** Day of the run on which its land is first sold; before it nobody is there. */
  readonly opensOn: number;
}

export interface Worlds extends Omit<Population, "endowments"> {
  /** First owners of each world's land. */
  readonly endowments: ReadonlyMap<LandName, Population["endowments"]>;
}

/**
 * The people of all worlds. A neighbour's are those of a small scenario of its own, under names and random streams that begin
 * with its own, so that a world more or less changes nobody else; travellers trade in all.
 */
export function populateWorlds(input: PopulationInput, neighbours: readonly NeighbourInput[]): Worlds {
  const home = populate(input);
  const towns = neighbours.map((neighbour) => ({ neighbour, people: populate(inputOf(input, neighbour)) }));
  const travellers = travellersOf(input, neighbours);
  const abroad = towns.map(({ people }) => people);
  return {
    agents: [
      ...home.agents,
      ...towns.flatMap(({ neighbour: { land, opensOn }, people }) =>
        people.agents.map((agent) => from(opensOn, inWorld(agent, land))),
      ),
      ...travellers,
    ],
    accounts: [
      ...home.accounts,
      ...abroad.flatMap(({ accounts }) => accounts),
      ...travellers.flatMap(({ id, kind, accounts }) =>
        accounts.map((address) => ({ address, agent: id, role: kind })),
      ),
    ],
    endowments: new Map<LandName, Population["endowments"]>([
      ["land", home.endowments],
      ...towns.map(({ neighbour, people }) => [neighbour.land, people.endowments] as const),
    ]),
    attestations: [...home.attestations, ...abroad.flatMap(({ attestations }) => attestations)],
    present: [
      ...home.present,
      ...abroad.flatMap(({ present }) => present),
      ...travellers.flatMap((one) => one.accounts),
    ],
  };
}

function from(day: number, agent: Agent): Agent {
  return day <= 0 ? agent : { ...agent, act: (view) => (view.tick < day ? [] : agent.act(view)) };
}

function inputOf(home: PopulationInput, { world, plots, path }: NeighbourInput): PopulationInput {
  const { id, hedonics } = world.facts;
  const { scenario } = home;
  return {
    prefix: `${id}/`,
    scenario: {
      ...scenario,
      world: { ...scenario.world, blocks: 0, hedonics: { ...scenario.world.hedonics, residual: hedonics.residual } },
      population: world.population,
      rings: world.rings,
      lookalikes: NO_LOOKALIKES,
      purchases: [],
    },
    parcels: plots,
    path,
    start: home.start,
    streams: home.streams,
    accountFor: home.accountFor,
  };
}

const NO_LOOKALIKES = { buyBacks: 0, vaults: 0, gifts: 0, friends: 0, loans: 0 };

function travellersOf(input: PopulationInput, neighbours: readonly NeighbourInput[]): readonly Agent[] {
  const { world, travellers } = input.scenario;
  const destinations: readonly Destination[] = [
    { land: "land", residual: world.hedonics.residual },
    ...neighbours.map(({ land, world: there }) => ({ land, residual: there.facts.hedonics.residual })),
  ];
  return Array.from({ length: travellers }, (_, i) =>
    traveller(characterOf(input, "traveller", `traveller/${i + 1}`), destinations),
  );
}
