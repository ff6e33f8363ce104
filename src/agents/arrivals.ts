import type { Agent, Intent } from "../domain/agents.ts";
import type { MarketView } from "../domain/market-view.ts";
import { DAY } from "../domain/calendar.ts";
import { moodOn } from "../domain/mood.ts";
import { microUsdFromNumber } from "../domain/primitives.ts";
import type { RandomStream } from "../domain/random.ts";
import type { Diffusion, News } from "../domain/scenario.ts";
import type { Character } from "./character.ts";

/** Whether a newcomer's day has come; asked once a tick. */
export type IsDue = (view: MarketView) => boolean;

/** Joins when it is due with money from the exchange; trades from the next day on. */
export function arriving(make: (self: Character) => Agent, self: Character, isDue: IsDue): Agent {
  const agent = make(self);
  let hasJoined = false;
  const act = (view: MarketView): readonly Intent[] => {
    if (hasJoined) return agent.act(view);
    if (!isDue(view)) return [];
    hasJoined = true;
    const amount = microUsdFromNumber(Math.ceil((1 + self.random.next()) * view.typicalUsd));
    return [{ do: "join", account: self.account, amount }];
  };
  return { ...agent, act };
}

/** In a replay, the weight of each day, summed up to it: more come while prices are high and rising, and as the news has it. */
export function heatOf(path: readonly number[], news: News, start: number): readonly number[] {
  let sum = 0;
  return path.map((usd, day) => {
    const before = path[Math.max(0, day - 60)] ?? usd;
    const { attention, arrivals } = moodOn(news, start + day * DAY);
    sum += attention * arrivals * Math.sqrt(usd) * Math.exp(Math.max(-1, Math.min(1, Math.log(usd / before))));
    return sum;
  });
}

/** A day of a replay, drawn by its weight. */
export function dueOnPath(heat: readonly number[], random: RandomStream): IsDue {
  const drawn = random.next() * (heat.at(-1) ?? 0);
  const day = heat.findIndex((sum) => sum > drawn);
  return ({ tick }) => tick >= day;
}

/**
 * In an endogenous market, by diffusion: a newcomer comes once the hazard that has added up exceeds its own threshold, an
 * exponential number. The hazard of a day is (p + q F) x attention x arrivals, and F, the share that has come, is what
 * that hazard gives on average; so nobody's day needs the draws of others.
 * Source: Bass, A New Product Growth for Model Consumer Durables, Management Science 15(5), 1969.
 */
export function dueByDiffusion({ innovationPerYear, imitationPerYear }: Diffusion, random: RandomStream): IsDue {
  const threshold = -Math.log(1 - random.next());
  let hazard = 0;
  return ({ mood }) => {
    const share = 1 - Math.exp(-hazard);
    hazard += ((innovationPerYear + imitationPerYear * share) / 365) * mood.attention * mood.arrivals;
    return hazard > threshold;
  };
}
