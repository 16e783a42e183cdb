import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot, temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { loadConfiguration } from '../src/index.ts';
import { WEBHOOK_SECRET } from './configured.ts';

const folder = join(repositoryRoot, 'infra/config');
const examples = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('the example', () => {
  test.each(examples)('%s is in order once its variables and files are there', (name) => {
    using place = temporaryDirectory();
    const text = readFileSync(join(folder, name), 'utf8');
    const path = join(place.path, name);
    writeFileSync(path, withFilesIn(place.path, text));
    expect(loadConfiguration({ path, environment: variablesOf(text) })).toMatchObject({ ok: true });
  });

  test.each(examples)('%s names each variable and each file that is missing, and nothing else', (name) => {
    const path = join(folder, name);
    const loaded = loadConfiguration({ path, environment: {} });
    const told = loaded.ok ? [] : loaded.faults.map((fault) => fault.message);
    const wanted = [...namesIn(readFileSync(path, 'utf8'), 'env'), ...namesIn(readFileSync(path, 'utf8'), 'file')];
    for (const one of wanted) expect(told.some((message) => message.includes(one))).toBe(true);
    expect(told.every((message) => /is not set$|cannot be read \(ENOENT\)$/.test(message))).toBe(true);
  });
});

function namesIn(text: string, kind: 'env' | 'file'): string[] {
  return [...text.matchAll(new RegExp(`\\{ ${kind}: ([^ ,}]+)`, 'g'))].map((match) => match[1] ?? '');
}

/** Puts a made-up file in the place of each that the example points to. */
function withFilesIn(place: string, text: string): string {
  return namesIn(text, 'file').reduce((changed, name, index) => {
    const own = join(place, `file-${index}`);
    writeFileSync(own, `${valueFor(name)}\n`);
    return changed.replace(`{ file: ${name}`, `{ file: ${own}`);
  }, text);
}

function variablesOf(text: string): Record<string, string> {
  return Object.fromEntries(namesIn(text, 'env').map((name) => [name, valueFor(name)]));
}

/** A value of the form that the name asks for. */
function valueFor(name: string): string {
  const forms: readonly (readonly [RegExp, string])[] = [
    [/WEBHOOK.SECRET/i, WEBHOOK_SECRET],
    [/HOST_KEY$/, `SHA256:${'A'.repeat(43)}`],
    [/_URL$/, 'https://service.example.org/path'],
    [/_PORT$/, '2222'],
    [/_(?:FOLDER|RESULTS)$/, '/out'],
  ];
  return forms.find(([form]) => form.test(name))?.[1] ?? 'made-up-value-of-some-length-0123456789';
}
