import type { ChainEvent } from "../../src/domain/events.ts";
import { formatAmount } from "../../src/domain/format.ts";
import type { MicroUsd } from "../../src/domain/primitives.ts";
import { NOBODY, type Stage, type Trace } from "./stage.ts";

/** One thing that must be so at the end, with the figures that say whether it is. */
export interface Balance {
  readonly claim: string;
  readonly figures: string;
  readonly holds: boolean;
}

/** `AccountKind.Person` of ISettlementToken.sol and `CaseStatus.Open` of IEscrow.sol. */
const PERSON = 0n;
const OPEN = 1n;

/** Reads the whole history and the getters again: is anything stuck, and does the money add up? */
export async function balanceBooks(stage: Stage): Promise<Balance[]> {
  const history = await stage.history();
  return [
    await balancesSumToSupply(stage, history),
    sharesSumToPrices(history),
    await escrowIsEmpty(stage),
    await casesAreClosed(stage),
    await parcelsHaveOwners(stage, history),
  ];
}

async function balancesSumToSupply({ bench }: Stage, history: readonly Trace[]): Promise<Balance> {
  const holders = new Set(eventsOf(history, "MoneyTransferred").flatMap(({ from, to }) => [from, to]));
  holders.delete(NOBODY);
  let sum = 0n;
  for (const holder of holders) sum += await bench.settlementToken.balanceOf(holder);
  const supply = await bench.settlementToken.totalSupply();
  return {
    claim: "All balances together are the money that was issued.",
    figures: `${holders.size} accounts hold ${formatAmount(sum)} of ${formatAmount(supply)}`,
    holds: sum === supply,
  };
}

/** Whether a trade settled at once or out of escrow: what was paid out in its transaction is the price. */
function sharesSumToPrices(history: readonly Trace[]): Balance {
  const priceOfCase = new Map(eventsOf(history, "CaseOpened").map(({ caseId, price }) => [caseId, price]));
  let [sales, matching, turnover] = [0, 0, 0n];
  for (const trace of history) {
    for (const event of trace) {
      if (event.e !== "TradeSettled" && event.e !== "CaseReleased") continue;
      const price = event.e === "TradeSettled" ? event.price : priceOfCase.get(event.caseId);
      sales += 1;
      if (price === paidIn(trace)) matching += 1;
      turnover += price ?? 0n;
    }
  }
  return {
    claim: "In every sale the shares add up to the price.",
    figures: `${matching} of ${sales} sales, ${formatAmount(turnover)} in all`,
    holds: sales > 0 && matching === sales,
  };
}

async function escrowIsEmpty({ bench }: Stage): Promise<Balance> {
  const held = await bench.escrow.held();
  const balance = await bench.settlementToken.balanceOf(bench.escrow);
  const parcels = await bench.land.balanceOf(bench.escrow);
  return {
    claim: "The escrow holds nothing.",
    figures: `${formatAmount(held)} of cases, ${formatAmount(balance)} in its account, ${parcels} parcels`,
    holds: held === 0n && balance === 0n && parcels === 0n,
  };
}

async function casesAreClosed({ bench }: Stage): Promise<Balance> {
  const count = await bench.escrow.caseCount();
  let open = 0;
  for (let caseId = 1n; caseId <= count; caseId++) {
    const { status, tokenPending } = await bench.escrow.caseOf(caseId);
    if (status === OPEN || tokenPending) open += 1;
  }
  return { claim: "No case is left open.", figures: `${open} of ${count} open`, holds: open === 0 };
}

async function parcelsHaveOwners({ bench }: Stage, history: readonly Trace[]): Promise<Balance> {
  const minted = eventsOf(history, "ParcelTransferred").filter(({ from }) => from === NOBODY);
  let owned = 0;
  for (const { tokenId } of minted) {
    const kind = await bench.settlementToken.accountKind(await bench.land.ownerOf(tokenId));
    if (kind === PERSON) owned += 1;
  }
  const supply = await bench.land.totalSupply();
  return {
    claim: "Every parcel belongs to a person.",
    figures: `${owned} of ${supply} parcels`,
    holds: BigInt(owned) === supply,
  };
}

function paidIn(trace: Trace): MicroUsd {
  return eventsOf([trace], "MoneyTransferred").reduce((sum, { amount }) => sum + amount, 0n);
}

function eventsOf<E extends ChainEvent["e"]>(history: readonly Trace[], name: E) {
  return history.flat().filter((event): event is Extract<ChainEvent, { e: E }> => event.e === name);
}
