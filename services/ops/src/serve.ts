import type { Configuration, ServiceContext } from '@relais/configuration';
import type { AuditSurroundings } from './audit.ts';
import { type Ops, openOps } from './server.ts';
import type { StatusSurroundings } from './status.ts';

/** What status needs, taken from the configuration. */
export function statusSurroundings(context: Pick<ServiceContext, 'configuration' | 'stores'>): StatusSurroundings {
  const { configuration, stores } = context;
  const subscriptions = configuration.partners.flatMap((partner) =>
    partner.subscriptions.map(({ id, channel }) => ({ id, partner: partner.id, channel: channel.kind })),
  );
  const sources = configuration.sources.map((source) => source.id);
  return { log: stores.log, ledger: stores.ledger, sources, subscriptions };
}

/** What the audit needs, taken from the configuration. */
export function auditSurroundings(context: Pick<ServiceContext, 'configuration' | 'stores'>): AuditSurroundings {
  const { configuration, stores } = context;
  const sources = configuration.sources.map((source) => source.id);
  return { log: stores.log, ledger: stores.ledger, sources, subscriptions: auditedSubscriptions(configuration) };
}

function auditedSubscriptions(configuration: Configuration): AuditSurroundings['subscriptions'] {
  return configuration.partners.flatMap(({ subscriptions, ...partner }) =>
    subscriptions.map(({ id, filter }) => ({ id, filter, partner })),
  );
}

/** The stage, opened by the configuration. */
export async function openOpsStage(
  context: ServiceContext,
): Promise<Ops & { finished: Promise<void>; ready: { url: string } }> {
  const { host, port, names } = context.configuration.ops;
  const ops = await openOps({
    ...statusSurroundings(context),
    state: context.stores.state,
    host,
    port,
    names,
    logger: context.logger,
    metrics: context.metrics,
  });
  return { ...ops, ready: { url: ops.url }, finished: new Promise(() => undefined) };
}
