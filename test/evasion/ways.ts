import type { Way } from "./way.ts";
import { estate, hiddenPrice, hiddenReturn } from "./ways/bundles.ts";
import { authorityUnplugs, ownerUnplugs } from "./ways/creators.ts";
import { decisionLoosens, guardianAsleep, platformLoosens } from "./ways/governance.ts";
import { otherMarket, seaportBundle, seaportRecipient } from "./ways/elsewhere.ts";
import { boundMoney, brokenAuction, paidBackLater, smallPayments, thirdAccount } from "./ways/money.ts";
import { giftAndPayment, oneTimeOperator, vault, wrapper } from "./ways/off-market.ts";
import { rewards } from "./ways/rewards.ts";
import { boughtAndSold, flashLoan, otherRecipient, riding } from "./ways/riding.ts";
import { attestedLate, waiting } from "./ways/time.ts";
import { dust, firstDollar, fromChain, fromHub, fromTwoChains, paidBySale, unpaid } from "./ways/wallets.ts";

/** In the order of the table. */
export const WAYS: readonly Way[] = [
  oneTimeOperator,
  riding,
  boughtAndSold,
  vault,
  wrapper,
  otherMarket,
  giftAndPayment,
  hiddenPrice,
  seaportBundle,
  hiddenReturn,
  estate,
  otherRecipient,
  seaportRecipient,
  ownerUnplugs,
  authorityUnplugs,
  platformLoosens,
  decisionLoosens,
  guardianAsleep,
  rewards,
  flashLoan,
  waiting,
  attestedLate,
  fromHub,
  firstDollar,
  fromChain,
  fromTwoChains,
  unpaid,
  paidBySale,
  dust,
  smallPayments,
  thirdAccount,
  paidBackLater,
  boundMoney,
  brokenAuction,
];
