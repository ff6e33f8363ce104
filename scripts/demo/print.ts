import { styleText } from "node:util";

import { formatMoment } from "../../src/domain/format.ts";
import type { Balance } from "./books.ts";
import { describeEnding, type Ending, isAsAnnounced, type Scene, type Step } from "./scene.ts";

type Style = Parameters<typeof styleText>[0];

const WIDTH = 80;
const MARGIN = "   ";
const LABEL_WIDTH = 10;
const COLOURS = { settled: "green", released: "green", held: "yellow", stopped: "red" } as const;

export function formatRules(rules: readonly string[]): string {
  return [styleText("bold", "The rules in force"), ...rules.flatMap((rule) => paragraph(rule, MARGIN))].join("\n");
}

export function formatScene(number: number, { title, intro, steps }: Scene): string {
  const heading = `${number}  ${title}`;
  const blocks = steps.map((step) => stepLines(step).join("\n"));
  return [styleText("bold", heading), ...paragraph(intro, MARGIN, "dim"), "", ...separate(blocks)].join("\n");
}

export function formatBooks(books: readonly Balance[]): string {
  const lines = books.flatMap(({ claim, figures, holds }) => [
    `${MARGIN}${holds ? styleText("green", "yes") : styleText(["red", "bold"], "NO ")}  ${claim}`,
    `${MARGIN}     ${styleText("dim", figures)}`,
  ]);
  return [styleText("bold", "The books"), ...lines].join("\n");
}

/** A line for each scene: how its last trade ended. */
export function formatSummary(scenes: readonly Scene[]): string {
  const width = Math.max(...scenes.map(({ title }) => title.length));
  const lines = scenes.map(({ title, steps }) => {
    const endings = steps.flatMap(({ outcome }) => outcome?.ending ?? []);
    const notable = endings.filter((ending, i) => "rule" in ending || i === endings.length - 1);
    const words = notable.map((ending) => {
      const word = styleText(COLOURS[ending.kind], ending.kind);
      return "rule" in ending ? `${word} by ${ending.rule}` : word;
    });
    return `${MARGIN}${title.padEnd(width)}  ${words.join(", then ")}`;
  });
  return [styleText("bold", "In short"), ...lines].join("\n");
}

function stepLines(step: Step): string[] {
  const inset = `${MARGIN}   `;
  return [
    ...paragraph(`${formatMoment(step.time)}  ${step.text}`, MARGIN),
    ...(step.outcome === undefined ? [] : [inset + badge(step.outcome.ending)]),
    ...explanationLines(step, inset),
    ...step.details.flatMap((detail) => paragraph(detail, inset, "dim")),
    ...surpriseLines(step, inset),
  ];
}

function badge(ending: Ending): string {
  return styleText(["bold", COLOURS[ending.kind]], ending.kind.toUpperCase());
}

function explanationLines({ explanation }: Step, inset: string): string[] {
  if (explanation === undefined) return [];
  const evidence = explanation.args.map(({ name, text }) => `${name} ${text}`);
  return [
    ...labelled("rule", explanation.rule, inset),
    ...labelled("code", `${explanation.code} = ${explanation.error}`, inset),
    ...evidence.flatMap((text, i) => labelled(i === 0 ? "evidence" : "", text, inset)),
    ...labelled("in words", explanation.sentence, inset),
  ];
}

/** What a reader must not overlook: the chain did not do what the story announced. */
function surpriseLines({ outcome }: Step, inset: string): string[] {
  if (outcome === undefined || isAsAnnounced(outcome)) return [];
  const dryRun = outcome.dryRun === undefined ? "" : `; the dry run said ${describeEnding(outcome.dryRun)}`;
  const { ending, announced } = outcome;
  const text = `NOT AS ANNOUNCED: ${describeEnding(ending)} instead of ${describeEnding(announced)}${dryRun}.`;
  return paragraph(text, inset, ["red", "bold"]);
}

function labelled(label: string, text: string, inset: string): string[] {
  const lines = wrap(text, WIDTH - inset.length - LABEL_WIDTH);
  return lines.map((line, i) => inset + styleText("dim", (i === 0 ? label : "").padEnd(LABEL_WIDTH)) + line);
}

function paragraph(text: string, indent: string, style?: Style): string[] {
  const lines = wrap(text, WIDTH - indent.length);
  return lines.map((line) => indent + (style === undefined ? line : styleText(style, line)));
}

/** Breaks between words; a word longer than the line keeps its length. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= width || line === "") {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function separate(blocks: readonly string[]): string[] {
  return blocks.flatMap((block, i) => (i === 0 ? [block] : ["", block]));
}
