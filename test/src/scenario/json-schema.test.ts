import { globSync, readFileSync } from "node:fs";
import path from "node:path";

import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { parse } from "yaml";

import { scenarioJsonSchema } from "../../../src/scenario/schema.ts";
import { hamletFiles } from "../../fixtures/hamlet.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");

describe("the JSON Schema of scenario files", () => {
  it("is what the program checks; write it again with `npx node tools/write-scenario-schema.ts`", () => {
    const committed: unknown = JSON.parse(readFileSync(path.join(ROOT, "scenarios/scenario.schema.json"), "utf8"));
    expect(committed).to.deep.equal(JSON.parse(JSON.stringify(scenarioJsonSchema())));
  });

  for (const file of globSync(["scenarios/*.yaml", "test/scenarios/**/*.yaml"], { cwd: ROOT }).sort()) {
    it(`accepts ${file}`, () => {
      expect(complaintsAbout(readFileSync(path.join(ROOT, file), "utf8"))).to.deep.equal([]);
    });
  }

  for (const [from, to, keyword] of [
    ["seed: 3", "sede: 3", "additionalProperties"],
    ["totalUsd: 30000", "totalUsd: 30k", "type"],
    ["totalUsd: 30000", "totalUsd: -1", "exclusiveMinimum"],
    ["feePct: 2.5", "feePct: 101", "maximum"],
    ["end: 2021-12-31", "end: 31.12.2021", "pattern"],
    ["SelfTrade: enforce", "SelfTrade: on", "enum"],
  ] as const) {
    it(`underlines ${to} in an editor`, () => {
      const text = hamletFiles({ [from]: to }).get("hamlet.yaml") ?? "";
      expect(complaintsAbout(text)).to.include(keyword);
    });
  }
});

// The generator's schema is an object, which it does not say. Compiled once: it is large.
const validate = new Ajv2020({ allErrors: true }).compile(scenarioJsonSchema() as object);

/** Keywords of the schema that the text breaks. */
function complaintsAbout(text: string): readonly string[] {
  validate(parse(text));
  return (validate.errors ?? []).map(({ keyword }) => keyword);
}
