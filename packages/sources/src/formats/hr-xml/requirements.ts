import { type Code, parseCefr, parseDrivingLicence, parseLanguage, type Requirements } from '@relais/vacancy';
import { type CodeReader, entryOf } from '../../records/codes.ts';
import { code } from '../../records/parts.ts';
import { attribute, element, elements, numberOf, textAt, truthOf, type XmlElement } from '../xml/tree.ts';
import { UNIT_MONTHS } from './codes.ts';

type Reader = (competency: XmlElement, into: Requirements, codes: CodeReader) => void;

/** `Competency` by its name; any other name is kept as a skill. */
const READERS: Readonly<Record<string, Reader>> = {
  'study code': readStudy,
  'drivers license': readLicence,
  language: readLanguage,
  competency: (competency, into) => readSkill('competent1-competence', competency, into),
  'office skills': (competency, into) => readSkill('digcomp-area', competency, into),
  'proven experience': readExperience,
};

export function requirementsOf(detail: XmlElement | null, codes: CodeReader): Requirements {
  const read: Requirements = {
    experience: experienceOf(detail),
    studies: [],
    languages: [],
    drivingLicences: [],
    skills: [],
    certificates: [],
  };
  for (const competency of elements(detail, 'Competency')) {
    const name = attribute(competency, 'name') ?? '';
    const reader = entryOf(READERS, name.toLowerCase());
    if (reader === undefined) codes.note('Competency', name || 'none');
    (reader ?? readOther)(competency, read, codes);
  }
  return read;
}

function experienceOf(detail: XmlElement | null): Requirements['experience'] {
  const experience = element(detail, 'UserArea', 'Experience');
  const amount = numberOf(experience?.text.trim() || null);
  const months = entryOf(UNIT_MONTHS, (attribute(experience, 'unitOfMeasure') ?? 'years').toLowerCase());
  return amount === null || amount < 0 || months === undefined
    ? null
    : { months: Math.round(amount * months), code: null };
}

/** Study levels are levels of ISCED 2011. */
function readStudy(competency: XmlElement, into: Requirements): void {
  const level = codeOf(competency, 'isced2011');
  if (level === null) return;
  into.studies.push({ isced: /^[0-8]$/.test(level.code) ? Number(level.code) : null, code: level });
}

function readLicence(competency: XmlElement, into: Requirements, codes: CodeReader): void {
  const licence = codeOf(competency, 'driving-licence');
  const category = parseDrivingLicence(licence?.code);
  if (category !== null) into.drivingLicences.push({ category, required: isRequired(competency) });
  else if (licence !== null) codes.note('Competency.Drivers License', licence.code);
}

/** Levels 1 to 6 stand for A1 to C2. */
function readLanguage(competency: XmlElement, into: Requirements, codes: CodeReader): void {
  const named = codeOf(competency, 'language');
  const language = parseLanguage(named?.code);
  const evidence = element(competency, 'CompetencyEvidence');
  const value = textAt(evidence, 'NumericValue') ?? textAt(evidence, 'StringValue');
  const level = parseCefr(value ?? attribute(element(evidence, 'NumericValue'), 'minValue'));
  if (language !== null) into.languages.push({ language, level, required: isRequired(competency) });
  else if (named !== null) codes.note('Competency.Language', named.code);
}

/** Experience proven in an occupation: the occupation is the code, the years its evidence. */
function readExperience(competency: XmlElement, into: Requirements): void {
  const occupation = codeOf(competency, 'experience');
  const years = numberOf(textAt(competency, 'CompetencyEvidence', 'NumericValue'));
  const months = years === null || years < 0 ? null : Math.round(years * 12);
  into.experience = { months: into.experience?.months ?? months, code: occupation };
}

function readOther(competency: XmlElement, into: Requirements): void {
  readSkill(
    `hr-xml-${(attribute(competency, 'name') ?? 'competency').toLowerCase().replaceAll(/\s+/g, '-')}`,
    competency,
    into,
  );
}

function readSkill(scheme: string, competency: XmlElement, into: Requirements): void {
  const skill = codeOf(competency, scheme);
  if (skill !== null) into.skills.push({ code: skill, required: isRequired(competency) });
}

function codeOf(competency: XmlElement, scheme: string): Code | null {
  const id = element(competency, 'CompetencyId');
  const value = attribute(id, 'id') ?? textAt(id);
  return value === null ? null : code(scheme, value, attribute(id, 'description'));
}

/** Not said means asked for. */
function isRequired(competency: XmlElement): boolean {
  return truthOf(attribute(competency, 'required')) ?? true;
}
