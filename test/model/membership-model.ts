import type { Address } from "../../src/domain/primitives.ts";
import { NOBODY } from "./agreements.ts";
import { refuse, type Stage } from "./stage.ts";

const PERIOD = 365n * 86_400n;
const FEE_PER_POINT = 10n;

interface Earning {
  readonly member: Address;
  readonly points: bigint;
  /** Number of the period in which they were earned. */
  readonly period: bigint;
}

/** IMembership: every lot of points is kept by itself. */
export class MembershipModel {
  state = {
    members: new Set<Address>(),
    earnings: [] as Earning[],
  };
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.register(this);
  }

  pointsOf(member: Address): bigint {
    return this.#counting(member).reduce((sum, { points }) => sum + points, 0n);
  }

  earn(member: Address, fee: bigint): void {
    const [points, period] = [fee / FEE_PER_POINT, this.#period()];
    this.state.earnings.push({ member, points, period });
    this.#stage.emit("membership", "PointsEarned", member, points, (period + 2n) * PERIOD);
    if (this.state.members.has(member)) return;
    this.state.members.add(member);
    this.#stage.emit("membership", "Transfer", NOBODY, member, BigInt(member));
    this.#stage.emit("membership", "Locked", BigInt(member));
  }

  /** @returns the discount: at most half of the fee, and a unit for each point that is spent for it. */
  redeem(member: Address, points: bigint, fee: bigint): bigint {
    const balance = this.pointsOf(member);
    if (points > balance) refuse("MembershipPointsMissing", member, points, balance);
    const discount = least(points, fee / 2n);
    let left = discount;
    // The oldest first: they are in the order in which they were earned.
    const counting = this.#counting(member);
    this.state.earnings = this.state.earnings.map((earning) => {
      const spent = counting.includes(earning) ? least(left, earning.points) : 0n;
      left -= spent;
      return { ...earning, points: earning.points - spent };
    });
    this.#stage.emit("membership", "PointsRedeemed", member, discount, discount);
    return discount;
  }

  /** Those that have not expired. */
  #counting(member: Address): readonly Earning[] {
    return this.state.earnings.filter((earning) => earning.member === member && earning.period >= this.#period() - 1n);
  }

  #period(): bigint {
    return this.#stage.now / PERIOD;
  }
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
