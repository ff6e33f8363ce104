import type { CaseDocument } from "./case-document.ts";
import { caseTree, type Tree } from "./case-tree.ts";

/** A case as a page of its own that needs nothing else. */
export function caseHtml(document: CaseDocument, styles: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="generator" content="Landslide">
<link rel="icon" href="data:,">
<title>${escape(document.title)}</title>
<style>
${styles}</style>
</head>
<body>
<main>
${treeHtml(caseTree(document))}
</main>
</body>
</html>
`;
}

function treeHtml(tree: Tree): string {
  if (typeof tree === "string") return escape(tree);
  const attributes = Object.entries(tree.attributes).map(([name, value]) => ` ${name}="${escape(value)}"`);
  return `<${tree.tag}${attributes.join("")}>${tree.children.map(treeHtml).join("")}</${tree.tag}>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
