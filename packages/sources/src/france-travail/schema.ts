import { z } from 'zod';
import { flagLeaf, listOf, numberLeaf, textLeaf } from '../records/leaves.ts';

/** The answer of `GET /offres/search`. */
export const searchAnswer = z.object({ resultats: z.array(z.unknown()) });

const required = { exigence: textLeaf };

/** An offer of "Offres d'emploi v2". Any member may be missing or an empty object; others are ignored. */
export const franceTravailOffer = z.object({
  id: textLeaf,
  intitule: textLeaf,
  description: textLeaf,
  dateCreation: textLeaf,
  dateActualisation: textLeaf,
  lieuTravail: z
    .object({
      libelle: textLeaf,
      latitude: numberLeaf,
      longitude: numberLeaf,
      codePostal: textLeaf,
      commune: textLeaf,
    })
    .nullish(),
  romeCode: textLeaf,
  romeLibelle: textLeaf,
  appellationlibelle: textLeaf,
  entreprise: z.object({ nom: textLeaf, description: textLeaf }).nullish(),
  typeContrat: textLeaf,
  typeContratLibelle: textLeaf,
  natureContrat: textLeaf,
  alternance: flagLeaf,
  experienceExige: textLeaf,
  experienceLibelle: textLeaf,
  experienceCommentaire: textLeaf,
  formations: listOf(
    z.object({
      codeFormation: textLeaf,
      domaineLibelle: textLeaf,
      niveauLibelle: textLeaf,
      commentaire: textLeaf,
      ...required,
    }),
  ),
  langues: listOf(z.object({ libelle: textLeaf, ...required })),
  permis: listOf(z.object({ libelle: textLeaf, ...required })),
  competences: listOf(z.object({ code: textLeaf, libelle: textLeaf, ...required })),
  qualitesProfessionnelles: listOf(z.object({ libelle: textLeaf })),
  salaire: z
    .object({ libelle: textLeaf, commentaire: textLeaf, complement1: textLeaf, complement2: textLeaf })
    .nullish(),
  dureeTravailLibelle: textLeaf,
  dureeTravailLibelleConverti: textLeaf,
  contexteTravail: z.object({ horaires: listOf(textLeaf), conditionsExercice: listOf(textLeaf) }).nullish(),
  complementExercice: textLeaf,
  contact: z
    .object({
      nom: textLeaf,
      coordonnees1: textLeaf,
      coordonnees2: textLeaf,
      coordonnees3: textLeaf,
      courriel: textLeaf,
      telephone: textLeaf,
      urlPostulation: textLeaf,
    })
    .nullish(),
  agence: z.object({ courriel: textLeaf, telephone: textLeaf }).nullish(),
  nombrePostes: numberLeaf,
  codeNAF: textLeaf,
  secteurActivite: textLeaf,
  secteurActiviteLibelle: textLeaf,
  origineOffre: z
    .object({
      origine: textLeaf,
      urlOrigine: textLeaf,
      partenaires: listOf(z.object({ nom: textLeaf, url: textLeaf })),
    })
    .nullish(),
});
export type FranceTravailOffer = z.output<typeof franceTravailOffer>;

/** Members without which no offer is understood. */
export const FIELDS_THAT_MATTER = ['id', 'intitule'] as const;
