import path from "node:path";

import { writeReport } from "../src/report/write-report.ts";
import { readComparison, readRun, RunFilesError } from "./run-files.ts";
import { orOneSentence } from "./run.ts";

interface ReportRequest {
  readonly run: string | undefined;
  readonly compare: string | undefined;
}

export default async function reportTask({ run: folder, compare }: ReportRequest): Promise<void> {
  await orOneSentence(async () => {
    if (folder === undefined)
      throw new RunFilesError("run", "expected the folder of a run, as in --run runs/jj-lin-2021");
    const run = readRun(folder);
    const other = compare === undefined ? {} : { compare: readComparison(compare, run.scenario) };
    const outFile = path.join(folder, "report.html");
    writeReport({ ...run, receipt: { ...run.receipt }, ...other, outFile });
    console.log(outFile);
  });
}
