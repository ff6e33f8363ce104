import { expect } from "chai";
import { recoverAddress } from "ethers";

import { accountFor } from "../../../src/chain/accounts.ts";
import { callsFor, type Call } from "../../../src/chain/encode.ts";
import { hashOrder } from "../../../src/chain/orders.ts";
import { translator } from "../../../src/chain/translate.ts";
import type { Intent } from "../../../src/domain/agents.ts";
import { NO_FINGERPRINT, type Order } from "../../../src/domain/order.ts";
import type { Address, Hex } from "../../../src/domain/primitives.ts";
import { Market__factory } from "../../../typechain-types/factories/market/Market__factory.ts";
import { CONTRACTS } from "../../fixtures/abi-values.ts";
import { BOB, CAROL, hash, NOBODY, NOON, OFFICER } from "../../fixtures/journal-lines.ts";

const CHAIN = 31_337n;
const SELLER = accountFor(7, "flipper/1");
const EXCHANGE: Address = `0xe8${"0".repeat(38)}`;
const calls = callsFor(CONTRACTS);
const market = Market__factory.createInterface();
const list = { do: "list", maker: SELLER.address, tokenId: 5n, price: 9n, days: 4 } as const;

describe("translator", () => {
  for (const [intent, expected] of plain()) {
    it(`makes of "${intent.do}" the calls that do it`, () => {
      expect(fresh()(intent, NOON)).to.deep.equal({ calls: expected });
    });
  }

  it("authorises asks and bids on the chain, each with the maker's next nonce", () => {
    const translate = fresh();
    const orders = [list, { ...list, do: "bid" }, { ...list, maker: BOB }] as const;
    const made = orders.map((intent) => translate(intent, NOON).calls);
    const first = anAsk({ expiresAt: NOON + 4 * 86_400 });
    expect(made).to.deep.equal([
      [calls.authorise(first)],
      [calls.authorise({ ...first, side: "bid", nonce: 1n })],
      [calls.authorise({ ...first, maker: BOB })],
    ]);
  });

  it("takes an open order as an honest trade, unless the taker knows better", () => {
    const translate = fresh(anAsk({}));
    const fill = calls.tryFill(BOB, anAsk({}), "0x", 5n);
    const take = { do: "take", taker: BOB, orderHash: hash(1) } as const;
    expect(translate(take, NOON)).to.deep.equal({ calls: [fill], tradesWith: { honest: true } });
    const truth = { honest: true, lookalike: "gift" } as const;
    expect(translate({ ...take, truth }, NOON).tradesWith).to.deep.equal(truth);
  });

  it("does nothing about an order that is gone", () => {
    const translate = fresh();
    expect(translate({ do: "take", taker: BOB, orderHash: hash(1) }, NOON)).to.deep.equal({ calls: [] });
    expect(translate({ do: "cancel", orderHash: hash(1) }, NOON)).to.deep.equal({ calls: [] });
  });

  it("cancels an order that is there", () => {
    expect(fresh(anAsk({}))({ do: "cancel", orderHash: hash(1) }, NOON).calls).to.deep.equal([calls.cancel(anAsk({}))]);
  });

  it("closes a deal by a private ask of one day, which the seller's own key has signed", () => {
    const truth = { honest: false, ring: "ring/1", kind: "self" } as const;
    const deal = { do: "deal", seller: SELLER.address, buyer: BOB, tokenId: 5n, price: 9n, truth } as const;
    const { calls: made, tradesWith } = fresh()(deal, NOON);
    expect(tradesWith).to.deep.equal(truth);
    const order = anAsk({ taker: BOB, expiresAt: NOON + 86_400 });
    const signature = signatureOf(made);
    expect(made).to.deep.equal([calls.tryFill(BOB, order, signature, 5n)]);
    const signer = recoverAddress(hashOrder(CONTRACTS.market, CHAIN, order), signature);
    expect(signer.toLowerCase()).to.equal(SELLER.address);
  });
});

describe("accountFor", () => {
  it("depends on seed and label, and is in lower case", () => {
    expect(accountFor(7, "flipper/1").address).to.equal(SELLER.address);
    const others = [accountFor(8, "flipper/1"), accountFor(7, "flipper/2")].map(({ address }) => address);
    expect(new Set([SELLER.address, ...others]).size).to.equal(3);
    expect(SELLER.address).to.match(/^0x[0-9a-f]{40}$/);
  });
});

function fresh(open?: Order) {
  return translator({
    deployment: CONTRACTS,
    calls,
    chainId: CHAIN,
    exchange: EXCHANGE,
    officer: OFFICER,
    keyOf: () => SELLER.key,
    known: {
      orderOf: () => open,
      bundleOf: () => undefined,
      offerOf: () => undefined,
      estateOf: () => undefined,
      rentalEndOf: () => undefined,
    },
  });
}

function plain(): readonly (readonly [Intent, readonly Call[]])[] {
  const approvals = [calls.approveMoney(BOB), calls.approveTokens(BOB)];
  return [
    [{ do: "join", account: BOB, amount: 9n }, [calls.transfer(EXCHANGE, BOB, 9n), ...approvals]],
    [{ do: "approve", account: BOB }, approvals],
    [{ do: "deposit", account: BOB, amount: 9n }, [calls.transfer(EXCHANGE, BOB, 9n)]],
    [{ do: "withdraw", account: BOB, amount: 9n }, [calls.transfer(BOB, EXCHANGE, 9n)]],
    [{ do: "pay", from: BOB, to: CAROL, amount: 9n }, [calls.transfer(BOB, CAROL, 9n)]],
    [{ do: "give", from: BOB, to: CAROL, tokenId: 5n }, [calls.give(BOB, CAROL, 5n)]],
    [{ do: "release", caseId: 9n, reason: "new price" }, [calls.release(OFFICER, 9n, "new price")]],
    [{ do: "reverse", caseId: 9n, reason: "same price" }, [calls.reverse(OFFICER, 9n, "same price")]],
  ];
}

/** The seller's first order. */
function anAsk(change: Partial<Order>): Order {
  return {
    side: "ask",
    scope: "token",
    maker: SELLER.address,
    collection: CONTRACTS.land,
    tokenId: 5n,
    fingerprint: NO_FINGERPRINT,
    amount: 1n,
    currency: CONTRACTS.settlementToken,
    price: 9n,
    endPrice: 9n,
    taker: NOBODY,
    startsAt: 0,
    expiresAt: NOON,
    counter: 0n,
    nonce: 0n,
    ...change,
  };
}

function signatureOf([fill]: readonly Call[]): Hex {
  const [, signature] = market.decodeFunctionData("tryFill", fill?.data ?? "0x");
  return `0x${String(signature).slice(2)}`;
}
