import path from "node:path";

import { readJournal } from "../src/journal/reader.ts";
import { realismScore } from "../src/metrics/realism/realism.ts";
import { replay } from "../src/replay/history.ts";
import { realismTable } from "./realism-table.ts";
import { RunFilesError } from "./run-files.ts";
import { orOneSentence } from "./run.ts";

interface RealismRequest {
  readonly run: string | undefined;
}

/** Prints how real a run's market is, from its journal alone. */
export default async function realismTask({ run: folder }: RealismRequest): Promise<void> {
  await orOneSentence(async () => {
    if (folder === undefined)
      throw new RunFilesError("run", "expected the folder of a run, as in --run runs/jj-lin-2021");
    console.log(realismTable(realismScore(replay(readJournal(path.join(folder, "journal.ndjson"))))));
  });
}
