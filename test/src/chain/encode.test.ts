import { expect } from "chai";
import { MaxUint256, type Interface } from "ethers";

import { callsFor, type Call } from "../../../src/chain/encode.ts";
import { bundleStruct, hashOrder, orderStruct } from "../../../src/chain/orders.ts";
import { COLLECTIONS } from "../../../src/domain/houses.ts";
import { SCOPES, SIDES, type Bundle, type Order } from "../../../src/domain/order.ts";
import type { Address } from "../../../src/domain/primitives.ts";
import { randomStreams, type RandomStream } from "../../../src/domain/random.ts";
import { Compliance__factory } from "../../../typechain-types/factories/compliance/Compliance__factory.ts";
import { Land__factory } from "../../../typechain-types/factories/land/Land__factory.ts";
import { Market__factory } from "../../../typechain-types/factories/market/Market__factory.ts";
import { Escrow__factory } from "../../../typechain-types/factories/payments/Escrow__factory.ts";
import { SettlementToken__factory } from "../../../typechain-types/factories/payments/SettlementToken__factory.ts";
import { CONTRACTS as AT, randomAddress, randomBytes } from "../../fixtures/abi-values.ts";

const ROUNDS = 50;
const market = Market__factory.createInterface();
const token = SettlementToken__factory.createInterface();
const land = Land__factory.createInterface();
const compliance = Compliance__factory.createInterface();
const escrow = Escrow__factory.createInterface();

describe("callsFor", () => {
  for (const [name, make] of cases()) {
    it(`encodes ${name} as ethers does`, () => {
      const random = randomStreams(5)(name);
      for (let round = 0; round < ROUNDS; round++) {
        const { call, from, to, abi, method, args } = make(random);
        expect(call.data).to.equal(abi.encodeFunctionData(method, [...args]));
        expect([call.from, call.to]).to.deep.equal([from, to]);
        expect(call.gas).to.be.above(21_000);
      }
    });
  }
});

describe("hashOrder", () => {
  it("names two orders alike only where they are alike, on one market of one chain", () => {
    const random = randomStreams(5)("hashes");
    const order = anyOrder(random);
    const digests = [
      hashOrder(AT.market, 1n, order),
      hashOrder(AT.market, 2n, order),
      hashOrder(AT.land, 1n, order),
      hashOrder(AT.market, 1n, { ...order, nonce: order.nonce + 1n }),
      hashOrder(AT.market, 1n, { ...order, taker: order.maker }),
    ];
    expect(new Set(digests).size).to.equal(digests.length);
    expect(hashOrder(AT.market, 1n, { ...order })).to.equal(digests[0]);
  });
});

interface Expected {
  readonly call: Call;
  readonly from: Address;
  readonly to: Address;
  readonly abi: Interface;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** One maker of random calls for each function, with what ethers is told. */
function cases(): readonly (readonly [name: string, make: (random: RandomStream) => Expected])[] {
  const calls = callsFor(AT);
  const toToken = (call: Call, from: Address, method: string, args: readonly unknown[]): Expected => {
    return { call, from, to: AT.settlementToken, abi: token, method, args };
  };
  const toMarket = (call: Call, from: Address, method: string, args: readonly unknown[]): Expected => {
    return { call, from, to: AT.market, abi: market, method, args };
  };
  const toLand = (call: Call, from: Address, method: string, args: readonly unknown[]): Expected => {
    return { call, from, to: AT.land, abi: land, method, args };
  };
  const toEscrow = (call: Call, from: Address, method: string, args: readonly unknown[]): Expected => {
    return { call, from, to: AT.escrow, abi: escrow, method, args };
  };
  return [
    [
      "transfer",
      (random) => {
        const [from, to, amount] = [randomAddress(random), randomAddress(random), anyUint(random)];
        return toToken(calls.transfer(from, to, amount), from, "transfer", [to, amount]);
      },
    ],
    [
      "mint",
      (random) => {
        const [bank, to, amount] = [randomAddress(random), randomAddress(random), anyUint(random)];
        return toToken(calls.mint(bank, to, amount), bank, "mint", [to, amount]);
      },
    ],
    [
      "approveMoney",
      (random) => {
        const [owner, spender] = [randomAddress(random), random.pick(["market", "auctionHouse", "rentals"] as const)];
        return toToken(calls.approveMoney(owner, spender), owner, "approve", [AT[spender], MaxUint256]);
      },
    ],
    [
      "approveTokens",
      (random) => {
        const [owner, collection] = [randomAddress(random), random.pick(COLLECTIONS)];
        const call = calls.approveTokens(owner, collection, "rentals");
        return {
          call,
          from: owner,
          to: AT[collection],
          abi: land,
          method: "setApprovalForAll",
          args: [AT.rentals, true],
        };
      },
    ],
    [
      "setHub",
      (random) => {
        const [support, hub] = [randomAddress(random), randomAddress(random)];
        return toToken(calls.setHub(support, hub), support, "setHub", [hub, true]);
      },
    ],
    [
      "attest",
      (random) => {
        const support = randomAddress(random);
        const accounts = Array.from({ length: random.below(5) }, () => randomAddress(random));
        const [call, args] = [calls.attest(support, accounts, 12), [accounts, 12]];
        return { call, from: support, to: AT.compliance, abi: compliance, method: "attest", args };
      },
    ],
    [
      "mintLand",
      (random) => {
        const [platform, to] = [randomAddress(random), randomAddress(random)];
        const places = Array.from({ length: random.below(5) }, () => ({
          x: random.below(300) - 150,
          y: random.below(300) - 150,
        }));
        return toLand(calls.mintLand(platform, to, places), platform, "mintBatch", [to, places]);
      },
    ],
    [
      "give",
      (random) => {
        const [from, to, tokenId] = [randomAddress(random), randomAddress(random), anyUint(random)];
        return toLand(calls.give(from, to, tokenId), from, "transferFrom", [from, to, tokenId]);
      },
    ],
    [
      "authorise",
      (random) => {
        const order = anyOrder(random);
        return toMarket(calls.authorise(order), order.maker, "authorise", [orderStruct(order)]);
      },
    ],
    [
      "cancel",
      (random) => {
        const order = anyOrder(random);
        return toMarket(calls.cancel(order), order.maker, "cancel", [[orderStruct(order)]]);
      },
    ],
    [
      "tryFill",
      (random) => {
        const [taker, order, tokenId] = [randomAddress(random), anyOrder(random), anyUint(random)];
        // None, as for an order on the chain; one of a key; any of a contract wallet.
        const signature = randomBytes(random, random.pick([0, 65, random.below(200)]));
        const args = [orderStruct(order), signature, tokenId];
        return toMarket(calls.tryFill(taker, order, signature, tokenId), taker, "tryFill", args);
      },
    ],
    [
      "fillBatch",
      (random) => {
        const [taker, orders] = [
          randomAddress(random),
          Array.from({ length: 1 + random.below(3) }, () => anyOrder(random)),
        ];
        const fills = orders.map((order) => [orderStruct(order), "0x", order.tokenId, []]);
        return toMarket(calls.fillBatch(taker, orders, 2), taker, "fillBatch", [fills, 2]);
      },
    ],
    ...(["authoriseBundle", "cancelBundle"] as const).map(
      (method) =>
        [
          method,
          (random: RandomStream) => {
            const bundle = anyBundle(random);
            return toMarket(calls[method](bundle), bundle.maker, method, [bundleStruct(bundle)]);
          },
        ] as const,
    ),
    [
      "fillBundle",
      (random) => {
        const [taker, bundle] = [randomAddress(random), anyBundle(random)];
        return toMarket(calls.fillBundle(taker, bundle), taker, "fillBundle", [bundleStruct(bundle), "0x"]);
      },
    ],
    [
      "expire",
      (random) => {
        const [caller, caseId] = [randomAddress(random), anyUint(random)];
        return toEscrow(calls.expire(caller, caseId), caller, "expire", [caseId]);
      },
    ],
    ...(["release", "reverse", "appeal"] as const).map(
      (method) =>
        [
          method,
          (random: RandomStream) => {
            const [sender, caseId, reason] = [randomAddress(random), anyUint(random), `reason ${random.below(100)}`];
            return toEscrow(calls[method](sender, caseId, reason), sender, method, [caseId, reason]);
          },
        ] as const,
    ),
  ];
}

function anyUint(random: RandomStream): bigint {
  return random.chance(0.2) ? 0n : BigInt(randomBytes(random, 1 + random.below(32)));
}

function anyOrder(random: RandomStream): Order {
  return {
    side: random.pick(SIDES),
    scope: random.pick(SCOPES),
    maker: randomAddress(random),
    collection: randomAddress(random),
    tokenId: anyUint(random),
    fingerprint: randomBytes(random, 32),
    amount: anyUint(random),
    currency: randomAddress(random),
    price: anyUint(random),
    endPrice: anyUint(random),
    taker: random.chance(0.5) ? `0x${"0".repeat(40)}` : randomAddress(random),
    startsAt: random.below(2 ** 32),
    expiresAt: random.below(2 ** 32),
    counter: anyUint(random),
    nonce: anyUint(random),
  };
}

function anyBundle(random: RandomStream): Bundle {
  const { side, maker, currency, taker, startsAt, expiresAt, counter, nonce } = anyOrder(random);
  const items = Array.from({ length: 1 + random.below(4) }, () => {
    const { collection, tokenId, fingerprint, price } = anyOrder(random);
    return { collection, tokenId, fingerprint, price };
  });
  return { side, maker, items, currency, taker, startsAt, expiresAt, counter, nonce };
}
