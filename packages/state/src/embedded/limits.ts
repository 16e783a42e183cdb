import type { Clock } from '@relais/runtime';
import { assertLimit } from '../limit.ts';
import type { RateLimits } from '../port.ts';
import type { EmbeddedAccess } from './access.ts';

/**
 * Token buckets, each kept as the one moment at which it would be full again: a token that is taken moves that moment by
 * the time which one token needs to flow in (the virtual scheduling form of the generic cell rate algorithm, ITU-T I.371).
 */
export function embeddedLimits(access: EmbeddedAccess, clock: Clock): RateLimits {
  const { file } = access;
  const read = file.prepare('SELECT full_at AS fullAt FROM state_limit WHERE name = ?');
  const save = file.prepare(`INSERT INTO state_limit (name, full_at) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET full_at = excluded.full_at`);

  const take = (name: string, limit: { perSecond: number; burst: number }, tokens: number) => {
    const now = clock.now();
    const perToken = 1000 / limit.perSecond;
    const empty = now + limit.burst * perToken;
    const known = (read.get(name) as { fullAt: number } | undefined)?.fullAt ?? now;
    const fullAt = Math.min(Math.max(known, now), empty) + tokens * perToken;
    if (fullAt > empty) return Math.ceil(fullAt - empty);
    save.run(name, fullAt);
    return 0;
  };

  return {
    async take(name, limit, tokens = 1) {
      assertLimit(name, limit, tokens);
      return await access.write(() => take(name, limit, tokens));
    },
  };
}
