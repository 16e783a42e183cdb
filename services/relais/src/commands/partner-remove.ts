import { EXIT, type ServiceContext } from '@relais/configuration';
import { revokePartner } from '@relais/event-log';
import { commandErrors } from '../errors.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';
import { lookUntil, progressLines } from './look-until.ts';
import { subscriptionOf } from './partner-subscription.ts';

export interface PartnerRemoveOptions extends InstallationOptions {
  /** Takes the user and the rules of a partner topic out of the cluster. */
  readonly revoke: boolean;
  /** Seconds to wait until nothing is held. */
  readonly wait: number;
}

const EXAMPLES = 10;
/** A look goes through every delivery of the subscription. */
const LOOK_MS = 2_000;

interface Held {
  /** Offers that the partner holds, or may hold. */
  held: number;
  /** Removals that are under way. */
  leaving: number;
  readonly examples: string[];
}

/** `relais partner remove`: what a partner still holds under a subscription, and the steps that take it back. Changes no delivery. */
export function removePartner(id: string, options: PartnerRemoveOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const { partner, subscription } = subscriptionOf(context.configuration, id);
    const found = await leftUnder(context, id, options);
    const empty = found.held === 0;
    if (options.revoke) await revoke(context, partner.id, empty);
    const steps = empty ? lastSteps(id, subscription.channel.kind) : firstSteps(id);
    const result = { subscription: id, ...found, revoked: options.revoke && empty, steps };
    print(options, result, () => `${headline(id, found)}${steps.map((step, n) => `${n + 1}. ${step}\n`).join('')}`);
    return EXIT.ok;
  });
}

/** What is held when nothing is, or the time is over; the way there is told on standard error. */
async function leftUnder(
  context: ServiceContext,
  id: string,
  { wait: seconds, json }: PartnerRemoveOptions,
): Promise<Held> {
  const show = progressLines(json);
  const look = async () => {
    const found = await heldUnder(context, id);
    if (seconds > 0) show(`${found.held} held, ${found.leaving} being taken back\n`);
    return found;
  };
  return await lookUntil(look, ({ held }) => held === 0, { seconds, signal: context.signal, everyMs: LOOK_MS });
}

async function heldUnder({ stores }: ServiceContext, subscription: string): Promise<Held> {
  const found: Held = { held: 0, leaving: 0, examples: [] };
  for await (const page of stores.ledger.deliveries.scan(subscription)) {
    // What a partner may hold counts until it has confirmed the removal.
    const held = page.filter(({ state, desiredHash, confirmedHash }) =>
      desiredHash === null ? state !== 'removed' : state !== 'rejected' || confirmedHash !== null,
    );
    found.held += held.length;
    found.leaving += held.filter(({ desiredHash }) => desiredHash === null).length;
    found.examples.push(...held.slice(0, EXAMPLES - found.examples.length).map(({ offerId }) => offerId));
  }
  return found;
}

/** Access goes last: a partner that cannot read its topic does not hear of the removals. */
async function revoke({ configuration }: ServiceContext, partner: string, empty: boolean): Promise<void> {
  const { log } = configuration;
  if (log.driver !== 'kafka') throw commandErrors.create('COMMAND_LOG_WITHOUT_USERS');
  const { driver: _driver, ...options } = log;
  if (empty) await revokePartner(options, partner);
}

function headline(id: string, { held, leaving, examples }: Held): string {
  if (held === 0) return `Under ${id} the partner holds nothing.\n`;
  const named = examples.length === 0 ? '' : `For example ${examples.join(', ')}.\n`;
  return `Under ${id} the partner holds ${held} offers, or may hold them; ${leaving} are being taken back.\n${named}`;
}

function firstSteps(id: string): string[] {
  return [
    `Leave ${id} in the configuration, with a filter that no offer passes: \`filter: { origins: [withdrawn] }\`. A subscription that is just deleted takes nothing back.`,
    '`relais config diff` shows how many offers that removes.',
    'Restart the sink: it asks the partner to remove every offer, with receipts and retries as for any change.',
    `\`relais partner remove ${id} --wait 600\` follows that until nothing is held.`,
  ];
}

function lastSteps(id: string, channel: string): string[] {
  return [
    `Take ${id} out of the configuration, and the partner with it if it has no other subscription; restart the sink.`,
    'Delete the files of its secrets.',
    ...(channel === 'topic'
      ? [`\`relais partner remove ${id} --revoke\` takes its user out of the cluster (before step 1).`]
      : []),
    'Tell the partner: keys and secrets may be removed on its side too.',
  ];
}
