import type { OrderTerms, Step } from "./steps.ts";

/** A sequence on which the model and the contracts once differed, as fast-check shrank it. */
export interface Found {
  /** What the difference was about; the end of a sentence that begins with "agrees on". */
  readonly title: string;
  readonly seed: number;
  readonly steps: readonly Step[];
}

const ORDER: OrderTerms = {
  side: "ask",
  scope: "token",
  maker: 0,
  byOwner: true,
  token: 0,
  set: 0,
  amount: 1,
  price: 0,
  linear: false,
  taker: null,
  startsIn: 0,
  life: 60 * 86_400,
  nonce: null,
  flaw: null,
};
const FILL = { by: 0, byFitting: true, signed: "maker", token: 0, namedToken: true, proof: "right" } as const;

export const FOUND: readonly Found[] = [
  {
    // The model rounded an ask's price up. The contracts round a rising price down, whoever asks it.
    title: "the price that is named when an ask that rises is refused",
    seed: 20_261_120,
    steps: [
      { wait: 0, call: { do: "authorise", order: { ...ORDER, flaw: "direction", price: 3, linear: true }, by: null } },
      { wait: 1, call: { do: "tryFill", ...FILL, order: 0 } },
    ],
  },
  {
    // The model gave the member a leg of nothing, which the case then listed.
    title: "the legs of a held trade whose buyer is a member without points",
    seed: 20_261_120,
    steps: [
      { wait: 0, call: { do: "fill", ...FILL, order: ORDER } },
      { wait: 0, call: { do: "authorise", order: ORDER, by: null } },
      { wait: 10 * 86_400, call: { do: "fillAsMember", ...FILL, order: 1, points: 0 } },
    ],
  },
];
