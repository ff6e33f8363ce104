import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

const simulate = task("simulate", "Runs a scenario and writes its folder: journal, summary, receipt and report")
  .addOption(text("scenario", "Scenario file (YAML); scenarios/jj-lin.yaml when left out"))
  .addOption(text("seed", "Seed that replaces the scenario's"))
  .addOption(text("policy", "One mode for every rule: off, shadow or enforce"))
  .addOption(text("out", "New folder for the run; under runs/ when left out"))
  .addOption(text("compare", "Folder of another run of the scenario, shown beside this one"))
  .setAction(() => import("./simulate-task.ts"))
  .build();

const report = task("report", "Writes the report of a run again, beside another run if asked")
  .addOption(text("run", "Folder of the run"))
  .addOption(text("compare", "Folder of another run of the scenario, shown beside it"))
  .setAction(() => import("./report-task.ts"))
  .build();

const realism = task("realism", "Holds a run against what real markets show, fact by fact")
  .addOption(text("run", "Folder of the run"))
  .setAction(() => import("./realism-task.ts"))
  .build();

const heldTrade = task("case", "Prints one held trade's audit trail, rebuilt from the journal of a run")
  .addOption(text("run", "Folder of the run"))
  .addOption(text("id", "Number of the case"))
  .addOption(text("html", "File to write it to as a printable page, instead of printing it here"))
  .setAction(() => import("./case-task.ts"))
  .build();

const hype = task("hype", "Runs a scenario under many seeds and counts booms and busts")
  .addOption(text("scenario", "Scenario file (YAML); scenarios/hype-cycle.yaml when left out"))
  .addOption(text("seeds", "How many, as 30, or which, as 4-9; 30 when left out"))
  .addOption(text("out", "JSON file that collects the rows, and is gone on with; under runs/ when left out"))
  .setAction(() => import("./hype-task.ts"))
  .build();

export const tasks = [simulate, report, heldTrade, hype, realism];

function text<const Name extends string>(name: Name, description: string) {
  return { name, description, type: ArgumentType.STRING_WITHOUT_DEFAULT, defaultValue: undefined } as const;
}
