import { createHash } from "node:crypto";

/** A node of the compiler's syntax tree; its other properties depend on its kind. */
export interface SyntaxNode {
  readonly id: number;
  readonly nodeType: string;
  /** `offset:length:file`, in bytes. */
  readonly src: string;
  readonly [property: string]: unknown;
}

/** One fault in one place. */
export interface Mutant {
  /** Survives edits elsewhere in the file: what is changed, where by name, into what. */
  readonly id: string;
  readonly file: string;
  /** `Contract.function`. */
  readonly scope: string;
  readonly line: number;
  readonly operator: Operator;
  readonly was: string;
  readonly becomes: string;
  /** In bytes. */
  readonly start: number;
  readonly length: number;
  /** Digest of the function that it is in, or of the line: what was found out about it holds until that changes. */
  readonly surroundings: string;
}

export type Operator =
  | "argument"
  | "arithmetic"
  | "boundary"
  | "comparison"
  | "condition"
  | "constant"
  | "deletion"
  | "enum"
  | "logic"
  | "modifier";

const BOUNDARY: Readonly<Record<string, string>> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const COMPARISON: Readonly<Record<string, string>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};
const ARITHMETIC: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "<<": ">>",
  ">>": "<<",
  "&": "|",
  "|": "&",
  "^": "&",
  "+=": "-=",
  "-=": "+=",
  "|=": "&=",
  "&=": "|=",
  "<<=": ">>=",
  ">>=": "<<=",
  "++": "--",
  "--": "++",
};
const LOGIC: Readonly<Record<string, string>> = { "&&": "||", "||": "&&" };

/**
 * Every fault that the operators make in a file.
 * @param source The file, as the compiler read it.
 * @param tree Its syntax tree.
 * @param enums The members of every enum, by its node's number: an enum is often declared in another file.
 */
export function mutantsOf(
  file: string,
  source: Buffer,
  tree: SyntaxNode,
  enums: ReadonlyMap<number, readonly string[]>,
): Mutant[] {
  const seen = new Map<string, number>();
  return changesIn(tree, source, enums).map((change) => {
    const { scope, operator, start, length, becomes } = change;
    const was = source.toString("utf8", start, start + length);
    const before = source.toString("utf8", 0, start);
    const context = source.toString("utf8", before.lastIndexOf("\n") + 1, start).trim();
    const name = [scope, operator, context, was, becomes].join("\0");
    // The same change may be possible twice in a function.
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return {
      id: `${scope}:${operator}:${digestOf(`${name}\0${nth}`).slice(0, 8)}`,
      file,
      scope,
      line: before.split("\n").length,
      operator,
      was,
      becomes,
      start,
      length,
      surroundings: digestOf(change.around === undefined ? context + was : textOf(change.around, source)),
    };
  });
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** The file with the fault. */
export function mutate(source: Buffer, mutant: Mutant): string {
  const { start, length, becomes } = mutant;
  const rest = source.toString("utf8", start + length);
  return source.toString("utf8", 0, start) + becomes + rest;
}

/** The members of the enums that a tree declares, by the number of the declaration. */
export function enumsIn(tree: SyntaxNode): [number, readonly string[]][] {
  const found: [number, readonly string[]][] = [];
  walk(tree, "", (node) => {
    if (node.nodeType === "EnumDefinition") found.push([node.id, nodes(node["members"]).map((m) => String(m["name"]))]);
  });
  return found;
}

interface Change {
  readonly scope: string;
  readonly operator: Operator;
  readonly start: number;
  readonly length: number;
  readonly becomes: string;
  /** The function. */
  readonly around: SyntaxNode | undefined;
}

function changesIn(tree: SyntaxNode, source: Buffer, enums: ReadonlyMap<number, readonly string[]>): Change[] {
  const changes: Change[] = [];
  walk(tree, "", (node, scope, parent, around) => {
    for (const { part, operator, becomes } of changesOf(node, parent, source, enums)) {
      const [start, length] = spanOf(part);
      changes.push({ scope, operator, start, length, becomes, around });
    }
  });
  return changes;
}

interface PartChange {
  readonly part: SyntaxNode;
  readonly operator: Operator;
  readonly becomes: string;
}

function changesOf(
  node: SyntaxNode,
  parent: SyntaxNode | undefined,
  source: Buffer,
  enums: ReadonlyMap<number, readonly string[]>,
): PartChange[] {
  switch (node.nodeType) {
    case "BinaryOperation":
      return binary(node, source);
    case "Assignment":
    case "UnaryOperation":
      return assignmentOrUnary(node, source);
    case "IfStatement":
    case "Conditional":
      return forced(node["condition"], source, ["true", "false"]);
    case "FunctionCall":
      return call(node, source);
    case "ExpressionStatement":
    case "EmitStatement":
    case "Break":
    case "Continue":
      return isRequire(node["expression"]) ? [] : [{ part: withSemicolon(node), operator: "deletion", becomes: "{}" }];
    case "Literal":
      return literal(node, parent, source);
    case "MemberAccess":
      return enumMember(node, source, enums);
    case "ModifierInvocation":
      return node["kind"] === "modifierInvocation" ? [{ part: node, operator: "modifier", becomes: "" }] : [];
    default:
      return [];
  }
}

function binary(node: SyntaxNode, source: Buffer): PartChange[] {
  const [left, right] = [child(node, "leftExpression"), child(node, "rightExpression")];
  const sign = String(node["operator"]);
  const changes: PartChange[] = [];
  const offer = (operator: Operator, other: string | undefined) => {
    if (other !== undefined)
      changes.push({ part: node, operator, becomes: `${textOf(left, source)} ${other} ${textOf(right, source)}` });
  };
  offer("boundary", BOUNDARY[sign]);
  offer("comparison", COMPARISON[sign]);
  offer("arithmetic", ARITHMETIC[sign]);
  offer("logic", LOGIC[sign]);
  return changes;
}

function assignmentOrUnary(node: SyntaxNode, source: Buffer): PartChange[] {
  const sign = String(node["operator"]);
  if (sign === "!") return [{ part: node, operator: "logic", becomes: textOf(child(node, "subExpression"), source) }];
  const other = ARITHMETIC[sign];
  if (other === undefined || sign === "-") return [];
  if (node.nodeType === "Assignment") {
    const [left, right] = [child(node, "leftHandSide"), child(node, "rightHandSide")];
    return [
      { part: node, operator: "arithmetic", becomes: `${textOf(left, source)} ${other} ${textOf(right, source)}` },
    ];
  }
  const text = textOf(child(node, "subExpression"), source);
  return [{ part: node, operator: "arithmetic", becomes: node["prefix"] === true ? other + text : text + other }];
}

/** A requirement that always fails would be a function that never works: any test notices, so that is no fault to try. */
function call(node: SyntaxNode, source: Buffer): PartChange[] {
  const inputs = nodes(node["arguments"]);
  if (isRequire(node)) return forced(inputs[0], source, ["true"]);
  const changes: PartChange[] = [];
  for (const [i, first] of inputs.entries()) {
    const second = inputs[i + 1];
    if (second === undefined || typeOf(first) !== typeOf(second)) continue;
    const [a, b] = [textOf(first, source), textOf(second, source)];
    if (a === b) continue;
    const [start, length] = spanOf(first);
    const [secondStart, secondLength] = spanOf(second);
    const between = source.toString("utf8", start + length, secondStart);
    const src = `${start}:${secondStart + secondLength - start}:0`;
    changes.push({ part: { ...first, src }, operator: "argument", becomes: b + between + a });
  }
  return changes;
}

function literal(node: SyntaxNode, parent: SyntaxNode | undefined, source: Buffer): PartChange[] {
  const text = textOf(node, source);
  if (node["kind"] === "bool")
    return [{ part: node, operator: "constant", becomes: text === "true" ? "false" : "true" }];
  const isNumber = node["kind"] === "number" && !text.startsWith("0x");
  if (!isNumber || parent?.nodeType === "ArrayTypeName") return [];
  const changes: PartChange[] = [{ part: node, operator: "constant", becomes: `(${text} + 1)` }];
  if (text !== "0") changes.push({ part: node, operator: "constant", becomes: `(${text} - 1)` });
  return changes;
}

function enumMember(node: SyntaxNode, source: Buffer, enums: ReadonlyMap<number, readonly string[]>): PartChange[] {
  const of = child(node, "expression");
  const members = enums.get(Number(of["referencedDeclaration"])) ?? [];
  const index = members.indexOf(String(node["memberName"]));
  const other = members[(index + 1) % members.length];
  if (index < 0 || other === undefined || members.length < 2) return [];
  return [{ part: node, operator: "enum", becomes: `${textOf(of, source)}.${other}` }];
}

function forced(condition: unknown, source: Buffer, outcomes: readonly string[]): PartChange[] {
  if (!isNode(condition)) return [];
  const text = textOf(condition, source);
  return outcomes
    .filter((outcome) => outcome !== text)
    .map((becomes) => ({ part: condition, operator: "condition", becomes }));
}

function isRequire(node: unknown): boolean {
  if (!isNode(node) || node.nodeType !== "FunctionCall") return false;
  return child(node, "expression")["name"] === "require";
}

type Visit = (node: SyntaxNode, scope: string, parent?: SyntaxNode, around?: SyntaxNode) => void;

/** Top down, with the names of the contract and function around each node, and with the function itself. */
function walk(node: SyntaxNode, scope: string, visit: Visit, parent?: SyntaxNode, around?: SyntaxNode): void {
  const isFunction = /^(Function|Modifier)Definition$/.test(node.nodeType);
  const isScope = isFunction || node.nodeType === "ContractDefinition";
  const ownName = node["kind"] === "constructor" ? "constructor" : String(node["name"]);
  const within = isScope ? (scope === "" ? ownName : `${scope}.${ownName}`) : scope;
  const inside = isFunction ? node : around;
  visit(node, within, parent, inside);
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(item)) walk(item, within, visit, node, inside);
    }
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "nodeType" in value && "src" in value;
}

function nodes(value: unknown): SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

const NOTHING: SyntaxNode = { id: -1, nodeType: "None", src: "0:0:0" };

function child(node: SyntaxNode, property: string): SyntaxNode {
  const value = node[property];
  return isNode(value) ? value : NOTHING;
}

function typeOf(node: SyntaxNode): unknown {
  // A literal's type is its value; as arguments any two numbers are of one type.
  const type = String((node["typeDescriptions"] as { typeString?: string } | undefined)?.typeString);
  return type.startsWith("int_const") ? "uint256" : type.replace(/ (memory|calldata|storage).*$/, "");
}

function spanOf(node: SyntaxNode): [number, number] {
  const [start = 0, length = 0] = node.src.split(":").map(Number);
  return [start, length];
}

/** A statement ends before its semicolon. */
function withSemicolon(node: SyntaxNode): SyntaxNode {
  const [start, length] = spanOf(node);
  return { ...node, src: `${start}:${length + 1}:0` };
}

function textOf(node: SyntaxNode, source: Buffer): string {
  const [start, length] = spanOf(node);
  return source.toString("utf8", start, start + length);
}
