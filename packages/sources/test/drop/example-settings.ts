import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { DropSettings } from '../../src/drop/settings.ts';
import { sourceSettingsSchema } from '../../src/registry.ts';

/** The reader that the configuration uses; this package reads no YAML itself. */
const { parse } = createRequire(new URL('../../../configuration/package.json', import.meta.url))('yaml') as {
  parse(this: void, text: string): { sources: { id: string; settings: object }[] };
};

/** Settings of a source of a configuration, an example by its name or any by its address, with `reach` in the place of what comes from the environment. */
export function exampleSettings(example: string | URL, source: string, reach: object): DropSettings {
  const path =
    typeof example === 'string'
      ? new URL(`../../../../infra/config/examples/${example}.yaml`, import.meta.url)
      : example;
  const found = parse(readFileSync(path, 'utf8')).sources.find(({ id }) => id === source);
  return sourceSettingsSchema.parse({ kind: 'drop', ...found?.settings, ...reach }) as DropSettings & { kind: 'drop' };
}
