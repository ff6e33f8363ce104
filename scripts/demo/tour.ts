import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";

import { openWorkbench } from "../../src/chain/workbench.ts";
import { type Balance, balanceBooks } from "./books.ts";
import { ACCOUNTS, assemble } from "./cast.ts";
import type { Scene } from "./scene.ts";
import { Stage } from "./stage.ts";
import { tellStory } from "./story.ts";

/** The chain that the tour needs: an account for everyone, and a date of its own. */
export const TOUR_CHAIN = { accounts: { count: ACCOUNTS }, initialDate: new Date("2021-11-01T09:00:00Z") };

/** What a reader sees while the tour goes on. */
export interface Reader {
  readonly onRules: (rules: readonly string[]) => void;
  readonly onScene: (scene: Scene) => void;
}

export interface Tour {
  readonly scenes: readonly Scene[];
  readonly books: readonly Balance[];
}

export async function runTour(ethers: HardhatEthers, reader: Reader): Promise<Tour> {
  const bench = await openWorkbench(ethers);
  const { cast, nameOf } = await assemble(bench);
  const stage = new Stage(ethers, bench, nameOf);
  reader.onRules(await stage.rules());

  const scenes: Scene[] = [];
  for await (const scene of tellStory(stage, cast)) {
    scenes.push(scene);
    reader.onScene(scene);
  }
  return { scenes, books: await balanceBooks(stage) };
}
