import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemOf } from '../../src/vdab/records.ts';
import { REFERENCE, vacancyV2, vacancyV4 } from './builders.ts';

const profile = {
  name: 'vdab',
  service: 'vdab',
  zone: 'Europe/Brussels',
  licence: { identifier: 'agreement', attribution: 'VDAB', shareAlike: false },
  publicUrl: 'https://www.vdab.be/vindeenjob/vacatures/{reference}',
};

function read(raw: unknown) {
  const item = itemOf(raw, 0, profile);
  if (item.kind !== 'vacancy') throw new Error(`not a vacancy: ${JSON.stringify(item)}`);
  return item;
}

describe('a vacancy of VDAB', () => {
  test('reads the same from version 2 with bare codes as from version 4 with labels, save for those labels', () => {
    const strip = (value: unknown) =>
      JSON.parse(JSON.stringify(value, (key, member) => (key === 'label' ? undefined : member)));
    expect(strip(read(vacancyV2()).vacancy)).toEqual(strip(read(vacancyV4()).vacancy));
  });

  test.each(['constructor', '__proto__'])(
    'with requirements and codes called %s is kept, and they are counted',
    (name) => {
      const profiel = {
        vereisten: [
          { type: name, code: name },
          { type: 'talen', label: name },
        ],
      };
      const { vacancy } = read(vacancyV4({ profiel, leverancier: { naam: 'Bedrijf bv', type: name } }));
      expect(vacancy.requirements.languages).toEqual([]);
      expect(vacancy.requirements.skills).toMatchObject([{ code: { code: name } }]);
      expect(vacancy.supplier?.type).toBe('unknown');
      expect(vacancy.unknownCodes).toContain(`profiel.vereisten.type=${name}`);
    },
  );

  test('keeps identity, dates, place and flags', () => {
    const { vacancy, reference } = read(vacancyV4());
    expect(reference).toBe(REFERENCE);
    expect(vacancy).toMatchObject({
      sourceVersion: '4',
      url: 'https://www.vdab.be/vindeenjob/vacatures/61234567',
      positions: 2,
      publication: { from: '2026-02-10', until: '2026-04-10' },
      flags: { international: true },
      licence: { identifier: 'agreement' },
    });
    expect(vacancy.workplaces).toEqual([
      {
        country: 'BE',
        postcode: '9000',
        municipality: 'GENT',
        municipalityCode: null,
        nuts: 'BE234',
        latitude: 51.05,
        longitude: 3.72,
      },
    ]);
  });

  test('has its language from the text, and all three texts together', () => {
    const { vacancy } = read(vacancyV4());
    expect(vacancy.titles).toEqual({ nl: 'Technisch verkoper voor de binnendienst' });
    expect(vacancy.descriptions['nl']?.plain).toBe(
      'Je verkoopt onderdelen en je helpt klanten aan de telefoon.\n\n- Je werkt graag in team.\n\nWij bieden een vast contract.',
    );
  });

  test('without a description falls back to the text of the agreement', () => {
    const functie = { functieTitel: 'Poetshulp in Gent en omgeving', omschrijving: '' };
    const { vacancy } = read(vacancyV4({ functie, vrijeVereiste: null }));
    expect(vacancy.descriptions['nl']?.plain).toBe('Wij bieden een vast contract.');
  });

  test('reads requirements by their type, and keeps types that nobody knows', () => {
    const vereisten = [
      { type: 'talen', label: 'Frans', score: { label: 'goed' } },
      { type: 'talen', label: 'Klingon' },
      { type: 'rijbewijs', code: 'D_VAK' },
      { type: 'rijbewijs', code: '0' },
      { type: 'studie', label: 'Bachelor verpleegkunde', diplomaNiveau: { label: 'Bachelor' } },
      { type: 'attest', code: 'VCA', label: 'VCA' },
      { type: 'competentie', code: '16987', label: 'Orders opvolgen' },
      { type: 'kennis', code: '263af849-d6f5-425b-9eb9-41aefc558f96', label: 'Excel' },
      { type: 'zwaartekracht', code: 'ZK1', label: 'Iets nieuws' },
    ];
    const { requirements, unknownCodes } = read(vacancyV4({ profiel: { vereisten } })).vacancy;
    expect(requirements.languages).toEqual([{ language: 'fr', level: null, required: true }]);
    expect(requirements.drivingLicences).toEqual([{ category: 'D', required: true }]);
    expect(requirements.studies).toMatchObject([{ isced: 6, code: { code: 'Bachelor verpleegkunde' } }]);
    expect(requirements.certificates).toMatchObject([{ code: 'VCA' }]);
    expect(requirements.skills.map(({ code }) => `${code.scheme}:${code.code}`)).toEqual([
      'competent1-competence:16987',
      'competent2-competence:263af849-d6f5-425b-9eb9-41aefc558f96',
      'vdab-zwaartekracht:ZK1',
    ]);
    expect(unknownCodes).toEqual(['profiel.vereisten.talen=klingon', 'profiel.vereisten.type=zwaartekracht']);
  });

  test('keeps Competent 1, Competent 2 and the job domain side by side, by the shape of the code', () => {
    const beroepCompetenties = [
      { versie: 'legacyRelease', code: 'M120101-1' },
      { versie: '2.0', id: '263af849-d6f5-425b-9eb9-41aefc558f96', label: 'Software ontwikkelaar' },
    ];
    const functie = {
      functieTitel: 'Ontwikkelaar van software',
      beroepsprofiel: { code: 'OP-20' },
      jobdomeinen: ['JOBCAT10'],
    };
    const { occupations } = read(vacancyV4({ functie, profiel: { beroepCompetenties } })).vacancy;
    expect(occupations.map(({ scheme, code }) => `${scheme}:${code}`)).toEqual([
      'competent2-op:OP-20',
      'competent1:M120101-1',
      'competent2:263af849-d6f5-425b-9eb9-41aefc558f96',
      'vdab-jobdomein:JOBCAT10',
    ]);
  });

  test.each([
    ['G', 'ONBEPAALD', 'permanent'],
    ['G', 'BEPAALD', 'fixed-term'],
    ['IV', 'BEPAALD', 'temporary-agency-to-permanent'],
    ['IN', null, 'other'],
    ['WS', null, 'other'],
    ['QX', null, 'other'],
    [null, 'ONBEPAALD', 'permanent'],
  ])('with contract %s for %s is %s', (arbeidsContract, arbeidsContractDuur, type) => {
    const { contract } = read(vacancyV4({ arbeidsovereenkomst: { arbeidsContract, arbeidsContractDuur } })).vacancy;
    expect(contract.type).toBe(type);
  });

  test('reads codes from their labels alone, and counts the ones that no list has', () => {
    const arbeidsovereenkomst = {
      arbeidsContract: { label: 'Werfreserve' },
      arbeidsRegime: { label: 'voltijds' },
      arbeidsStelsel: [{ label: 'Nachtwerk' }],
    };
    const { vacancy } = read(vacancyV4({ arbeidsovereenkomst }));
    expect(vacancy.contract.codes).toEqual([{ scheme: 'vdab-contract', code: 'WS', label: 'Werfreserve' }]);
    expect(vacancy.workingTime).toMatchObject({ regime: 'full-time', shifts: [{ code: 'Nachtwerk' }] });
    expect(vacancy.unknownCodes).toEqual(['arbeidsovereenkomst.arbeidsStelsel=Nachtwerk']);
  });

  test('gives pay only with a period, else its words', () => {
    const terms = { minimumBrutoLoon: 2500, maximumBrutoLoon: 3100.5 };
    expect(read(vacancyV4({ arbeidsovereenkomst: terms })).vacancy).toMatchObject({
      pay: null,
      payText: '2500 – 3100.5 EUR',
    });
    const monthly = { ...terms, loonPeriode: { code: 'M', label: 'Maand' } };
    expect(read(vacancyV4({ arbeidsovereenkomst: monthly })).vacancy).toMatchObject({
      pay: { minimum: 2500, maximum: 3100.5, currency: 'EUR', period: 'month' },
      payText: null,
    });
  });

  test('keeps contact data apart', () => {
    const { vacancy, contact } = read(vacancyV4());
    expect(vacancy.application).toEqual({ url: 'https://jobs.example.org/1', instructions: 'Solliciteer met je cv.' });
    expect(contact).toEqual({
      name: 'An Voorbeeld',
      role: 'HR',
      email: 'jobs@example.org',
      telephone: '02 000 00 00',
      postalAddress: null,
    });
    expect(JSON.stringify(vacancy)).not.toMatch(/An Voorbeeld|jobs@example/);
  });

  test('leads to its parent by reference, and bears the number by which its parent names it', () => {
    const child = read(vacancyV4({ dubbels: { parentUuid: 'parent-1', dubbelIds: [] } })).vacancy;
    const bare = read(vacancyV4({ vacatureReferentie: { interneReferentie: REFERENCE } })).vacancy;
    expect(child.aliases).toEqual(['61234567']);
    expect(bare).not.toHaveProperty('aliases');
    const parent = read(vacancyV4({ dubbels: { parentId: null, dubbelIds: ['child-1', 61234568] } })).vacancy;
    expect(child.duplicatesAtSource).toEqual(['parent-1']);
    expect(parent.duplicatesAtSource).toEqual(['child-1', '61234568']);
  });

  test('names its duplicates, and the regions that are asked for help', () => {
    const { vacancy } = read(
      vacancyV4({
        dubbels: { parentId: 'parent-1', dubbelIds: [7, REFERENCE, 8, 7] },
        assistentie: { irmAssistentie: { irmRegioCodes: ['W', { code: 'B' }] } },
      }),
    );
    expect(vacancy.duplicatesAtSource).toEqual(['parent-1', '7', '8']);
    expect(vacancy.flags.interregionalHelp).toEqual(['W', 'B']);
  });
});

describe('the companies behind a vacancy of VDAB', () => {
  const agency = { naam: 'Interimkantoor nv', kboNummer: '0428759497', type: 'INTERMEDIAIREN' };
  const client = { naam: 'Klant nv', ondernemingsnummer: '0893250333', tonenOpdrachtgever: true };

  test('an ordinary company is supplier and employer in one', () => {
    const { employer, supplier, origin } = read(vacancyV4()).vacancy;
    expect(employer).toMatchObject({ name: 'Onderdelen bv', enterpriseNumber: '0403019261' });
    expect(supplier).toMatchObject({ type: 'employer', rawType: 'GEWONE_BEDRIJVEN', reference: 'EXT-9' });
    expect(origin).toMatchObject({ service: 'vdab', provenance: 'own', hops: ['vdab'], reference: REFERENCE });
  });

  test('behind an agency the client is the employer', () => {
    const { employer, supplier, origin } = read(vacancyV4({ leverancier: agency, opdrachtgever: client })).vacancy;
    expect(employer).toMatchObject({ name: 'Klant nv', enterpriseNumber: '0893250333' });
    expect(supplier).toMatchObject({ name: 'Interimkantoor nv', type: 'agency', enterpriseNumber: '0428759497' });
    expect(origin.provenance).toBe('partner');
  });

  test('a client that does not want to be shown is not, and the agency does not take its place', () => {
    const hidden = { ...client, tonenOpdrachtgever: false };
    const { employer } = read(vacancyV4({ leverancier: agency, opdrachtgever: hidden })).vacancy;
    expect(employer).toMatchObject({ name: null, enterpriseNumber: null });
  });

  test.each(['0431150351', '0000000000', 'BE 0', null])('the number %s is not one', (kboNummer) => {
    const leverancier = { naam: 'Onderdelen bv', kboNummer, type: 'GEWONE_BEDRIJVEN' };
    expect(read(vacancyV4({ leverancier })).vacancy.employer.enterpriseNumber).toBeNull();
  });

  test.each([
    [{ bron: 'ACTIRIS_HRXML' }, 'actiris'],
    [{ leverancier: { naam: 'LE FOREM', kboNummer: null, type: 'DERDENLEVERANCIERS' } }, 'forem'],
    [{ leverancier: { naam: 'Een naam', kboNummer: '0236363165', type: 'DERDENLEVERANCIERS' } }, 'forem'],
  ])('%j is an echo of %s, under its own reference', (given, service) => {
    expect(read(vacancyV4(given)).vacancy.origin).toMatchObject({
      service,
      reference: 'EXT-9',
      hops: [service, 'vdab'],
      provenance: 'echo',
    });
  });
});

describe('a place of VDAB', () => {
  const placeOf = (tewerkstellingsadres: unknown) => read(vacancyV4({ tewerkstellingsadres })).vacancy.workplaces;

  test('may be a region alone, a province alone, or nothing at all', () => {
    expect(placeOf({ landCode: 'BE', regioCode: 'BE24' })).toMatchObject([
      { nuts: 'BE24', country: 'BE', postcode: null },
    ]);
    expect(placeOf({ provincie: { label: 'Provincie Henegouwen' }, locatie: {} })).toMatchObject([{ nuts: 'BE32' }]);
    expect(placeOf({})).toEqual([]);
    expect(placeOf(null)).toEqual([]);
  });

  test('has its region from its postcode where nothing better is said, and its postcode stays text', () => {
    expect(placeOf({ postcode: '7700', gemeente: 'MOESKROEN' })).toMatchObject([
      { country: 'BE', postcode: '7700', nuts: 'BE32', latitude: null },
    ]);
    expect(placeOf({ postcode: '0195', gemeente: 'OSLO', landCode: 'NO' })).toMatchObject([
      { country: 'NO', postcode: '0195', nuts: null },
    ]);
  });

  test('at latitude and longitude zero is not located', () => {
    expect(placeOf({ postcode: '9000', locatie: { latitude: 0, longitude: 0 } })).toMatchObject([{ latitude: null }]);
  });
});

describe('a record of VDAB that is no vacancy', () => {
  test.each(['NIET_GEPUBLICEERD', 'AFGESLOTEN', 'IETS_NIEUWS'])('with status %s is withdrawn', (status) => {
    expect(itemOf(vacancyV4({ status }), 5, profile)).toEqual({
      kind: 'withdrawn',
      position: 5,
      reference: REFERENCE,
      reason: 'status',
    });
  });

  test('that is a row of a list only says that the vacancy is there', () => {
    const row = { vacatureReferentie: { interneReferentie: REFERENCE }, status: 'GEPUBLICEERD' };
    expect(itemOf(row, 0, profile)).toEqual({ kind: 'present', position: 0, reference: REFERENCE });
  });

  test('without a reference, with a text beyond all measure, or without anything to show is unreadable', () => {
    expect(itemOf(vacancyV4({ vacatureReferentie: {} }), 0, profile)).toMatchObject({
      code: 'RECORD_WITHOUT_REFERENCE',
    });
    const long = itemOf(vacancyV4({ vrijeVereiste: 'x'.repeat(1_100_000) }), 0, profile);
    expect(long).toMatchObject({
      code: 'RECORD_INVALID',
      reference: REFERENCE,
    });
    expect(long.kind === 'unreadable' && long.reason).toMatch(/vrijeVereiste/);
    const empty = { functie: {}, vrijeVereiste: null, arbeidsovereenkomst: {} };
    expect(itemOf(vacancyV4(empty), 0, profile)).toMatchObject({ code: 'RECORD_EMPTY' });
  });

  test('never throws and never invents, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(['vacancy', 'present', 'withdrawn', 'unreadable']).toContain(itemOf(raw, 0, profile).kind);
      }),
    );
    const names = Object.keys(vacancyV4());
    fc.assert(
      fc.property(fc.subarray(names), fc.anything(), (spoiled, value) => {
        const raw = vacancyV4(Object.fromEntries(spoiled.map((name) => [name, value])));
        expect(itemOf(raw, 0, profile).position).toBe(0);
      }),
    );
  });
});
