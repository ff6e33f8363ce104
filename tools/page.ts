import { writeFileSync } from "node:fs";

import { format, resolveConfig } from "prettier";

/** Writes a page of the docs as the formatter would leave it. */
export async function writePage(file: string, text: string): Promise<void> {
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
