import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../src/index.ts';
import { fullOffer } from './arbitrary-offer.ts';
import { item } from './format-contract.ts';

type Node = Readonly<Record<string, unknown>>;

/** What readers of `JobPosting` ask for (schema.org, and the structured-data rules of search engines). */
const REQUIRED = ['title', 'description', 'datePosted', 'hiringOrganization', 'jobLocation'];
const RECOMMENDED = ['validThrough', 'employmentType', 'baseSalary', 'identifier', 'url'];
/** Of the other types: what each must hold, and what it may. */
const TYPES: Readonly<Record<string, { must: readonly string[]; may: readonly string[] }>> = {
  JobPosting: {
    must: [...REQUIRED, ...RECOMMENDED],
    may: [
      'incentiveCompensation',
      'totalJobOpenings',
      'jobStartDate',
      'jobImmediateStart',
      'workHours',
      'occupationalCategory',
      'experienceRequirements',
      'skills',
      'qualifications',
      'applicationContact',
      'subjectOf',
    ],
  },
  Organization: { must: ['name'], may: ['identifier', 'description'] },
  Place: { must: ['address'], may: ['geo'] },
  PostalAddress: { must: ['addressCountry'], may: ['addressRegion', 'addressLocality', 'postalCode'] },
  GeoCoordinates: { must: ['latitude', 'longitude'], may: [] },
  MonetaryAmount: { must: ['currency', 'value'], may: [] },
  QuantitativeValue: { must: ['unitText'], may: ['minValue', 'maxValue'] },
  CategoryCode: { must: ['codeValue', 'inCodeSet'], may: ['name'] },
  OccupationalExperienceRequirements: { must: ['monthsOfExperience'], may: [] },
  ContactPoint: { must: [], may: ['name', 'contactType', 'email', 'telephone', 'description', 'url'] },
  CreativeWork: { must: ['license'], may: ['creditText', 'url'] },
  PropertyValue: { must: ['name', 'propertyID', 'value'], may: [] },
};
const EMPLOYMENT_TYPES = 'FULL_TIME PART_TIME CONTRACTOR TEMPORARY INTERN VOLUNTEER PER_DIEM OTHER'.split(' ');

/** Faults of a node and of all below it, as paths. */
function faultsOf(node: unknown, path = ''): string[] {
  if (Array.isArray(node)) return node.flatMap((each, index) => faultsOf(each, `${path}[${index}]`));
  if (typeof node !== 'object' || node === null || path.includes('urn:')) return [];
  const members = node as Node;
  const type = TYPES[String(members['@type'])];
  if (type === undefined) return [`${path}: unknown type`];
  const names = Object.keys(members).filter((name) => !name.startsWith('@') && !name.startsWith('urn:'));
  const missing = type.must.filter((name) => !names.includes(name));
  const foreign = names.filter((name) => !type.must.includes(name) && !type.may.includes(name));
  const below = Object.entries(members).flatMap(([name, value]) => faultsOf(value, `${path}/${name}`));
  return [
    ...missing.map((name) => `${path}/${name} missing`),
    ...foreign.map((name) => `${path}/${name} foreign`),
    ...below,
  ];
}

const posting = (offer = fullOffer()) => JSON.parse(FORMATS['json-ld'].one(item(offer))) as Node;

describe('a JobPosting', () => {
  test('has every required and recommended member, and none that schema.org does not know', () => {
    expect(posting()['@context']).toBe('https://schema.org');
    expect(faultsOf(posting())).toEqual([]);
  });

  test('uses only values that readers know', () => {
    const { employmentType, datePosted, validThrough, baseSalary } = posting() as { employmentType: string[] } & Node;
    expect(EMPLOYMENT_TYPES).toEqual(expect.arrayContaining(employmentType));
    for (const date of [datePosted, validThrough]) expect(String(date)).toMatch(/^\d{4}-\d{2}-\d{2}/);
    expect(baseSalary).toMatchObject({ value: { unitText: 'MONTH', minValue: 2400, maxValue: 2900 } });
  });

  test('describes in HTML also what came as plain text', () => {
    const descriptions = [{ language: 'nl', plain: 'A < B\nC', html: null }];
    expect(posting(fullOffer({ descriptions, titles: [] }))['description']).toBe('<p>A &lt; B<br>C</p>');
  });

  test('carries the other languages, the licence with its attribution, and the flags', () => {
    expect(posting()).toMatchObject({
      subjectOf: { '@type': 'CreativeWork', license: 'CC-BY-SA-4.0', creditText: 'Le Forem' },
      'urn:relais:terms:interregionalHelp': ['W', 'C'],
      'urn:relais:terms:activeManagement': true,
      'urn:relais:terms:translations': [{ language: 'nl', title: 'Bakker', description: '<p>Brood bakken.</p>' }],
    });
  });

  test('cannot end the script element that it stands in', () => {
    const text = FORMATS['json-ld'].one(item(fullOffer({ payText: '</script><!--' })));
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toMatchObject({ incentiveCompensation: '</script><!--' });
  });

  test('that is removed has ended and says nothing else', () => {
    const removed = JSON.parse(FORMATS['json-ld'].one(item(null))) as Node;
    expect(Date.parse(String(removed['validThrough']))).toBeLessThan(Date.now());
    expect(removed['title']).toBeUndefined();
  });
});
