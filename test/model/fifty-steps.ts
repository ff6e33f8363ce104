import fc from "fast-check";

import { anyStep, disputedStep, hurriedStep } from "./any-step.ts";
import type { Step } from "./steps.ts";

const CALLS = 50;

/** Fifty steps exactly, which yet shrink to as few as fail: fast-check's arrays shrink no further than their least length. */
class FiftySteps extends fc.Arbitrary<Step[]> {
  readonly #fifty: fc.Arbitrary<Step[]>;
  readonly #fewer: fc.Arbitrary<Step[]>;

  constructor(step: fc.Arbitrary<Step>) {
    super();
    this.#fifty = fc.array(step, { minLength: CALLS, maxLength: CALLS });
    this.#fewer = fc.array(step, { minLength: 1, maxLength: CALLS });
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Step[]> {
    return this.#fifty.generate(random, bias);
  }

  override canShrinkWithoutContext(value: unknown): value is Step[] {
    return this.#fewer.canShrinkWithoutContext(value);
  }

  override shrink(steps: Step[], context: unknown): fc.Stream<fc.Value<Step[]>> {
    return this.#fewer.shrink(steps, context);
  }
}

export const fiftySteps: fc.Arbitrary<Step[]> = new FiftySteps(anyStep);
export const fiftyHurriedSteps: fc.Arbitrary<Step[]> = new FiftySteps(hurriedStep);
export const fiftyDisputedSteps: fc.Arbitrary<Step[]> = new FiftySteps(disputedStep);
