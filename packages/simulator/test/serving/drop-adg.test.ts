import { describe, expect, test } from 'vitest';
import { ADG_FOLDER } from '../../src/serving/drop/adg.ts';
import { liveReferences, sftpClient, simulation } from '../simulation.ts';

describe('the table of the German-speaking service', () => {
  test('is one CSV file in Windows-1252 with its sentinel, whose last line says how many lines it has', async () => {
    const simulator = await simulation({ offers: 1500 });
    const client = await sftpClient(simulator.addresses.drop);
    const read = async () => (await client.get(`${ADG_FOLDER}/adg-stellen.csv`)) as Buffer;
    expect((await client.list(ADG_FOLDER)).map(({ name }) => name).toSorted()).toEqual([
      'adg-stellen.csv',
      'adg-stellen.csv.ok',
    ]);
    const bytes = await read();
    expect(bytes.includes(0xfc)).toBe(true);
    const text = bytes.toString('latin1');
    const references = [...text.matchAll(/^ADG-(\d+);aktiv;/gm)].map(([, reference = '']) => reference);
    expect(text).toMatch(new RegExp(`\r\nENDE;${references.length}\r\n$`));
    expect(references.length).toBeGreaterThan(0);
    const live = new Set(liveReferences(simulator, 'forem'));
    expect(references.filter((reference) => !live.has(reference))).toEqual([]);
    await simulator.advance();
    expect((await read()).equals(bytes)).toBe(false);
  });
});
