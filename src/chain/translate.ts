import type { SigningKey } from "ethers";

import type { Intent, Truth } from "../domain/agents.ts";
import { fullName, type CollectionName } from "../domain/houses.ts";
import type { Bundle, InstalmentOffer, Order, RentalOffer } from "../domain/order.ts";
import type { Address, Hex } from "../domain/primitives.ts";
import { approvalBook } from "./approvals.ts";
import { neighboursOf, type Deployment } from "./deployment.ts";
import { drafter } from "./draft.ts";
import type { Call, Calls } from "./encode.ts";
import { signOrderWithKey } from "./orders.ts";

export interface TranslatorOptions {
  readonly deployment: Deployment;
  readonly calls: Calls;
  readonly chainId: bigint;
  readonly exchange: Address;
  keyOf(account: Address): SigningKey;
  readonly known: KnownMarket;
}

/** What intents refer to, as the replayed market knows it: public, and still open. */
export interface KnownMarket {
  orderOf(orderHash: Hex): Order | undefined;
  bundleOf(orderHash: Hex): Bundle | undefined;
  offerOf(offerHash: Hex): RentalOffer | undefined;
  estateOf(estateId: bigint): { readonly fingerprint: Hex; readonly size: number } | undefined;
  /** Unix seconds; of a running rental. */
  rentalEndOf(rentalId: bigint): number | undefined;
  planOfferOf(offerHash: Hex): InstalmentOffer | undefined;
  /** Instalments to come; of an open plan. */
  instalmentsLeftOf(planId: bigint): number | undefined;
}

export interface Translated {
  /** Approvals that the calls need and that nobody has given yet; they go first. */
  readonly approvals?: readonly Call[];
  readonly calls: readonly Call[];
  /** The last call tries a trade. */
  readonly tradesWith?: Truth;
}

const HONEST: Truth = { honest: true };
const NOTHING: Translated = { calls: [] };

/** Turns intents into calls. Keeps each maker's next nonces and the approvals given; everything else it is told. */
export function translator(options: TranslatorOptions): (intent: Intent, time: number) => Translated {
  const { deployment, calls, exchange, known } = options;
  const approvals = approvalBook(calls);
  const draft = drafter(deployment, (estateId) => known.estateOf(estateId)?.fingerprint);

  const just = (...made: readonly Call[]): Translated => ({ calls: made });
  const trade = (call: Call, truth: Truth = HONEST): Translated => ({ calls: [call], tradesWith: truth });
  const after = (needed: readonly Call[], done: Translated): Translated =>
    needed.length === 0 ? done : { approvals: needed, ...done };
  const approve = (account: Address): readonly Call[] => [calls.approveMoney(account), calls.approveTokens(account)];
  /** Parcels at home are the market's to move from the start; estates and other worlds' are not. */
  const forSale = (owner: Address, collection: CollectionName): readonly Call[] =>
    collection === "land" ? [] : approvals.ofTokens(owner, collection, "market");
  const names = new Map<Address, CollectionName>([[deployment.estate, "estate"]]);
  for (const [land, address] of neighboursOf(deployment)) names.set(address, land);
  /** Whoever fills a bid sells. */
  const intoBid = (seller: Address, { side, collection }: Order): readonly Call[] =>
    side === "bid" ? forSale(seller, names.get(collection) ?? "land") : [];

  return (intent, time) => {
    const { land = "land" } = intent;
    switch (intent.do) {
      case "join":
        return just(calls.transfer(exchange, intent.account, intent.amount), ...approve(intent.account));
      case "approve":
        return just(...approve(intent.account));
      case "deposit":
        return just(calls.transfer(exchange, intent.account, intent.amount));
      case "withdraw":
        return just(calls.transfer(intent.account, exchange, intent.amount));
      case "pay":
        return just(calls.transfer(intent.from, intent.to, intent.amount));
      case "give":
        return just(calls.give(intent.from, intent.to, intent.tokenId, land));
      case "nameOperator":
        return just(calls.nameOperator(intent.owner, intent.tokenId, intent.operator, land));
      case "list": {
        const needed = forSale(intent.maker, fullName(intent.collection, land));
        return after(needed, just(calls.authorise(draft.ask(intent, time))));
      }
      case "bid":
        return just(calls.authorise(draft.bid(intent, time)));
      case "bidForAny":
        return just(calls.authorise(draft.bidForAny(intent, time)));
      case "listBundle": {
        const needed = intent.items.flatMap(({ collection }) => forSale(intent.maker, fullName(collection, land)));
        return after(needed, just(calls.authoriseBundle(draft.bundle(intent, time))));
      }
      case "cancel": {
        const [order, bundle] = [known.orderOf(intent.orderHash), known.bundleOf(intent.orderHash)];
        if (order !== undefined) return just(calls.cancel(order));
        return bundle === undefined ? NOTHING : just(calls.cancelBundle(bundle));
      }
      case "take": {
        const order = known.orderOf(intent.orderHash);
        if (order === undefined) return NOTHING;
        const fill = calls.tryFill(intent.taker, order, "0x", order.tokenId);
        return after(intoBid(intent.taker, order), trade(fill, intent.truth));
      }
      case "sellInto": {
        const order = known.orderOf(intent.orderHash);
        if (order === undefined) return NOTHING;
        const fill = calls.tryFill(intent.taker, order, "0x", intent.tokenId);
        return after(intoBid(intent.taker, order), trade(fill, intent.truth));
      }
      case "sweep": {
        const orders = intent.orderHashes.flatMap((orderHash) => known.orderOf(orderHash) ?? []);
        if (orders.length === 0) return NOTHING;
        return trade(calls.fillBatch(intent.taker, orders, intent.limit), intent.truth);
      }
      case "takeBundle": {
        const bundle = known.bundleOf(intent.orderHash);
        return bundle === undefined ? NOTHING : trade(calls.fillBundle(intent.taker, bundle), intent.truth);
      }
      case "deal": {
        // A private ask, signed off chain by the seller's own key and filled by the buyer.
        const order = draft.deal(intent, time);
        const signature = signOrderWithKey(options.keyOf(intent.seller), deployment.market, options.chainId, order);
        const fill = calls.tryFill(intent.buyer, order, signature, intent.tokenId);
        return after(forSale(intent.seller, land), trade(fill, intent.truth));
      }
      case "auction": {
        const needed = approvals.ofTokens(intent.seller, fullName(intent.collection, land), "auctionHouse");
        return after(needed, just(calls.createAuction(intent.seller, draft.auction(intent, time))));
      }
      case "bidAtAuction": {
        const needed = approvals.ofMoney(intent.bidder, "auctionHouse");
        return after(needed, just(calls.bidAtAuction(intent.bidder, intent.auctionId, intent.amount)));
      }
      case "settleAuction":
        return trade(calls.settleAuction(intent.caller, intent.auctionId), intent.truth);
      case "cancelAuction":
        return just(calls.cancelAuction(intent.seller, intent.auctionId));
      case "offerRental": {
        const needed = approvals.ofTokens(intent.landlord, fullName(intent.collection, land), "rentals");
        return after(needed, just(calls.authoriseOffer(draft.offer(intent, time))));
      }
      case "cancelRentalOffer": {
        const offer = known.offerOf(intent.offerHash);
        return offer === undefined ? NOTHING : just(calls.cancelOffer(offer));
      }
      case "rent": {
        const offer = known.offerOf(intent.offerHash);
        if (offer === undefined) return NOTHING;
        const needed = approvals.ofMoney(intent.tenant, "rentals");
        return after(needed, just(calls.rent(intent.tenant, offer, intent.term)));
      }
      case "claimRent":
        return just(calls.claimRent(intent.caller, intent.rentalId));
      case "endRental": {
        const endsAt = known.rentalEndOf(intent.rentalId);
        if (endsAt === undefined) return NOTHING;
        const end = time < endsAt ? calls.terminateRental : calls.endRental;
        return just(end(intent.caller, intent.rentalId));
      }
      case "offerPlan": {
        const needed = approvals.ofTokens(intent.seller, fullName(intent.collection, land), "instalments");
        return after(needed, just(calls.offerPlan(draft.plan(intent, time))));
      }
      case "cancelPlanOffer": {
        const offer = known.planOfferOf(intent.offerHash);
        return offer === undefined ? NOTHING : just(calls.cancelPlanOffer(offer));
      }
      case "acceptPlan": {
        const offer = known.planOfferOf(intent.offerHash);
        if (offer === undefined) return NOTHING;
        const needed = approvals.ofMoney(intent.buyer, "instalments");
        return after(needed, just(calls.acceptPlan(intent.buyer, offer)));
      }
      case "payInstalments": {
        const { buyer, planId, instalments } = intent;
        const isLast = known.instalmentsLeftOf(planId) === instalments;
        if (!isLast) return just(calls.payInstalments(buyer, planId, instalments));
        return trade(calls.payLastInstalments(buyer, planId, instalments), intent.truth);
      }
      case "foreclose":
        return just(calls.foreclose(intent.caller, intent.planId));
      case "joinEstate": {
        const needed = approvals.ofTokens(intent.owner, "land", "estate");
        return after(needed, just(calls.joinEstate(intent.owner, intent.tokenIds)));
      }
      case "dissolveEstate": {
        const estate = known.estateOf(intent.estateId);
        if (estate === undefined) return NOTHING;
        return just(calls.dissolveEstate(intent.owner, intent.estateId, estate.size));
      }
      case "release":
        return just(calls.release(intent.officer, intent.caseId, intent.reason));
      case "reverse":
        return just(calls.reverse(intent.officer, intent.caseId, intent.reason));
      case "appeal":
        return just(calls.appeal(intent.party, intent.caseId, intent.grounds));
      case "expire":
        return just(calls.expire(intent.caller, intent.caseId));
      default:
        return intent satisfies never;
    }
  };
}
