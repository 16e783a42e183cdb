import type { ContractType, PayPeriod } from '@relais/vacancy';
import type { CodeList } from '../records/codes.ts';

/** `typeContrat` of "Offres d'emploi v2". */
export const CONTRACT_LIST: CodeList = {
  scheme: 'france-travail-contract',
  labels: {
    CDI: 'Contrat à durée indéterminée',
    CDD: 'Contrat à durée déterminée',
    MIS: 'Mission intérimaire',
    SAI: 'Travail saisonnier',
    LIB: 'Profession libérale',
    CCE: 'Profession commerciale',
    DIN: 'CDI intérimaire',
    DDI: "Contrat à durée déterminée d'insertion",
    FRA: 'Franchise',
    REP: "Reprise d'entreprise",
    TTI: 'Travail temporaire insertion',
  },
};

export const CONTRACT_TYPES: Readonly<Record<string, ContractType>> = {
  CDI: 'permanent',
  CDD: 'fixed-term',
  MIS: 'temporary-agency',
  SAI: 'seasonal',
  LIB: 'self-employed',
  CCE: 'self-employed',
  DIN: 'temporary-agency',
  DDI: 'social-economy',
  FRA: 'self-employed',
  REP: 'self-employed',
  TTI: 'social-economy',
};

export const NATURE_SCHEME = 'france-travail-contract-nature';

/** `experienceExige`: D beginners accepted, S wished, E demanded. */
export const EXPERIENCE_LIST: CodeList = {
  scheme: 'france-travail-experience',
  labels: { D: 'Débutant accepté', S: 'Expérience souhaitée', E: 'Expérience exigée' },
};

/** Levels of ISCED 2011 by the beginning of `niveauLibelle`, longest first. */
export const STUDY_LEVELS: readonly (readonly [RegExp, number])[] = [
  [/^aucune formation/i, 0],
  [/^primaire|^[46]e|^3e achevée|^bepc/i, 2],
  [/^cap\b|^bep\b/i, 3],
  [/^bac ou|^bac$/i, 3],
  [/^bac\s*\+\s*2/i, 5],
  [/^bac\s*\+\s*[34]/i, 6],
  [/^bac\s*\+\s*[5-9]/i, 7],
];

/** First word of `salaire.libelle`, with the amounts that are believable for the period (sources mix them up). */
export const PAY_PERIODS: Readonly<Record<string, { period: PayPeriod; from: number; to: number }>> = {
  horaire: { period: 'hour', from: 5, to: 500 },
  mensuel: { period: 'month', from: 100, to: 50_000 },
  annuel: { period: 'year', from: 2_000, to: 600_000 },
};
