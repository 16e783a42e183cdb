import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { DropSettings } from '../../src/drop/settings.ts';
import { settingsOf } from '../simulated.ts';

/** The reader that the configuration uses; this package reads no YAML itself. */
const { parse } = createRequire(new URL('../../../configuration/package.json', import.meta.url))('yaml') as {
  parse(this: void, text: string): { sources: { id: string; settings: object }[] };
};

/** Settings of a source of an example configuration, with `reach` in the place of what comes from the environment. */
export function exampleSettings(example: string, source: string, reach: object): DropSettings {
  const path = new URL(`../../../../infra/config/examples/${example}.yaml`, import.meta.url);
  const found = parse(readFileSync(path, 'utf8')).sources.find(({ id }) => id === source);
  return settingsOf('drop', { ...found?.settings, ...reach });
}
