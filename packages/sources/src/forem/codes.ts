import type { WorkingTimeRegime } from '@relais/vacancy';
import { CONTRACT_LIST as POSTING_CONTRACTS } from '../formats/hr-xml/codes.ts';
import type { CodeList } from '../records/codes.ts';

/** The set has labels alone. Most are those of the list for posting, whose codes they get; three are in no list. */
export const CONTRACT_LIST: CodeList = {
  scheme: POSTING_CONTRACTS.scheme,
  labels: {
    ...POSTING_CONTRACTS.labels,
    ...selfLabelled(["Contrat d'apprentissage", 'Stage', 'Contrat collaboration indépendant']),
  },
};

export const REGIME_LIST: CodeList = {
  scheme: 'forem-regime',
  labels: selfLabelled(['Temps plein', 'Temps partiel']),
};
export const REGIMES: Readonly<Record<string, WorkingTimeRegime>> = {
  'Temps plein': 'full-time',
  'Temps partiel': 'part-time',
};

/** Levels of ISCED 2011 by what a label of `niveauxetudes` says, the more particular ones first. */
export const STUDY_LEVELS: readonly (readonly [RegExp, number])[] = [
  [/\bsans\b|aucun|indifférent|petite enfance/i, 0],
  [/doctorat/i, 8],
  [/\bmaster|licence|maîtrise|universitaire long/i, 7],
  [/bachelier|baccalauréat|graduat/i, 6],
  [/post-?secondaire|7e|septième/i, 4],
  [/supérieur de cycle court/i, 5],
  [/secondaire.*(?:inférieur|premier cycle)|2e degré|deuxième degré|c\.?e\.?s\.?d/i, 2],
  [/secondaire|c\.?e\.?s\.?s|3e degré|troisième degré/i, 3],
  [/primaire|c\.?e\.?b/i, 1],
];

/** Countries as `lieuxtravailregion` names them, whose first level they are. */
export const COUNTRIES: Readonly<Record<string, string>> = {
  belgique: 'BE',
  france: 'FR',
  luxembourg: 'LU',
  'grand duché de luxembourg': 'LU',
  allemagne: 'DE',
  'pays bas': 'NL',
};

function selfLabelled(labels: readonly string[]): Record<string, string> {
  return Object.fromEntries(labels.map((label) => [label, label]));
}
