import { isDeepStrictEqual } from 'node:util';
import { type CodingRule, createCoder, type Release } from '@relais/competent';
import type { ServiceContext } from '@relais/configuration';
import { openPlaces } from '@relais/places';
import { systemClock } from '@relais/runtime';
import { type Enricher, openEnricher } from './enricher.ts';
import { openReference } from './open-reference.ts';
import { VacancyCoder } from './vacancy-coder.ts';

/** The stage, opened by the configuration; with its reference where that was opened before. */
export async function openEnricherStage(context: ServiceContext, opened?: Release): Promise<Enricher> {
  const { configuration, stores, logger, metrics, holder, signal } = context;
  const { log, state, ledger } = stores;
  const release = opened ?? (await openReference(configuration.reference));
  const places = openPlaces(configuration.places);
  const coderBy = coderOf(release);
  return openEnricher({ holder, log, state, ledger, logger, metrics, clock: systemClock, coderBy, places, signal });
}

/** Making a coder takes a moment: one is kept until the rules change. */
function coderOf(release: Release): (rules: readonly CodingRule[]) => VacancyCoder {
  let known: { rules: readonly CodingRule[]; coder: VacancyCoder } | undefined;
  return (rules) => {
    if (known === undefined || !isDeepStrictEqual(known.rules, rules))
      known = { rules, coder: new VacancyCoder(createCoder(release, { rules })) };
    return known.coder;
  };
}
