import type { Clock, EmbeddedFile } from '@relais/runtime';
import type { HeldLeases, LeaseRequest, Leases } from '../port.ts';
import type { EmbeddedAccess } from './access.ts';

/** Leases as rows with an end; a row past its end is no lease and goes with the next acquire. */
export function embeddedLeases(access: EmbeddedAccess, clock: Clock): Leases {
  const { file } = access;
  const purge = file.prepare('DELETE FROM state_lease WHERE expires_at <= ?');
  const foreign = file.prepare(
    'SELECT name FROM state_lease WHERE holder <> ? AND name IN (SELECT value FROM json_each(?))',
  );
  const grant = file.prepare(`INSERT INTO state_lease (name, holder, expires_at)
    SELECT value, ?, ? FROM json_each(?) WHERE true
    ON CONFLICT DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at`);
  const prolong = file.prepare(
    'UPDATE state_lease SET expires_at = ? WHERE name = ? AND holder = ? AND expires_at > ?',
  );
  const free = file.prepare('DELETE FROM state_lease WHERE holder = ? AND name IN (SELECT value FROM json_each(?))');
  const nextFence = file.prepare(`INSERT INTO state_mark (name, value) VALUES ('fence', 1)
    ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value`);

  const acquire = (holder: string, requests: readonly LeaseRequest[], ttlMs: number) => {
    const now = clock.now();
    purge.run(now);
    const asked = JSON.stringify(requests.flatMap((request) => request.names));
    const taken = new Set((foreign.all(holder, asked) as { name: string }[]).map((row) => row.name));
    const granted = requests.filter((request) => !request.names.some((name) => taken.has(name)));
    grant.run(holder, now + ttlMs, JSON.stringify(granted.flatMap((request) => request.names)));
    return { granted: granted.map((request) => request.id), fence: (nextFence.get() as { value: number }).value };
  };

  return {
    acquire: (holder, requests, ttlMs) => access.write(() => acquire(holder, requests, ttlMs)),
    extend: (holder, names, ttlMs) =>
      access.write(() => {
        const now = clock.now();
        return names.filter((name) => prolong.run(now + ttlMs, name, holder, now).changes === 0);
      }),
    release: (holder, names) => access.write(() => void free.run(holder, JSON.stringify(names))),
  };
}

/** Tells within a write whether leases are held at a moment. */
export function leaseLook(file: EmbeddedFile): (leases: HeldLeases, now: number) => boolean {
  const held = file.prepare('SELECT 1 FROM state_lease WHERE name = ? AND holder = ? AND expires_at > ?');
  return ({ holder, names }, now) => names.every((name) => held.get(name, holder, now) !== undefined);
}
