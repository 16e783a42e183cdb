import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../src/index.ts';
import { fullOffer } from './arbitrary-offer.ts';
import { item, written } from './format-contract.ts';
import { readCsv } from './read-csv.ts';
import { allNamed, readXml, textNamed } from './read-xml.ts';

describe('HR-Open', () => {
  const opening = readXml(FORMATS['hr-open'].one(item(fullOffer())));
  const childrenOf = (name: string) => allNamed(opening, name)[0]?.children.map((child) => child.name);

  test('has the parts of a profile in the order of EURES, and those of an address in its namespaces', () => {
    expect(opening.children.map(({ name }) => name)).toEqual([
      'DocumentID',
      'AlternateDocumentID',
      'PositionOpeningStatusCode',
      'PostingRequester',
      'PositionProfile',
      'PositionProfile',
    ]);
    expect([...new Set(childrenOf('PositionProfile'))]).toEqual([
      'PostingInstruction',
      'PositionTitle',
      'PositionLocation',
      'PositionOrganization',
      'PositionOpenQuantity',
      'JobCategoryCode',
      'PositionOfferingTypeCode',
      'PositionQualifications',
      'PositionFormattedDescription',
      'WorkingLanguageCode',
      'PositionPeriod',
      'ImmediateStartIndicator',
      'PositionScheduleTypeCode',
      'OfferedRemunerationPackage',
      'ApplicationCloseDate',
      'UserArea',
    ]);
    expect(allNamed(opening, 'PositionLocation')[0]?.children[0]?.children.map(({ name }) => name)).toEqual([
      'oa:CityName',
      'oa:CountrySubDivisionCode',
      'CountryCode',
      'oa:PostalCode',
    ]);
  });

  test('names the EURES lists with their versions', () => {
    const lists = allNamed(opening, 'JobCategoryCode').map(({ attributes, text }) => [attributes['listName'], text]);
    expect(lists).toContainEqual(['ISCO2008', '7512']);
    expect(lists).toContainEqual(['ESCO_Occupations', 'http://data.europa.eu/esco/occupation/abc']);
    expect(textNamed(opening, 'PositionOfferingTypeCode')).toBe('DirectHire');
    expect(textNamed(opening, 'PostingOptionCode')).toBe('EURESFlag');
    expect(allNamed(opening, 'EducationLevelCode')[0]?.attributes['listName']).toBe('EURES_ISCEDEducationLevel');
  });

  test('has a profile for each language of the partner, the best first', () => {
    const languages = allNamed(opening, 'PositionProfile').map(({ attributes }) => attributes['languageCode']);
    expect(languages).toEqual(['fr', 'nl']);
    expect(allNamed(opening, 'PositionTitle').map(({ text }) => text)).toEqual(['Boulanger & pâtissier', 'Bakker']);
  });
});

describe('HR-XML', () => {
  const opening = (known = {}) => readXml(FORMATS['hr-xml'].one(item(fullOffer(known))));

  test("uses Le Forem's lists, and the source's own code before them", () => {
    expect(textNamed(opening(), 'PositionClassification')).toBe('G');
    expect(
      allNamed(opening(), 'PositionSchedule')
        .slice(0, 2)
        .map(({ text }) => text),
    ).toEqual(['Full Time', 'x:Night Work']);
    const codes = [{ scheme: 'forem-contract', code: 'D0' }];
    const contract = { type: 'fixed-term' as const, codes, startDate: null, startsImmediately: null };
    expect(textNamed(opening({ contract }), 'PositionClassification')).toBe('D0');
  });

  test('asks the other services for help by their regions, and says so when it only manages actively', () => {
    const regions = (flags: { interregionalHelp: string[]; activeManagement: boolean; international: boolean }) =>
      allNamed(opening({ flags, titles: [], descriptions: [] }), 'ActiveMediation').map((node) =>
        allNamed(node, 'Region').map(({ text }) => text),
      );
    const none = { interregionalHelp: [], activeManagement: false, international: false };
    expect(regions(none)).toEqual([]);
    expect(regions({ ...none, activeManagement: true })).toEqual([['']]);
    expect(regions({ ...none, interregionalHelp: ['W', 'O'] })).toEqual([['W', 'O']]);
  });

  test.each([
    [null, '0', 'Years'],
    [24, '2', 'Years'],
    [30, '30', 'Months'],
    [131, '11', 'Years'],
    [5000, '127', 'Years'],
  ])('counts %s months of experience as %s %s', (months, amount, unit) => {
    const { requirements } = fullOffer();
    const node = allNamed(
      opening({ requirements: { ...requirements, experience: { months, code: null } } }),
      'Experience',
    )[0];
    expect([node?.text, node?.attributes['unitOfMeasure']]).toEqual([amount, unit]);
  });
});

describe('HR-BA', () => {
  const items = [item(fullOffer()), item(null, { offerId: 'of_2' })];

  test('names removals in a difference, after the postings', () => {
    const root = readXml(written(FORMATS['hr-ba'], items));
    expect([textNamed(root, 'TypeOfLoad'), textNamed(root, 'Amount')]).toEqual(['D', '2']);
    expect(allNamed(root, 'Data')[0]?.children.map(({ name }) => name)).toEqual(['JobPositionPosting', 'DeleteEntry']);
    expect(textNamed(root, 'EntryId')).toBe('of_2');
  });

  test('leaves out what is gone in a full load', () => {
    const root = readXml(written(FORMATS['hr-ba'], items, 'full'));
    expect(textNamed(root, 'TypeOfLoad')).toBe('F');
    expect(allNamed(root, 'DeleteEntry')).toEqual([]);
  });
});

describe('CSV', () => {
  const cells = (known = {}) => {
    const [columns = [], row = []] = readCsv(FORMATS.csv.one(item(fullOffer(known))));
    return new Map(columns.map((column, index) => [column, row[index]]));
  };

  test('has as many cells as columns, several values in one separated by a bar', () => {
    expect(cells().get('interregional_help')).toBe('W|C');
    expect(cells().get('licence')).toBe('CC-BY-SA-4.0; Le Forem; share-alike');
    for (const row of readCsv(written(FORMATS.csv, [item(fullOffer()), item(null)])))
      expect(row).toHaveLength(cells().size);
  });

  test.each(['=1+1', '+32 2', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '\n=1'])('disarms the formula %j', (payText) => {
    expect(cells({ payText }).get('pay_text')).toBe(`'${payText}`);
  });

  test('leaves numbers as they are', () => {
    expect([cells().get('longitude'), cells().get('pay_minimum')]).toEqual(['-4.35', '2400']);
  });

  test('quotes what would break a line', () => {
    expect(cells({ payText: 'a,"b"\r\nc' }).get('pay_text')).toBe('a,"b"\r\nc');
  });
});
