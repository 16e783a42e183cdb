import { z } from 'zod';
import { listOf, numberLeaf, textLeaf } from '../records/leaves.ts';

/** The answer of generation A (up to September 2026): `{total, items}`. */
export const answerA = z.object({ total: numberLeaf, items: z.array(z.unknown()) });
/** The answer of generation B (October 2026): `{total, offers}`. */
export const answerB = z.object({ total: numberLeaf, offers: z.array(z.unknown()) });

const employer = z.union([
  z.string().transform((name) => ({ nomFr: name, nomNl: null, nom: null })),
  z.object({ nomFr: textLeaf, nomNl: textLeaf, nom: textLeaf }),
]);

/** A row of either generation: A says `typeOffre` and `employeur`, B says `typeOffer` and `employer`. */
export const actirisOffer = z.object({
  reference: textLeaf,
  titreFr: textLeaf,
  titreNl: textLeaf,
  employeur: employer.nullish(),
  employer: employer.nullish(),
  numeroEntreprise: textLeaf,
  communeFr: textLeaf,
  communeNl: textLeaf,
  codePostal: textLeaf,
  codePays: textLeaf,
  codeDomaineImt: listOf(textLeaf),
  regimeTravail: textLeaf,
  typeContrat: textLeaf,
  typeContratLibelle: textLeaf,
  dureeContratLibelle: textLeaf,
  typeOffre: textLeaf,
  typeOffer: textLeaf,
  dateCreation: textLeaf,
  dateModification: textLeaf,
});
export type ActirisOffer = z.output<typeof actirisOffer>;

/** Members without which no row is understood. */
export const FIELDS_THAT_MATTER = ['reference', 'titreFr|titreNl'] as const;
