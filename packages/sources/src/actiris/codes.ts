import type { ContractType } from '@relais/vacancy';
import type { CodeList } from '../records/codes.ts';

/** Contract types seen in public answers; the full list is not publicly documented. */
export const CONTRACT_LIST: CodeList = {
  scheme: 'actiris-contract',
  labels: { CDI: 'Durée indéterminée', CDD: 'Durée déterminée', INTERIM: 'Intérimaire' },
};

export const CONTRACT_TYPES: Readonly<Record<string, ContractType>> = {
  CDI: 'permanent',
  CDD: 'fixed-term',
  INTERIM: 'temporary-agency',
};

/** Working regimes: the meaning of the codes (such as `NO`) is not publicly documented. */
export const REGIME_LIST: CodeList = { scheme: 'actiris-regime', labels: {} };
