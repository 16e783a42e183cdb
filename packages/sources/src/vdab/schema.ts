import { z } from 'zod';
import { knownFields } from '../records/drift.ts';
import { DROPPED_FIELDS } from '../records/dropped.ts';
import { codeLeaf, flagLeaf, listOf, numberLeaf, textLeaf } from '../records/leaves.ts';

/*
 * Answers of the Vacatures API, versions 2 (bare codes) and 4 (`{code,label}`) in one. Any member may be missing, null or
 * an empty object; members that are not named here are passed over and counted, as VDAB counts new ones as compatible.
 */

const reference = z
  .object({
    interneReferentie: textLeaf,
    vdabReferentie: textLeaf,
    externeReferentie: textLeaf,
    hrxmlReferentie: textLeaf,
  })
  .nullish();

/** Version 4 answers `totaalAantalResultaten`, version 2 `aantal`. */
export const listAnswer = z.object({
  totaalAantalResultaten: numberLeaf,
  aantal: numberLeaf,
  resultaten: z.array(z.unknown()).nullish(),
  vacatures: z.array(z.unknown()).nullish(),
});

/** A row of `initial` or `bulk`: a reference and a status; a version where the service gives one. */
const listRow = z.object({
  vacatureReferentie: reference,
  interneReferentie: textLeaf,
  status: codeLeaf,
  versie: textLeaf,
});

export const ROW_FIELDS = knownFields(listRow);
/** Without these a list says nothing that could be relied on. */
export const ROW_MATTERS = ['vacatureReferentie.interneReferentie|interneReferentie', 'status'];

const address = z.object({
  straat: textLeaf,
  huisnummer: textLeaf,
  busnummer: textLeaf,
  postcode: textLeaf,
  gemeente: textLeaf,
  landCode: codeLeaf,
  regioCode: codeLeaf,
  provincie: codeLeaf,
  locatie: z.object({ latitude: numberLeaf, longitude: numberLeaf }).nullish(),
});
export type VdabAddress = z.output<typeof address>;

const occupation = z.union([
  z.string().transform((code) => ({ code, id: null, label: null, ervaring: null })),
  z.object({ code: textLeaf, id: textLeaf, label: textLeaf, ervaring: codeLeaf }),
]);

const requirement = z.object({
  type: textLeaf,
  code: textLeaf,
  label: textLeaf,
  score: codeLeaf,
  diplomaNiveau: codeLeaf,
});
export type VdabRequirement = z.output<typeof requirement>;

const client = z.object({
  naam: textLeaf,
  kboNummer: textLeaf,
  ondernemingsnummer: textLeaf,
  tonenOpdrachtgever: flagLeaf,
});

const agreement = z.object({
  arbeidsContract: codeLeaf,
  arbeidsContractDuur: codeLeaf,
  arbeidsRegime: codeLeaf,
  arbeidsStelsel: listOf(codeLeaf),
  aantalUur: numberLeaf,
  minimumBrutoLoon: numberLeaf,
  maximumBrutoLoon: numberLeaf,
  loonPeriode: codeLeaf,
  vermoedelijkeStartdatum: textLeaf,
  zoSpoedigMogelijkStarten: flagLeaf,
  extra: textLeaf,
});

const application = z.object({
  omschrijving: textLeaf,
  sollicitatieAdres: address.nullish(),
  contactpersoon: z.object({ naam: textLeaf, functie: textLeaf, telefoonNummer: textLeaf, email: textLeaf }).nullish(),
  sollicitatieVia: z
    .object({ webformulier: textLeaf, email: textLeaf, telefoon: textLeaf, extraInfoProcedure: textLeaf })
    .nullish(),
});
export type VdabApplication = z.output<typeof application>;

export const vdabVacancy = z.object({
  vacatureReferentie: reference,
  status: codeLeaf,
  versie: textLeaf,
  bron: codeLeaf,
  vacatureType: codeLeaf,
  publicatieDatum: textLeaf,
  depublicatieDatum: textLeaf,
  wijzigingsDatum: textLeaf,
  startDatum: textLeaf,
  aantalJobs: numberLeaf,
  internationaalOpengesteld: flagLeaf,
  functie: z
    .object({
      functieTitel: textLeaf,
      omschrijving: textLeaf,
      beroepsprofiel: listOf(occupation),
      jobdomeinen: listOf(codeLeaf),
    })
    .nullish(),
  vrijeVereiste: textLeaf,
  profiel: z
    .object({ vereisten: listOf(requirement), beroepCompetenties: listOf(occupation), opdrachtgever: client.nullish() })
    .nullish(),
  arbeidsovereenkomst: agreement.nullish(),
  tewerkstellingsadres: listOf(address),
  leverancier: z.object({ naam: textLeaf, kboNummer: textLeaf, type: codeLeaf }).nullish(),
  opdrachtgever: client.nullish(),
  sollicitatieprocedure: application.nullish(),
  dubbels: z.object({ parentUuid: textLeaf, parentId: textLeaf, dubbelIds: listOf(textLeaf) }).nullish(),
  assistentie: z.object({ irmAssistentie: z.object({ irmRegioCodes: listOf(codeLeaf) }).nullish() }).nullish(),
});
export type VdabVacancy = z.output<typeof vdabVacancy>;

/** A label that is left out stands in a code, which is read as one. */
const UNUSED = Object.keys(DROPPED_FIELDS.vdab).filter((path) => !path.endsWith('.label'));

export const VACANCY_FIELDS = knownFields(vdabVacancy, UNUSED);
/** A single vacancy may lack any of these; when most of them do, the interface has changed. */
export const VACANCY_MATTERS = [
  'functie.functieTitel',
  'functie.omschrijving|vrijeVereiste|arbeidsovereenkomst.extra',
  'publicatieDatum',
];
/** Whole deliveries of one employer may lack these. */
export const VACANCY_USUAL = [
  'leverancier.naam|leverancier.kboNummer',
  'tewerkstellingsadres.postcode|tewerkstellingsadres.gemeente|tewerkstellingsadres.regioCode|tewerkstellingsadres.provincie',
  'arbeidsovereenkomst.arbeidsContract',
];
