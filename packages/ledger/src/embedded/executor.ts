import type { StatementSync } from 'node:sqlite';
import { type EmbeddedFile, systemClock } from '@relais/runtime';
import { ledgerErrors } from '../errors.ts';
import type { Executor } from '../executor.ts';
import { cellOf, isEmpty, Placeholder, type Query, takesRows } from '../statement.ts';
import { givenText, storedText } from '../stored-text.ts';
import type { Cell } from '../tables.ts';
import { embeddedFailure } from './failures.ts';

/** Runs queries on the shared connection, each call at once and whole: no wait ever falls inside a transaction. */
export function embeddedExecutor(file: EmbeddedFile): Executor {
  let closed = false;
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (closed) throw ledgerErrors.create('LEDGER_CLOSED');
    try {
      return await work();
    } catch (error) {
      throw embeddedFailure(error);
    }
  };
  return {
    all: (query) => guarded(() => file.read(() => rowsOf(file, query))),
    transact: async (queries: readonly Query<unknown>[]) => {
      const work = () => queries.map((query) => rowsOf(file, query));
      return (await guarded(() => (queries.every(isEmpty) ? file.read(work) : file.write(work)))) as never;
    },
    transactBefore: (until, queries) =>
      guarded(() =>
        file.write(() => {
          const inTime = systemClock.now() < until;
          if (inTime) for (const query of queries) rowsOf(file, query);
          return inTime;
        }),
      ),
    now: () => guarded(async () => await Promise.resolve(systemClock.now())),
    close: async () => {
      closed = true;
      await Promise.resolve();
    },
  };
}

function rowsOf<Row>(file: EmbeddedFile, { statement, input }: Query<Row>): Row[] {
  const { slots, rowsAtOnce, writes } = statement;
  const prepared = file.prepare(statement.text);
  const rows: Row[] = [];
  const read = writes ? undefined : rowReader(prepared);
  const asked = takesRows(input) ? input : [input];
  for (let at = 0; at < asked.length; at += rowsAtOnce) {
    const bound = slots.map((slot) =>
      slot instanceof Placeholder ? stored(cellOf(asked[at + slot.row], slot.name)) : slot,
    );
    if (read !== undefined) for (const cells of prepared.all(...bound)) rows.push(read(cells) as Row);
    else if (prepared.run(...bound).changes !== 0) rows.push(asked[at] as Row);
  }
  return rows;
}

function stored(cell: Cell): Cell {
  return typeof cell === 'string' ? storedText(cell, true) : cell;
}

function given(cell: unknown): unknown {
  return typeof cell === 'string' ? givenText(cell) : cell;
}

const readers = new WeakMap<StatementSync, (cells: unknown) => unknown>();

/** Has a statement give its rows as arrays, and makes objects of them: `node:sqlite` names each column of each row anew. */
function rowReader(prepared: StatementSync): (cells: unknown) => unknown {
  const known = readers.get(prepared);
  if (known !== undefined) return known;
  prepared.setReturnArrays(true);
  const names = prepared.columns().map(({ name }) => name);
  const reader = (cells: unknown) => {
    const row: Record<string, unknown> = {};
    for (let index = 0; index < names.length; index++) row[names[index] as string] = given((cells as unknown[])[index]);
    return row;
  };
  readers.set(prepared, reader);
  return reader;
}
