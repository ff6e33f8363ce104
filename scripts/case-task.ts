import path from "node:path";

import { readJournal } from "../src/journal/reader.ts";
import { replay } from "../src/replay/history.ts";
import { buildCase } from "../src/report/case/build-case.ts";
import { caseText } from "../src/report/case/case-text.ts";
import { writeCase } from "../src/report/case/write-case.ts";
import { RunFilesError } from "./run-files.ts";
import { orOneSentence, RequestError } from "./run.ts";

interface CaseRequest {
  readonly run: string | undefined;
  readonly id: string | undefined;
  /** Where to write it as HTML instead of printing it. */
  readonly html: string | undefined;
}

/** Prints one held trade's audit trail, rebuilt from the journal alone. */
export default async function caseTask({ run: folder, id, html }: CaseRequest): Promise<void> {
  await orOneSentence(async () => {
    if (folder === undefined)
      throw new RunFilesError("run", "expected the folder of a run, as in --run runs/jj-lin-2021");
    if (html === "") throw new RequestError("html", "a file to write", html);
    const history = replay(readJournal(path.join(folder, "journal.ndjson")));
    const document = id !== undefined && /^\d+$/.test(id) ? buildCase(history, BigInt(id)) : undefined;
    if (document === undefined) throw new RequestError("id", expectedIds([...history.cases.keys()]), id ?? "");
    if (html === undefined) {
      console.log(caseText(document).trimEnd());
      return;
    }
    writeCase(document, html);
    console.log(html);
  });
}

/** The escrow numbers its cases one after the other. */
function expectedIds(ids: readonly bigint[]): string {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return "nothing, since this run held no trade and has no cases";
  return first === last ? `case ${first}, the only one of this run` : `one of cases ${first} to ${last}`;
}
