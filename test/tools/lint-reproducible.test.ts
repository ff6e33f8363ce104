import { RuleTester } from "oxlint/plugins-dev";

import { reproducible } from "../../tools/lint-reproducible.ts";

const FORBIDDEN = [
  "Math.random()",
  'Math["random"]()',
  "crypto.randomUUID()",
  "Date.now()",
  "new Date()",
  "Date()",
  "performance.now()",
  '"a".localeCompare("b")',
  "(1).toLocaleString()",
  "day.toLocaleDateString()",
  "new Intl.NumberFormat()",
];

const ALLOWED = [
  "Math.floor(1.5)",
  "new Date(0)",
  "new Date(seconds * 1000).toISOString()",
  "Date.UTC(2021, 10)",
  "random()",
  "rng.stream('agent/flipper/7')",
];

new RuleTester().run("reproducible", reproducible, {
  valid: ALLOWED,
  invalid: FORBIDDEN.map((code) => ({ code, errors: 1 })),
});
