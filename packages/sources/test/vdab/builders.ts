export const REFERENCE = '11111111-1111-4111-8111-111111111111';

/** A vacancy in the shape of version 4, with everything that the tests do not say left plausible. */
export function vacancyV4(given: object = {}): Record<string, unknown> {
  return {
    vacatureReferentie: { interneReferentie: REFERENCE, vdabReferentie: 61234567, externeReferentie: 'EXT-9' },
    status: 'GEPUBLICEERD',
    versie: 4,
    bron: 'VDAB_VACATURE_OPENING',
    publicatieDatum: '2026-02-10',
    depublicatieDatum: '2026-04-10',
    aantalJobs: 2,
    internationaalOpengesteld: true,
    functie: {
      functieTitel: 'Technisch verkoper voor de binnendienst',
      omschrijving: '<p>Je verkoopt onderdelen en je helpt klanten aan de telefoon.</p>',
      beroepsprofiel: {
        code: 'M170601-1',
        label: 'Verkoper',
        ervaring: { code: '3', label: 'Minstens 2 jaar ervaring' },
      },
      jobdomeinen: [{ code: 'JOBCAT23', label: 'Verkoop' }],
    },
    vrijeVereiste: '<ul><li>Je werkt graag in team.</li></ul>',
    profiel: {
      vereisten: [
        { type: 'talen', code: 'N', label: 'Nederlands', score: { code: '15', label: 'zeer goed' } },
        { type: 'rijbewijs', code: 'B' },
        { type: 'studie', diplomaNiveau: { code: 'D', label: 'Bachelor' } },
      ],
    },
    arbeidsovereenkomst: {
      arbeidsContract: { code: 'G', label: 'Gewoon contract' },
      arbeidsContractDuur: { code: 'ONBEPAALD', label: 'Onbepaalde duur' },
      arbeidsRegime: { code: 'V', label: 'Voltijds' },
      arbeidsStelsel: [{ code: 'D', label: 'Dagwerk' }],
      aantalUur: 38,
      minimumBrutoLoon: null,
      maximumBrutoLoon: null,
      extra: '<p>Wij bieden een vast contract.</p>',
    },
    tewerkstellingsadres: {
      straat: 'Voorbeeldstraat',
      postcode: '9000',
      gemeente: ' GENT ',
      landCode: 'BE',
      regioCode: 'BE234',
      locatie: { latitude: 51.05, longitude: 3.72 },
    },
    leverancier: { naam: 'Onderdelen bv', kboNummer: '0403019261', type: 'GEWONE_BEDRIJVEN', prioriteit: 1 },
    sollicitatieprocedure: {
      omschrijving: '<p>Solliciteer met je cv.</p>',
      contactpersoon: { naam: 'An Voorbeeld', functie: 'HR', telefoonNummer: '02 000 00 00', email: null },
      sollicitatieVia: { webformulier: 'https://jobs.example.org/1', email: 'jobs@example.org', telefoon: null },
    },
    ...given,
  };
}

/** The same vacancy in the shape of version 2: bare codes. */
export function vacancyV2(given: object = {}): Record<string, unknown> {
  const v4 = vacancyV4();
  const bare = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(bare);
    if (value === null || typeof value !== 'object') return value;
    const members = Object.entries(value);
    const isCode = 'code' in value && members.every(([name]) => name === 'code' || name === 'label');
    return isCode ? value.code : Object.fromEntries(members.map(([name, member]) => [name, bare(member)]));
  };
  return { ...(bare(v4) as object), ...given };
}
