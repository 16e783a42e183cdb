import { builtInPlaces, openPlaces, type Places } from '@relais/places';
import { locateFilter } from '@relais/policy';
import { messageOf } from '@relais/runtime';
import type { LoadedConfiguration } from './load.ts';
import type { ConfigurationFault } from './resolve-references.ts';
import type { Configuration } from './schema.ts';

/** The configuration with the codes and postcodes that the places of its filters stand for, or what the places do not know. */
export function locateFilters(configuration: Configuration): LoadedConfiguration {
  const faults: ConfigurationFault[] = [];
  const places = openedPlaces(configuration.places, faults);
  const partners = configuration.partners.map((partner, at) => ({
    ...partner,
    subscriptions: partner.subscriptions.map((subscription, index) => {
      const { filter, unknown } = locateFilter(subscription.filter, places);
      const path = `partners.${at}.subscriptions.${index}.filter`;
      for (const what of unknown) faults.push({ path, message: `the places in use do not know ${what}` });
      return { ...subscription, filter };
    }),
  }));
  if (faults.length > 0) return { ok: false, faults, reference: configuration.reference };
  return { ok: true, configuration: { ...configuration, partners } };
}

/** Why the places of a configuration cannot be opened, or nothing. */
export function faultsOfPlaces(places: string | null): ConfigurationFault[] {
  const faults: ConfigurationFault[] = [];
  openedPlaces(places, faults);
  return faults;
}

function openedPlaces(places: string | null, faults: ConfigurationFault[]): Places {
  try {
    return openPlaces(places);
  } catch (error) {
    faults.push({ path: 'places', message: messageOf(error) });
    return builtInPlaces;
  }
}
