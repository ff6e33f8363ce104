import type { Address, Hex } from "../../src/domain/primitives.ts";
import { MODES, NOBODY, POLICIES, ruleId } from "./agreements.ts";
import { CREATOR, EXCHANGE, OFFICER, PARCELS, TRADERS, TREASURY } from "./cast.ts";
import { Chain, type RealOutcome, type SentCall } from "./chain.ts";
import {
  decodeAnswer,
  digestsFor,
  encodeAnswer,
  encodeCall,
  encodeEvent,
  encodeReason,
  type Log,
  tellError,
  tellEvent,
} from "./codec.ts";
import { AUCTION_STATUSES } from "./auction-model.ts";
import { CASE_STATUSES } from "./escrow-model.ts";
import { Game, HOLDERS, LIMITS, type Planned, ROYALTY_BPS, START } from "./game.ts";
import type { Digests } from "./market-model.ts";
import { KINDS } from "./money-model.ts";
import { RULES } from "./rules-model.ts";
import type { ContractName, Emitted, Outcome } from "./stage.ts";
import type { Step } from "./steps.ts";
import type { WorldModel } from "./world-model.ts";

/** A call and what the model made of it. */
export interface Played {
  readonly planned: Planned;
  readonly time: bigint;
  readonly outcome: Outcome;
  readonly log: readonly Emitted[];
}

/** The memory of a chain does not come back with a snapshot: after so many sequences there is a new one. */
const SEQUENCES_PER_CHAIN = 200;

/** Plays sequences on the models and on the contracts, and compares everything that can be seen. */
export class Referee {
  #chain: Chain;
  #digests: Digests;
  readonly #spoil: (world: WorldModel) => void;
  #played = 0;

  /** @param spoil Puts a fault into the model, to see whether it is found. */
  static async hire(spoil: (world: WorldModel) => void = () => {}): Promise<Referee> {
    return new Referee(await openChain(), spoil);
  }

  private constructor(chain: Chain, spoil: (world: WorldModel) => void) {
    this.#chain = chain;
    this.#spoil = spoil;
    this.#digests = digestsFor(chain.at.market, chain.chainId);
  }

  /** @returns what happened, where both agree. Throws a `Disagreement` where they do not. */
  async play(steps: readonly Step[]): Promise<readonly Played[]> {
    if (this.#played++ === SEQUENCES_PER_CHAIN) {
      this.#chain = await openChain();
      this.#played = 1;
    }
    await this.#chain.rewind();
    const game = newGame(this.#chain, this.#digests);
    this.#spoil(game.world);
    const played = steps.map((step) => playOnModel(game, () => game.plan(step)));
    const real = await this.#chain.play(played.map((call) => toSend(call, this.#chain)));
    compareCalls(played, real, this.#chain);
    await compareGetters(game, played, this.#chain);
    return played;
  }
}

export class Disagreement extends Error {}

async function openChain(): Promise<Chain> {
  const chain = await Chain.open({ limits: LIMITS, royaltyBps: ROYALTY_BPS, holders: HOLDERS, start: START });
  const game = new Game(chain.at, digestsFor(chain.at.market, chain.chainId));
  // A second each: the opening is long, and nothing depends on when.
  const opening = game.opening().map((planned, i) => {
    game.world.stage.now = START - 1_000n + BigInt(i);
    return playOnModel(game, () => planned);
  });
  compareCalls(opening, await chain.play(opening.map((call) => toSend(call, chain))), chain);
  await chain.keep();
  return chain;
}

/** A game after its opening. */
function newGame(chain: Chain, digests: Digests): Game {
  const game = new Game(chain.at, digests);
  for (const planned of game.opening()) game.world.stage.attempt(planned.act);
  return game;
}

function playOnModel(game: Game, plan: () => Planned): Played {
  const { stage } = game.world;
  const planned = plan();
  stage.log = [];
  const outcome = stage.attempt(planned.act);
  return { planned, time: stage.now, outcome, log: stage.log };
}

function toSend({ planned: { from, contract, method, args }, time }: Played, { at }: Chain): SentCall {
  return { from, to: at[contract], data: encodeCall(contract, method, args), time };
}

function compareCalls(played: readonly Played[], real: readonly RealOutcome[], { at }: Chain): void {
  played.forEach(({ planned, outcome, log }, i) => {
    const actual = real[i];
    const answer = outcome.done
      ? encodeAnswer(planned.contract, planned.method, outcome.values)
      : encodeReason(outcome.reason);
    const expected = { done: outcome.done, answer, logs: log.map((emitted) => encodeEvent(emitted, at)) };
    if (actual !== undefined && same(expected, actual)) return;
    const problem = `the model and the contracts differ in call ${i + 1}`;
    const calls = played.slice(0, i + 1).map((call, k) => `${k + 1}. ${call.time} ${tellCall(call.planned)}`);
    const lines = [
      `${problem}: ${tellCall(planned)}`,
      "model:",
      ...tellOutcome(planned, expected, at),
      "contracts:",
      ...(actual ? tellOutcome(planned, actual, at) : ["nothing"]),
      "calls so far:",
      ...calls,
    ];
    throw new Disagreement(lines.join("\n"));
  });
}

function same(a: RealOutcome, b: RealOutcome): boolean {
  return a.done === b.done && a.answer === b.answer && a.logs.length === b.logs.length && a.logs.every(isLog(b.logs));
}

function isLog(others: readonly Log[]) {
  return ({ address, topics, data }: Log, i: number): boolean => {
    const other = others[i];
    return other?.address === address && other.data === data && other.topics.join() === topics.join();
  };
}

interface Getter {
  readonly contract: ContractName | "marketRules";
  readonly method: string;
  readonly args: readonly unknown[];
  readonly expected: readonly unknown[];
}

async function compareGetters(game: Game, played: readonly Played[], chain: Chain): Promise<void> {
  const getters = gettersOf(game, chain);
  const questions = getters.map(({ contract, method, args }) => ({
    target: chain.at[contract],
    data: remembered(`${contract}.${method}(${args.join()})`, () => encodeCall(contract, method, args)),
  }));
  const answers = await chain.survey(questions);
  getters.forEach(({ contract, method, args, expected }, i) => {
    const answer = answers[i] ?? "0x";
    if (encodeAnswer(contract, method, expected) === answer) return;
    const lines = [
      `the model and ${contract}.${method}(${args.map(tell).join(", ")}) differ in the end`,
      `model: ${expected.map(tell).join(", ")}`,
      `contract: ${answer === "0x" ? "reverts" : decodeAnswer(contract, method, answer).map(tell).join(", ")}`,
      "calls:",
      ...played.map((call, k) => `${k + 1}. ${call.time} ${tellCall(call.planned)}`),
    ];
    throw new Disagreement(lines.join("\n"));
  });
}

const knownCalls = new Map<string, Hex>();

/** Most questions are asked after every sequence, and encoding is slow. */
function remembered(name: string, encode: () => Hex): Hex {
  const known = knownCalls.get(name) ?? encode();
  if (knownCalls.size < 2_000) knownCalls.set(name, known);
  return known;
}

/** Everything that the contracts answer about this game, and what the model says to it. */
function gettersOf({ world, orders, bundles }: Game, { at }: Chain): readonly Getter[] {
  const { money, land, rules, escrow, market, membership, auctions } = world;
  const get = (
    contract: Getter["contract"],
    method: string,
    args: readonly unknown[],
    ...expected: unknown[]
  ): Getter => ({
    contract,
    method,
    args,
    expected,
  });
  const traders = TRADERS.map(({ address }) => address);
  const others = [OFFICER, EXCHANGE, TREASURY, CREATOR].map(({ address }) => address);
  const all: readonly Address[] = [...traders, ...others, at.market, at.auctions, at.escrow];
  const digests = [
    ...orders.map((order) => world.terms.digests.ofOrder(order)),
    ...bundles.map((bundle) => world.terms.digests.ofBundle(bundle)),
  ];
  return [
    ...all.flatMap((account) => [
      get("money", "balanceOf", [account], money.balanceOf(account)),
      get("money", "fundingRoot", [account], money.rootOf(account)),
      get("money", "accountKind", [account], KINDS.indexOf(money.kindOf(account))),
      get("compliance", "clusterOf", [account], rules.clusterOf(account)),
      get("market", "counterOf", [account], market.counterOf(account)),
      get("money", "allowance", [account, at.market], money.allowance(account, at.market)),
      get("money", "allowance", [account, at.auctions], money.allowance(account, at.auctions)),
      get("auctions", "refundOf", [account], 0n),
    ]),
    ...traders.flatMap((account) => [
      get("membership", "pointsOf", [account], membership.pointsOf(account)),
      get("membership", "balanceOf", [account], membership.state.members.has(account) ? 1n : 0n),
    ]),
    ...traders.flatMap((from) =>
      traders.map((to) => {
        const { paidAt, paid } = money.sidePayment(from, to);
        return get("money", "sidePayment", [from, to], paidAt, paid);
      }),
    ),
    ...PARCELS.map(({ tokenId }) => get("land", "ownerOf", [tokenId], land.ownerOf(tokenId))),
    ...RULES.map((rule) => get("compliance", "ruleMode", [ruleId(rule)], MODES.indexOf(rules.modeOf(rule)))),
    get("compliance", "transferPolicy", [at.land], POLICIES.indexOf(rules.state.policy)),
    get("escrow", "caseCount", [], BigInt(escrow.state.cases.length)),
    get("escrow", "held", [], escrow.held()),
    get("escrow", "reviewPeriod", [], escrow.state.reviewPeriod),
    get("escrow", "appealPeriod", [], escrow.state.appealPeriod),
    ...escrow.state.cases.map(({ status, refusedBy = NOBODY, ...rest }, i) => {
      const known = { ...rest, status: CASE_STATUSES.indexOf(status), tokenPending: false, refusedBy };
      return get("escrow", "caseOf", [i + 1], known);
    }),
    ...[market, auctions].map(({ settlement: { house, state } }) =>
      get(house, "platformFee", [], state.recipient, state.feeBps),
    ),
    get("auctions", "auctionCount", [], BigInt(auctions.state.auctions.length)),
    ...auctions.state.auctions.map((auction, i) =>
      get("auctions", "auctionOf", [i + 1], { ...auction, status: AUCTION_STATUSES.indexOf(auction.status) }),
    ),
    ...PARCELS.map(({ tokenId }) => get("auctions", "custodyOf", [at.land, tokenId], auctions.custodyOf(tokenId))),
    ...[...orders, ...bundles].map(({ maker, nonce }) =>
      get("market", "isSpent", [maker, nonce], market.isSpent(maker, nonce)),
    ),
    ...digests.flatMap((digest) => [
      get("market", "isAuthorised", [digest], market.state.authorised.has(digest)),
      get("market", "filledOf", [digest], market.filledOf(digest)),
    ]),
    // The packed history forgets what no rule asks for any more.
    ...PARCELS.flatMap(({ tokenId }) =>
      [1n, 2n, ...traders.map(BigInt)].flatMap((cluster) => {
        const time = rules.disposedAt(tokenId, cluster);
        const remembered = time === 0n || world.stage.now - time < rules.limits.reviewWindow;
        return remembered ? [get("marketRules", "disposedAt", [at.land, tokenId, cluster], time)] : [];
      }),
    ),
  ];
}

function tellCall({ from, contract, method, args }: Planned): string {
  return `${tell(from)}: ${contract}.${method}(${args.map(tell).join(", ")})`;
}

function tellOutcome({ contract, method }: Planned, { done, answer, logs }: RealOutcome, at: Chain["at"]): string[] {
  const answered = done ? `returns ${decodeAnswer(contract, method, answer).map(tell).join(", ")}` : tellError(answer);
  return [`  ${answered}`, ...logs.map((log) => `  ${withNames(tellEvent(log, at))}`)];
}

function tell(value: unknown): string {
  if (typeof value === "bigint") return value.toString();
  return withNames(JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part)));
}

function withNames(text: string): string {
  return [...TRADERS, OFFICER, EXCHANGE, TREASURY, CREATOR].reduce(
    (named, { name, address }) => named.replaceAll(new RegExp(address, "gi"), name),
    text,
  );
}
