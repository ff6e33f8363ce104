import {
  AuctionHouse__factory,
  Estate__factory,
  Instalments__factory,
  Rentals__factory,
} from "../../typechain-types/index.ts";
import type { InstalmentOffer, RentalOffer } from "../domain/order.ts";
import type { Address, Hex, MicroUsd } from "../domain/primitives.ts";
import type { Deployment } from "./deployment.ts";
import type { Call } from "./encode.ts";

/** What a seller offers at auction: `Terms` of contracts/auctions/IAuctionHouse.sol. */
export interface AuctionTerms {
  readonly collection: Address;
  readonly tokenId: bigint;
  readonly currency: Address;
  readonly reserve: MicroUsd;
  readonly minIncrementBps: number;
  /** Unix seconds, here and below. */
  readonly startsAt: number;
  readonly endsAt: number;
}

const auctionHouse = AuctionHouse__factory.createInterface();
const rentals = Rentals__factory.createInterface();
const instalments = Instalments__factory.createInterface();
const estate = Estate__factory.createInterface();

/** Limits far above what the calls use, as in `callsFor`. */
const GAS = {
  order: 400_000,
  custody: 600_000,
  trade: 900_000,
  lastInstalment: 5_000_000,
  perParcel: 250_000,
} as const;

/** The most that a transaction may use: EIP-7825. */
const MOST_GAS = 2 ** 24;

/** Calls of the auction house, the rental house, the house of instalments and the estates. They are few: the general encoder serves. */
export function houseCalls(at: Deployment) {
  const call = (from: Address, to: Address, data: string, gas: number): Call => ({ from, to, data: data as Hex, gas });
  return {
    createAuction: (seller: Address, terms: AuctionTerms): Call =>
      call(seller, at.auctionHouse, auctionHouse.encodeFunctionData("create", [terms]), GAS.custody),
    bidAtAuction: (bidder: Address, auctionId: bigint, amount: MicroUsd): Call =>
      call(bidder, at.auctionHouse, auctionHouse.encodeFunctionData("bid", [auctionId, amount]), GAS.custody),
    cancelAuction: (seller: Address, auctionId: bigint): Call =>
      call(seller, at.auctionHouse, auctionHouse.encodeFunctionData("cancel", [auctionId]), GAS.custody),
    settleAuction: (caller: Address, auctionId: bigint): Call =>
      call(caller, at.auctionHouse, auctionHouse.encodeFunctionData("settle", [auctionId]), GAS.trade),
    authoriseOffer: (offer: RentalOffer): Call =>
      call(offer.landlord, at.rentals, rentals.encodeFunctionData("authorise", [offer]), GAS.order),
    cancelOffer: (offer: RentalOffer): Call =>
      call(offer.landlord, at.rentals, rentals.encodeFunctionData("cancel", [[offer]]), GAS.order),
    rent: (tenant: Address, offer: RentalOffer, term: number): Call =>
      call(tenant, at.rentals, rentals.encodeFunctionData("rent", [offer, "0x", term, tenant]), GAS.trade),
    claimRent: (caller: Address, rentalId: bigint): Call =>
      call(caller, at.rentals, rentals.encodeFunctionData("claim", [rentalId]), GAS.custody),
    endRental: (caller: Address, rentalId: bigint): Call =>
      call(caller, at.rentals, rentals.encodeFunctionData("end", [rentalId]), GAS.trade),
    terminateRental: (party: Address, rentalId: bigint): Call =>
      call(party, at.rentals, rentals.encodeFunctionData("terminate", [rentalId]), GAS.trade),
    offerPlan: (offer: InstalmentOffer): Call =>
      call(offer.seller, at.instalments, instalments.encodeFunctionData("authorise", [offer]), GAS.order),
    cancelPlanOffer: (offer: InstalmentOffer): Call =>
      call(offer.seller, at.instalments, instalments.encodeFunctionData("cancel", [offer]), GAS.order),
    acceptPlan: (buyer: Address, offer: InstalmentOffer): Call =>
      call(buyer, at.instalments, instalments.encodeFunctionData("accept", [offer, "0x"]), GAS.trade),
    payInstalments: (buyer: Address, planId: bigint, count: number): Call =>
      call(buyer, at.instalments, instalments.encodeFunctionData("pay", [planId, count]), GAS.custody),
    /** The house asks for four million gas, so that no trade fails for want of it. */
    payLastInstalments: (buyer: Address, planId: bigint, count: number): Call =>
      call(buyer, at.instalments, instalments.encodeFunctionData("pay", [planId, count]), GAS.lastInstalment),
    foreclose: (caller: Address, planId: bigint): Call =>
      call(caller, at.instalments, instalments.encodeFunctionData("foreclose", [planId]), GAS.trade),
    joinEstate: (owner: Address, tokenIds: readonly bigint[]): Call => {
      const data = estate.encodeFunctionData("join", [[...tokenIds]]);
      return call(owner, at.estate, data, Math.min(MOST_GAS, GAS.custody + GAS.perParcel * tokenIds.length));
    },
    dissolveEstate: (owner: Address, estateId: bigint, size: number): Call => {
      const data = estate.encodeFunctionData("dissolve", [estateId]);
      return call(owner, at.estate, data, Math.min(MOST_GAS, GAS.custody + GAS.perParcel * size));
    },
  };
}
