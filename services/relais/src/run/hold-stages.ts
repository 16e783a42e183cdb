import type { ServiceContext } from '@relais/configuration';
import { ENRICHER_SEATS } from '@relais/enricher';
import { commandErrors } from '../errors.ts';

/** As long as the stages' own: one that begins meanwhile stands by. */
const LEASE_MS = 30_000;

/**
 * Does work while no source is read, and no lane and no enricher runs: every one of their leases is held, and prolonged until
 * the work ends. The signal that the work gets aborts when one is lost all the same.
 * @throws COMMAND_STAGES_RUN when one of them is taken; nothing was done then
 */
export async function holdingStages<Result>(
  { configuration, stores, holder, signal }: ServiceContext,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { leases } = stores.state;
  const lanes = configuration.partners.flatMap(({ subscriptions }) => subscriptions.map(({ id }) => `lane:${id}`));
  const names = ['rebuild', ...lanes, ...ENRICHER_SEATS, ...configuration.sources.map(({ id }) => `source:${id}`)];
  const requests = names.map((name) => ({ id: name, names: [name] }));
  const lost = new AbortController();
  const prolong = () => leases.extend(holder, names, LEASE_MS).then((gone) => gone.length > 0 && lost.abort());
  const { granted } = await leases.acquire(holder, requests, LEASE_MS);
  const prolonging = setInterval(() => void prolong().catch(() => lost.abort()), LEASE_MS / 5);
  try {
    const taken = names.find((name) => !granted.includes(name));
    if (taken !== undefined) throw commandErrors.create('COMMAND_STAGES_RUN', { lease: taken });
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(prolonging);
    await leases.release(holder, [...granted]).catch(() => undefined);
  }
}
