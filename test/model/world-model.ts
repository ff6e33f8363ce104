import type { Address, Hex } from "../../src/domain/primitives.ts";
import { AuctionModel } from "./auction-model.ts";
import { EscrowModel } from "./escrow-model.ts";
import { LandModel } from "./land-model.ts";
import { type Digests, MarketModel, type Sets } from "./market-model.ts";
import { MembershipModel } from "./membership-model.ts";
import { MoneyModel } from "./money-model.ts";
import { type Limits, RulesModel } from "./rules-model.ts";
import { type Reason, refuse, Stage } from "./stage.ts";

export const ROLES = ["decision", "execution", "platform", "support", "bank"] as const;
export type Role = (typeof ROLES)[number];

export interface WorldTerms {
  readonly money: Address;
  readonly land: Address;
  readonly escrow: Address;
  readonly market: Address;
  readonly auctions: Address;
  readonly creator: Address;
  readonly royaltyBps: bigint;
  readonly limits: Limits;
  readonly holders: Readonly<Record<Role, readonly Address[]>>;
  readonly sets: Sets;
  readonly digests: Digests;
  readonly encode: (reason: Reason) => Hex;
}

/** All models together, as the contracts are on a chain. */
export class WorldModel {
  readonly stage: Stage;
  readonly money: MoneyModel;
  readonly land: LandModel;
  readonly rules: RulesModel;
  readonly escrow: EscrowModel;
  readonly membership: MembershipModel;
  readonly market: MarketModel;
  readonly auctions: AuctionModel;
  readonly terms: WorldTerms;

  constructor(terms: WorldTerms) {
    this.terms = terms;
    this.stage = new Stage(terms.encode);
    this.money = new MoneyModel(this.stage);
    this.land = new LandModel(this.stage, { creator: terms.creator, bps: terms.royaltyBps });
    this.rules = new RulesModel(this.stage, this.money, terms.land, terms.limits);
    this.escrow = new EscrowModel(this.stage, terms.escrow, this.money, this.land, this.rules);
    this.membership = new MembershipModel(this.stage);
    this.market = new MarketModel(this, terms.market, terms.money, terms.sets, terms.digests);
    this.auctions = new AuctionModel(this, terms.auctions, terms.money);
  }

  requireRole(caller: Address, role: Role): void {
    if (!this.terms.holders[role].includes(caller)) refuse("AccessManagedUnauthorized", caller);
  }
}
