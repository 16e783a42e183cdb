import { describe, expect, test } from 'vitest';
import { readDrop } from '../drop/read-drop.ts';
import { foremOpening } from './openings.ts';

function read(given: Parameters<typeof foremOpening>[0] = {}) {
  const [item] = readDrop(foremOpening(given), {}, 'forem');
  if (item?.kind !== 'vacancy') throw new Error(`not a vacancy: ${JSON.stringify(item)}`);
  return item;
}

const competency = (name: string, id: string, inside = '') =>
  `<Competency name="${name}"><CompetencyId id="${id}" description="${name}"/><TaxonomyId id="x"/>${inside}</Competency>`;

describe('a PositionOpening in the dialect of Le Forem', () => {
  test('keeps identity, dates, codes, place and positions', () => {
    const { vacancy, reference } = read();
    expect(reference).toBe('2030588');
    expect(vacancy).toMatchObject({
      titles: { fr: 'Infirmier / Infirmière' },
      descriptions: { fr: { plain: 'Vous soignez.', html: '<p>Vous soignez.</p>' } },
      publication: { from: '2026-02-01', until: '2026-04-01' },
      contract: { type: 'permanent', startDate: '2026-03-01', startsImmediately: true },
      workingTime: { regime: 'full-time', shifts: [{ scheme: 'hr-xml-shift', code: 'x:Night Work' }] },
      positions: 3,
      workplaces: [{ country: 'BE', postcode: '5000', municipality: 'NAMUR', nuts: 'BE35' }],
      requirements: { experience: { months: 24 } },
      unknownCodes: [],
    });
    expect(vacancy.occupations).toEqual([
      { scheme: 'rome', code: 'J1506' },
      { scheme: 'competent1', code: 'J150601-2', label: 'Infirmier' },
    ]);
    expect(vacancy.employer.sectors).toEqual([{ scheme: 'nacebel2008', code: '8610100' }]);
  });

  test.each([
    ['IN', 'temporary-agency-to-permanent', []],
    ['D0', 'fixed-term', []],
    ['XX', 'other', ['PositionClassification=XX']],
  ])('with contract %s is %s', (code, type, unknown) => {
    const { vacancy } = read({ contract: `<PositionClassification>${code}</PositionClassification>` });
    expect([vacancy.contract.type, vacancy.unknownCodes]).toEqual([type, unknown]);
  });

  test('reads competencies by their name', () => {
    const competencies = [
      competency('Study Code', '6'),
      competency('Drivers License', 'C1+E'),
      competency(
        'Language',
        'nl',
        '<CompetencyEvidence><NumericValue minValue="1" maxValue="6">4</NumericValue></CompetencyEvidence>',
      ),
      competency('Competency', '16987'),
      competency('Office Skills', '20'),
      competency('Juggling', 'J1'),
    ].join('');
    const { requirements, unknownCodes } = read({ competencies }).vacancy;
    expect(requirements.studies).toMatchObject([{ isced: 6 }]);
    expect(requirements.drivingLicences).toEqual([{ category: 'C1E', required: true }]);
    expect(requirements.languages).toEqual([{ language: 'nl', level: 'B2', required: true }]);
    expect(requirements.skills.map(({ code }) => code.scheme)).toEqual([
      'competent1-competence',
      'digcomp-area',
      'hr-xml-juggling',
    ]);
    expect(unknownCodes).toEqual(['Competency=Juggling']);
  });

  test('has pay with the interval that it names, else its words', () => {
    const pay = (interval: string) =>
      `<RemunerationPackage><BasePay currencyCode="EUR" baseInterval="${interval}"><BasePayAmountMin>2500.0</BasePayAmountMin></BasePay></RemunerationPackage>`;
    expect(read({ pay: pay('Monthly') }).vacancy.pay).toEqual({
      minimum: 2500,
      maximum: null,
      currency: 'EUR',
      period: 'month',
    });
    expect(read({ pay: pay('PerProject') }).vacancy).toMatchObject({ pay: null, payText: '2500 EUR PerProject' });
  });

  test('asks for help by active mediation', () => {
    const userArea = '<UserArea><ActiveMediation><Region>O</Region><Region>B</Region></ActiveMediation></UserArea>';
    expect(read({ userArea }).vacancy.flags).toMatchObject({ interregionalHelp: ['O', 'B'], activeManagement: true });
  });

  test('keeps the company text for the employer, and persons apart', () => {
    const descriptions =
      '<FormattedPositionDescription><Name>companyPromotionalText</Name><Value>Nous.</Value></FormattedPositionDescription><FormattedPositionDescription><Name>contractInformation</Name><Value>CDI.</Value></FormattedPositionDescription>';
    const apply =
      '<PersonName><PreferredGivenName>An</PreferredGivenName><FamilyName>Exemple</FamilyName></PersonName><ApplicationMethod><Telephone><AreaCityCode>02</AreaCityCode><SubscriberNumber>0000000</SubscriberNumber></Telephone><InternetWebAddress>https://jobs.example.org</InternetWebAddress></ApplicationMethod><UserArea><Comments>Postulez.</Comments></UserArea>';
    const { vacancy, contact } = read({ descriptions, apply });
    expect(vacancy.employer.description).toBe('Nous.');
    expect(vacancy.descriptions['fr']?.plain).toBe('CDI.');
    expect(vacancy.application).toEqual({ url: 'https://jobs.example.org', instructions: 'Postulez.' });
    expect(contact).toMatchObject({ name: 'An Exemple', telephone: '02 0000000' });
  });

  test('tolerates what public clients get wrong: another name for a flag, another order, no wrapper', () => {
    const { vacancy } = read({
      dates: '<StartDate>2026-03-01</StartDate><as_soon_as_possible>false</as_soon_as_possible>',
      places:
        '<PhysicalLocation><PostalAddress><PostalCode>12345</PostalCode><CountryCode>BE</CountryCode></PostalAddress></PhysicalLocation>',
    });
    expect(vacancy.contract.startsImmediately).toBe(false);
    expect(vacancy.workplaces).toMatchObject([{ country: 'BE', postcode: '12345', nuts: null }]);
  });
});

describe('the services behind a PositionOpening', () => {
  const id = (owner: string, value: string) => `<Id idOwner="${owner}"><IdValue>${value}</IdValue></Id>`;

  test('its own employer supplies an own offer', () => {
    expect(read().vacancy.origin).toMatchObject({ service: 'forem', provenance: 'own', hops: ['forem'] });
    expect(read().vacancy.supplier).toMatchObject({ type: 'employer', enterpriseNumber: '0403019261' });
  });

  test('somebody else supplies an offer of which nothing more is known', () => {
    const supplier =
      '<PositionSupplier><SupplierId idOwner="PartnerCode"><IdValue>JB1</IdValue></SupplierId><EntityName>Jobbord</EntityName></PositionSupplier>';
    const { origin, supplier: read_ } = read({ supplier }).vacancy;
    expect(origin).toMatchObject({ service: 'forem', provenance: 'unknown', channel: 'Jobbord' });
    expect(read_).toMatchObject({ type: 'unknown', rawType: 'PartnerCode', enterpriseNumber: null });
  });

  test('a number of another service makes it an echo of that one, in whatever order the numbers stand', () => {
    for (const ids of [id('LEFOREM', '7') + id('VDAB', 'v-1'), id('VDAB', 'v-1') + id('LEFOREM', '7')]) {
      const { vacancy, reference } = read({ ids });
      expect(reference).toBe('7');
      expect(vacancy.origin).toMatchObject({
        service: 'vdab',
        reference: 'v-1',
        hops: ['vdab', 'forem'],
        provenance: 'echo',
      });
    }
  });

  test('a service that supplies it makes it an echo', () => {
    const supplier =
      '<PositionSupplier><SupplierId idOwner="PartnerCode"><IdValue>ACTIRIS</IdValue></SupplierId></PositionSupplier>';
    expect(read({ supplier }).vacancy.origin).toMatchObject({ service: 'actiris', hops: ['actiris', 'forem'] });
    expect(read({ supplier }).vacancy.supplier?.type).toBe('public-service');
  });
});

test.each(['Inactive', 'Pending', 'closed'])('a document with status %s is a withdrawal', (status) => {
  const [item] = readDrop(foremOpening({ status: `<Status>${status}</Status>` }), {}, 'forem');
  expect(item).toEqual({ kind: 'withdrawn', position: 0, reference: '2030588', reason: 'status' });
});

test('a document without a number is unreadable', () => {
  expect(readDrop(foremOpening({ ids: '' }), {}, 'forem')).toMatchObject([{ code: 'RECORD_WITHOUT_REFERENCE' }]);
});
