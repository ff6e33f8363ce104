// Puts one fault at a time into the contracts and asks the Solidity tests: `npm run mutate -- --help`.
import { parseArgs } from "node:util";

import { runBounded } from "./mutate/bounded.ts";
import { planCampaigns, runCampaign } from "./mutate/campaign.ts";
import { isCurrent, storedResults, storeResult } from "./mutate/results.ts";
import { sampleOf } from "./mutate/sample.ts";
import { openRunner } from "./mutate/suites.ts";
import { TARGETS } from "./mutate/targets.ts";
import { writeReport } from "./mutate/report.ts";

const HELP = `Which faults in the contracts do the Solidity tests not notice?

  --file NAME     only files whose path contains NAME
  --sample N      about so many mutants, spread over the files (default: all)
  --seed S        which ones (default: 1); a larger sample contains a smaller one
  --again         try once more what lived
  --report        run nothing, write docs/mutation.md from the results so far
`;

const { values } = parseArgs({
  options: {
    file: { type: "string", default: "" },
    sample: { type: "string", default: "Infinity" },
    seed: { type: "string", default: "1" },
    again: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(HELP);
else if (values.report || process.send !== undefined) await main();
else process.exitCode = await runBounded(import.meta.filename, process.argv.slice(2));

async function main(): Promise<void> {
  const campaigns = planCampaigns(TARGETS);
  const chosen = new Set(
    sampleOf(
      campaigns.flatMap((c) => c.mutants),
      Number(values.sample),
      values.seed,
    ),
  );
  const known = storedResults();
  if (!values.report) {
    const runSuites = await openRunner();
    for (const campaign of campaigns) {
      const due = campaign.mutants.filter((mutant) => {
        const result = known.get(mutant.id);
        if (!chosen.has(mutant) && result?.outcome !== "lived") return false;
        if (!mutant.file.includes(values.file)) return false;
        if (values.again && result?.outcome === "lived") return true;
        return !isCurrent(result, mutant, campaign.tests);
      });
      if (due.length === 0) continue;
      console.log(`${campaign.target.files.join(", ")}: ${due.length} of ${campaign.mutants.length} mutants to try`);
      await runCampaign(campaign, due, runSuites, (result, mutant) => {
        storeResult(result);
        const change = `${mutant.file}:${mutant.line} ${mutant.was} -> ${mutant.becomes}`.replaceAll(/\s+/g, " ");
        const how = result.by === undefined ? "" : ` by ${result.by}`;
        console.log(`${result.outcome}${how} (${result.seconds} s) ${mutant.id} ${change.slice(0, 200)}`);
      });
    }
  }
  await writeReport(campaigns, storedResults());
}
