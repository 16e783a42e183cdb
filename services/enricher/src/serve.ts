import { createCoder, openRelease, starterRelease } from '@relais/competent';
import type { ServiceContext } from '@relais/configuration';
import { systemClock } from '@relais/runtime';
import { type Enricher, openEnricher } from './enricher.ts';

/** The stage, opened by the configuration. */
export async function openEnricherStage(context: ServiceContext): Promise<Enricher> {
  const { configuration, stores, logger, holder } = context;
  const { log, state, ledger } = stores;
  const release = configuration.reference === 'starter' ? starterRelease() : await openRelease(configuration.reference);
  return openEnricher({ holder, log, state, ledger, logger, clock: systemClock, coder: createCoder(release) });
}
