/** The parts of the page, all inline: nothing is fetched, and the policy in its head forbids it. */
export interface PageParts {
  readonly title: string;
  readonly styles: string;
  readonly script: string;
  /** JSON. */
  readonly data: string;
}

export function renderPage({ title, styles, script, data }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:">
<meta name="generator" content="Landslide">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>
${styles}</style>
</head>
<body>
<noscript><p>This report draws its charts with JavaScript, which is switched off. Its figures stand in summary.json beside it.</p></noscript>
<script type="application/json" id="report-data">${escapeJson(data)}</script>
<script>${escapeScript(script)}</script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Inside JSON a `<` can only be part of a string. */
function escapeJson(json: string): string {
  return json.replaceAll("<", "\\u003c");
}

/** The two sequences that a parser of HTML would take for its own. */
function escapeScript(script: string): string {
  return script.replace(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");
}
