import { expect } from "chai";

import { belongsTo, moveToken, noTokens } from "../../../src/replay/tokens.ts";
import { ALICE, BOB, HOUSE, NOBODY } from "../../fixtures/journal-lines.ts";

describe("custody", () => {
  it("leaves a token whose it was, until it leaves the house", () => {
    const state = { land: noTokens(), estate: noTokens(), neighbours: new Map() };
    moveToken(state.land, 1n, NOBODY, ALICE);
    state.land.custody.set(1n, { house: "auction", owner: ALICE });
    moveToken(state.land, 1n, ALICE, HOUSE);
    expect([state.land.owners.get(1n), belongsTo(state, 1n)]).to.deep.equal([HOUSE, ALICE]);
    moveToken(state.land, 1n, HOUSE, BOB);
    expect([belongsTo(state, 1n), state.land.custody.size]).to.deep.equal([BOB, 0]);
  });

  it("ends where it began when a token goes back", () => {
    const state = { land: noTokens(), estate: noTokens(), neighbours: new Map() };
    state.land.custody.set(1n, { house: "rentals", owner: ALICE });
    moveToken(state.land, 1n, ALICE, HOUSE);
    moveToken(state.land, 1n, HOUSE, ALICE);
    expect([belongsTo(state, 1n), state.land.custody.size]).to.deep.equal([ALICE, 0]);
  });

  it("gives a parcel in an estate to whom the estate belongs, even where that is in custody too", () => {
    const state = { land: noTokens(), estate: noTokens(), neighbours: new Map() };
    moveToken(state.estate, 7n, NOBODY, ALICE);
    state.land.custody.set(1n, { house: "estate", estateId: 7n });
    expect(belongsTo(state, 1n)).to.equal(ALICE);
    moveToken(state.estate, 7n, ALICE, HOUSE);
    state.estate.custody.set(7n, { house: "rentals", owner: ALICE });
    expect(belongsTo(state, 1n)).to.equal(ALICE);
  });

  it("keeps parcels and estates apart that have one number", () => {
    const state = { land: noTokens(), estate: noTokens(), neighbours: new Map() };
    moveToken(state.land, 1n, NOBODY, ALICE);
    moveToken(state.estate, 1n, NOBODY, BOB);
    expect([belongsTo(state, 1n), belongsTo(state, 1n, "estate")]).to.deep.equal([ALICE, BOB]);
  });

  it("shows an owner's tokens in the order in which they came, in a list that no later move changes", () => {
    const tokens = noTokens();
    for (const tokenId of [1n, 2n, 3n]) moveToken(tokens, tokenId, NOBODY, ALICE);
    const before = tokens.holdings.get(ALICE);
    moveToken(tokens, 1n, ALICE, BOB);
    moveToken(tokens, 1n, BOB, ALICE);
    expect([before, tokens.holdings.get(ALICE)]).to.deep.equal([
      [1n, 2n, 3n],
      [2n, 3n, 1n],
    ]);
    expect([...tokens.holdings.keys()]).to.deep.equal([ALICE]);
  });

  it("forgets a token that is burnt", () => {
    const tokens = noTokens();
    moveToken(tokens, 1n, NOBODY, ALICE);
    moveToken(tokens, 1n, ALICE, NOBODY);
    expect([tokens.owners.size, tokens.holdings.size]).to.deep.equal([0, 0]);
  });
});
