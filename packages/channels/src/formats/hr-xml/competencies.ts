import type { PartnerOffer } from '@relais/policy';
import { element, leaf, type Xml, type XmlContent } from '../xml/write.ts';
import { levelNumber, licenceCode, SKILL_NAMES } from './codes.ts';

interface Competency {
  readonly name: string;
  readonly required: boolean;
  readonly id: string;
  readonly label?: string | undefined;
  readonly taxonomy: string;
  readonly evidence?: number | null;
}

/** `Competency` elements for studies, driving licences, languages and skills, under the names of the dialect. */
export function competenciesOf(requirements: PartnerOffer['requirements']): XmlContent {
  const { studies, drivingLicences, languages, skills } = requirements;
  const competencies: Competency[] = [
    ...studies.flatMap(({ isced, code }) =>
      isced === null
        ? []
        : [{ name: 'Study Code', required: true, id: String(isced), label: code.label, taxonomy: 'ISCED Level 2011' }],
    ),
    ...drivingLicences.map(({ category, required }) => ({
      name: 'Drivers License',
      required,
      id: licenceCode(category),
      taxonomy: '91/439/EEC',
    })),
    ...languages.map(({ language, level, required }) => ({
      name: 'Language',
      required,
      id: language,
      taxonomy: 'ISO 639-1',
      evidence: levelNumber(level),
    })),
    ...skills.map(({ code, required }) => ({
      name: SKILL_NAMES[code.scheme] ?? 'Skill',
      required,
      id: code.code,
      label: code.label,
      taxonomy: code.scheme,
    })),
  ];
  return competencies.map(written);
}

function written({ name, required, id, label, taxonomy, evidence = null }: Competency): Xml {
  const content = [
    element('CompetencyId', null, { id, description: label ?? null }),
    element('TaxonomyId', null, { id: taxonomy }),
    evidence === null ? null : element('CompetencyEvidence', leaf('NumericValue', evidence)),
  ];
  return element('Competency', content, { name, required: String(required) });
}
