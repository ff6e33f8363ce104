/**
 * The module specifiers that a TypeScript file names: imports, re-exports, type imports and dynamic imports. A dynamic
 * import whose specifier is computed is listed as "(computed)", so that no rule about imports can miss it.
 *
 * Patterns are enough because Prettier has been over the file; at worst they see an import in a template string.
 */
export function readTypeScriptImports(source: string): string[] {
  const statements = matchAll(source, /^[ \t]*(?:import|export)\s(?:[^"';=(]*?\sfrom\s*)?["']([^"']+)["']/gm);
  const compact = matchAll(
    source,
    /^[ \t]*(?:import|export)(?:\{[^"';=(]*?\}|\*[^"';=(]*?)\s*from\s*["']([^"']+)["']/gm,
  );
  const dynamic = matchAll(source, /\b(?:import|require)\s*\(\s*["']([^"']+)["']/g);
  const computed = /\bimport\s*\(\s*(?!["'\s])/.test(source) ? ["(computed)"] : [];
  return [...statements, ...compact, ...dynamic, ...computed];
}

/** The paths that a Solidity file imports. */
export function readSolidityImports(source: string): string[] {
  return matchAll(source, /^[ \t]*import\b[^;]*?["']([^"']+)["'][^;]*;/gm);
}

function matchAll(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].flatMap(([, specifier]) => specifier ?? []);
}
