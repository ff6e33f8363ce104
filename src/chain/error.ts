import { SimulatorError } from "../domain/errors.ts";

/** The chain answered something that a sound deployment does not. */
export class ChainError extends SimulatorError {}
