import type { EventLog } from '@relais/event-log';
import type { Ledger } from '@relais/ledger';
import type { Clock } from '@relais/runtime';
import { Cron } from 'croner';
import type { ActiveSubscription } from '../subscription.ts';
import { commandRecord } from './commands.ts';

/** When a comparison falls due by itself; a null schedule never does. */
export interface ReconcileSchedule {
  /** Cron expression, in `zone`. */
  readonly schedule: string | null;
  /** IANA time zone. */
  readonly zone: string;
}

/**
 * Asks for the comparison that fell due last, if it was not asked for before: one that fell due while nobody was there is
 * made up for. The id is made of the moment, so that asking twice is asking once.
 */
export async function askForScheduled(
  around: { readonly log: EventLog; readonly ledger: Ledger; readonly clock: Clock },
  { id: subscription, reconcile, channel }: ActiveSubscription,
): Promise<void> {
  if (reconcile.schedule === null || channel.inventory === undefined) return;
  const now = new Date(around.clock.now());
  const [due] = new Cron(reconcile.schedule, { timezone: reconcile.zone }).previousRuns(1, now);
  if (due === undefined) return;
  const id = `op_${subscription}-${due.toISOString().slice(0, 16).replace(/\D/g, '')}`;
  if ((await around.ledger.operations.get(id)) !== null) return;
  const command = { type: 'reconcile.request', id, subscription, request: { repair: true } } as const;
  await around.log.publish([commandRecord({ ...command, at: now.toISOString(), by: 'schedule' })]);
}
