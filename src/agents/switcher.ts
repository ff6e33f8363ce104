import type { Agent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { trend, valueOf, type Character } from "./character.ts";
import { trader } from "./traders.ts";

/** Days over which the rules' success is measured; a switcher thinks about its rule once in as many days. */
const REVIEW_DAYS = 30;
/** Intensity of choice: how surely the better rule is taken. */
const INTENSITY = 20;
/** Share of the earlier success that still counts. */
const MEMORY = 0.6;

type Rule = "fundamentalist" | "chartist";

/**
 * Uses whichever of two rules has lately earned more: the fundamentalist's, which holds more the further prices are below
 * value, or the chartist's, which holds more the faster they rose. Success is the position that the rule took a month ago
 * times the change of the price since; the chance of a rule is a logit of the two, with an intensity of choice.
 * Source: Brock and Hommes, Heterogeneous beliefs and routes to chaos, Journal of Economic Dynamics and Control 22, 1998.
 */
export function switcher(self: Character): Agent {
  const success = { fundamentalist: 0, chartist: 0 };
  const phase = self.random.below(REVIEW_DAYS);
  let rule: Rule = self.random.chance(0.5) ? "chartist" : "fundamentalist";

  const review = (view: MarketView): void => {
    const earned = earnings(view);
    for (const name of ["fundamentalist", "chartist"] as const) {
      success[name] = MEMORY * success[name] + (1 - MEMORY) * earned[name];
    }
    rule = self.random.chance(chanceOfChartist(success)) ? "chartist" : "fundamentalist";
  };
  const expected = (view: MarketView): number =>
    rule === "chartist"
      ? view.typicalUsd * Math.exp(Math.max(-0.25, Math.min(0.25, 0.4 * trend(view, 30))))
      : view.typicalUsd ** 0.6 * view.anchorUsd ** 0.4;

  const base = trader(self, {
    listing: 0.016,
    shopping: 0.04,
    ask: (view, tokenId) => 1.03 * valueOf(view, self, tokenId, expected(view)),
    pay: (view, tokenId) => 0.98 * valueOf(view, self, tokenId, expected(view)),
    takesBackBelow: 0.85,
  });
  const act: Agent["act"] = (view) => {
    if (view.tick % REVIEW_DAYS === phase) review(view);
    return base.act(view);
  };
  return { ...base, act };
}

/** What each rule's position of a month ago has earned since, on the log price. */
function earnings(view: MarketView): Readonly<Record<Rule, number>> {
  const change = trend(view, REVIEW_DAYS);
  const then = view.typicalUsdBefore(REVIEW_DAYS);
  return {
    fundamentalist: Math.log(view.anchorUsd / then) * change,
    chartist: Math.log(then / view.typicalUsdBefore(2 * REVIEW_DAYS)) * change,
  };
}

/** The discrete choice between two rules by their success. */
export function chanceOfChartist({ chartist, fundamentalist }: Readonly<Record<Rule, number>>): number {
  return 1 / (1 + Math.exp(INTENSITY * (fundamentalist - chartist)));
}
