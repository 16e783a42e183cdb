import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfiguration } from '@relais/configuration';
import { temporaryDirectory } from '@relais/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { yamlText } from '../../src/commands/partner-yaml.ts';

const awkward = fc.constantFrom(
  'yes',
  'NULL',
  'off',
  '~',
  '1e3',
  '0x1F',
  '- a',
  '#b',
  'a: b',
  ' c ',
  '{d}',
  '"',
  "'",
  '\\',
  '%',
  '&e',
  '*f',
  '!g',
  '2026-11-22',
  'h\ni',
);
const name = fc.oneof(awkward, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }));
const beginnings = fc.array(fc.oneof(awkward, fc.string({ minLength: 1, maxLength: 10 })), { maxLength: 3 });

test('any text comes back from the YAML as it was', () => {
  using folder = temporaryDirectory();
  const path = join(folder.path, 'relais.yaml');
  fc.assert(
    fc.property(name, beginnings, (given, competent) => {
      const subscription = {
        id: 'jobs-topic',
        filter: { competent, minimumConfidence: 0.5 },
        channel: { kind: 'topic' },
      };
      writeFileSync(
        path,
        yamlText({ partners: [{ id: 'jobs', name: given, languages: [], subscriptions: [subscription] }] }),
      );
      const loaded = loadConfiguration({ path, environment: {} });
      const partners = loaded.ok ? loaded.configuration.partners : loaded.faults;
      expect(partners).toMatchObject([
        { id: 'jobs', name: given, subscriptions: [{ filter: { competent, minimumConfidence: 0.5 } }] },
      ]);
    }),
    { numRuns: 300 },
  );
});
