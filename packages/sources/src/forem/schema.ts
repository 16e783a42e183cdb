import { z } from 'zod';
import { listOf, numberLeaf, textLeaf } from '../records/leaves.ts';

/** The answer of `/records`, of which only the number of rows is read. */
export const recordsAnswer = z.object({ total_count: numberLeaf });

/** A row of the data set: 24 columns, any of which may be null but the number. Others are ignored. */
export const foremOffer = z.object({
  numerooffreforem: textLeaf,
  titreoffre: textLeaf,
  nomemployeur: textLeaf,
  lieuxtravaillocalite: listOf(textLeaf),
  lieuxtravailcodepostal: listOf(textLeaf),
  lieuxtravailregion: listOf(textLeaf),
  lieuxtravailregionnuts: listOf(textLeaf),
  lieuxtravailgeo: listOf(z.object({ lon: numberLeaf, lat: numberLeaf }).nullable()),
  typecontrat: textLeaf,
  regimetravail: textLeaf,
  nombrepostes: numberLeaf,
  niveauxetudes: listOf(textLeaf),
  langues: listOf(textLeaf),
  languescodeiso2: listOf(textLeaf),
  secteurs: listOf(textLeaf),
  permisdeconduire: listOf(textLeaf),
  experiencerequise: textLeaf,
  metier: textLeaf,
  metiercodedimeco: textLeaf,
  source: textLeaf,
  referenceexterne: textLeaf,
  url: textLeaf,
  datedebutdiffusion: textLeaf,
  datefindiffusion: textLeaf,
});
export type ForemOffer = z.output<typeof foremOffer>;

/** Columns without which nothing of the set is understood. */
export const FIELDS_THAT_MATTER = ['numerooffreforem', 'titreoffre'] as const;
