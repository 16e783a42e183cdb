import { nutsOfBelgianPostcode } from '@relais/vacancy';

/** A name in the official languages of Belgium. */
export interface Names {
  readonly nl: string;
  readonly fr: string;
  readonly de: string;
}

/** The names in the order Dutch, French, German. */
export function allNames({ nl, fr, de }: Names): readonly [string, string, string] {
  return [nl, fr, de];
}

/** Where in the country a place lies. */
export interface Area {
  readonly region: Names;
  /** Null in Brussels, which belongs to no province. */
  readonly province: Names | null;
  /** NUTS 2 code: the province, or Brussels. */
  readonly nuts2: string;
  /** NUTS 3 code (NUTS 2021): the arrondissement; null where it is not known. */
  readonly nuts3: string | null;
}

const REGIONS: Readonly<Record<string, Names>> = {
  BE1: {
    nl: 'Brussels Hoofdstedelijk Gewest',
    fr: 'Région de Bruxelles-Capitale',
    de: 'Region Brüssel-Hauptstadt',
  },
  BE2: { nl: 'Vlaams Gewest', fr: 'Région flamande', de: 'Flämische Region' },
  BE3: { nl: 'Waals Gewest', fr: 'Région wallonne', de: 'Wallonische Region' },
};

const PROVINCES: Readonly<Record<string, Names>> = {
  BE21: { nl: 'Antwerpen', fr: 'Anvers', de: 'Antwerpen' },
  BE22: { nl: 'Limburg', fr: 'Limbourg', de: 'Limburg' },
  BE23: { nl: 'Oost-Vlaanderen', fr: 'Flandre orientale', de: 'Ostflandern' },
  BE24: { nl: 'Vlaams-Brabant', fr: 'Brabant flamand', de: 'Flämisch-Brabant' },
  BE25: { nl: 'West-Vlaanderen', fr: 'Flandre occidentale', de: 'Westflandern' },
  BE31: { nl: 'Waals-Brabant', fr: 'Brabant wallon', de: 'Wallonisch-Brabant' },
  BE32: { nl: 'Henegouwen', fr: 'Hainaut', de: 'Hennegau' },
  BE33: { nl: 'Luik', fr: 'Liège', de: 'Lüttich' },
  BE34: { nl: 'Luxemburg', fr: 'Luxembourg', de: 'Luxemburg' },
  BE35: { nl: 'Namen', fr: 'Namur', de: 'Namur' },
};

/** NUTS 3 codes (NUTS 2021) by the first two digits of a NIS code, which name the arrondissement. */
const ARRONDISSEMENTS: Readonly<Record<string, string>> = {
  ...{ 11: 'BE211', 12: 'BE212', 13: 'BE213', 21: 'BE100', 23: 'BE241', 24: 'BE242', 25: 'BE310' },
  ...{ 31: 'BE251', 32: 'BE252', 33: 'BE253', 34: 'BE254', 35: 'BE255', 36: 'BE256', 37: 'BE257', 38: 'BE258' },
  ...{ 41: 'BE231', 42: 'BE232', 43: 'BE233', 44: 'BE234', 45: 'BE235', 46: 'BE236' },
  ...{ 51: 'BE32A', 52: 'BE32B', 53: 'BE323', 55: 'BE32C', 56: 'BE32D', 57: 'BE328', 58: 'BE329' },
  ...{ 61: 'BE331', 62: 'BE332', 63: 'BE335', 64: 'BE334', 71: 'BE224', 72: 'BE225', 73: 'BE223' },
  ...{ 81: 'BE341', 82: 'BE342', 83: 'BE343', 84: 'BE344', 85: 'BE345', 91: 'BE351', 92: 'BE352', 93: 'BE353' },
};

/** The German-speaking part of the arrondissement of Verviers has a NUTS 3 code of its own. */
const GERMAN_SPEAKING = {
  nuts3: 'BE336',
  codes: new Set('63001 63012 63013 63023 63040 63048 63061 63067 63087'.split(' ')),
  postcodes: new Set(
    '4700 4701 4710 4711 4720 4721 4728 4730 4731 4750 4760 4761 4770 4771 4780 4782 4783 4784 4790 4791'.split(' '),
  ),
};

/** NUTS 2 regions that are one arrondissement. */
const UNDIVIDED: Readonly<Record<string, string>> = { BE10: 'BE100', BE31: 'BE310' };

/** Where a Belgian postcode lies, by bpost's number ranges; null for what is none. */
export function areaOfPostcode(postcode: string): Area | null {
  const nuts2 = nutsOfBelgianPostcode(postcode);
  if (nuts2 === null) return null;
  const isGerman = GERMAN_SPEAKING.postcodes.has(postcode);
  return areaOf(nuts2, isGerman ? GERMAN_SPEAKING.nuts3 : (UNDIVIDED[nuts2] ?? null));
}

/** Where a municipality lies, by its NIS code; null for a code of no arrondissement. */
export function areaOfNis(nis: string): Area | null {
  const nuts3 = GERMAN_SPEAKING.codes.has(nis) ? GERMAN_SPEAKING.nuts3 : ARRONDISSEMENTS[nis.slice(0, 2)];
  return nuts3 === undefined ? null : areaOf(nuts3.slice(0, 4), nuts3);
}

/** NUTS 2 code by the name of a province in any language, or of Brussels' region; undefined for other names. */
export function nutsOfProvince(name: string): string | undefined {
  const named = ([, names]: [string, Names]) => allNames(names).includes(name);
  const brussels = Object.entries({ BE10: REGIONS['BE1'] }) as [string, Names][];
  return [...Object.entries(PROVINCES), ...brussels].find(named)?.[0];
}

function areaOf(nuts2: string, nuts3: string | null): Area | null {
  const region = REGIONS[nuts2.slice(0, 3)];
  return region === undefined ? null : { region, province: PROVINCES[nuts2] ?? null, nuts2, nuts3 };
}
