import { readFileSync, writeFileSync } from "node:fs";

import { expect } from "chai";
import { format } from "prettier";

import { RESERVED, ROLE_IDS } from "../../src/chain/governance.ts";

const PAGE = "docs/governance.md";
const TABLE = /<!-- roles -->[\s\S]*<!-- \/roles -->/;

describe("docs/governance.md", () => {
  // `WRITE_DOCS=1 npx hardhat test mocha test/docs/governance.test.ts` writes the table anew.
  it("shows every function that is reserved, with its role", async () => {
    const page = readFileSync(PAGE, "utf8");
    const table = await format(`<!-- roles -->\n\n${rolesTable()}\n\n<!-- /roles -->`, {
      parser: "markdown",
      printWidth: 120,
    });
    const written = page.replace(TABLE, () => table.trim());
    if (process.env["WRITE_DOCS"] !== undefined) writeFileSync(PAGE, written);
    expect(page).to.equal(written);
  });
});

function rolesTable(): string {
  const reserved = Object.values(RESERVED).flatMap(({ factory, functions }) =>
    Object.entries(functions).flatMap(([role, names]: readonly [string, readonly string[]]) =>
      names.map((name) => ({ role, call: `\`${factory.name.replace("__factory", "")}.${name}\`` })),
    ),
  );
  const lines = Object.keys(ROLE_IDS).flatMap((role) => {
    const calls = reserved.filter((entry) => entry.role === role).map(({ call }) => call);
    return calls.length === 0 ? [] : [`| ${role} | ${calls.join(", ")} |`];
  });
  return ["| role | functions |", "| --- | --- |", ...lines].join("\n");
}
