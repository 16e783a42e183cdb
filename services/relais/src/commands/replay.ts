import { EXIT, type ServiceContext } from '@relais/configuration';
import { filterLocator } from '@relais/policy';
import { locatedCriteria, type ReplayCriteria, replayCriteriaSchema, selected } from '@relais/sink';
import { commandErrors } from '../errors.ts';
import { inlineJson } from './inline-json.ts';
import { onInstallation, print } from './installation.ts';
import { type AskingOptions, ask } from './operations.ts';
import { subscriptionOf } from './partner-subscription.ts';

export interface ReplayOptions extends AskingOptions {
  readonly state?: readonly string[];
  readonly reason?: readonly string[];
  readonly batch?: string;
  readonly since?: string;
  readonly until?: string;
  readonly offer?: readonly string[];
  /** JSON of a filter as a subscription has it. */
  readonly filter?: string;
  /** Named replays: what failed or was refused since, and what is not confirmed since. */
  readonly failedSince?: string;
  readonly missingSince?: string;
  readonly limit: number;
  readonly dryRun: boolean;
}

const EXAMPLES = 10;

/** `relais replay`: makes chosen deliveries of a subscription due again, or tells how many that would be. */
export function replay(subscription: string, options: ReplayOptions): Promise<number> {
  const criteria = criteriaOf(options);
  return onInstallation(options, async (context) => {
    subscriptionOf(context.configuration, subscription);
    if (options.dryRun) return await count(context, subscription, criteria, options);
    const request = { criteria, limit: options.limit };
    return await ask(context, { type: 'replay.request', subscription, request }, options);
  });
}

function criteriaOf(options: ReplayOptions): ReplayCriteria {
  const { batch, offer, failedSince, missingSince } = options;
  const named = failedSince === undefined ? missingSince && NOT_CONFIRMED : FAILED;
  const given = {
    states: options.state ?? named,
    reasons: options.reason,
    batchId: batch,
    changedSince: options.since ?? failedSince ?? missingSince,
    changedUntil: options.until,
    offerIds: offer,
    filter: inlineJson('--filter', options.filter),
  };
  const parsed = replayCriteriaSchema.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value)));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw commandErrors.create('COMMAND_CRITERIA_INVALID', { faults });
}

const FAILED = ['failed', 'rejected'];
const NOT_CONFIRMED = ['due', 'awaiting', 'failed', 'rejected'];

async function count(
  { stores, configuration }: ServiceContext,
  subscription: string,
  criteria: ReplayCriteria,
  options: ReplayOptions,
): Promise<number> {
  const partner = configuration.partners.find((one) => one.subscriptions.some(({ id }) => id === subscription));
  if (partner === undefined) return EXIT.usage;
  const located = locatedCriteria(criteria, filterLocator(configuration.places));
  const found = { looked: 0, replayed: 0, examples: [] as string[] };
  for await (const page of stores.ledger.deliveries.scan(subscription)) {
    const chosen = await selected(stores.ledger, { partner }, located, page);
    found.looked += page.length;
    found.replayed += chosen.length;
    found.examples.push(...chosen.slice(0, EXAMPLES - found.examples.length).map(({ offerId }) => offerId));
  }
  const limited = found.replayed > options.limit;
  const result = { subscription, ...found, replayed: Math.min(found.replayed, options.limit), limited };
  print(options, result, () => {
    const more = limited ? ` (${found.replayed} meet the criteria; the limit is ${options.limit})` : '';
    const named = found.examples.length === 0 ? '' : `for example ${found.examples.join(', ')}\n`;
    return `${result.replayed} of ${found.looked} deliveries would go out again${more}\n${named}`;
  });
  return EXIT.ok;
}
