import type { Hex } from "../../src/domain/primitives.ts";

/** Why a contract refuses: a custom error and its arguments. */
export interface Reason {
  readonly error: string;
  readonly args: readonly unknown[];
}

export class Refusal extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason.error);
    this.reason = reason;
  }
}

export function refuse(error: string, ...args: readonly unknown[]): never {
  throw new Refusal({ error, args });
}

export type ContractName = "money" | "land" | "compliance" | "escrow" | "market" | "lens" | "membership" | "auctions";

export interface Emitted {
  readonly contract: ContractName;
  readonly event: string;
  /** In the order of the event's parameters. */
  readonly args: readonly unknown[];
}

export type Outcome =
  { readonly done: true; readonly values: readonly unknown[] } | { readonly done: false; readonly reason: Reason };

/** What one model remembers: maps, sets and lists of things that are replaced and never changed in place. */
type Memory = Record<string, unknown>;

/** What all models share: the clock, the log of a call, and the undoing of a call that fails. */
export class Stage {
  /** Unix seconds. */
  now = 0n;
  log: Emitted[] = [];
  /** Selector and arguments of an error as bytes: the one thing about the ABI that contracts say aloud, in TradeRejected. */
  readonly encode: (reason: Reason) => Hex;
  readonly #models: { state: Memory }[] = [];

  constructor(encode: (reason: Reason) => Hex) {
    this.encode = encode;
  }

  register(model: { state: Memory }): void {
    this.#models.push(model);
  }

  emit(contract: ContractName, event: string, ...args: readonly unknown[]): void {
    this.log.push({ contract, event, args });
  }

  /** Does it, or leaves everything as it was. */
  attempt(act: () => readonly unknown[] | void): Outcome {
    const undo = this.#remember();
    try {
      return { done: true, values: act() ?? [] };
    } catch (error) {
      undo();
      if (!(error instanceof Refusal)) throw error;
      return { done: false, reason: error.reason };
    }
  }

  /** Does it and leaves everything as it was, to see how it would end. */
  imagine(act: () => readonly unknown[] | void): Outcome {
    const undo = this.#remember();
    const outcome = this.attempt(act);
    undo();
    return outcome;
  }

  #remember(): () => void {
    const before = this.#models.map(({ state }) => copied(state));
    const emitted = this.log.length;
    return () => {
      this.#models.forEach((model, i) => (model.state = before[i] ?? {}));
      this.log.length = emitted;
    };
  }
}

function copied(state: Memory): Memory {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, copy(value)]));
}

function copy(value: unknown): unknown {
  if (value instanceof Map) return new Map(value);
  if (value instanceof Set) return new Set(value);
  return Array.isArray(value) ? [...(value as readonly unknown[])] : value;
}
