import { writeFileSync } from "node:fs";
import path from "node:path";

import { format } from "prettier";

import { scenarioJsonSchema } from "../src/scenario/schema.ts";

/** Writes the JSON Schema that editors use for scenario files; test/src/scenario/json-schema.test.ts tells when to. */
const file = path.resolve(import.meta.dirname, "../scenarios/scenario.schema.json");
writeFileSync(file, await format(JSON.stringify(scenarioJsonSchema(), null, 2), { parser: "json", printWidth: 120 }));
