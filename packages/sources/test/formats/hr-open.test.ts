import { describe, expect, test } from 'vitest';
import { readDrop } from '../drop/read-drop.ts';
import { hrOpenOpening, hrOpenProfile } from './openings.ts';

function read(given: Parameters<typeof hrOpenOpening>[0] = {}) {
  const [item] = readDrop(hrOpenOpening(given), {}, 'eures');
  if (item?.kind !== 'vacancy') throw new Error(`not a vacancy: ${JSON.stringify(item)}`);
  return item;
}

const withMore = (more: string) => read({ profiles: hrOpenProfile({ more }) }).vacancy;

describe('a PositionOpening of HR-Open 3.2', () => {
  test('keeps identity, dates, codes and place, whatever the prefixes', () => {
    const { vacancy, reference } = read();
    expect(reference).toBe('doc-1');
    expect(vacancy).toMatchObject({
      titles: { en: 'Cook' },
      descriptions: { en: { plain: 'You cook.' } },
      publication: { from: '2026-01-10', until: '2026-05-01' },
      occupations: [{ scheme: 'isco08', code: '5120' }],
      workplaces: [{ country: 'BE', postcode: '4700', municipality: 'Eupen', nuts: 'BE336' }],
      employer: { name: 'Kitchen', enterpriseNumber: '0403019261' },
      positions: 2,
      origin: { service: 'eures', provenance: 'unknown', channel: 'PES' },
    });
  });

  test('keeps the texts of each language apart', () => {
    const profiles =
      hrOpenProfile({}) + hrOpenProfile({ language: 'nl', title: 'Kok', content: '&lt;p&gt;Je kookt.&lt;/p&gt;' });
    const { titles, descriptions } = read({ profiles }).vacancy;
    expect(titles).toEqual({ en: 'Cook', nl: 'Kok' });
    expect(descriptions['nl']).toEqual({ plain: 'Je kookt.', html: '<p>Je kookt.</p>' });
  });

  test('reads contract, schedule, qualifications and flags by the lists of EURES', () => {
    const vacancy = withMore(`
      <h:PostingInstruction><h:PostingOptionCode>EURESFlag</h:PostingOptionCode></h:PostingInstruction>
      <h:PositionOfferingTypeCode>Seasonal</h:PositionOfferingTypeCode>
      <h:PositionScheduleTypeCode>FlexTime</h:PositionScheduleTypeCode>
      <h:ImmediateStartIndicator>true</h:ImmediateStartIndicator>
      <h:PositionQualifications>
        <h:PositionCompetency><h:CompetencyID>de</h:CompetencyID><h:TaxonomyID>language</h:TaxonomyID><h:RequiredProficiencyLevel><h:ScoreText>B2</h:ScoreText></h:RequiredProficiencyLevel><h:CompetencyDimension>cef-speaking-interaction</h:CompetencyDimension></h:PositionCompetency>
        <h:EducationRequirement><h:EducationLevelCode>3</h:EducationLevelCode></h:EducationRequirement>
        <h:ExperienceSummary><h:ExperienceCategory><h:CategoryCode listName="ISCO2008">5120</h:CategoryCode><h:Measure unitCode="year">2</h:Measure></h:ExperienceCategory></h:ExperienceSummary>
        <h:LicenseTypeCode>BE</h:LicenseTypeCode>
      </h:PositionQualifications>
      <h:WorkingLanguageCode>FR</h:WorkingLanguageCode><h:WorkingLanguageCode>DE</h:WorkingLanguageCode>`);
    expect(vacancy).toMatchObject({
      contract: { type: 'seasonal', startsImmediately: true },
      workingTime: { regime: 'any' },
      flags: { international: true },
      requirements: {
        experience: { months: 24 },
        studies: [{ isced: 3 }],
        drivingLicences: [{ category: 'BE', required: true }],
        languages: [
          { language: 'de', level: 'B2', required: true },
          { language: 'fr', level: null, required: true },
        ],
      },
    });
  });

  test.each([
    ['01.03.2026', '2026-03-01'],
    ['2026-03-01', '2026-03-01'],
    ['na', null],
  ])('takes the free text "%s" of a start date for %s', (text, expected) => {
    const more = `<h:PositionPeriod><h:StartDate><h:DateText>${text}</h:DateText></h:StartDate></h:PositionPeriod>`;
    expect(withMore(more).contract.startDate).toBe(expected);
  });

  test('keeps amounts without an interval in words', () => {
    const more =
      '<h:OfferedRemunerationPackage><h:RemunerationRange><h:RemunerationMinimumAmount currencyID="NOK">13</h:RemunerationMinimumAmount><h:RemunerationMaximumAmount currencyID="NOK">17341</h:RemunerationMaximumAmount></h:RemunerationRange></h:OfferedRemunerationPackage>';
    expect(withMore(more)).toMatchObject({ pay: null, payText: '13 – 17341 NOK' });
  });

  test('turns the ESCO form of an ISCO group into ISCO, and keeps ESCO occupations', () => {
    const more =
      '<h:JobCategoryCode listName="ESCO_Occupations">http://data.europa.eu/esco/isco/C2144</h:JobCategoryCode><h:JobCategoryCode listName="ESCO_Occupations">http://data.europa.eu/esco/occupation/0a1</h:JobCategoryCode><h:JobCategoryCode/>';
    expect(withMore(more).occupations.slice(1)).toEqual([
      { scheme: 'isco08', code: '2144' },
      { scheme: 'esco', code: 'http://data.europa.eu/esco/occupation/0a1' },
    ]);
  });

  test('does not take a number of another country for a Belgian enterprise', () => {
    const address = '<h:Address><h:CountryCode>SE</h:CountryCode></h:Address>';
    expect(read({ profiles: hrOpenProfile({ address }) }).vacancy.employer.enterpriseNumber).toBeNull();
  });

  test('without any text is unreadable, and with one of the two is not', () => {
    const profiles = hrOpenProfile({ title: '', content: '' });
    expect(readDrop(hrOpenOpening({ profiles }), {}, 'eures')).toMatchObject([
      { code: 'RECORD_EMPTY', reference: 'doc-1' },
    ]);
    expect(read({ profiles: hrOpenProfile({ title: '' }) }).vacancy.titles).toEqual({});
  });

  test('keeps persons and their numbers apart', () => {
    const ways = [
      ['Email', '<o:URI>jobs@example.org</o:URI>'],
      ['Telephone', '<o:DialNumber>02 0000000</o:DialNumber>'],
    ].map(([channel, way]) => `<o:Communication><o:ChannelCode>${channel}</o:ChannelCode>${way}</o:Communication>`);
    const person = `<h:PersonContact><h:PersonName><o:FormattedName>An Exemple</o:FormattedName></h:PersonName>${ways.join('')}</h:PersonContact>`;
    const more = `<h:PostingInstruction><h:ApplicationMethod>${person}</h:ApplicationMethod></h:PostingInstruction>`;
    const { vacancy, contact } = read({ profiles: hrOpenProfile({ more }) });
    expect(contact).toMatchObject({ name: 'An Exemple', email: 'jobs@example.org', telephone: '02 0000000' });
    expect(JSON.stringify(vacancy)).not.toMatch(/Exemple|jobs@|0000000/);
  });

  test('that is closed is a withdrawal', () => {
    expect(readDrop(hrOpenOpening({ status: 'Closed' }), {}, 'eures')).toMatchObject([
      { kind: 'withdrawn', reason: 'status' },
    ]);
  });
});

describe('the origin of a document from EURES', () => {
  test('is in its handle: the source reference and the data source', () => {
    const handle = Buffer.from('v-77 3').toString('base64url');
    const id = `<h:DocumentID schemeAgencyID="EURES">doc-1</h:DocumentID><h:AlternateDocumentID>${handle}</h:AlternateDocumentID>`;
    expect(read({ id }).vacancy.origin).toMatchObject({
      service: 'vdab',
      reference: 'v-77',
      hops: ['vdab', 'eures'],
      provenance: 'echo',
    });
  });

  test('is the service that issued its number', () => {
    const id = '<h:DocumentID schemeAgencyID="2" schemeAgencyName="BE ACTIRIS">doc-1</h:DocumentID>';
    expect(read({ id }).vacancy.origin).toMatchObject({ service: 'actiris', reference: 'doc-1', provenance: 'echo' });
  });
});
