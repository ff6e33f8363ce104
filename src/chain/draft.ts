import type { Intent } from "../domain/agents.ts";
import { DAY } from "../domain/calendar.ts";
import { fullName, type CollectionName, type LandName } from "../domain/houses.ts";
import { NO_FINGERPRINT, type Bundle, type InstalmentOffer, type Order, type RentalOffer } from "../domain/order.ts";
import type { Address, Hex } from "../domain/primitives.ts";
import { addressOf, type Deployment } from "./deployment.ts";
import type { AuctionTerms } from "./encode-houses.ts";

type Wanted<Do extends Intent["do"]> = Extract<Intent, { do: Do }>;

const NOBODY: Address = "0x0000000000000000000000000000000000000000";
/** Auctions end this long before the noon at which the run's days begin, so that they are over on their last day. */
const BEFORE_NOON = 1_800;

/** Makes orders, bundles, offers and terms of intents. Keeps each maker's next nonce. */
export function drafter(at: Deployment, fingerprintOf: (estateId: bigint) => Hex | undefined) {
  const orderNonces = nonces();
  const offerNonces = nonces();
  const planNonces = nonces();
  const currency = at.settlementToken;

  const item = ({
    land = "land",
    collection,
    tokenId,
  }: {
    readonly land?: LandName;
    readonly collection?: CollectionName;
    readonly tokenId: bigint;
  }) => ({
    collection: addressOf(at, fullName(collection, land)),
    tokenId,
    fingerprint: (collection === "estate" ? fingerprintOf(tokenId) : undefined) ?? NO_FINGERPRINT,
  });
  const terms = (maker: Address, days: number, time: number) => {
    const [expiresAt, nonce] = [time + days * DAY, orderNonces(maker)];
    return { maker, currency, taker: NOBODY, startsAt: 0, expiresAt, counter: 0n, nonce };
  };
  const fixed = (price: bigint) => ({ scope: "token", amount: 1n, price, endPrice: price }) as const;

  return {
    ask: (wanted: Wanted<"list">, time: number): Order => {
      const order: Order = {
        side: "ask",
        ...item(wanted),
        ...fixed(wanted.price),
        ...terms(wanted.maker, wanted.days, time),
      };
      // A falling price counts from a start.
      return wanted.endPrice === undefined ? order : { ...order, endPrice: wanted.endPrice, startsAt: time };
    },
    bid: (wanted: Wanted<"bid">, time: number): Order => ({
      side: "bid",
      ...item(wanted),
      ...fixed(wanted.price),
      ...terms(wanted.maker, wanted.days, time),
    }),
    bidForAny: ({ land = "land", maker, amount, price, days }: Wanted<"bidForAny">, time: number): Order => ({
      side: "bid",
      ...item({ land, tokenId: 0n }),
      ...fixed(price),
      ...terms(maker, days, time),
      scope: "collection",
      amount: BigInt(amount),
    }),
    /** An ask for one taker. */
    deal: ({ land = "land", seller, buyer, tokenId, price }: Wanted<"deal">, time: number): Order => ({
      side: "ask",
      ...item({ land, tokenId }),
      ...fixed(price),
      ...terms(seller, 1, time),
      taker: buyer,
    }),
    bundle: ({ land = "land", maker, items, days }: Wanted<"listBundle">, time: number): Bundle => ({
      side: "ask",
      items: items.map((one) => ({ ...item({ ...one, land }), price: one.price })),
      ...terms(maker, days, time),
    }),
    auction: (
      { land = "land", collection, tokenId, reserve, minIncrementBps, days }: Wanted<"auction">,
      time: number,
    ): AuctionTerms => {
      const [startsAt, endsAt] = [0, time + days * DAY - BEFORE_NOON];
      return {
        collection: addressOf(at, fullName(collection, land)),
        tokenId,
        currency,
        reserve,
        minIncrementBps,
        startsAt,
        endsAt,
      };
    },
    offer: (wanted: Wanted<"offerRental">, time: number): RentalOffer => {
      const { landlord, pricePerDay, minDays, maxDays, days } = wanted;
      const [expiresAt, nonce] = [time + days * DAY, offerNonces(landlord)];
      const life = { tenant: NOBODY, startsAt: 0, expiresAt, counter: 0n, nonce };
      return { landlord, ...item(wanted), currency, pricePerDay, minDays, maxDays, ...life };
    },
    plan: (wanted: Wanted<"offerPlan">, time: number): InstalmentOffer => {
      const { seller, downPayment, instalment, count, everyDays, graceDays, forfeitBps, days } = wanted;
      const [period, graceSeconds] = [everyDays * DAY, graceDays * DAY];
      const parts = { downPayment, instalment, count, period, graceSeconds, forfeitBps };
      const [expiresAt, nonce] = [time + days * DAY, planNonces(seller)];
      return { seller, buyer: NOBODY, ...item(wanted), currency, ...parts, expiresAt, counter: 0n, nonce };
    },
  };
}

/** Counts up, for each account on its own. */
function nonces(): (account: Address) => bigint {
  const next = new Map<Address, bigint>();
  return (account) => {
    const nonce = next.get(account) ?? 0n;
    next.set(account, nonce + 1n);
    return nonce;
  };
}
