import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { ZeroAddress } from "ethers";

import { openCreatorCollection } from "../../../scripts/gas/erc721c/collection.ts";
import { orderStruct } from "../../../src/chain/orders.ts";
import type { Address } from "../../../src/domain/primitives.ts";
import { PAINTED, PATIENCE, type Stage } from "../stage.ts";
import type { Way } from "../way.ts";

export const ownerUnplugs: Way = {
  title: "The owner of an ERC721-C collection switching the validator off",
  done:
    "The ringleader owns the collection. He sells a token of it, takes the validator away so that nothing sees the token come " +
    "back as a gift, and sells it to the accomplice again four days later.",
  closed:
    "Not closed: an owner replaces the validator at once, and tells everybody with an event. Register only collections that " +
    "belong to the Authority, see the next way.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { collection, sell } = await openCollection(stage);
    await stage.bench.mine(() =>
      collection.connect(stage.bench.staff.deployer).getFunction("transferOwnership").send(ringleader),
    );
    await stage.begin();

    await stage.deposit(accomplice, PAINTED);
    await sell(ringleader, accomplice);
    const unplug = collection.connect(ringleader).getFunction("setTransferValidator");
    await stage.act(() => unplug.send(ZeroAddress));
    const give = collection.connect(accomplice).getFunction("transferFrom");
    await stage.act(() => give.send(accomplice, ringleader, TOKEN));
    await stage.withdraw(ringleader, PAINTED - stage.fee(PAINTED));
    await stage.deposit(accomplice, PAINTED);
    await stage.wait(PATIENCE);
    await sell(ringleader, accomplice);
    await stage.act(() => give.send(accomplice, ringleader, TOKEN));
  },
  expected: {
    default: {
      outcome: "through",
      reasons: [],
      volume: "$32,000.00",
      isHome: true,
      lost: "$800.00",
      capital: "$16,400.00",
      days: 4,
    },
    strictest: {
      outcome: "through",
      reasons: [],
      volume: "$32,000.00",
      isHome: true,
      lost: "$800.00",
      capital: "$16,400.00",
      days: 4,
    },
  },
};

export const authorityUnplugs: Way = {
  title: "The same where the collection belongs to the Authority",
  done: "The ringleader has a friend in the decision layer, who tries to take the validator away at once.",
  closed:
    "The Authority does nothing for the decision layer that was not announced two days before, and the guardian can cancel.",
  play: async (stage) => {
    const { ringleader, accomplice } = stage.people;
    const { collection, sell } = await openCollection(stage);
    const { authority, staff } = stage.bench;
    await stage.bench.mine(() => collection.connect(staff.deployer).getFunction("transferOwnership").send(authority));
    await stage.begin();

    await stage.deposit(accomplice, PAINTED);
    await sell(ringleader, accomplice);
    const unplug = collection.interface.encodeFunctionData("setTransferValidator", [ZeroAddress]);
    await stage.act(() => authority.connect(staff.decision).execute(collection, unplug));
  },
  expected: {
    default: {
      outcome: "stopped",
      reasons: ["AccessManagerNotScheduled"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 0,
    },
    strictest: {
      outcome: "stopped",
      reasons: ["AccessManagerNotScheduled"],
      volume: "$16,000.00",
      isHome: false,
      lost: "$400.00",
      capital: "$16,000.00",
      days: 0,
    },
  },
};

const TOKEN = 1n;

/** A real ERC721-C collection with our validator, a token of it that is the ringleader's, and its sale in the market. */
async function openCollection(stage: Stage) {
  const { bench, people } = stage;
  const { collection, mint } = await openCreatorCollection(bench, "refused");
  await mint(people.ringleader);
  stage.follow(collection, TOKEN);
  for (const trader of [people.ringleader, people.accomplice]) {
    await bench.mine(() => collection.connect(trader).getFunction("setApprovalForAll").send(bench.market, true));
  }
  const address = (await collection.getAddress()).toLowerCase() as Address; // ethers types it as a plain string
  const sell = async (seller: HardhatEthersSigner, buyer: HardhatEthersSigner): Promise<void> => {
    const order = { ...(await bench.ask(seller, TOKEN, PAINTED)), collection: address };
    const signature = await bench.sign(seller, order);
    await stage.act(() => bench.market.connect(buyer).tryFill(orderStruct(order), signature, TOKEN));
  };
  return { collection, sell };
}
