import { EXIT, type ServiceContext } from '@relais/configuration';
import { holdingStages } from '../run/hold-stages.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';
import { subscriptionIds } from './partner-subscription.ts';
import { channelOf } from './reconcile.ts';

const MINUTE_MS = 60_000;

/** What is left to do for one subscription, once the sources have been read again. */
interface NextStep {
  readonly subscription: string;
  readonly command: string;
}

/**
 * `relais recover`: goes on from stores that were put back to an earlier day. Partners have revisions that these stores know nothing
 * of. No delivery changes more often than once a minute for years, so all of them lie below the minutes since 1970.
 */
export function recover(options: InstallationOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const floor = Math.floor(Date.now() / MINUTE_MS);
    await holdingStages(context, () => context.stores.ledger.recover(floor));
    const next = await nextSteps(context);
    print(options, { floor, next }, () => textOf(floor, next));
    return EXIT.ok;
  });
}

async function nextSteps(context: ServiceContext): Promise<NextStep[]> {
  const steps = await Promise.all(subscriptionIds(context.configuration).map((id) => nextStep(context, id)));
  return steps.flatMap((step) => step ?? []);
}

/** Readers of a pull feed begin anew by themselves. */
async function nextStep(context: ServiceContext, subscription: string): Promise<NextStep | null> {
  const { kind, inventory, sendFull } = await channelOf(context, subscription);
  if (kind === 'feed') return null;
  if (inventory !== undefined) return { subscription, command: `relais reconcile ${subscription}` };
  if (sendFull !== undefined) return { subscription, command: `relais partner full ${subscription}` };
  return { subscription, command: `relais replay ${subscription}` };
}

function textOf(floor: number, next: readonly NextStep[]): string {
  const commands = next.map(({ command }) => `  ${command}\n`).join('');
  const then = `Start the stages and let every source be read in full (relais ingest <source> --full, or the next night). Then:\n${commands}`;
  return `Revisions go on above ${floor}, and readers of feeds begin anew.\n${next.length === 0 ? '' : then}`;
}
