import type { Channel } from '@relais/channels';
import type { Filter, Partner } from '@relais/policy';
import type { HealthRules } from './health.ts';
import type { ReconcileSchedule } from './operations/scheduled.ts';
import type { RetrySchedule } from './retry-schedule.ts';

/** A subscription as the sink works it: whom it is for, how it goes out, how it is retried. */
export interface ActiveSubscription {
  readonly id: string;
  readonly partner: Partner;
  readonly filter: Filter;
  readonly channel: Channel;
  readonly retry: RetrySchedule;
  readonly health: HealthRules;
  readonly reconcile: ReconcileSchedule;
  /** Changes when the subscription's policy, filter or view changes: then every offer is judged again. */
  readonly fingerprint: string;
}
