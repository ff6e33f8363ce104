import type { Address, Hex } from "../../src/domain/primitives.ts";
import { type Finding, type Leg, type Trade } from "./agreements.ts";
import type { EscrowModel } from "./escrow-model.ts";
import type { LandModel } from "./land-model.ts";
import type { MoneyModel } from "./money-model.ts";
import type { RulesModel } from "./rules-model.ts";
import { type ContractName, refuse, type Stage } from "./stage.ts";

const BPS = 10_000n;

/** What every house is made of. */
export interface Parts {
  readonly stage: Stage;
  readonly money: MoneyModel;
  readonly land: LandModel;
  readonly rules: RulesModel;
  readonly escrow: EscrowModel;
}

export interface Payout {
  readonly legs: readonly Leg[];
  readonly fee: bigint;
  readonly royalty: bigint;
}

/** ISettlement: how one house pays out and delivers. */
export class SettlementModel {
  state = { recipient: undefined as Address | undefined, feeBps: 0n };
  readonly house: ContractName;
  readonly address: Address;
  readonly #parts: Parts;

  constructor(parts: Parts, house: ContractName, address: Address) {
    this.#parts = parts;
    this.house = house;
    this.address = address;
    parts.stage.register(this);
  }

  setFee(recipient: Address, feeBps: bigint): void {
    if (feeBps > 1_000n) refuse("SettlementFeeTooHigh", feeBps, 1_000n);
    this.state = { recipient, feeBps };
    this.#parts.stage.emit(this.house, "FeeChanged", recipient, feeBps);
  }

  /** Seller, platform, creator: fee and royalty are rounded down, and the seller gets the rest. */
  payout({ seller, price }: Trade, discount = 0n): Payout {
    const { creator, bps } = this.#parts.land.royalty;
    const fee = (price * this.state.feeBps) / BPS - discount;
    const royalty = (price * bps) / BPS;
    const legs = [
      { to: seller, amount: price - fee - royalty },
      { to: this.state.recipient ?? seller, amount: fee },
      { to: creator, amount: royalty },
    ];
    return { legs, fee, royalty };
  }

  /**
   * Pays and delivers a trade that the engine allowed, or puts both sides of one that it held into escrow.
   * @param purse Whose money is spent.
   * @param holder Who holds the token.
   */
  complete(
    agreed: Hex,
    trade: Trade,
    finding: Finding,
    purse: Address,
    holder: Address,
    { legs, fee, royalty } = this.payout(trade),
  ): void {
    const { stage, money, land, escrow } = this.#parts;
    const { collection, tokenId, seller, buyer, price } = trade;
    if (finding.verdict === "hold") {
      money.payLegs(this.address, purse, [{ to: escrow.address, amount: price }]);
      land.move(this.address, holder, escrow.address, tokenId);
      const caseId = escrow.open(trade, legs, finding);
      stage.emit(this.house, "TradeHeld", agreed, collection, tokenId, seller, buyer, price, caseId);
    } else {
      stage.emit(this.house, "TradeSettled", agreed, collection, tokenId, seller, buyer, price, fee, royalty);
      money.payLegs(this.address, purse, legs);
      land.move(this.address, holder, buyer, tokenId);
    }
  }

  /** Delivers a trade that the engine allowed. @returns what is owed for it. */
  deliver(agreed: Hex, trade: Trade): readonly Leg[] {
    const { collection, tokenId, seller, buyer, price } = trade;
    const { legs, fee, royalty } = this.payout(trade);
    const sale = [agreed, collection, tokenId, seller, buyer, price];
    this.#parts.stage.emit(this.house, "TradeSettled", ...sale, fee, royalty);
    this.#parts.land.move(this.address, seller, buyer, tokenId);
    return legs;
  }
}
