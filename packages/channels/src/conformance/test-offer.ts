import { randomBytes } from 'node:crypto';
import type { PartnerOffer } from '@relais/policy';
import { maskedOffer } from '../formats/port.ts';

/** Ids of test offers begin so; no real offer's id does. */
export const TEST_PREFIX = 'of_test_';

export function newTestId(): string {
  return `${TEST_PREFIX}${randomBytes(8).toString('hex')}`;
}

/** An offer that says in every language that it is a test, and names nobody. @param languages in which it has texts */
export function testOffer(id: string, languages: readonly string[] = ['nl', 'fr', 'de', 'en']): PartnerOffer {
  const known = languages.filter((language) => language in TITLES);
  const written = known.length > 0 ? known : ['en'];
  const inLanguage = (texts: Readonly<Record<string, string>>, language: string) => texts[language] ?? '';
  return {
    ...maskedOffer(id),
    origin: { service: 'relais-test', reference: id },
    titles: written.map((language) => ({ language, text: inLanguage(TITLES, language) })),
    descriptions: written.map((language) => ({ language, plain: inLanguage(TEXTS, language), html: null })),
    workplaces: [
      {
        country: 'BE',
        postcode: '1000',
        municipality: null,
        municipalityCode: null,
        nuts: 'BE10',
        latitude: null,
        longitude: null,
      },
    ],
    contract: { type: 'permanent', codes: [], startDate: null, startsImmediately: null },
  };
}

const TITLES: Readonly<Record<string, string>> = {
  nl: 'TEST – geen echte vacature',
  fr: 'TEST – pas une offre réelle',
  de: 'TEST – kein echtes Stellenangebot',
  en: 'TEST – not a real job offer',
};

const TEXTS: Readonly<Record<string, string>> = {
  nl: 'Deze vacature test de verbinding en wordt meteen weer verwijderd.',
  fr: 'Cette offre teste la liaison et sera retirée aussitôt.',
  de: 'Dieses Angebot prüft die Verbindung und wird sofort wieder entfernt.',
  en: 'This offer tests the connection and is removed again at once.',
};
