import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
export async function load(url, context, next) {
  if (!/\.(ts|tsx|mts)$/.test(url)) return next(url, context);
  const source = readFileSync(fileURLToPath(url), 'utf8');
  const { code } = transformSync(source, { loader: url.endsWith('x') ? 'tsx' : 'ts', format: 'esm', target: 'es2023', supported: { 'import-attributes': true }, jsx: 'automatic', jsxImportSource: 'hono/jsx', keepNames: process.env.KEEP === '1' });
  return { format: 'module', source: code, shortCircuit: true };
}
