import { type Clock, type EmbeddedFile, systemClock } from '@relais/runtime';
import type { HotState, NamedValues } from '../port.ts';
import { EmbeddedAccess } from './access.ts';
import { embeddedLeases } from './leases.ts';
import { embeddedLimits } from './limits.ts';
import { embeddedMatches } from './matches.ts';
import { embeddedMemory } from './memory.ts';
import { createTables } from './schema.ts';

/**
 * Hot state in the embedded file, in tables that begin with `state_`. The connection is shared: every operation is one
 * synchronous transaction, and closing the state leaves the file open for those who share it.
 *
 * What survives: an acknowledged write survives `kill -9` and a power cut (each commit is flushed to the disk). Leases of a
 * process that died end after their time. Losing the file loses log and ledger too.
 *
 * Errors: `STATE_UNAVAILABLE` when another process keeps the file locked, `STATE_FULL` when the disk is full, `STATE_CLOSED`.
 */
export function openEmbeddedState(file: EmbeddedFile, options: { clock?: Clock } = {}): HotState {
  createTables(file);
  const access = new EmbeddedAccess(file);
  const clock = options.clock ?? systemClock;
  const look = file.prepare('SELECT value FROM state_mark LIMIT 1');
  return {
    driver: 'embedded',
    memory: embeddedMemory(access),
    values: embeddedValues(access),
    matches: embeddedMatches(access, clock),
    leases: embeddedLeases(access, clock),
    limits: embeddedLimits(access, clock),
    ping: () => access.read(() => void look.get()),
    async close() {
      access.close();
    },
  };
}

function embeddedValues(access: EmbeddedAccess): NamedValues {
  const read = access.file.prepare('SELECT value FROM state_value WHERE name = ?');
  const save = access.file.prepare(`INSERT INTO state_value (name, value) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET value = excluded.value`);
  return {
    get: (name) => access.read(() => (read.get(name) as { value: string } | undefined)?.value ?? null),
    set: (name, value) => access.write(() => void save.run(name, value)),
  };
}
