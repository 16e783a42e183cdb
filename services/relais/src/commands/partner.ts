import { EXIT, type ServiceContext } from '@relais/configuration';
import { partnerReader } from '@relais/event-log';
import { collectStatus, statusSurroundings } from '@relais/ops';
import { commandRecord, type Health, healthName } from '@relais/sink';
import { textTable } from '../run/books-table.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';
import { subscriptionOf } from './partner-subscription.ts';

interface PartnerLine {
  readonly partner: string;
  readonly subscription: string;
  readonly channel: string;
  readonly confirmed: number;
  readonly open: number;
  readonly refused: number;
  /** Records of its topic that the partner's group has not read yet; null where nothing tells. */
  readonly unread: number | null;
  /** Why it is held back; null when it is not. */
  readonly paused: string | null;
  /** Since when it fails as a whole, an instant; null when it does not. */
  readonly failingSince: string | null;
}

/** `relais partner list`: every subscription with its channel, how much it holds, and whether it is well. */
export function listPartners(options: InstallationOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const lines = await partnerLines(context);
    print(options, lines, () => partnersText(lines));
    return EXIT.ok;
  });
}

async function partnerLines(context: ServiceContext): Promise<readonly PartnerLine[]> {
  const { subscriptions } = await collectStatus(statusSurroundings(context));
  return Promise.all(
    subscriptions.map(async ({ partner, subscription, channel, states, paused }) => {
      const noted = await context.stores.state.values.get(healthName(subscription));
      const failing = noted === null ? null : (JSON.parse(noted) as Health).failingSince;
      const failingSince = failing === null ? null : new Date(failing).toISOString();
      const open = states.due + states.awaiting;
      const refused = states.rejected + states.failed;
      const unread = await unreadBy(context, partner, channel);
      return {
        partner,
        subscription,
        channel,
        confirmed: states.confirmed,
        open,
        refused,
        unread,
        paused,
        failingSince,
      };
    }),
  );
}

/** How far the partner's own group is behind on its topic. */
async function unreadBy({ stores }: ServiceContext, partner: string, channel: string): Promise<number | null> {
  if (channel !== 'topic') return null;
  const { group, topic } = partnerReader(partner);
  return (await stores.log.lag(group, [topic])).reduce((sum, { lag }) => sum + Number(lag), 0);
}

function partnersText(lines: readonly PartnerLine[]): string {
  const head = [
    'partner',
    'subscription',
    'channel',
    'confirmed',
    'open',
    'refused',
    'unread',
    'paused',
    'failing since',
  ];
  const rows = lines.map((one) => [
    ...[one.partner, one.subscription, one.channel, String(one.confirmed), String(one.open), String(one.refused)],
    ...[one.unread === null ? '' : String(one.unread), one.paused ?? '', one.failingSince ?? ''],
  ]);
  return `${textTable(head, rows)}\n`;
}

/** `relais partner pause|resume`: holds the deliveries of a subscription back, or lets them go. What is due stays due. */
export function holdPartner(
  subscription: string,
  change: 'pause' | 'resume',
  options: InstallationOptions & { readonly reason: string },
): Promise<number> {
  return onInstallation(options, async (context) => {
    subscriptionOf(context.configuration, subscription);
    const { stores, holder } = context;
    const at = new Date().toISOString();
    const command = { type: `subscription.${change}`, subscription, reason: options.reason, at, by: holder } as const;
    await stores.log.publish([commandRecord(command)]);
    const done = change === 'pause' ? 'held back' : 'let go';
    const when = 'as soon as a sink reads this: within a second where one runs';
    print(options, { subscription, asked: change }, () => `Asked for: ${subscription} is ${done} ${when}.\n`);
    return EXIT.ok;
  });
}
