import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asyncApi } from './generate/async-api.ts';
import { configurationPage, configurationSchemaFile } from './generate/configuration.ts';
import { errorsPage } from './generate/errors-page.ts';
import { feedOpenApi } from './generate/feed-open-api.ts';
import { metricsPage } from './generate/metrics-page.ts';
import { schemaFiles } from './generate/schemas.ts';

/** Writes what is generated from the code; with `--check` it writes nothing and fails when a file is stale. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files: ReadonlyMap<string, string> = new Map([
  ...schemaFiles(),
  ['contracts/asyncapi.json', asyncApi()],
  ['contracts/feed.openapi.json', feedOpenApi()],
  ['contracts/configuration.schema.json', configurationSchemaFile()],
  ['docs/configuration.md', configurationPage()],
  ['docs/errors.md', errorsPage()],
  ['docs/metrics.md', metricsPage()],
]);

if (process.argv.includes('--check')) check();
else for (const [path, text] of files) write(path, text);

function check(): void {
  const stale = [...files].filter(
    ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
  );
  for (const [path] of stale) process.stderr.write(`stale: ${path} (run: npm run generate)\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
}

function write(path: string, text: string): void {
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  process.stdout.write(`${relative(root, target)}\n`);
}
