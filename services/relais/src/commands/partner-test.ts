import { type CheckResult, conformance } from '@relais/channels';
import { type Configuration, EXIT, type ServiceContext } from '@relais/configuration';
import { readingRights } from '@relais/event-log';
import { systemClock } from '@relais/runtime';
import { commandErrors } from '../errors.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';
import { subscriptionOf } from './partner-subscription.ts';

export interface PartnerTestOptions extends InstallationOptions {
  /** Address that partners reach the feed server at. */
  readonly feedUrl?: string;
}

/** `relais partner test`: whether the partner's end keeps to the contract, line by line, with what to do about each fault. */
export function testPartner(subscription: string, options: PartnerTestOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const results: CheckResult[] = [];
    for await (const result of checks(context, subscription, options)) {
      results.push(result);
      if (!options.json) process.stdout.write(resultText(result));
    }
    const failed = results.filter(({ outcome }) => outcome === 'fail').length;
    const warned = results.filter(({ outcome }) => outcome === 'warn').length;
    const passed = results.length - failed - warned;
    const counts = { passed, warned, failed };
    print(options, { subscription, ok: failed === 0, ...counts, results }, () => `\n${summary(counts)}\n`);
    return failed === 0 ? EXIT.ok : EXIT.failed;
  });
}

function checks(
  { configuration, stores, signal }: ServiceContext,
  id: string,
  { feedUrl, simulate }: PartnerTestOptions,
): AsyncIterable<CheckResult> {
  const { partner, subscription } = subscriptionOf(configuration, id);
  const { kind: channel } = subscription.channel;
  if (simulate === true && (channel === 'webhook' || channel === 'sftp'))
    throw commandErrors.create('COMMAND_PARTNER_SIMULATED', { subscription: id, channel });
  return conformance(subscription.channel, {
    partner: partner.id,
    subscription: id,
    log: stores.log,
    readingRights: rightsOf(configuration, partner.id),
    feedUrl: feedUrl ?? configuredFeedUrl(configuration),
    clock: systemClock,
    signal,
  });
}

function rightsOf({ log }: Configuration, partner: string) {
  if (log.driver !== 'kafka') return null;
  const { driver: _driver, ...options } = log;
  return async () => await readingRights(options, partner);
}

/** Where the server listens by the configuration; a port that is taken at the start is not known here. */
function configuredFeedUrl({ feed }: Configuration): string | null {
  if (feed.port === 0) return null;
  const everywhere = feed.host === '0.0.0.0' || feed.host === '::';
  const host = everywhere ? '127.0.0.1' : feed.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${feed.port}`;
}

function resultText({ outcome, check, detail, remedy }: CheckResult): string {
  const line = `${outcome}  ${check.padEnd(18)} ${detail}\n`;
  return remedy === null ? line : `${line}      ${''.padEnd(18)} → ${remedy}\n`;
}

function summary({ passed, warned, failed }: Readonly<Record<'passed' | 'warned' | 'failed', number>>): string {
  const counts = `${passed} passed, ${warned} could be better, ${failed} failed`;
  return failed === 0 ? `${counts}.` : `${counts}: mend these before offers are sent.`;
}
