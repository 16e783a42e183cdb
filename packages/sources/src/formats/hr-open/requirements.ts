import { type Code, parseCefr, parseDrivingLicence, parseLanguage, type Requirements } from '@relais/vacancy';
import { type CodeReader, entryOf } from '../../records/codes.ts';
import { attribute, element, elements, numberOf, textAt, textsAt, type XmlElement } from '../xml/tree.ts';
import { NOT_SPECIFIED, UNIT_MONTHS } from './codes.ts';

export function requirementsOf(profile: XmlElement | null, codes: CodeReader): Requirements {
  const asked = element(profile, 'PositionQualifications');
  const competencies = elements(asked, 'PositionCompetency');
  const languages = competencies.flatMap(languageOf);
  const named = new Set(languages.map(({ language }) => language));
  for (const language of textsAt(profile, 'WorkingLanguageCode').flatMap((code) => parseLanguage(code) ?? [])) {
    if (!named.has(language)) languages.push({ language, level: null, required: true });
    named.add(language);
  }
  return {
    experience: experienceOf(asked),
    studies: elements(asked, 'EducationRequirement').flatMap(studyOf),
    languages,
    drivingLicences: textsAt(asked, 'LicenseTypeCode').flatMap((text) => licenceOf(text, codes)),
    skills: competencies.filter((competency) => languageCode(competency) === null).flatMap(skillOf),
    certificates: [],
  };
}

/** The longest of the experiences that are asked for, in months. */
function experienceOf(asked: XmlElement | null): Requirements['experience'] {
  const categories = elements(asked, 'ExperienceSummary', 'ExperienceCategory');
  const measured = categories.flatMap((category) => {
    const measure = element(category, 'Measure');
    const amount = numberOf(measure?.text.trim() || null);
    const months = entryOf(UNIT_MONTHS, attribute(measure, 'unitCode') ?? '');
    return amount === null || months === undefined
      ? []
      : [{ months: Math.max(0, Math.round(amount * months)), category }];
  });
  const [longest] = measured.toSorted((one, other) => other.months - one.months);
  if (longest === undefined) return null;
  return { months: longest.months, code: categoryCode(longest.category) };
}

function categoryCode(category: XmlElement): Code | null {
  const found = element(category, 'CategoryCode');
  const code = found?.text.trim() ?? '';
  if (code === '') return null;
  const list = attribute(found, 'listName') ?? '';
  return { scheme: list === 'ISCO2008' ? 'isco08' : list.toLowerCase() || 'eures-experience', code };
}

/** EURES level 9 means "other". */
function studyOf(education: XmlElement): Requirements['studies'] {
  const code = textAt(education, 'EducationLevelCode');
  if (code === null || code === NOT_SPECIFIED) return [];
  return [{ isced: /^[0-8]$/.test(code) ? Number(code) : null, code: { scheme: 'eures-education', code } }];
}

function licenceOf(text: string, codes: CodeReader): Requirements['drivingLicences'] {
  const category = parseDrivingLicence(text);
  if (category === null) codes.note('LicenseTypeCode', text);
  return category === null ? [] : [{ category, required: true }];
}

/** A language competence says so by its dimension (`cef-…`) or by a language list as its taxonomy. */
function languageCode(competency: XmlElement): string | null {
  const dimension =
    textAt(competency, 'CompetencyDimension') ?? element(competency, 'CompetencyDimension')?.children[0]?.text;
  const taxonomy = textAt(competency, 'TaxonomyID') ?? '';
  if (!/^cef-/i.test(dimension?.trim() ?? '') && !/639|language/i.test(taxonomy)) return null;
  return parseLanguage(textAt(competency, 'CompetencyID'));
}

function languageOf(competency: XmlElement): Requirements['languages'] {
  const language = languageCode(competency);
  if (language === null) return [];
  return [{ language, level: parseCefr(textAt(competency, 'RequiredProficiencyLevel', 'ScoreText')), required: true }];
}

function skillOf(competency: XmlElement): Requirements['skills'] {
  const code = textAt(competency, 'CompetencyID');
  if (code === null) return [];
  const taxonomy = textAt(competency, 'TaxonomyID')?.toLowerCase() ?? 'eures-competency';
  return [{ code: { scheme: taxonomy, code }, required: true }];
}
