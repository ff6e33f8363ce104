import { SimulatorError } from "../domain/errors.ts";

/** Bad input: the message names the file, the place in it and what was expected. */
export class ScenarioError extends SimulatorError {
  constructor(where: string, problem: string, cause?: unknown) {
    super("SCENARIO_INVALID", `${where}: ${problem}`, { where }, cause);
  }
}
