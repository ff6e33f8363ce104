import { expect } from "chai";

import { populate, type Population } from "../../../src/agents/population.ts";
import type { MarketView } from "../../../src/domain/market-view.ts";
import { dailyPath } from "../../../src/domain/price-path.ts";
import type { Address } from "../../../src/domain/primitives.ts";
import { randomStreams, type RandomStream, type RandomStreams } from "../../../src/domain/random.ts";
import type { Scenario } from "../../../src/domain/scenario.ts";
import { calendarOf } from "../../../src/scenario/load.ts";
import { layOutWorld } from "../../../src/scenario/world.ts";
import { hamletFiles, loadFrom } from "../../fixtures/hamlet.ts";
import { aHeldTrade, anAuction, anOffer, aView } from "../../fixtures/market-view.ts";
import { CAROL, OFFICER } from "../../fixtures/journal-lines.ts";

/** A second plan of rings behind the first, and debtors. */
const TWO_PLANS = {
  "population: {": "population: { leveraged: 1, financiers: 1,",
  "    markup: 1.5\n":
    "    markup: 1.5\n  - { kind: ring, count: 2, wallets: 3, funding: leader, from: 2021-10-06, until: 2021-12-20, everyDays: 5, markup: 1.5 }\n",
};
const ENDOGENOUS = {
  "drive: replay\npath: path.csv":
    "drive: endogenous\n" +
    "fundamental: { usd: 6000, source: made up, windowDays: 21, usualSalesPerAsk: 0.2, groundingPct: 5 }\n" +
    "hype: on\n" +
    "diffusion: { innovationPerYear: 1, imitationPerYear: 5, attentionGain: 4, herding: 0.06, attentionHalfLifeDays: 60, source: made up }",
};

/** Each as it stands in the hamlet, with its number last. */
const ONE_OF_EACH = [
  "fundamentalists: 2",
  "momentum: 2",
  "flippers: 2",
  "collectors: 2",
  "lossAverse: 1",
  "newcomers: 3",
  "switchers: 1",
  "sweepers: 1",
  "floorBidders: 1",
  "estateBuilders: 1",
  "tenants: 1",
  "leveraged: 1",
  "financiers: 1",
  "buyBacks: 1",
  "vaults: 1",
  "gifts: 1",
  "friends: 1",
  "loans: 1",
  "    count: 1",
];

for (const [drive, changes] of [
  ["a replay", TWO_PLANS],
  ["an endogenous market", { ...TWO_PLANS, ...ENDOGENOUS }],
] as const) {
  describe(`one agent more in ${drive}`, () => {
    for (const written of ONE_OF_EACH) {
      it(`changes no other agent's random draws: one more than ${written.trim()}`, () => {
        const [before, after] = [draws(changed(changes)), draws(changed({ ...changes, ...oneMore(written) }))];
        expect(after.agents).to.equal(before.agents + 1);
        for (const [label, drawn] of before.streams) expect(after.streams.get(label), label).to.deep.equal(drawn);
        const added = [...after.streams.keys()].filter((label) => !before.streams.has(label));
        // `agent/flipper/3/ways` and `endowment/flipper/3` are both flipper/3's.
        const whose = new Set(added.map((label) => label.split("/").slice(1, 3).join("/")));
        expect(whose.size, [...whose].join()).to.equal(1);
      });
    }
  });
}

describe("one landowner more", () => {
  // A builder or a ring takes its land first, and what a builder leaves of a block then goes to anyone.
  for (const written of ONE_OF_EACH.filter(
    (of) => !/newcomers|tenants|leveraged|financiers|estateBuilders|count/.test(of),
  )) {
    it(`takes land from others, and moves none among them: one more than ${written.trim()}`, () => {
      const [before, after] = [settle(changed(TWO_PLANS)), settle(changed({ ...TWO_PLANS, ...oneMore(written) }))];
      const known = new Set(before.accounts.map(({ address }) => address));
      for (const [account, tokenIds] of after.endowments) {
        if (known.has(account)) expect(before.endowments.get(account)).to.include.members([...tokenIds]);
      }
    });
  }

  it("has more or less than others by chance: a few have much", () => {
    const { endowments } = settle(changed({ "parcels: 40": "parcels: 390" }));
    const sizes = [...endowments.values()].map(({ length }) => length).sort((a, b) => b - a);
    expect(sizes[0] ?? 0).to.be.above(2 * (sizes[Math.floor(sizes.length / 2)] ?? 0));
  });
});

function changed(changes: Readonly<Record<string, string>>): Scenario {
  return loadFrom(hamletFiles(changes));
}

function oneMore(written: string): Readonly<Record<string, string>> {
  return { [written]: written.replace(/\d+$/, (count) => String(Number(count) + 1)) };
}

/** Everything that is drawn from each stream while a population is made and acts for a quarter. */
function draws(scenario: Scenario): { readonly agents: number; readonly streams: ReadonlyMap<string, unknown[]> } {
  const drawn = new Map<string, unknown[]>();
  const open = randomStreams(scenario.seed);
  const recorded = (label: string): RandomStream => {
    // Two that share a stream would shift each other.
    if (drawn.has(label)) throw new RangeError(`${label} is opened twice`);
    const [stream, own]: [RandomStream, unknown[]] = [open(label), []];
    drawn.set(label, own);
    const note = <T>(value: T): T => {
      own.push(value);
      return value;
    };
    return {
      next: () => note(stream.next()),
      below: (n) => note(stream.below(n)),
      normal: () => note(stream.normal()),
      chance: (probability) => note(stream.chance(probability)),
      pick: (items) => note(stream.pick(items)),
      shuffle: (items) => note(stream.shuffle(items)),
    };
  };
  const { agents } = settle(scenario, recorded);
  for (let tick = 0; tick < 92; tick++) {
    for (const agent of agents) agent.act(seen(tick));
  }
  return { agents: agents.length, streams: drawn };
}

/** A market that always looks alike, in which everyone owns a parcel. */
function seen(tick: number): MarketView {
  const auctions = [anAuction({ tokenId: 78n, endsAt: 4_000_000_000 })];
  const asks = [anOffer(77n, OFFICER, 6_000), anOffer(79n, CAROL, 9_000)];
  const time = Date.UTC(2021, 9, 1, 12) / 1000 + tick * 86_400;
  return {
    ...aView({ tick, time, asks, auctions, cases: [aHeldTrade()], typicalUsd: 10_000, before: 8_000 }),
    tokens: [77n, 78n, 79n],
    holdings: (account) => [BigInt(account) % 1_000n],
  };
}

function settle(scenario: Scenario, streams: RandomStreams = randomStreams(scenario.seed)): Population {
  const { start, days } = calendarOf(scenario);
  return populate({
    scenario,
    parcels: layOutWorld(scenario.world, scenario.purchases, randomStreams(scenario.seed)),
    path: scenario.path.length === 0 ? [] : dailyPath(scenario.path, start, days),
    start,
    streams,
    officers: [OFFICER, CAROL],
    accountFor: (label): Address => `0x${Buffer.from(label).toString("hex").slice(-40).padStart(40, "0")}`,
  });
}
