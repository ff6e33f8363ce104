import { expect } from "chai";

import { buyerBack, friends, giver, lenders, vaultOwner } from "../../../src/agents/lookalikes.ts";
import type { Agent, Intent } from "../../../src/domain/agents.ts";
import { USD, usdToNumber, type Address } from "../../../src/domain/primitives.ts";
import { ALICE, BOB, CAROL, NOON } from "../../fixtures/journal-lines.ts";
import { aCharacter, aView, eager, idle, type Scene } from "../../fixtures/market-view.ts";

const ALICES = new Map([[1n, ALICE]]);
const BOBS = new Map([[1n, BOB]]);

describe("the seller who buys back", () => {
  const sold = { time: NOON, price: 10_000n * USD, seller: ALICE, buyer: BOB };

  it("wants a parcel back weeks after the sale, above its value, from who owns it then", () => {
    const agent = buyerBack(aCharacter());
    agent.act(aView({ owners: ALICES }));
    agent.act(aView({ owners: BOBS, lastSale: sold, tick: 1 }));
    const days = Array.from({ length: 30 }, (_, i) => i + 2);
    const wanted = days.flatMap((tick) =>
      dealsOf(agent, { owners: BOBS, lastSale: sold, tick }).map((deal) => ({ tick, deal })),
    );
    expect(wanted).to.have.length(1);
    const [{ tick, deal } = { tick: 0, deal: undefined }] = wanted;
    expect(tick).to.be.within(1 + 9, 1 + 27);
    expect(deal).to.deep.include({ seller: BOB, buyer: ALICE, tokenId: 1n });
    expect(usdToNumber(deal?.price ?? 0n)).to.equal(13_000);
    expect(deal?.truth).to.deep.equal({ honest: true, lookalike: "buy-back" });
  });

  it("waits while a house has it in custody", () => {
    const agent = buyerBack(aCharacter());
    agent.act(aView({ owners: ALICES }));
    agent.act(aView({ owners: BOBS, lastSale: sold, tick: 1 }));
    const inCustody = { ...aView({ owners: BOBS, lastSale: sold, tick: 20 }), belongsTo: () => CAROL };
    expect(agent.act(inCustody)).to.deep.equal([]);
    expect(dealsOf(agent, { owners: BOBS, lastSale: sold, tick: 21 })).to.have.length(1);
  });

  it("forgets it where the parcel is its own again", () => {
    const agent = buyerBack(aCharacter());
    agent.act(aView({ owners: ALICES }));
    agent.act(aView({ owners: BOBS, lastSale: sold, tick: 1 }));
    const days = Array.from({ length: 40 }, (_, i) => i + 2);
    expect(days.flatMap((tick) => dealsOf(agent, { owners: ALICES, tick }))).to.deep.equal([]);
  });

  it("regrets nothing that another sold", () => {
    const agent = buyerBack(aCharacter());
    agent.act(aView({ owners: ALICES }));
    const days = Array.from({ length: 40 }, (_, i) => i + 1);
    const lastSale = { ...sold, seller: CAROL };
    expect(days.flatMap((tick) => dealsOf(agent, { owners: BOBS, lastSale, tick }))).to.deep.equal([]);
  });
});

describe("the vault owner", () => {
  it("moves what it owns to its vault, for nothing", () => {
    const intents = vaultOwner(aCharacter(), BOB).act(aView({ owners: ALICES }));
    expect(intents).to.deep.include({ do: "give", from: ALICE, to: BOB, tokenId: 1n });
  });

  it("sells from the vault", () => {
    const intents = vaultOwner(aCharacter(), BOB).act(aView({ owners: BOBS }));
    const [listed] = intents.filter((intent) => intent.do === "list");
    expect(listed).to.deep.include({ maker: BOB, tokenId: 1n });
  });

  it("signs for both accounts", () => {
    expect(vaultOwner(aCharacter(), BOB).accounts).to.deep.equal([ALICE, BOB]);
  });
});

describe("the giver", () => {
  it("gives a parcel away and buys it back from the friend a month or more later", () => {
    const agent = giver(aCharacter(), BOB);
    expect(agent.act(aView({ owners: ALICES }))).to.deep.include({ do: "give", from: ALICE, to: BOB, tokenId: 1n });
    const days = Array.from({ length: 90 }, (_, i) => i + 1);
    const back = days.flatMap((tick) => dealsOf(agent, { owners: BOBS, tick }).map((deal) => ({ tick, deal })));
    expect(back).to.have.length(1);
    expect(back[0]?.tick).to.be.within(21, 81);
    expect(back[0]?.deal).to.deep.include({ seller: BOB, buyer: ALICE, price: 10_000n * USD });
    expect(back[0]?.deal.truth).to.deep.equal({ honest: true, lookalike: "gift" });
  });

  it("asks for nothing back that the friend no longer has", () => {
    const agent = giver(aCharacter(), BOB);
    agent.act(aView({ owners: ALICES }));
    const days = Array.from({ length: 90 }, (_, i) => i + 1);
    const elsewhere = new Map([[1n, CAROL]]);
    expect(days.flatMap((tick) => dealsOf(agent, { owners: elsewhere, tick }))).to.deep.equal([]);
  });
});

describe("friends", () => {
  const two = (): Agent => friends(aCharacter(), aCharacter({ account: BOB }));

  it("sell to each other at about the value, and say that they are friends", () => {
    const [deal] = dealsOf(two(), { owners: ALICES });
    expect(deal).to.deep.include({ seller: ALICE, buyer: BOB, tokenId: 1n, price: 10_000n * USD });
    expect(deal?.truth).to.deep.equal({ honest: true, lookalike: "friends" });
  });

  it("never send back the parcel that the other just sold", () => {
    const lastSale = { time: NOON, price: 1n, seller: BOB, buyer: ALICE };
    expect(dealsOf(two(), { owners: ALICES, lastSale })).to.deep.equal([]);
  });

  it("need a parcel", () => {
    expect(dealsOf(two(), {})).to.deep.equal([]);
  });

  it("wire the buyer what is missing", () => {
    const intents = two().act(aView({ owners: ALICES, balance: 0n }));
    expect(intents.map((intent) => intent.do)).to.deep.equal(["deposit", "deal"]);
  });
});

describe("lenders", () => {
  it("lend a part of a parcel's value, and sell the debtor land some time later", () => {
    const agent = lenders(aCharacter(), aCharacter({ account: BOB }));
    const [loan] = agent.act(aView({ owners: ALICES }));
    expect(loan).to.deep.equal({ do: "pay", from: ALICE, to: BOB, amount: 4_000n * USD });
    const days = Array.from({ length: 80 }, (_, i) => i + 1);
    const [sale] = days.flatMap((tick) => dealsOf(agent, { owners: ALICES, tick }).map((deal) => ({ tick, deal })));
    // Eager as it is, this one is among the eighth that sells within the rule's week.
    expect(sale?.tick).to.be.within(2, 6);
    expect(sale?.deal).to.deep.include({ seller: ALICE, buyer: BOB, tokenId: 1n });
    expect(sale?.deal.truth).to.deep.equal({ honest: true, lookalike: "loan" });
  });

  it("sell weeks later for the most part", () => {
    // Lends on every day that allows it, and is never in the hurried eighth.
    const patient = { ...eager(), chance: (probability: number) => probability < 1 / 8 };
    const agent = lenders(aCharacter({ random: patient }), aCharacter({ account: BOB }));
    agent.act(aView({ owners: ALICES }));
    const days = Array.from({ length: 80 }, (_, i) => i + 1);
    const [first] = days.filter((tick) => dealsOf(agent, { owners: ALICES, tick }).length > 0);
    expect(first).to.be.within(12, 72);
  });

  it("have nothing to do on most days", () => {
    const agent = lenders(aCharacter({ random: idle() }), aCharacter({ account: BOB, random: idle() }));
    expect(agent.act(aView({ owners: ALICES }))).to.deep.equal([]);
  });
});

function dealsOf(agent: Agent, scene: Scene & { readonly owners?: ReadonlyMap<bigint, Address> }) {
  return agent.act(aView(scene)).filter((intent): intent is Extract<Intent, { do: "deal" }> => intent.do === "deal");
}
