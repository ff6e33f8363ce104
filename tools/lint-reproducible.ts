import type { RuleTester } from "oxlint/plugins-dev";

// oxlint exports its rule types only through the tester.
export type Rule = Extract<Parameters<RuleTester["run"]>[1], { create: unknown }>;
type Visitor = ReturnType<Rule["create"]>;
type Member = Parameters<NonNullable<Visitor["MemberExpression"]>>[0];

const CLOCK =
  "Time belongs to the scenario: take unix seconds or a tick as an argument; wall time goes only into the run's log.";
const RANDOM = 'Draw from a named stream instead: rng.stream("agent/flipper/7").';
const LOCALE = "Locales differ between machines: compare code units with < and >, and format by hand.";

const FORBIDDEN_MEMBERS: Readonly<Record<string, string>> = {
  "Math.random": RANDOM,
  "crypto.randomUUID": RANDOM,
  "crypto.getRandomValues": RANDOM,
  "Date.now": CLOCK,
  "performance.now": CLOCK,
  "process.hrtime": CLOCK,
};

/** Forbids what makes two runs of one seed differ: the wall clock, unseeded randomness and the machine's locale. */
export const reproducible: Rule = {
  create: (context) => ({
    MemberExpression(node) {
      const message = forbiddenMember(node);
      if (message !== undefined) context.report({ node, message });
    },
    // `new Date()` and `Date()` read the clock; `new Date(seconds * 1000)` does not.
    NewExpression(node) {
      if (isDate(node.callee) && node.arguments.length === 0) context.report({ node, message: CLOCK });
    },
    CallExpression(node) {
      if (isDate(node.callee)) context.report({ node, message: CLOCK });
    },
    Identifier(node) {
      if (node.name === "Intl") context.report({ node, message: LOCALE });
    },
  }),
};

const plugin = { meta: { name: "landslide" }, rules: { reproducible } };
export default plugin;

function isDate(callee: Member["object"]): boolean {
  return callee.type === "Identifier" && callee.name === "Date";
}

function forbiddenMember(node: Member): string | undefined {
  const property = propertyName(node);
  if (property === "localeCompare" || property?.startsWith("toLocale") === true) return LOCALE;
  return node.object.type === "Identifier" ? FORBIDDEN_MEMBERS[`${node.object.name}.${property}`] : undefined;
}

function propertyName({ computed, property }: Member): string | undefined {
  if (!computed) return property.type === "Identifier" ? property.name : undefined;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
}
