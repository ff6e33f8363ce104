import { expect } from "chai";

import { populate, type Population } from "../../../src/agents/population.ts";
import { WASH_TRADERS, type Intent } from "../../../src/domain/agents.ts";
import type { MarketView } from "../../../src/domain/market-view.ts";
import { adjacentGroups, tokenIdAt } from "../../../src/domain/land.ts";
import { dailyPath } from "../../../src/domain/price-path.ts";
import type { Address } from "../../../src/domain/primitives.ts";
import { randomStreams } from "../../../src/domain/random.ts";
import type { Scenario } from "../../../src/domain/scenario.ts";
import { calendarOf } from "../../../src/scenario/load.ts";
import { layOutWorld } from "../../../src/scenario/world.ts";
import { estatePurchase } from "../../fixtures/estate-run.ts";
import { hamletFiles, loadFrom } from "../../fixtures/hamlet.ts";
import { aHeldTrade, anOffer, aView } from "../../fixtures/market-view.ts";
import { CAROL, OFFICER } from "../../fixtures/journal-lines.ts";

describe("populate", () => {
  it("makes the agents that the scenario asks for", () => {
    const { agents } = settle(loadFrom(hamletFiles()));
    const count = (start: string): number => agents.filter(({ id }) => id.startsWith(start)).length;
    const kinds = ["fundamentalist/", "momentum/", "flipper/", "collector/", "loss-averse/", "newcomer/"];
    expect(kinds.map(count)).to.deep.equal([2, 2, 2, 2, 1, 3]);
    const more = ["sweeper/", "floor-bidder/", "estate-builder/", "tenant/"];
    expect(more.map(count)).to.deep.equal([1, 1, 1, 1]);
    const others = ["buyer-back/", "vault-owner/", "giver/", "friends/", "lender/", "ring/", "celebrity/", "holder/"];
    expect(others.map(count)).to.deep.equal([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(agents.at(-2)).to.deep.include({ id: "officer/1", accounts: [OFFICER] });
    expect(agents.at(-1)).to.deep.include({ id: "officer/2", accounts: [CAROL] });
  });

  it("gives every parcel to one owner, two to each ring's leader, those of record to their holder", () => {
    const scenario = loadFrom(hamletFiles());
    const { agents, endowments } = settle(scenario);
    const given = [...endowments.values()].flat();
    expect(given).to.have.length(scenario.world.parcels);
    expect(new Set(given).size).to.equal(given.length);
    const held = (id: string): readonly bigint[] => {
      return (
        agents.find((agent) => agent.id === id)?.accounts.flatMap((account) => endowments.get(account) ?? []) ?? []
      );
    };
    expect(held("ring/1.1")).to.have.length(2);
    expect(held("holder/someone")).to.have.length(2);
    expect(held("newcomer/1")).to.deep.equal([]);
  });

  it("gives the parcels of an estate of record to its holder, who joins them, and to nobody else", () => {
    const scenario = {
      ...loadFrom(hamletFiles()),
      purchases: [
        estatePurchase([
          { x: 7, y: 7 },
          { x: 7, y: 8 },
        ]),
      ],
    };
    const { agents, endowments } = settle(scenario);
    const holder = agents.find(({ id }) => id === "holder/someone");
    const [account = OFFICER] = holder?.accounts ?? [];
    const tokenIds = [tokenIdAt(7, 7), tokenIdAt(7, 8)];
    expect(endowments.get(account)).to.deep.equal(tokenIds);
    expect([...endowments.values()].flat().filter((tokenId) => tokenIds.includes(tokenId))).to.have.length(2);
    const owners = new Map(tokenIds.map((tokenId) => [tokenId, account]));
    expect(holder?.act(aView({ owners }))).to.deep.equal([{ do: "joinEstate", owner: account, tokenIds }]);
  });

  it("gives the builders adjacent parcels, and loses none on the way", () => {
    const { agents, endowments } = settle(loadFrom(hamletFiles()));
    const [builder = OFFICER] = agents.find(({ id }) => id === "estate-builder/1")?.accounts ?? [];
    expect(adjacentGroups(endowments.get(builder) ?? [])).not.to.deep.equal([]);
    const none = settle(loadFrom(hamletFiles({ "estateBuilders: 1": "estateBuilders: 0" })));
    expect([...none.endowments.values()].flat()).to.have.length(40);
  });

  it("attests the vault of an owner and the wallets of a ring that is one person's", () => {
    expect(settle(loadFrom(hamletFiles())).attestations).to.have.length(1);
    const { attestations } = settle(loadFrom(hamletFiles({ "kind: ping-pong": "kind: self" })));
    expect(attestations.map((accounts) => accounts.length)).to.deep.equal([2, 2]);
  });

  it("names every account of every agent once", () => {
    const { agents, accounts } = settle(loadFrom(hamletFiles()));
    expect(accounts.map(({ address }) => address)).to.deep.equal(agents.flatMap((agent) => agent.accounts));
    expect(new Set(accounts.map(({ address }) => address)).size).to.equal(accounts.length);
  });

  it("gives nobody else other draws when a ring is added", () => {
    const more = loadFrom(hamletFiles({ "    count: 1": "    count: 2" }));
    expectSameConduct(settle(loadFrom(hamletFiles())), settle(more));
  });

  it("gives nobody else other draws when a newcomer or a trader is added", () => {
    // Agents use up their streams: each comparison has its own.
    const fewer = (): Population => settle(loadFrom(hamletFiles()));
    const newcomers = settle(loadFrom(hamletFiles({ "newcomers: 3": "newcomers: 4" })));
    expectSameConduct(fewer(), newcomers);
    const flippers = settle(loadFrom(hamletFiles({ "flippers: 2": "flippers: 3" })));
    expectSameConduct(fewer(), flippers);
  });

  for (const one of ["sweepers: 1", "floorBidders: 1", "estateBuilders: 1", "tenants: 1"]) {
    it(`gives nobody else other draws with one more than ${one}`, () => {
      const more = settle(loadFrom(hamletFiles({ [one]: one.replace("1", "2") })));
      expectSameConduct(settle(loadFrom(hamletFiles())), more);
    });
  }

  it("makes leveraged buyers and financiers, and gives nobody else other draws with them", () => {
    const debt = (financiers: number, buyers: number): Population => {
      const more = `tenants: 1, leveraged: ${buyers}, financiers: ${financiers}`;
      return settle(loadFrom(hamletFiles({ "tenants: 1": more })));
    };
    const ids = debt(1, 2).agents.map(({ id }) => id);
    expect(ids).to.include.members(["financier/1", "leveraged/1", "leveraged/2"]);
    expectSameConduct(settle(loadFrom(hamletFiles())), debt(1, 0));
    expectSameConduct(debt(1, 0), debt(1, 1));
    expectSameConduct(debt(1, 1), debt(2, 1));
  });

  for (const one of ["marketMakers: 1", "rewardFarmers: 1"]) {
    it(`gives nobody else other draws with ${one}`, () => {
      const more = settle(loadFrom(hamletFiles({ "tenants: 1": `tenants: 1, ${one}` })));
      expectSameConduct(settle(loadFrom(hamletFiles())), more);
    });
  }

  it("lets makers, farmers and creators come without land, the makers from the start", () => {
    const some = "tenants: 1, marketMakers: 1, rewardFarmers: 1, creators: 1";
    const { agents, endowments, present } = settle(loadFrom(hamletFiles({ "tenants: 1": some })));
    const accountsOf = (id: string): readonly Address[] => agents.find((agent) => agent.id === id)?.accounts ?? [];
    const [maker, farmer, creator] = ["market-maker/1", "reward-farmer/1", "scene-creator/1"].map(accountsOf);
    expect([maker?.length, farmer?.length, creator?.length]).to.deep.equal([1, 2, 1]);
    const all = [...(maker ?? []), ...(farmer ?? []), ...(creator ?? [])];
    expect(all.filter((account) => endowments.has(account))).to.deep.equal([]);
    expect(all.filter((account) => present.includes(account))).to.deep.equal(maker);
  });

  it("gives nobody other draws for its own offers and purchases where other ways are used more", () => {
    const plain = settle(loadFrom(hamletFiles({ "offersPct: 10, reserve": "offersPct: 0, reserve" })));
    const more = settle(loadFrom(hamletFiles({ "offersPct: 10, reserve": "offersPct: 90, reserve" })));
    const offered = (population: Population): readonly bigint[] =>
      conduct(population, "flipper/1").flatMap((intents) =>
        intents.flatMap((intent) => {
          if (intent.do === "list") return [intent.price];
          return intent.do === "auction" ? [intent.reserve] : [];
        }),
      );
    expect(offered(more)).to.have.length(offered(plain).length);
    expect(offered(more)).not.to.deep.equal(offered(plain));
  });

  it("lets the honest appeal, and nobody who trades with himself", () => {
    const population = settle(loadFrom(hamletFiles({ "tenants: 1": "tenants: 1, rewardFarmers: 1" })));
    const appeals = population.agents.flatMap((agent) => {
      const cases = agent.accounts.map((buyer) => aHeldTrade({ status: "refused", buyer, deadline: FAR }));
      const acts = agent.act(aView({ tick: 3, cases }));
      return acts.filter((intent) => intent.do === "appeal").map(() => agent.kind);
    });
    const honest = population.agents.filter(({ kind }) => !WASH_TRADERS.includes(kind) && kind !== "officer");
    expect(appeals).to.have.length(honest.flatMap(({ accounts }) => accounts).length);
    for (const kind of WASH_TRADERS) expect(appeals).not.to.include(kind);
  });

  it("draws other things under another seed", () => {
    const scenario = loadFrom(hamletFiles());
    const [first, second] = [settle(scenario), settle({ ...scenario, seed: 4 })];
    expect(conduct(first, "flipper/1")).not.to.deep.equal(conduct(second, "flipper/1"));
  });
});

describe("a newcomer", () => {
  it("does nothing before its day, joins with money on it, and trades from the next day on", () => {
    const days = conduct(settle(loadFrom(hamletFiles())), "newcomer/1");
    const first = days.findIndex((intents) => intents.length > 0);
    expect(days[first]?.map((intent) => intent.do)).to.deep.equal(["join"]);
    expect(
      days
        .slice(first + 1)
        .flat()
        .map((intent) => intent.do),
    ).not.to.include("join");
  });
});

const FAR = 4_000_000_000;

/** Each account's address is made of its label, so that the same agent has the same one. */
function settle(scenario: Scenario): Population {
  const streams = randomStreams(scenario.seed);
  const { start, days } = calendarOf(scenario);
  return populate({
    scenario,
    parcels: layOutWorld(scenario.world, scenario.purchases, streams),
    path: dailyPath(scenario.path, start, days),
    start,
    streams,
    officers: [OFFICER, CAROL],
    accountFor: (label): Address => `0x${Buffer.from(label).toString("hex").slice(-40).padStart(40, "0")}`,
  });
}

/** Everyone who is in both does the same in the same market. */
function expectSameConduct(fewer: Population, more: Population): void {
  expect(more.agents.length).to.equal(fewer.agents.length + 1);
  for (const { id } of fewer.agents) {
    expect(conduct(more, id), id).to.deep.equal(conduct(fewer, id));
  }
}

/** What an agent does over all days of a market that always looks alike, in which everyone owns a parcel. */
function conduct({ agents }: Population, id: string): readonly (readonly Intent[])[] {
  const agent = agents.find((one) => one.id === id);
  if (agent === undefined) throw new RangeError(`there is no ${id}`);
  const view = (tick: number): MarketView => ({
    ...aView({ tick, time: Date.UTC(2021, 9, 1, 12) / 1000 + tick * 86_400, asks: [anOffer(77n, OFFICER, 6_000)] }),
    holdings: (account) => [BigInt(account) % 1_000n],
  });
  return Array.from({ length: 92 }, (_, tick) => agent.act(view(tick)));
}
