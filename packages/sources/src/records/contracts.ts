import type { ContractType } from '@relais/vacancy';
import { folded } from './codes.ts';

/** Contract forms by their French and Dutch labels, the more particular ones first. */
const BY_LABEL: readonly (readonly [RegExp, ContractType])[] = [
  [/interim.*option|intérim.*option/, 'temporary-agency-to-permanent'],
  [/intérim|interim|uitzend/, 'temporary-agency'],
  [/étudiant|etudiant|student/, 'student'],
  [/flexi/, 'flexi-job'],
  [/apprenti|leerling|leerplek/, 'apprenticeship'],
  [/\bstage/, 'internship'],
  [/remplacement|vervanging/, 'replacement'],
  [/indépendant|zelfstandig/, 'self-employed'],
  [/statutaire|statutair/, 'statutory'],
  [/journalier|saisonnier|occasion/, 'occasional'],
  [/bénévol|vrijwillig/, 'volunteer'],
  [/indéterminée|onbepaald/, 'permanent'],
  [/déterminée|nettement défini|bepaald/, 'fixed-term'],
];

/** The contract form that a label names, for codes that stand in no list; null when it names none. */
export function contractTypeOfLabel(label: string): ContractType | null {
  const text = folded(label);
  return BY_LABEL.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
