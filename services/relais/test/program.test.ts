import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@relais/testkit';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { program } from '../src/program.ts';

/** Names of the commands that do something, such as `batch list`. */
function commandsOf(command: Command, parents: readonly string[] = []): string[] {
  return command.commands.flatMap((one) => {
    const words = [...parents, one.name()];
    return one.commands.length === 0 ? [words.join(' ')] : commandsOf(one, words);
  });
}

/** The command line, and what it has written so far. */
function listening(): { relais: Command; written: () => string } {
  const written: string[] = [];
  const relais = program();
  const listen = (command: Command): void => {
    command.configureOutput({
      writeOut: (text) => void written.push(text),
      writeErr: (text) => void written.push(text),
    });
    command.commands.forEach(listen);
  };
  listen(relais);
  return { relais, written: () => written.join('') };
}

/** What a cell names: `batch list [--held]`, and beside it siblings by their last word alone. */
function namedIn(cell: string, known: readonly string[]): string[] {
  let parent = '';
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, call = '']) => {
    const words = call.replace(/ [[<-].*/, '');
    const name = known.includes(words) ? words : `${parent} ${words}`;
    parent = name.split(' ').slice(0, -1).join(' ');
    return name;
  });
}

test('the page on running names every command, and none that is not there', () => {
  const page = readFileSync(join(repositoryRoot, 'docs/running.md'), 'utf8');
  const [, table = ''] = /\| command \| what it does \|\n.*\n((?:\|.*\n)+)/.exec(page) ?? [];
  const known = commandsOf(program());
  const named = table.split('\n').flatMap((row) => namedIn(row.split(/(?<!\\)\|/)[1] ?? '', known));
  expect(named.toSorted()).toEqual(known.toSorted());
});

test.each(['batch', 'config', 'reference', ...commandsOf(program())])('%s tells how it is called', async (command) => {
  const { relais, written } = listening();
  const called = relais.parseAsync([...command.split(' '), '--help'], { from: 'user' });
  await expect(called).rejects.toMatchObject({ exitCode: 0 });
  expect(written()).toContain(`Usage: relais ${command}`);
});
