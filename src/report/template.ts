/** The parts of the page, all inline: nothing is fetched, and the policy in its head forbids it. */
export interface PageParts {
  readonly title: string;
  readonly styles: string;
  readonly script: string;
  /** JSON. */
  readonly data: string;
  /** Packed as base64, since most readers open only a few of them. */
  readonly cases: string;
}

export function renderPage({ title, styles, script, data, cases }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<!--
Charts by Observable Plot, Copyright 2020-2025 Observable, Inc., and D3, Copyright 2010-2026 Mike Bostock, both under the ISC licence:
Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that
the above copyright notice and this permission notice appear in all copies. THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS
ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE
AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE,
DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE
OR PERFORMANCE OF THIS SOFTWARE.
-->
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
<script type="application/octet-stream" id="report-cases">${cases}</script>
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
