import type { PartnerOffer } from '@relais/policy';
import { element, leaf, unlessEmpty, type Xml } from '../xml/write.ts';
import { EDUCATION_LIST, ISCO_LIST } from './codes.ts';

type Requirements = PartnerOffer['requirements'];

/** What is asked of a candidate; null when nothing is. */
export function qualificationsOf(requirements: Requirements): Xml | null {
  return unlessEmpty('PositionQualifications', [
    requirements.languages.map(languageOf),
    requirements.skills.map(({ code }) =>
      element('PositionCompetency', [leaf('CompetencyID', code.code), leaf('TaxonomyID', code.scheme)]),
    ),
    requirements.studies.map(educationOf),
    experienceOf(requirements.experience),
    requirements.drivingLicences.map(({ category }) => leaf('LicenseTypeCode', category)),
  ]);
}

function languageOf({ language, level }: Requirements['languages'][number]): Xml {
  return element('PositionCompetency', [
    leaf('CompetencyID', language),
    leaf('TaxonomyID', 'ISO 639-1'),
    unlessEmpty('RequiredProficiencyLevel', leaf('ScoreText', level)),
    leaf('CompetencyDimension', level === null ? null : 'cef-speaking-interaction'),
  ]);
}

function educationOf({ isced }: Requirements['studies'][number]): Xml | null {
  return isced === null ? null : element('EducationRequirement', leaf('EducationLevelCode', isced, EDUCATION_LIST));
}

function experienceOf(experience: Requirements['experience']): Xml | null {
  if (experience === null) return null;
  const { months, code } = experience;
  const list = code?.scheme === 'isco08' ? ISCO_LIST : { listName: code?.scheme ?? null };
  const category = unlessEmpty('ExperienceCategory', [
    code === null ? null : leaf('CategoryCode', code.code, list),
    leaf('Measure', months, { unitCode: 'month' }),
  ]);
  return unlessEmpty('ExperienceSummary', category);
}
