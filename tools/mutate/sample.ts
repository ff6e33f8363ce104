import { createHash } from "node:crypto";

import type { Mutant } from "./mutants.ts";

/**
 * The same mutants for the same seed, from each file a share as large as the file's of all mutants, at least one.
 * A larger sample contains a smaller one of the same seed, so that results are kept when more are wanted.
 */
export function sampleOf(mutants: readonly Mutant[], count: number, seed: string): Mutant[] {
  const share = count / mutants.length;
  if (share >= 1) return [...mutants];
  return [...Map.groupBy(mutants, (m) => m.file).values()].flatMap((ofFile) =>
    ofFile
      .map((mutant) => ({ mutant, rank: rankOf(mutant.id, seed) }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
      .slice(0, Math.max(1, Math.round(ofFile.length * share)))
      .map(({ mutant }) => mutant),
  );
}

function rankOf(id: string, seed: string): string {
  return createHash("sha256").update(`${seed}\0${id}`).digest("hex");
}
