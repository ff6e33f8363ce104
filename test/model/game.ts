import type { Address, Hex } from "../../src/domain/primitives.ts";
import {
  type Bundle,
  bundleStruct,
  codeAndEvidence,
  type Finding,
  MODES,
  NOBODY,
  type Order,
  orderStruct,
  POLICIES,
  ruleId,
  type Trade,
  VERDICTS,
  ZERO_HASH,
} from "./agreements.ts";
import {
  ALICE,
  AMOUNTS,
  BANK,
  CREATOR,
  DECISION,
  ERIN,
  EXCHANGE,
  MERKLE_SETS,
  nth,
  OFFICER,
  PARCELS,
  PLATFORM,
  type Player,
  PLAYERS,
  PRICES,
  RAISES,
  REVIEWER,
  RICHES,
  SUPPORT,
  TOKENS,
  TRADERS,
  TREASURY,
} from "./cast.ts";
import { type Addresses, encodeReason, signatureBytes } from "./codec.ts";
import { type Case, isUnfinished } from "./escrow-model.ts";
import type { Digests, Fill, Signature } from "./market-model.ts";
import { type Limits, RULES } from "./rules-model.ts";
import type { ContractName } from "./stage.ts";
import type { AuctionCall, BundleTerms, Call, FillPart, OrderTerms, SignedBy, Step } from "./steps.ts";
import { type Role, WorldModel } from "./world-model.ts";

const DAY = 86_400n;
const UNLIMITED = 2n ** 256n - 1n;
const REASON = "Looked into.";

export const START = 1_700_000_000n;
export const ROYALTY_BPS = 500n;
export const LIMITS: Limits = {
  blockWindow: 7n * DAY,
  reviewWindow: 30n * DAY,
  financeWindow: 7n * DAY,
  financeShareBps: 1_000n,
};
/** Erin trades and is an officer. */
export const HOLDERS: Readonly<Record<Role, readonly Address[]>> = {
  decision: [DECISION.address],
  execution: [OFFICER.address, REVIEWER.address, ERIN.address],
  platform: [PLATFORM.address],
  support: [SUPPORT.address],
  bank: [BANK.address],
};

/** A call in the terms of the contracts, and the model's part in it. */
export interface Planned {
  readonly from: Address;
  readonly contract: ContractName;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly act: () => readonly unknown[] | void;
}

/** One game: the models, the orders made so far, and what a step means now. */
export class Game {
  readonly world: WorldModel;
  readonly orders: Order[] = [];
  readonly bundles: Bundle[] = [];
  readonly #at: Addresses;
  readonly #digests: Digests;

  constructor(at: Addresses, digests: Digests) {
    this.#at = at;
    this.#digests = digests;
    this.world = new WorldModel({
      ...at,
      creator: CREATOR.address,
      royaltyBps: ROYALTY_BPS,
      limits: LIMITS,
      holders: HOLDERS,
      sets: new Map(MERKLE_SETS.map(({ root, proofs }) => [root, proofs])),
      digests,
      encode: encodeReason,
    });
    this.world.stage.now = START;
    for (const { owner, tokenId } of PARCELS) this.world.land.state.owners.set(tokenId, owner.address);
  }

  /** The calls before the first step: the market opens, and all but Erin have money. */
  opening(): readonly Planned[] {
    const { escrow, market, auctions } = this.#at;
    const houses = [market, auctions];
    return [
      ...[escrow, ...houses].map((house) => this.#setSettler(house)),
      this.#plan({ do: "setPolicy", policy: "recorded", byDecision: false }),
      this.#setHub(EXCHANGE, true),
      ...houses.map((_, house) => this.#plan({ do: "setFee", house, bps: 250 })),
      this.#plan({ do: "setReviewPeriod", days: 14 }),
      ...RULES.map((_, rule) => this.#plan({ do: "setRuleMode", rule, mode: "enforce" })),
      ...TRADERS.filter((trader) => trader !== ERIN).map((trader) => this.#mint(BANK, trader, RICHES)),
      this.#mint(BANK, EXCHANGE, RICHES),
      ...TRADERS.flatMap((_, by) =>
        houses.flatMap((_house, house) => [
          this.#plan({ do: "approve", by, house, amount: null }),
          this.#plan({ do: "approveLand", by, house, approved: true }),
        ]),
      ),
    ];
  }

  /** Lets the time pass and says what the call is. */
  plan({ wait, call }: Step): Planned {
    this.world.stage.now += BigInt(wait);
    return this.#plan(call);
  }

  #plan(call: Call): Planned {
    const { world } = this;
    const { market, money, land, rules, escrow } = world;
    switch (call.do) {
      case "authorise": {
        const order = this.#make(call.order);
        const by = call.by === null ? order.maker : nth(TRADERS, call.by).address;
        return onMarket(by, "authorise", [orderStruct(order)], () => market.authorise(by, order));
      }
      case "authoriseBundle": {
        const bundle = this.#makeBundle(call.bundle);
        const by = call.by === null ? bundle.maker : nth(TRADERS, call.by).address;
        return onMarket(by, "authoriseBundle", [bundleStruct(bundle)], () => market.authoriseBundle(by, bundle));
      }
      case "cancel": {
        const orders = call.orders.map((k) => this.#order(k));
        const by = call.by === null ? (orders[0]?.maker ?? NOBODY) : nth(TRADERS, call.by).address;
        return onMarket(by, "cancel", [orders.map(orderStruct)], () => market.cancel(by, orders));
      }
      case "cancelBundle": {
        const bundle = this.#bundle(call.bundle);
        const by = call.by === null ? bundle.maker : nth(TRADERS, call.by).address;
        return onMarket(by, "cancelBundle", [bundleStruct(bundle)], () => market.cancelBundle(by, bundle));
      }
      case "raiseCounter": {
        const by = nth(TRADERS, call.by).address;
        return onMarket(by, "raiseCounter", [], () => market.raiseCounter(by));
      }
      case "fill":
      case "fillFromSet":
      case "tryFill":
      case "checkFill":
      case "preview":
      case "previewFill":
      case "fillAsMember":
        return this.#planFill(call);
      case "createAuction":
      case "bid":
      case "cancelAuction":
      case "settle":
      case "unwind":
      case "deliverToken":
      case "withdraw":
      case "minimumBid":
        return this.#planAuction(call);
      case "fillBatch": {
        const by = nth(TRADERS, call.by).address;
        const fills = call.parts.map((part) => this.#fill(part));
        const limit = BigInt(call.limit);
        return onMarket(by, "fillBatch", [fills.map(fillStruct), limit], () => [market.fillBatch(by, fills, limit)]);
      }
      case "fillBundle":
      case "checkBundleItem":
      case "previewBundle": {
        const bundle = this.#bundle(call.bundle);
        const digest = this.#digests.ofBundle(bundle);
        const signature = this.#sign(call.signed, bundle.maker, digest);
        const named = bundle.items[0]?.tokenId ?? 0n;
        const by = call.byFitting ? this.#fitting(bundle, named, call.by) : nth(TRADERS, call.by).address;
        const bytes = signatureBytes(signature, PLAYERS);
        const struct = bundleStruct(bundle);
        if (call.do === "fillBundle") {
          return onMarket(by, call.do, [struct, bytes], () => market.fillBundle(by, bundle, signature));
        }
        if (call.do === "previewBundle") {
          const act = () => [this.#findingStruct(market.previewBundle(by, bundle, signature))];
          return on("lens", by, call.do, [by, struct, bytes], act);
        }
        const last = Math.max(0, bundle.items.length - 1);
        const act = () => [market.checkBundleItem(by, bundle, signature, last)];
        return onMarket(by, call.do, [by, struct, bytes, last], act);
      }
      case "pay": {
        const [from, to] = [nth([...TRADERS, EXCHANGE], call.by).address, nth(TRADERS, call.to).address];
        const amount = nth(AMOUNTS, call.amount);
        return on("money", from, "transfer", [to, amount], () => (money.transfer(from, to, amount), [true]));
      }
      case "approve": {
        const [owner, spender] = [nth(TRADERS, call.by).address, nth(this.#houses(), call.house).address];
        const amount = call.amount === null ? UNLIMITED : nth(AMOUNTS, call.amount);
        const act = () => (money.approve(owner, spender, amount), [true]);
        return on("money", owner, "approve", [spender, amount], act);
      }
      case "burn": {
        const [from, amount] = [nth(TRADERS, call.by).address, nth(AMOUNTS, call.amount)];
        return on("money", from, "burn", [amount], () => money.burn(from, amount));
      }
      case "mint": {
        const to = nth(TRADERS, call.to);
        return this.#mint(call.byStranger ? to : BANK, to, nth(AMOUNTS, call.amount));
      }
      case "give": {
        const tokenId = nth(TOKENS, call.token);
        const owner = land.ownerOf(tokenId) ?? ALICE.address;
        const from = call.by === null && isPlayer(owner) ? owner : nth(TRADERS, call.by ?? 0).address;
        const to = nth([...TRADERS.map(({ address }) => address), this.#at.auctions], call.to);
        const act = () => land.move(from, from, to, tokenId, () => rules.onTransfer(from, to, tokenId));
        return on("land", from, "transferFrom", [from, to, tokenId], act);
      }
      case "approveLand": {
        const [owner, operator] = [nth(TRADERS, call.by).address, nth(this.#houses(), call.house).address];
        const act = () => land.setApprovalForAll(owner, operator, call.approved);
        return on("land", owner, "setApprovalForAll", [operator, call.approved], act);
      }
      case "attest": {
        const accounts = call.accounts.map((k) => nth([...TRADERS, OFFICER], k).address);
        const cluster = BigInt(call.cluster);
        const act = () => rules.attest(accounts, cluster);
        return on("compliance", SUPPORT.address, "attest", [accounts, cluster], act);
      }
      case "attestRoot": {
        const [account, root] = [nth(TRADERS, call.account).address, nth(TRADERS, call.root).address];
        const act = () => money.attestRoot(account, root);
        return on("money", SUPPORT.address, "attestFundingRoot", [account, root], act);
      }
      case "setHub":
        return this.#setHub(nth(TRADERS, call.account), call.hub);
      case "setRuleMode": {
        const rule = nth(RULES, call.rule);
        const args = [ruleId(rule), MODES.indexOf(call.mode)];
        return on("compliance", DECISION.address, "setRuleMode", args, () => rules.setMode(rule, call.mode));
      }
      case "setPolicy": {
        const args = [this.#at.land, POLICIES.indexOf(call.policy)];
        // What the platform may not do, the decision layer does where the policy is not meant to stay.
        return call.byDecision
          ? on("compliance", DECISION.address, "loosenTransferPolicy", args, () => rules.setPolicy(call.policy))
          : on("compliance", PLATFORM.address, "setTransferPolicy", args, () => rules.tightenPolicy(call.policy));
      }
      case "setFee": {
        const house = nth(this.#houses(), call.house);
        const [recipient, bps] = [TREASURY.address, BigInt(call.bps)];
        return on(house.house, DECISION.address, "setFee", [recipient, bps], () => house.setFee(recipient, bps));
      }
      case "setReviewPeriod": {
        const period = BigInt(call.days) * DAY;
        const act = () => escrow.setReviewPeriod(period);
        return on("escrow", DECISION.address, "setReviewPeriod", [period], act);
      }
      case "setAppealPeriod": {
        const period = BigInt(call.days) * DAY;
        const act = () => escrow.setAppealPeriod(period);
        return on("escrow", DECISION.address, "setAppealPeriod", [period], act);
      }
      case "release":
      case "reverse": {
        const caseId = this.#caseId(call.case, ({ status }) => status === "open" || status === "appealed");
        const by = this.#officer(call.by, caseId);
        return on("escrow", by, call.do, [caseId, REASON], () => {
          world.requireRole(by, "execution");
          escrow[call.do](by, caseId, REASON);
        });
      }
      case "appeal": {
        const caseId = this.#caseId(call.case, ({ status }) => status === "refused");
        const { seller, buyer } = escrow.caseOf(caseId)?.trade ?? { seller: ALICE.address, buyer: ALICE.address };
        const party = call.bySeller ? seller : buyer;
        const by = call.by === null && isPlayer(party) ? party : nth(TRADERS, call.by ?? 0).address;
        return on("escrow", by, "appeal", [caseId, REASON], () => escrow.appeal(by, caseId, REASON));
      }
      case "freeze": {
        const caseId = this.#caseId(call.case, isUnfinished);
        const by = this.#officer(call.by, caseId);
        const until = (escrow.caseOf(caseId)?.openedAt ?? 0n) + BigInt(call.days) * DAY;
        return on("escrow", by, "freeze", [caseId, until, REASON], () => {
          world.requireRole(by, "execution");
          escrow.freeze(by, caseId, until, REASON);
        });
      }
      case "unfreeze": {
        const caseId = this.#caseId(call.case, ({ frozenUntil }) => world.stage.now < frozenUntil);
        const by = this.#officer(call.by, caseId);
        return on("escrow", by, "unfreeze", [caseId, REASON], () => {
          world.requireRole(by, "execution");
          escrow.unfreeze(by, caseId, REASON);
        });
      }
      case "expire": {
        const [by, caseId] = [nth(TRADERS, call.by).address, this.#caseId(call.case, isUnfinished)];
        const found = escrow.caseOf(caseId);
        if (call.patient && found) {
          this.#waitUntil(found.deadline);
          this.#waitUntil(found.frozenUntil);
        }
        return on("escrow", by, "expire", [caseId], () => escrow.expire(by, caseId));
      }
      case "deliver": {
        const [by, caseId] = [nth(TRADERS, call.by).address, this.#caseId(call.case, () => true)];
        return on("escrow", by, "deliver", [caseId], () => escrow.deliver(caseId));
      }
    }
  }

  #planAuction(call: AuctionCall): Planned {
    const { auctions, stage } = this.world;
    if (call.do === "createAuction") {
      const tokenId = nth(TOKENS, call.token);
      const owner = this.world.land.ownerOf(tokenId);
      const by = call.by === null && isPlayer(owner) ? owner : nth(TRADERS, call.by ?? 0).address;
      const startsAt = stage.now + BigInt(call.startsIn);
      const terms = {
        collection: this.#at.land,
        tokenId,
        currency: call.flaw === "currency" ? this.#at.land : this.#at.money,
        reserve: call.flaw === "reserve" ? 0n : nth(PRICES, call.reserve),
        minIncrementBps: BigInt(call.incrementBps),
        startsAt,
        endsAt: (startsAt > stage.now ? startsAt : stage.now) + BigInt(call.duration),
      };
      return on("auctions", by, "create", [terms], () => [auctions.create(by, terms)]);
    }
    if (call.do === "withdraw") {
      const by = nth(TRADERS, call.by).address;
      return on("auctions", by, "withdraw", [], () => auctions.withdraw(by));
    }

    const auctionId = this.#auctionId(call.auction, EXPECTED[call.do]);
    const auction = auctions.auctionOf(auctionId);
    const anyone = nth(TRADERS, call.by ?? 0).address;
    const isRunning = auction?.status === "open" && stage.now < auction.endsAt;
    switch (call.do) {
      case "bid": {
        if (call.byFitting && call.auction !== 2 && !isRunning)
          return this.#planAuction({ ...FIRST_AUCTION, token: call.by });
        if (call.late && auction && isRunning) this.#waitUntil(auction.endsAt - 60n);
        const others = TRADERS.filter(({ address }) => address !== auction?.seller);
        const by = call.byFitting ? nth(others, call.by).address : anyone;
        const minimum = auction?.status === "open" ? auctions.minimumBid(auctionId) : 1n;
        const amount = minimum + nth(RAISES, call.raise);
        return on("auctions", by, "bid", [auctionId, amount], () => auctions.bid(by, auctionId, amount));
      }
      case "cancelAuction": {
        const by = call.by === null ? (auction?.seller ?? anyone) : anyone;
        return on("auctions", by, "cancel", [auctionId], () => auctions.cancel(by, auctionId));
      }
      case "settle":
        if (call.patient && auction) this.#waitUntil(auction.endsAt);
        return on("auctions", anyone, "settle", [auctionId], () => auctions.settle(auctionId));
      case "unwind":
        if (call.patient && auction) this.#waitUntil(auction.endsAt + 7n * DAY);
        return on("auctions", anyone, "unwind", [auctionId], () => auctions.unwind(auctionId));
      case "deliverToken":
        return on("auctions", anyone, "deliver", [auctionId], () => auctions.deliver(auctionId));
      case "minimumBid":
        return on("auctions", anyone, "minimumBid", [auctionId], () => [auctions.minimumBid(auctionId)]);
    }
  }

  #planFill(call: Extract<Call, FillPart>): Planned {
    const { market, rules } = this.world;
    const fill = this.#fill(call);
    const fitting = () => {
      const one = this.#fitting(fill.order, fill.tokenId, call.by);
      return call.do === "fillAsMember" && call.points > 1 ? this.#memberInsteadOf(one, fill.order) : one;
    };
    const by = call.byFitting ? fitting() : nth(TRADERS, call.by).address;
    const { order, signature, tokenId, proof } = fill;
    const args = [orderStruct(order), signatureBytes(signature, PLAYERS), tokenId];
    const neededProof = call.do === "fill" && order.scope === "set" && call.proof !== "none";
    if (neededProof) return onMarket(by, "fillFromSet", [...args, proof], () => market.fill(by, fill));
    switch (call.do) {
      case "fill":
        return onMarket(by, "fill", args, () => market.fill(by, { ...fill, proof: [] }));
      case "fillFromSet":
        return onMarket(by, "fillFromSet", [...args, proof], () => market.fill(by, fill));
      case "tryFill":
        return onMarket(by, "tryFill", args, () => [market.tryFill(by, { ...fill, proof: [] })]);
      case "checkFill":
        return onMarket(by, "checkFill", [by, fillStruct(fill)], () => [market.checkFill(by, fill)]);
      case "fillAsMember": {
        const owned = this.world.membership.pointsOf(by);
        const points = nth([0n, 1n, owned / 2n, owned, owned + 1n], call.points);
        const act = () => market.fillAsMember(by, { ...fill, proof: [] }, points);
        return onMarket(by, "fillAsMember", [...args, points], act);
      }
      case "previewFill": {
        const args = [by, fillStruct(fill)];
        return on("lens", by, "previewFill", args, () => [this.#findingStruct(market.previewFill(by, fill))]);
      }
      case "preview": {
        const trade = this.#tradeOf(order, by, tokenId);
        return on("compliance", by, "preview", [trade], () => [this.#findingStruct(rules.preview(trade))]);
      }
    }
  }

  #setSettler(house: Address): Planned {
    const act = () => this.world.money.setKind(house, "settler");
    return on("money", PLATFORM.address, "setSettler", [house, true], act);
  }

  #setHub({ address }: Player, hub: boolean): Planned {
    const act = () => this.world.money.setKind(address, hub ? "hub" : "person");
    return on("money", SUPPORT.address, "setHub", [address, hub], act);
  }

  #mint(by: Player, { address: to }: Player, amount: bigint): Planned {
    return on("money", by.address, "mint", [to, amount], () => {
      this.world.requireRole(by.address, "bank");
      this.world.money.mint(to, amount);
    });
  }

  #waitUntil(time: bigint): void {
    const { stage } = this.world;
    if (time > stage.now) stage.now = time;
  }

  #houses() {
    return [this.world.market.settlement, this.world.auctions.settlement];
  }

  /** The latest first: of those for which the call makes sense, but for number 3, which counts among all. */
  #caseId(k: number, fits: (known: Case) => boolean): bigint {
    const { cases } = this.world.escrow.state;
    const ids = cases.map((known, i) => ({ known, id: BigInt(i) + 1n })).reverse();
    const fitting = k === 3 ? [] : ids.filter(({ known }) => fits(known));
    if (fitting.length > 0) return nth(fitting, k).id;
    return ids.length === 0 ? BigInt(k) : nth(ids, k).id;
  }

  /** Who should: the first officer, or after an appeal the second. */
  #officer(by: number | null, caseId: bigint): Address {
    if (by !== null) return nth(TRADERS, by).address;
    return this.world.escrow.caseOf(caseId)?.status === "appealed" ? REVIEWER.address : OFFICER.address;
  }

  /** The latest first: of those for which the call makes sense, but for number 2, which counts among all. */
  #auctionId(k: number, expected: AuctionStage): bigint {
    const { auctions } = this.world.auctions.state;
    const ids = auctions.map((_, i) => auctions.length - i);
    const fits = (id: number): boolean => {
      const auction = auctions[id - 1];
      if (auction?.status !== "open") return expected === "pending" && auction?.tokenPending === true;
      return expected === (this.world.stage.now < auction.endsAt ? "running" : "over");
    };
    const fitting = ids.filter(fits);
    if (k !== 2 && fitting.length > 0) return BigInt(nth(fitting, k));
    return BigInt(ids.length === 0 ? k : nth(ids, k));
  }

  #order(which: number | OrderTerms): Order {
    if (typeof which !== "number") return this.#make(which);
    return this.orders.length === 0 ? this.#make(FIRST_ORDER) : nth(this.orders, which);
  }

  #bundle(which: number | BundleTerms): Bundle {
    if (typeof which !== "number") return this.#makeBundle(which);
    return this.bundles.length === 0 ? this.#makeBundle(FIRST_BUNDLE) : nth(this.bundles, which);
  }

  #make(terms: OrderTerms): Order {
    const { side, scope, flaw, linear } = terms;
    const tokenId = nth(TOKENS, terms.token);
    const owner = this.world.land.ownerOf(tokenId);
    const maker = terms.byOwner && side === "ask" && isPlayer(owner) ? owner : nth(TRADERS, terms.maker).address;
    const high = nth(PRICES, terms.price);
    const low = linear ? (high + 1n) / 2n : high;
    const [price, endPrice] = (side === "ask") === (flaw !== "direction") ? [high, low] : [low, high];
    const amount = scope === "token" ? 1n : BigInt(terms.amount);
    const order: Order = {
      ...this.#terms(terms, maker),
      side,
      scope: flaw === "scope" && side === "ask" ? "collection" : scope,
      collection: this.#at.land,
      tokenId: { token: tokenId, collection: 0n, set: nth(MERKLE_SETS, terms.set).root }[scope],
      fingerprint: flaw === "fingerprint" ? `0x${"f1".repeat(32)}` : ZERO_HASH,
      amount: flaw === "amount" ? (scope === "token" ? 2n : 0n) : amount,
      price: flaw === "price" ? 0n : price,
      endPrice,
    };
    this.orders.push(order);
    return order;
  }

  /** A bundle of the tokens of one owner, as far as they go. */
  #makeBundle(terms: BundleTerms): Bundle {
    const { side, flaw } = terms;
    const named = terms.items.map(({ token }) => nth(TOKENS, token));
    const owner = this.world.land.ownerOf(named[0] ?? 0n);
    const fits = terms.byOwner && isPlayer(owner);
    const owned = TOKENS.filter((tokenId) => this.world.land.ownerOf(tokenId) === owner);
    const first = owned.indexOf(named[0] ?? 0n);
    const items = terms.items.slice(0, fits ? owned.length : undefined).map(({ price }, i) => ({
      collection: this.#at.land,
      tokenId: fits ? nth(owned, first + i) : nth(named, i),
      fingerprint: flaw === "fingerprint" ? (`0x${"f1".repeat(32)}` as const) : ZERO_HASH,
      price: flaw === "price" ? 0n : nth(PRICES, price),
    }));
    const maker = fits && side === "ask" ? owner : nth(TRADERS, terms.maker).address;
    const bundle: Bundle = { ...this.#terms(terms, maker), side, items };
    this.bundles.push(bundle);
    return bundle;
  }

  #terms({ flaw, taker, startsIn, life, nonce }: OrderTerms | BundleTerms, maker: Address) {
    const startsAt = this.world.stage.now + BigInt(startsIn);
    return {
      maker,
      currency: flaw === "currency" ? this.#at.land : this.#at.money,
      taker: taker === null ? NOBODY : nth(TRADERS, taker).address,
      startsAt,
      expiresAt: startsAt + BigInt(life),
      counter: this.world.market.counterOf(maker) + (flaw === "counter" ? 1n : 0n),
      nonce: BigInt(nonce ?? 2 + 7 * (this.orders.length + this.bundles.length)),
    };
  }

  #fill({ order: which, signed, token, namedToken, proof }: FillPart): Fill {
    const order = this.#order(which);
    const signature = this.#sign(signed, order.maker, this.#digests.ofOrder(order));
    const set = MERKLE_SETS.find(({ root }) => root === order.tokenId);
    const members = set ? [...set.proofs.keys()] : [order.tokenId];
    const isNamed = namedToken && order.scope !== "collection";
    const tokenId = isNamed ? nth(members, token) : nth(TOKENS, token);
    const wrong = nth(MERKLE_SETS, MERKLE_SETS.findIndex(({ root }) => root === set?.root) + 1).proofs;
    const proofs = { right: set?.proofs.get(tokenId) ?? [], wrong: wrong.get(tokenId) ?? [ZERO_HASH], none: [] };
    return { order, signature, tokenId, proof: proofs[proof] };
  }

  #sign(signed: SignedBy, maker: Address, digest: Hex): Signature {
    if (signed === "nobody") return "none";
    if (signed === "garbage") return "garbage";
    const stranger = TRADERS.find(({ address }) => address !== maker)?.address ?? maker;
    return { by: signed === "maker" ? maker : stranger, digest };
  }

  /** Who can fill it: the taker, for a bid the token's owner, else anyone but the maker; number 4 is whom the maker paid last. */
  #fitting({ side, maker, taker }: Order | Bundle, tokenId: bigint, anyone: number): Address {
    const owner = this.world.land.ownerOf(tokenId);
    if (taker !== NOBODY) return taker;
    if (side === "bid" && isPlayer(owner)) return owner;
    const paid = this.world.money.state.sidePayments.findLast(({ from }) => from === maker);
    if (anyone === 4 && paid) return paid.to;
    const others = TRADERS.filter(({ address }) => address !== maker);
    return nth(others, anyone).address;
  }

  /** A buyer with points, if there is one. */
  #memberInsteadOf(buyer: Address, { side, maker, taker }: Order): Address {
    const member = TRADERS.find(({ address }) => address !== maker && this.world.membership.pointsOf(address) > 0n);
    return side === "ask" && taker === NOBODY && member ? member.address : buyer;
  }

  #tradeOf({ side, maker, collection, currency, price }: Order, by: Address, tokenId: bigint): Trade {
    const [seller, buyer] = side === "ask" ? [maker, by] : [by, maker];
    return { settler: this.#at.market, collection, tokenId, seller, buyer, payer: buyer, currency, price };
  }

  #findingStruct({ verdict, rule, reason }: Finding) {
    return {
      verdict: VERDICTS.indexOf(verdict),
      ruleId: ruleId(rule),
      ...codeAndEvidence(reason ? encodeReason(reason) : "0x"),
    };
  }
}

const FIRST_ORDER: OrderTerms = {
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
  life: 30 * 86_400,
  nonce: null,
  flaw: null,
};
const FIRST_AUCTION = {
  do: "createAuction",
  by: null,
  token: 0,
  reserve: 0,
  incrementBps: 500,
  startsIn: 0,
  duration: 7 * 86_400,
  flaw: null,
} as const;
const FIRST_BUNDLE: BundleTerms = { ...FIRST_ORDER, items: [{ token: 0, price: 0 }] };

type AuctionStage = "running" | "over" | "pending";
const EXPECTED = {
  bid: "running",
  cancelAuction: "running",
  minimumBid: "running",
  settle: "over",
  unwind: "over",
  deliverToken: "pending",
} as const;

function on(
  contract: ContractName,
  from: Address,
  method: string,
  args: readonly unknown[],
  act: Planned["act"],
): Planned {
  return { from, contract, method, args, act };
}

function onMarket(from: Address, method: string, args: readonly unknown[], act: Planned["act"]): Planned {
  return on("market", from, method, args, act);
}

function fillStruct({ order, signature, tokenId, proof }: Fill): unknown {
  return { order: orderStruct(order), signature: signatureBytes(signature, PLAYERS), tokenId, proof };
}

function isPlayer(account: Address | undefined): account is Address {
  return TRADERS.some(({ address }) => address === account);
}
