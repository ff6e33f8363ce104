import { expect } from "chai";
import { network } from "hardhat";
import { stripVTControlCharacters } from "node:util";

import { formatBooks, formatRules, formatScene, formatSummary } from "../../scripts/demo/print.ts";
import { describeEnding, isAsAnnounced, type Scene, type Step } from "../../scripts/demo/scene.ts";
import { runTour, type Tour, TOUR_CHAIN } from "../../scripts/demo/tour.ts";
import { DAY } from "../../src/domain/calendar.ts";
import { USD } from "../../src/domain/primitives.ts";

describe("the tour of wash trades", () => {
  let tour: Tour;
  let rules: readonly string[] = [];

  before(async () => {
    const { ethers } = await network.create({ override: TOUR_CHAIN });
    tour = await runTour(ethers, { onRules: (lines) => (rules = lines), onScene: () => {} });
  });

  it("tells of an honest sale, six kinds of wash trade and an honest buy-back", () => {
    expect(Object.fromEntries(tour.scenes.map((scene) => [scene.title, endings(scene)]))).to.deep.equal({
      "An honest resale": ["settled"],
      "A sale to oneself": ["stopped by SelfTrade (SelfTradeOneOwner)"],
      "Ping-pong": ["settled", "stopped by RoundTrip (RoundTripTooSoon)"],
      "A ring of five": [...Array<string>(4).fill("settled"), "stopped by RoundTrip (RoundTripTooSoon)"],
      "A purchase with the seller's money": ["stopped by SelfFinanced (SelfFinancedBySeller)"],
      "A wallet funded three steps away": ["stopped by CommonFunder (CommonFunderOneRoot)"],
      "A round trip by way of a gift": ["settled", "stopped by RoundTrip (RoundTripTooSoon)"],
      "An honest buy-back": ["settled", "held by RoundTrip (RoundTripForReview)", "released"],
    });
  });

  it("ends every trade as announced and as the dry run said", () => {
    const outcomes = tour.scenes.flatMap(({ steps }) => steps.flatMap(({ outcome }) => outcome ?? []));
    expect(outcomes).to.have.length(16);
    expect(outcomes.filter((outcome) => !isAsAnnounced(outcome))).to.deep.equal([]);
    expect(outcomes.filter(({ dryRun }) => dryRun !== undefined)).to.have.length(15);
  });

  it("gives the code and the evidence of each refusal", () => {
    expect(evidence("A sale to oneself")).to.deep.equal({ code: "0x4212fc50", values: [17n] });
    expect(evidence("A purchase with the seller's money").values.at(0)).to.equal(18_000n * USD);
    expect(evidence("A purchase with the seller's money").values.at(2)).to.equal(BigInt(7 * DAY));
    const { explanation } = finding("A wallet funded three steps away");
    expect(explanation?.args.map(({ text }) => text)).to.deep.equal(["Max"]);

    const ring = tour.scenes.find(({ title }) => title === "A ring of five");
    const firstSale = ring?.steps.find(({ outcome }) => outcome !== undefined);
    const { code, values } = evidence("A ring of five");
    expect(code).to.equal("0x4a505487");
    expect(values.slice(1)).to.deep.equal([BigInt(firstSale?.time ?? 0), BigInt(7 * DAY)]);
  });

  it("leaves nothing stuck and the books balanced", () => {
    expect(tour.books).to.have.length(5);
    expect(tour.books.filter(({ holds }) => !holds)).to.deep.equal([]);
  });

  it("says loudly when a trade does not end as announced", () => {
    const step = finding("Ping-pong");
    if (step.outcome === undefined) throw new Error("A finding belongs to a trade.");
    const outcome = { ...step.outcome, announced: { kind: "settled" } } as const;
    const scene = { title: "Ping-pong", intro: "", steps: [{ ...step, outcome }] };
    expect(isAsAnnounced(outcome)).to.equal(false);
    expect(stripVTControlCharacters(formatScene(1, scene))).to.contain("NOT AS ANNOUNCED: stopped by RoundTrip");
    expect(isAsAnnounced({ ...step.outcome, dryRun: { kind: "settled" } })).to.equal(false);
  });

  it("fits into eighty columns", () => {
    const texts = [formatRules(rules), formatBooks(tour.books), formatSummary(tour.scenes)];
    texts.push(...tour.scenes.map((scene, i) => formatScene(i + 1, scene)));
    const lines = stripVTControlCharacters(texts.join("\n")).split("\n");
    expect(lines.filter((line) => line.length > 80)).to.deep.equal([]);
  });

  function finding(title: string): Step {
    const scene = tour.scenes.find((candidate) => candidate.title === title);
    const step = scene?.steps.find(({ explanation }) => explanation !== undefined);
    if (step === undefined) throw new Error(`${title} has no finding.`);
    return step;
  }

  function evidence(title: string) {
    const { explanation } = finding(title);
    return { code: explanation?.code, values: explanation?.args.map(({ value }) => value) ?? [] };
  }
});

function endings(scene: Scene): string[] {
  return scene.steps.flatMap(({ outcome }) => (outcome === undefined ? [] : [describeEnding(outcome.ending)]));
}
