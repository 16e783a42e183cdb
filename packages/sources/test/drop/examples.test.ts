import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exampleSettings } from './example-settings.ts';

const REACH = {
  host: 'drop.example.org',
  port: 22,
  username: 'relais',
  login: { password: 'none' },
  hostKeyFingerprints: [`SHA256:${'a'.repeat(43)}`],
  folder: '/in',
};
const FOLDER = new URL('../../../../infra/config/examples/', import.meta.url);

/** Sources of partners that put files into a folder, by the example that shows them. */
const DROPS = [
  ['adg', 'adg', 'csv'],
  ['nav', 'nav', 'json'],
  ['nav', 'nav-advert', 'json'],
  ['jobtech', 'jobtech', 'json'],
  ['jobtech', 'jobtech-system', 'json'],
] as const;

describe('the example configurations', () => {
  test.each(DROPS)('of %s describe %s as %s, without a fault', (example, source, format) => {
    expect(readdirSync(FOLDER)).toContain(`${example}.yaml`);
    expect(exampleSettings(example, source, REACH).records?.format).toBe(format);
  });
});
