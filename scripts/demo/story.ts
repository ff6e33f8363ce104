import { DAY } from "../../src/domain/calendar.ts";
import { USD } from "../../src/domain/primitives.ts";
import type { Cast } from "./cast.ts";
import type { Ending, Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

const HOUR = 3_600;
const SETTLED: Ending = { kind: "settled" };

/** The tour: an honest sale, six ways to wash a price, and an honest case that looks like one of them. */
export async function* tellStory(stage: Stage, cast: Cast): AsyncGenerator<Scene> {
  yield await honestResale(stage, cast);
  yield await selfTrade(stage, cast);
  yield await pingPong(stage, cast);
  yield await ringOfFive(stage, cast);
  yield await selfFinanced(stage, cast);
  yield await threeStepsAway(stage, cast);
  yield await roundTripByGift(stage, cast);
  yield await honestBuyBack(stage, cast);
}

async function honestResale(stage: Stage, { ada, ben }: Cast): Promise<Scene> {
  const parcel = await stage.bench.mintParcel(ada, 29, -5);
  return {
    title: "An honest resale",
    intro: "Two people who have nothing to do with each other. All four rules look at the trade and let it pass.",
    steps: [await stage.deal({ seller: ada, buyer: ben, parcel, price: 14_257n * USD, announced: SETTLED })],
  };
}

async function selfTrade(stage: Stage, { cora, coraAgain }: Cast): Promise<Scene> {
  const parcel = await stage.bench.mintParcel(cora, 12, 7);
  const announced = stopped("SelfTrade", "SelfTradeOneOwner");
  return {
    title: "A sale to oneself",
    intro: "One person with two wallets. The price would stand on every chart, and nothing would have changed hands.",
    steps: [
      await stage.attest([cora, coraAgain], 17),
      await stage.deal({ seller: cora, buyer: coraAgain, parcel, price: 31_000n * USD, announced }),
    ],
  };
}

async function pingPong(stage: Stage, { dora, egon }: Cast): Promise<Scene> {
  const parcel = await stage.bench.mintParcel(dora, -40, 16);
  const steps = [await stage.deal({ seller: dora, buyer: egon, parcel, price: 9_000n * USD, announced: SETTLED })];
  await stage.bench.wait(5 * HOUR);
  const announced = stopped("RoundTrip", "RoundTripTooSoon");
  steps.push(await stage.deal({ seller: egon, buyer: dora, parcel, price: 12_000n * USD, announced }));
  return {
    title: "Ping-pong",
    intro: "Two wallets hand a parcel back and forth. The first sale looks like any other; the return gives it away.",
    steps,
  };
}

async function ringOfFive(stage: Stage, { fay, gus, hal, ida, jon }: Cast): Promise<Scene> {
  const parcel = await stage.bench.mintParcel(fay, 88, 61);
  const legs = [
    { seller: fay, buyer: gus, price: 8_000n * USD, announced: SETTLED },
    { seller: gus, buyer: hal, price: 10_000n * USD, announced: SETTLED },
    { seller: hal, buyer: ida, price: 12_500n * USD, announced: SETTLED },
    { seller: ida, buyer: jon, price: 15_600n * USD, announced: SETTLED },
    { seller: jon, buyer: fay, price: 19_500n * USD, announced: stopped("RoundTrip", "RoundTripTooSoon") },
  ];
  const steps = [await stage.sources([fay, gus, hal, ida, jon])];
  for (const leg of legs) {
    steps.push(await stage.deal({ ...leg, parcel }));
    await stage.bench.wait(9 * HOUR);
  }
  return {
    title: "A ring of five",
    intro:
      "Five accounts pass a parcel on at rising prices. They share an exchange and nothing else, so nothing ties them " +
      "together until the circle closes.",
    steps,
  };
}

async function selfFinanced(stage: Stage, { kim, lou }: Cast): Promise<Scene> {
  const parcel = await stage.bench.mintParcel(kim, -103, 44);
  const steps = [await stage.sources([kim, lou]), await stage.pay(kim, lou, 18_000n * USD)];
  await stage.bench.wait(2 * DAY);
  const announced = stopped("SelfFinanced", "SelfFinancedBySeller");
  steps.push(await stage.deal({ seller: kim, buyer: lou, parcel, price: 20_000n * USD, announced }));
  return {
    title: "A purchase with the seller's money",
    intro:
      "Two customers of one exchange, which proves nothing. But then the seller pays the buyer, and the buyer buys.",
    steps,
  };
}

async function threeStepsAway(stage: Stage, { max, ned, ola, pia }: Cast): Promise<Scene> {
  const parcel = await stage.bench.mintParcel(max, 21, -127);
  const steps = [await stage.sources([max])];
  for (const [from, to, amount] of [
    [max, ned, 26_000n * USD],
    [ned, ola, 25_500n * USD],
    [ola, pia, 25_000n * USD],
  ] as const) {
    steps.push(await stage.pay(from, to, amount));
    await stage.bench.wait(DAY);
  }
  const announced = stopped("CommonFunder", "CommonFunderOneRoot");
  steps.push(await stage.deal({ seller: max, buyer: pia, parcel, price: 24_000n * USD, announced }));
  return {
    title: "A wallet funded three steps away",
    intro:
      "The seller never paid the buyer: the money went through two fresh wallets. The settlement token remembers " +
      "where an account's first money began.",
    steps,
  };
}

async function roundTripByGift(stage: Stage, { quinn, rob, sue }: Cast): Promise<Scene> {
  const parcel = await stage.bench.mintParcel(quinn, 3, 90);
  const steps = [await stage.deal({ seller: quinn, buyer: rob, parcel, price: 11_000n * USD, announced: SETTLED })];
  await stage.bench.wait(DAY);
  steps.push(await stage.give(rob, sue, parcel));
  await stage.bench.wait(DAY);
  const announced = stopped("RoundTrip", "RoundTripTooSoon");
  steps.push(await stage.deal({ seller: sue, buyer: quinn, parcel, price: 16_500n * USD, announced }));
  return {
    title: "A round trip by way of a gift",
    intro: "A gift is no sale and might break the chain of sales. It is part of the parcel's history all the same.",
    steps,
  };
}

async function honestBuyBack(stage: Stage, { tom, uma }: Cast): Promise<Scene> {
  const parcel = await stage.bench.mintParcel(tom, 0, 77);
  const steps = [await stage.deal({ seller: tom, buyer: uma, parcel, price: 13_500n * USD, announced: SETTLED })];
  await stage.bench.wait(20 * DAY);
  const announced: Ending = { kind: "held", rule: "RoundTrip", error: "RoundTripForReview" };
  steps.push(await stage.deal({ seller: uma, buyer: tom, parcel, price: 12_800n * USD, announced }));
  await stage.bench.wait(2 * DAY);
  const caseId = await stage.bench.escrow.caseCount();
  steps.push(
    await stage.release(caseId, "Sold too early and bought back; both are known to us.", { kind: "released" }),
  );
  return {
    title: "An honest buy-back",
    intro:
      "Somebody regrets a sale and buys back weeks later. That may well be honest, so nobody is refused: parcel and " +
      "money wait until an officer has looked.",
    steps,
  };
}

function stopped(rule: string, error: string): Ending {
  return { kind: "stopped", rule, error };
}
