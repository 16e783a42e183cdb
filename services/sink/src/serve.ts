import { feedServer, openChannel, pulledSubscriptions } from '@relais/channels';
import type { RunningService, ServiceContext } from '@relais/configuration';
import { filterLocator } from '@relais/policy';
import { CloseStack, contentHash, systemClock } from '@relais/runtime';
import { openAlerts } from './alerts.ts';
import { openSink } from './sink.ts';
import type { ActiveSubscription } from './subscription.ts';
import { ViewCache } from './view-cache.ts';

/** The stage with the address of its feeds. */
export interface SinkStage extends RunningService {
  /** Base address under which pull partners read; null when there is none. */
  readonly feedUrl: string | null;
  readonly ready: Record<string, string>;
}

/** Of the views kept between judgement and attempt; a view has 2,000–8,000, in one or two bytes each. */
const MOST_CHARACTERS = 10_000_000;

/** The stage, opened by the configuration: lanes for every subscription, and the server of the pull feeds. */
export async function openSinkStage(context: ServiceContext): Promise<SinkStage> {
  const { stores, logger, metrics, holder } = context;
  const closing = new CloseStack();
  try {
    const feedUrl = await openFeeds(context, closing);
    const subscriptions = activeSubscriptions(context, closing);
    const views = new ViewCache(MOST_CHARACTERS);
    const { log, state, ledger } = stores;
    const alerts = closing.use(openAlerts({ log, logger, target: context.configuration.alerts.target }));
    const locate = filterLocator(context.configuration.places);
    const around = { holder, log, state, ledger, views, alerts, clock: systemClock, logger, metrics, locate };
    const sink = closing.use(await openSink({ ...around, subscriptions }));
    const ready: Record<string, string> = feedUrl === null ? {} : { feed: feedUrl };
    return { feedUrl, ready, finished: sink.finished, close: () => closing.close() };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

export function activeSubscriptions(context: ServiceContext, closing: CloseStack): ActiveSubscription[] {
  return context.configuration.partners.flatMap(({ subscriptions, ...partner }) =>
    subscriptions.map(({ id, filter, channel, ...rules }) => {
      const surroundings = {
        partner: partner.id,
        subscription: id,
        log: context.stores.log,
        feedStore: context.stores.ledger.feed,
        clock: systemClock,
        logger: context.logger.child({ subscription: id }),
      };
      const opened = closing.use(openChannel(channel, surroundings));
      return { id, partner, filter, channel: opened, ...rules, fingerprint: contentHash({ partner, filter }) };
    }),
  );
}

async function openFeeds(context: ServiceContext, closing: CloseStack): Promise<string | null> {
  const all = context.configuration.partners.flatMap((partner) => partner.subscriptions);
  const subscriptions = pulledSubscriptions(all);
  if (subscriptions.size === 0) return null;
  const feedStore = context.stores.ledger.feed;
  const server = feedServer({ feedStore, subscriptions, logger: context.logger, clock: systemClock });
  closing.defer(() => server.close());
  const { host, port } = context.configuration.feed;
  return server.listen({ host, port });
}
