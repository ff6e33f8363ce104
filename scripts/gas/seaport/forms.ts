import { ZeroHash } from "ethers";

import type { SeaportOrder } from "./order.ts";

/** The forms in which Seaport takes an order. */

/** `BasicOrderType` of seaport-types for a full, open order; a restricted one is two further. */
export const BASIC = { erc20ToErc721: 8, erc721ToErc20: 16 } as const;
/** A criteria resolver's `side`. */
const CONSIDERATION = 1;

export function advanced({ parameters, signature }: SeaportOrder, extraData = "0x") {
  return { parameters, numerator: 1, denominator: 1, signature, extraData };
}

/** Says which token of a criteria bid's set is sold into it. */
export function resolver(identifier: bigint, criteriaProof: readonly string[] = [], orderIndex = 0) {
  return { orderIndex, side: CONSIDERATION, index: 0, identifier, criteriaProof };
}

export function basic({ parameters, signature }: SeaportOrder, type: number) {
  const [offered] = parameters.offer;
  const [asked, ...additional] = parameters.consideration;
  if (!offered || !asked) throw new Error("An order offers one item and asks for another.");
  return {
    considerationToken: asked.token,
    considerationIdentifier: asked.identifierOrCriteria,
    considerationAmount: asked.startAmount,
    offerer: parameters.offerer,
    zone: parameters.zone,
    offerToken: offered.token,
    offerIdentifier: offered.identifierOrCriteria,
    offerAmount: offered.startAmount,
    basicOrderType: type + parameters.orderType,
    startTime: parameters.startTime,
    endTime: parameters.endTime,
    zoneHash: ZeroHash,
    salt: parameters.salt,
    offererConduitKey: ZeroHash,
    fulfillerConduitKey: ZeroHash,
    totalOriginalAdditionalRecipients: additional.length,
    additionalRecipients: additional.map(({ startAmount, recipient }) => ({ amount: startAmount, recipient })),
    signature,
  };
}

/** Payments to one recipient are made as one: that is what a batch saves in Seaport. Orders for one item each, legs alike. */
export function fulfilments(orders: readonly SeaportOrder[]) {
  const offers = orders.map((_, orderIndex) => [{ orderIndex, itemIndex: 0 }]);
  const legs = orders[0]?.parameters.consideration.map((_, itemIndex) => itemIndex) ?? [];
  const payments = legs.map((itemIndex) => orders.map((_, orderIndex) => ({ orderIndex, itemIndex })));
  return [offers, payments] as const;
}
