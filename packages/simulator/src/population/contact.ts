import type { Language } from './languages.ts';
import type { Profile } from './profile.ts';
import { at } from './random.ts';

/** Whom to turn to. Nobody: the names say so, and the addresses lead nowhere (RFC 2606, numbers that end in zeros). */
export interface Contact {
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly role: string;
  readonly email: string;
  readonly telephone: string;
  readonly url: string;
}

const GIVEN_NAMES = ['Jan', 'An', 'Luc', 'Marie', 'Karl', 'Eva'];

const FAMILY_NAME: Readonly<Record<Language, string>> = { nl: 'Voorbeeld', fr: 'Exemple', de: 'Mustermann' };

const ROLE: Readonly<Record<Language, string>> = {
  nl: 'Personeelsdienst',
  fr: 'Service du personnel',
  de: 'Personalabteilung',
};

export function contactOf({ employer, language, textKey }: Profile): Contact {
  const givenName = at(GIVEN_NAMES, textKey);
  const familyName = FAMILY_NAME[language];
  return {
    name: `${givenName} ${familyName}`,
    givenName,
    familyName,
    role: ROLE[language],
    email: `jobs@${employer.domain}`,
    telephone: '+32 2 000 00 00',
    url: `https://${employer.domain}/jobs/${textKey.toString(36)}`,
  };
}
