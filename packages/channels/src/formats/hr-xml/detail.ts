import type { PartnerOffer } from '@relais/policy';
import { element, leaf, requiredLeaf, type Xml, type XmlContent } from '../xml/write.ts';
import { contractCode, PAY_INTERVALS, scheduleNames } from './codes.ts';
import { competenciesOf } from './competencies.ts';

const MOST_YEARS = 127;

/** `PositionDetail`: what the job is, where, and what it asks. */
export function detailOf(offer: PartnerOffer, title: string): Xml {
  const content = [
    atLeastOne('IndustryCode', offer.employer.sectors.map(sector)),
    atLeastOne('PhysicalLocation', offer.workplaces.map(location)),
    jobCategories(offer),
    requiredLeaf('PositionTitle', title),
    requiredLeaf('PositionClassification', contractCode(offer.contract)),
    atLeastOne(
      'PositionSchedule',
      scheduleNames(offer.workingTime).map((name) => requiredLeaf('PositionSchedule', name)),
    ),
    competenciesOf(offer.requirements),
    pay(offer.pay),
    element('UserArea', experience(offer.requirements.experience?.months ?? 0)),
  ];
  return element('PositionDetail', content);
}

function atLeastOne(name: string, elements: readonly Xml[]): XmlContent {
  return elements.length === 0 ? element(name, null) : elements;
}

function sector({ scheme, code }: PartnerOffer['employer']['sectors'][number]): Xml {
  const classificationName = /^nace/i.test(scheme) ? 'NaceBel2008' : scheme;
  return requiredLeaf('IndustryCode', code, { classificationName });
}

/** An address needs its country; the NUTS region and the municipality's own code stand beside it. */
function location({
  country,
  postcode,
  municipality,
  municipalityCode,
  nuts,
}: PartnerOffer['workplaces'][number]): Xml {
  const known = country ?? nuts?.slice(0, 2) ?? null;
  return element('PhysicalLocation', [
    municipalityCode === null ? null : element('Id', leaf('IdValue', municipalityCode), { idOwner: 'NIS' }),
    nuts === null ? null : element('Area', requiredLeaf('Value', nuts), { type: 'NUTS' }),
    known === null && postcode === null && municipality === null
      ? null
      : element('PostalAddress', [
          requiredLeaf('CountryCode', known),
          leaf('PostalCode', postcode),
          leaf('Municipality', municipality),
        ]),
  ]);
}

/** DIMECO is Le Forem's name of the Competent 1 templates. The source's own codes follow where they add something. */
function jobCategories({ occupations }: PartnerOffer): XmlContent {
  const { competent, competent1, rome, esco, isco, native } = occupations;
  const own = (scheme: string) => native.filter((code) => code.scheme === scheme);
  const categories: [taxonomy: string, code: string, label: string | null][] = [
    ...competent1.map(({ code }): [string, string, null] => ['DIMECO', code, null]),
    ...own('competent1').map(({ code, label }): [string, string, string | null] => ['DIMECO', code, label ?? null]),
    ...rome.map(({ code }): [string, string, null] => ['ROMEV3', code, null]),
    ...own('rome').map(({ code, label }): [string, string, string | null] => ['ROMEV3', code, label ?? null]),
    ...competent.map(({ uuid, labels }): [string, string, string | null] => [
      'COMPETENT2',
      uuid,
      labels[0]?.text ?? null,
    ]),
    ...esco.map(({ code }): [string, string, null] => ['ESCO', code, null]),
    ...isco.map(({ code }): [string, string, null] => ['ISCO08', code, null]),
  ];
  const byCode = new Map(categories.map((category) => [`${category[0]} ${category[1]}`, category]));
  if (byCode.size === 0) return jobCategory('', '', null);
  return [...byCode.values()].map(([taxonomy, code, label]) => jobCategory(taxonomy, code, label));
}

function jobCategory(taxonomy: string, code: string, label: string | null): Xml {
  return element('JobCategory', [
    requiredLeaf('TaxonomyName', taxonomy, { version: taxonomy === '' ? null : '1.0' }),
    requiredLeaf('CategoryCode', code),
    leaf('CategoryDescription', label),
  ]);
}

function pay(offered: PartnerOffer['pay']): Xml | null {
  if (offered === null) return null;
  const amounts = [leaf('BasePayAmountMin', offered.minimum), leaf('BasePayAmountMax', offered.maximum)];
  const attributes = { currencyCode: offered.currency, baseInterval: PAY_INTERVALS[offered.period] };
  return element('RemunerationPackage', element('BasePay', amounts, attributes));
}

/** The schema counts in a signed byte: months as long as they fit, else years. */
function experience(months: number): Xml {
  const inYears = months % 12 === 0 || months > MOST_YEARS;
  const amount = inYears ? Math.min(MOST_YEARS, Math.round(months / 12)) : months;
  return requiredLeaf('Experience', amount, { unitOfMeasure: inYears ? 'Years' : 'Months' });
}
