import { realismScore } from "../src/metrics/realism/realism.ts";
import { realismTable } from "./realism-table.ts";
import { readRun, RunFilesError } from "./run-files.ts";
import { orOneSentence } from "./run.ts";

interface RealismRequest {
  readonly run: string | undefined;
}

/** Prints how real a run's market is, as its summary has it. */
export default async function realismTask({ run: folder }: RealismRequest): Promise<void> {
  await orOneSentence(async () => {
    if (folder === undefined)
      throw new RunFilesError("run", "expected the folder of a run, as in --run runs/jj-lin-2021");
    console.log(realismTable(realismScore(readRun(folder).history)));
  });
}
