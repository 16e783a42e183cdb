import { type Configuration, EXIT, requireConfiguration } from '@relais/configuration';
import type { Ledger } from '@relais/ledger';
import { type Judgement, judge, viewHash } from '@relais/policy';
import type { Offer } from '@relais/vacancy';
import { textTable } from '../run/books-table.ts';
import { environmentOfNowhere } from '../run/simulated-configuration.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';

type Partner = Configuration['partners'][number];
type Subscription = Partner['subscriptions'][number];
type Rules = { readonly partner: Partner; readonly subscription: Subscription };

/** One offer that a change adds or removes, and why. Reasons are codes of the policy, or `held`. */
interface DiffExample {
  readonly offer: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** What a change of the configuration does to one subscription, over all open offers. */
interface SubscriptionDiff {
  readonly subscription: string;
  /** `vanished`: the new configuration does not have it. The sink then leaves what the partner holds as it is. */
  readonly kind: 'kept' | 'new' | 'vanished';
  added: number;
  removed: number;
  /** Held before and after, but shown otherwise: languages, contact release. */
  changed: number;
  unchanged: number;
  readonly examples: { readonly added: DiffExample[]; readonly removed: DiffExample[] };
}

interface Compared {
  readonly before: Rules | null;
  readonly after: Rules | null;
  readonly diff: SubscriptionDiff;
}

const EXAMPLES = 10;

/** `relais config diff`: what another configuration would add to, remove from and change at every subscription. Reads only. */
export function diffConfigurations(path: string, options: InstallationOptions): Promise<number> {
  return onInstallation(options, async ({ configuration, stores }) => {
    const environment = options.simulate ? { ...process.env, ...environmentOfNowhere() } : process.env;
    const next = requireConfiguration({ path, environment });
    const { offers, diffs } = await compared(stores.ledger, configuration, next);
    print(options, { offers, subscriptions: diffs }, () => diffText(offers, diffs));
    return EXIT.ok;
  });
}

async function compared(ledger: Ledger, current: Configuration, next: Configuration) {
  const pairs = pairsOf(rulesOf(current), rulesOf(next));
  let offers = 0;
  for await (const page of ledger.offers.scanOffers({ status: 'open' })) {
    offers += page.length;
    for (const offer of page) for (const pair of pairs) count(pair, offer);
  }
  return { offers, diffs: pairs.map(({ diff }) => diff) };
}

function rulesOf({ partners }: Configuration): Map<string, Rules> {
  return new Map(
    partners.flatMap((partner) =>
      partner.subscriptions.map((subscription) => [subscription.id, { partner, subscription }] as const),
    ),
  );
}

function pairsOf(current: ReadonlyMap<string, Rules>, next: ReadonlyMap<string, Rules>): Compared[] {
  return [...new Set([...current.keys(), ...next.keys()])].map((subscription) => {
    const [before, after] = [current.get(subscription) ?? null, next.get(subscription) ?? null];
    const counts = { added: 0, removed: 0, changed: 0, unchanged: 0 };
    const diff = { subscription, kind: kindOf(before, after), ...counts, examples: { added: [], removed: [] } };
    return { before, after, diff };
  });
}

function kindOf(before: Rules | null, after: Rules | null): SubscriptionDiff['kind'] {
  if (before === null) return 'new';
  return after === null ? 'vanished' : 'kept';
}

function count({ before, after, diff }: Compared, offer: Offer): void {
  const [was, is] = [judged(offer, before), judged(offer, after)];
  const change = changeBetween(was, is);
  if (change === null) return;
  diff[change] += 1;
  if (change !== 'added' && change !== 'removed') return;
  if (diff.examples[change].length === EXAMPLES) return;
  const title = Object.values(offer.vacancy?.titles ?? {})[0] ?? '';
  diff.examples[change].push({ offer: offer.id, title, before: reasonOf(was), after: reasonOf(is) });
}

/** Null where the offer is held neither before nor after. */
function changeBetween(was: Judgement | null, is: Judgement | null) {
  if (was?.held !== true) return is?.held === true ? 'added' : null;
  if (is?.held !== true) return 'removed';
  // Subscriptions that show the same share one view.
  return was.view === is.view || viewHash(was.view) === viewHash(is.view) ? 'unchanged' : 'changed';
}

function judged(offer: Offer, rules: Rules | null): Judgement | null {
  return rules === null ? null : judge(offer, rules.partner, rules.subscription);
}

function reasonOf(judgement: Judgement | null): string {
  if (judgement === null) return 'no-subscription';
  return judgement.held ? 'held' : judgement.reason;
}

function diffText(offers: number, diffs: readonly SubscriptionDiff[]): string {
  const head = ['subscription', '', 'added', 'removed', 'changed', 'unchanged'];
  const rows = diffs.map(({ subscription, kind, added, removed, changed, unchanged }) => [
    ...[subscription, kind === 'kept' ? '' : kind],
    ...[added, removed, changed, unchanged].map(String),
  ]);
  const examples = diffs.flatMap((diff) => [...examplesText(diff, 'added'), ...examplesText(diff, 'removed')]);
  const vanished = diffs.some(({ kind }) => kind === 'vanished')
    ? ['', 'A subscription that vanishes takes nothing back by itself: see `relais partner remove` first.']
    : [];
  return `${[`${offers} open offers`, '', textTable(head, rows), ...vanished, ...examples].join('\n')}\n`;
}

function examplesText({ subscription, examples }: SubscriptionDiff, kind: 'added' | 'removed'): string[] {
  const found = examples[kind];
  if (found.length === 0) return [];
  const rows = found.map(({ offer, title, before, after }) => [offer, title, `${before} → ${after}`]);
  return ['', `${kind} at ${subscription}, for example`, textTable(['offer', 'title', 'why'], rows)];
}
