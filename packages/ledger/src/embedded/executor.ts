import type { EmbeddedFile } from '@relais/runtime';
import { ledgerErrors } from '../errors.ts';
import type { Executor } from '../executor.ts';
import { cellOf, isEmpty, Placeholder, type Query, takesRows, type Values } from '../statement.ts';
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
    close: async () => {
      closed = true;
      await Promise.resolve();
    },
  };
}

function rowsOf<Row>(file: EmbeddedFile, { statement, input }: Query<Row>): Row[] {
  const prepared = file.prepare(statement.text);
  const run = (values: Values) => {
    const bound = statement.slots.map((slot) => (slot instanceof Placeholder ? cellOf(values, slot.name) : slot));
    if (statement.writes) return prepared.run(...bound).changes === 0 ? [] : [values as Row];
    return prepared.all(...bound) as Row[];
  };
  return takesRows(input) ? input.flatMap(run) : run(input);
}
