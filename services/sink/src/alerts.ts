import { createSigner } from '@relais/channels';
import type { EventLog, OutgoingRecord } from '@relais/event-log';
import { type Closeable, createHttpClient, deterministicId, type Logger, messageOf } from '@relais/runtime';
import { eventHeaders, TOPICS } from '@relais/vacancy';
import type { AlertPercent } from './health.ts';

/** What people are told of a partner that does not answer, or answers again. */
export interface PartnerAlert {
  readonly type: 'partner.failing' | 'partner.recovered';
  readonly partner: string;
  readonly subscription: string;
  /** Share of the failure budget that is spent, percent. */
  readonly percent: AlertPercent | 0;
  /** RFC 3339 instants. */
  readonly failingSince: string;
  readonly at: string;
  /** Batches in a row that failed. */
  readonly failures: number;
  /** Reason of the last one, in the fixed vocabulary. */
  readonly reason: string | null;
  /** True when the subscription is held back from now on. */
  readonly paused: boolean;
}

/** Where alerts are sent beside the log; signed like the offers of a webhook (Standard Webhooks 1.0.0). */
export interface AlertTarget {
  readonly url: string;
  readonly secrets: readonly string[];
}

export interface Alerts extends Closeable {
  /** Durable in the log when it resolves; the post to the target is tried a few times and never holds up a lane. */
  raise(alert: PartnerAlert): Promise<void>;
}

/** Alerts go another way than the partner's own: the log, the alerts topic, and a target of the operators. */
export function openAlerts(options: { log: EventLog; logger: Logger; target: AlertTarget | null }): Alerts {
  const { log, logger, target } = options;
  const post = target === null ? null : poster(target);
  const posting = new Set<Promise<void>>();
  return {
    async raise(alert) {
      const told = `${alert.type} ${alert.subscription}: ${alert.percent} % of the failure budget`;
      logger[alert.type === 'partner.failing' ? 'error' : 'info']({ alert }, told);
      await log.publish([alertRecord(alert)]);
      if (post === null) return;
      const sent = post
        .send(alert)
        .catch((error: unknown) => logger.warn({ reason: messageOf(error) }, 'an alert could not be posted'))
        .finally(() => posting.delete(sent));
      posting.add(sent);
    },
    async close() {
      await Promise.all(posting);
      post?.close();
    },
  };
}

function poster({ url, secrets }: AlertTarget): { send(alert: PartnerAlert): Promise<void>; close(): void } {
  const { origin, pathname, search } = new URL(url);
  const client = createHttpClient({ baseUrl: origin, timeoutMs: 10_000, maxResponseBytes: 65_536 });
  const sign = createSigner(secrets);
  return {
    async send(alert) {
      const body = Buffer.from(JSON.stringify(alert));
      const id = alertId(alert);
      const timestamp = Math.floor(Date.parse(alert.at) / 1_000);
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': sign(id, timestamp, body),
      };
      await client.call({ method: 'POST', path: `${pathname}${search}`, headers, body });
    },
    close: () => client.close(),
  };
}

function alertRecord(alert: PartnerAlert): OutgoingRecord {
  const headers = eventHeaders({
    id: alertId(alert),
    type: alert.type,
    source: `/relais/sink/${alert.subscription}`,
    time: alert.at,
  });
  return { topic: TOPICS.alerts.name, key: alert.subscription, value: JSON.stringify(alert), headers };
}

/** One id for each rung of each spell of failure. */
function alertId({ type, subscription, failingSince, percent }: PartnerAlert): string {
  return deterministicId('alert', type, subscription, failingSince, percent);
}
