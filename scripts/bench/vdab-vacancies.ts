/** Vacancies in the shape of VDAB's API 4.2, written from their index; made-up texts of the usual length and markup. */
const TITLES =
  'Magazijnier,Zorgkundige,Elektricien,Boekhouder,Lasser,Verpleegkundige,Kok,Analist,Chauffeur CE,Onderhoudstechnieker,Leerkracht wiskunde,Medewerker onthaal'.split(
    ',',
  );
const TOWNS =
  '9000 Gent,2000 Antwerpen,3000 Leuven,8500 Kortrijk,3500 Hasselt,1000 Brussel,9300 Aalst,2800 Mechelen,8800 Roeselare,9100 Sint-Niklaas'.split(
    ',',
  );
const SENTENCES = [
  'Je werkt samen met een team dat elke dag klaar staat voor klanten en partners.',
  'Je volgt de planning op en meldt wat afwijkt aan je verantwoordelijke.',
  'Samen met je collega’s zorg je dat bestellingen op tijd en volledig vertrekken.',
  'We bieden een contract van onbepaalde duur, maaltijdcheques &amp; een groepsverzekering.',
  'Je krijgt een opleiding op de werkvloer en een vaste begeleider gedurende het eerste jaar.',
  'Je houdt het dossier bij, controleert de gegevens en overlegt met de andere diensten.',
  'Veiligheid en kwaliteit komen op de eerste plaats: je gebruikt de juiste materialen.',
  'Ervaring is een pluspunt, maar motivatie en stiptheid tellen minstens even zwaar.',
];
const BODIES_THERE_ARE = 400;
const MULTIPLIER = 0x9e3779b1;
const INVERSE = 0x0e8b2f51;

/** A UUID that leads back to its index. */
export function referenceOf(index: number): string {
  const head = (Math.imul(index, MULTIPLIER) >>> 0).toString(16).padStart(8, '0');
  return `${head}-0000-4000-8000-0000${head}`;
}

export function indexOf(reference: string): number {
  return Math.imul(Number.parseInt(reference.slice(0, 8), 16), INVERSE) >>> 0;
}

/** Everything but reference, number and title is one of some hundred bodies, so that the server is never what is measured. */
const BODIES = Array.from({ length: BODIES_THERE_ARE }, (_, number) => JSON.stringify(bodyOf(number)).slice(1));

/** The vacancy as JSON text. */
export function detailOf(index: number): string {
  const title = `${TITLES[index % TITLES.length] ?? ''} ${index}`;
  const body = (BODIES[index % BODIES_THERE_ARE] ?? '').replace('"functieTitel":""', `"functieTitel":"${title}"`);
  const reference = `{"interneReferentie":"${referenceOf(index)}","vdabReferentie":${70_000_000 + index}}`;
  return `{"vacatureReferentie":${reference},${body}`;
}

function bodyOf(number: number): object {
  const [postcode = '', gemeente = ''] = (TOWNS[number % TOWNS.length] ?? '').split(/ (.*)/s);
  const code = (value: string, label: string) => ({ code: value, label });
  return {
    status: 'GEPUBLICEERD',
    versie: 1,
    bron: 'VDAB_VACATURE_OPENING',
    vacatureType: 'SJABLOON',
    publicatieDatum: '2026-11-01',
    depublicatieDatum: '2027-01-31',
    aantalJobs: 1 + (number % 3),
    internationaalOpengesteld: false,
    functie: {
      functieTitel: '',
      omschrijving: `<p>${sentences(number, 4).join(' ')}</p><h3>Taken</h3><ul>${listed(number + 1, 8)}</ul>`,
      beroepsprofiel: [
        { code: `D${100_000 + (number % 900)}-1`, label: 'Beroep', ervaring: code('2', 'Minstens 2 jaar') },
      ],
    },
    vrijeVereiste: `<ul>${listed(number + 3, 6)}</ul>`,
    arbeidsovereenkomst: {
      arbeidsContract: code('G', 'Gewoon contract'),
      arbeidsContractDuur: code('ONBEPAALD', 'Onbepaalde duur'),
      arbeidsRegime: code('V', 'Voltijds'),
      aantalUur: 38,
      extra: `<p>${sentences(number, 3).join(' ')}</p>`,
    },
    tewerkstellingsadres: {
      ...{ straat: 'Voorbeeldstraat', huisnummer: String(1 + (number % 90)), postcode, gemeente, landCode: 'BE' },
      locatie: { latitude: 51, longitude: 4.4 },
    },
    leverancier: { naam: `Bedrijf ${number} BV`, type: 'GEWONE_BEDRIJVEN', prioriteit: 1 },
    sollicitatieprocedure: {
      cvGewenst: true,
      motivatiebriefGewenst: false,
      omschrijving: '<p>Solliciteer met je cv en een korte brief.</p>',
      contactpersoon: { naam: 'An Voorbeeld', functie: 'HR', telefoonNummer: '09 000 00 00', email: 'jobs@example.be' },
      sollicitatieVia: { webformulier: 'https://jobs.example/solliciteren', email: 'jobs@example.be', brief: false },
    },
  };
}

function sentences(from: number, length: number): string[] {
  return Array.from({ length }, (_, at) => SENTENCES[(from * 3 + at) % SENTENCES.length] ?? '');
}

function listed(from: number, length: number): string {
  return sentences(from, length)
    .map((sentence) => `<li>${sentence}</li>`)
    .join('');
}
