import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyEmbeddedFile, type EmbeddedFile, openEmbeddedFile } from '../src/index.ts';
import { startProgram } from './child-program.ts';

let folder = '';
let file: EmbeddedFile;
const path = () => join(folder, 'var', 'relais.db');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relais-sqlite-'));
  file = openEmbeddedFile(path());
  file.execute('CREATE TABLE entry (value TEXT NOT NULL UNIQUE)');
});
afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

function add(value: string): void {
  file.prepare('INSERT INTO entry (value) VALUES (?)').run(value);
}
function values(from: EmbeddedFile = file): unknown[] {
  return from
    .prepare('SELECT value FROM entry ORDER BY rowid')
    .all()
    .map((row) => row['value']);
}

describe('a transaction', () => {
  test('gives back what its work gives, and is seen by another connection', () => {
    expect(file.transaction(() => (add('a'), 7))).toBe(7);
    const reader = openEmbeddedFile(path(), { readOnly: true });
    expect(values(reader)).toEqual(['a']);
    expect(() => reader.execute("INSERT INTO entry VALUES ('b')")).toThrow(/readonly/);
    reader.close();
  });

  test('is undone whole when its work throws, and the next one goes on', () => {
    const fault = new Error('half way');
    const work = () => {
      add('a');
      throw fault;
    };
    expect(() => file.transaction(work)).toThrow(fault);
    expect(() => file.transaction(() => [add('b'), add('b')])).toThrow(/UNIQUE/);
    file.transaction(() => add('c'));
    expect(values()).toEqual(['c']);
  });

  test('inside another one is refused, and undoes the outer one', () => {
    expect(() => file.transaction(() => (add('a'), file.transaction(() => add('b'))))).toThrow(/transaction/);
    expect(values()).toEqual([]);
  });
});

describe('writes of one turn', () => {
  test('are made in the order given, and one that throws is undone alone', async () => {
    const failing = file.write(() => {
      add('half');
      throw new Error('not this one');
    });
    const written = [file.write(() => (add('a'), 1)), failing, file.write(() => (add('b'), 2))];
    expect(await Promise.allSettled(written)).toMatchObject([
      { value: 1 },
      { reason: { message: 'not this one' } },
      { value: 2 },
    ]);
    expect(values()).toEqual(['a', 'b']);
  });

  test('are made before the file closes', async () => {
    const written = file.write(() => (add('a'), 'done'));
    file.close();
    expect(await written).toBe('done');
    file = openEmbeddedFile(path());
    expect(values()).toEqual(['a']);
  });
});

test('a statement is prepared once', () => {
  expect(file.prepare('SELECT 1')).toBe(file.prepare('SELECT 1'));
  expect(file.prepare('SELECT 1')).not.toBe(file.prepare('SELECT 2'));
});

test('closing twice is closing once, and the folder belongs to its owner alone', () => {
  file.close();
  file.close();
  expect(statSync(join(folder, 'var')).mode & 0o777).toBe(0o700);
  expect(statSync(path()).mode & 0o077).toBe(0);
});

test('what a killed process had committed is there, and what it had not is not', async () => {
  const writer = startProgram(
    `
    const file = runtime.openEmbeddedFile(process.argv.at(-1));
    const insert = file.prepare('INSERT INTO entry (value) VALUES (?)');
    for (let value = 1; value <= 50; value++) file.transaction(() => insert.run('kept ' + value));
    await file.write(() => insert.run('written'));
    file.transaction(() => {
      insert.run('open');
      process.stdout.write('holding\\n');
      for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    });`,
    path(),
  );
  await writer.until('holding');
  writer.process.kill('SIGKILL');
  expect(await writer.ended).toBe('SIGKILL');
  expect(values()).toEqual([...Array.from({ length: 50 }, (_, index) => `kept ${index + 1}`), 'written']);
  file.transaction(() => add('and on'));
  expect(file.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
});

describe('a copy', () => {
  test('holds what was durable when it was made, for its owner alone, while the file goes on', async () => {
    const copy = join(folder, 'copy.db');
    await file.write(() => add('a'));
    copyEmbeddedFile(path(), copy);
    await file.write(() => add('b'));
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const copied = openEmbeddedFile(copy);
    expect(values(copied)).toEqual(['a']);
    copied.close();
    expect(values()).toEqual(['a', 'b']);
  });

  test('that cannot be made leaves nothing behind', () => {
    const none = join(folder, 'none');
    expect(() => copyEmbeddedFile(join(folder, 'absent', 'relais.db'), none)).toThrow();
    expect(readdirSync(folder)).toEqual(['var']);
  });
});
