import type { Address } from "../../src/domain/primitives.ts";
import { refuse, type Stage } from "./stage.ts";

/** ILand: who owns which parcel. */
export class LandModel {
  state = {
    owners: new Map<bigint, Address>(),
    operators: new Set<string>(),
  };
  readonly royalty: { readonly creator: Address; readonly bps: bigint };
  readonly #stage: Stage;

  constructor(stage: Stage, royalty: { readonly creator: Address; readonly bps: bigint }) {
    this.#stage = stage;
    this.royalty = royalty;
    stage.register(this);
  }

  ownerOf(tokenId: bigint): Address | undefined {
    return this.state.owners.get(tokenId);
  }

  setApprovalForAll(owner: Address, operator: Address, approved: boolean): void {
    if (approved) this.state.operators.add(`${owner}>${operator}`);
    else this.state.operators.delete(`${owner}>${operator}`);
    this.#stage.emit("land", "ApprovalForAll", owner, operator, approved);
  }

  /**
   * Moves a parcel on behalf of `caller`. `report` is what the engine says to it: nothing where a house moves what it was
   * allowed to.
   */
  move(caller: Address, from: Address, to: Address, tokenId: bigint, report: () => void = () => {}): void {
    const owner = this.ownerOf(tokenId);
    if (owner === undefined) return refuse("ERC721NonexistentToken", tokenId);
    const mayMove = caller === owner || this.state.operators.has(`${owner}>${caller}`);
    if (!mayMove) refuse("ERC721InsufficientApproval", caller, tokenId);
    this.state.owners.set(tokenId, to);
    this.#stage.emit("land", "Transfer", owner, to, tokenId);
    report();
    if (owner !== from) refuse("ERC721IncorrectOwner", from, tokenId, owner);
  }
}
