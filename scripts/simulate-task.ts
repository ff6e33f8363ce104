import { runFromShell, type RunRequest } from "./run.ts";

export default async function simulateTask(options: RunRequest): Promise<void> {
  await runFromShell(options);
}
