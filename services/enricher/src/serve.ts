import { isDeepStrictEqual } from 'node:util';
import { type Coder, type CodingRule, createCoder, openRelease, type Release, starterRelease } from '@relais/competent';
import type { ServiceContext } from '@relais/configuration';
import { builtInPlaces, openPlaces } from '@relais/places';
import { systemClock } from '@relais/runtime';
import { type Enricher, openEnricher } from './enricher.ts';

/** The stage, opened by the configuration. */
export async function openEnricherStage(context: ServiceContext): Promise<Enricher> {
  const { configuration, stores, logger, holder } = context;
  const { log, state, ledger } = stores;
  const release = configuration.reference === 'starter' ? starterRelease() : await openRelease(configuration.reference);
  const places = configuration.places === null ? builtInPlaces : openPlaces(configuration.places);
  return openEnricher({ holder, log, state, ledger, logger, clock: systemClock, coderBy: coderOf(release), places });
}

/** Making a coder takes a moment: one is kept until the rules change. */
function coderOf(release: Release): (rules: readonly CodingRule[]) => Coder {
  let known: { rules: readonly CodingRule[]; coder: Coder } | undefined;
  return (rules) => {
    if (known === undefined || !isDeepStrictEqual(known.rules, rules))
      known = { rules, coder: createCoder(release, { rules }) };
    return known.coder;
  };
}
