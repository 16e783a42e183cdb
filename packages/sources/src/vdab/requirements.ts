import { type Code, parseDrivingLicence, type Requirements } from '@relais/vacancy';
import { type CodeReader, entryOf, folded } from '../records/codes.ts';
import { code } from '../records/parts.ts';
import { DIPLOMA_ISCED, DIPLOMA_LIST, EXPERIENCE_LIST, EXPERIENCE_MONTHS, LANGUAGES } from './codes.ts';
import type { VdabRequirement, VdabVacancy } from './schema.ts';

type Reader = (requirement: VdabRequirement, into: Requirements, codes: CodeReader) => void;

/** `profiel.vereisten` by their `type`. A type without a reader is kept as a skill under its own name. */
const READERS: Readonly<Record<string, Reader>> = {
  talen: readLanguage,
  rijbewijs: readLicence,
  studie: readStudy,
  attest: (requirement, into) => {
    const attest = competence(requirement, 'vdab-attest');
    if (attest !== null) into.certificates.push(attest);
  },
  competentie: readSkill,
  softskill: readSkill,
  technischecompetentie: readSkill,
  vaardigheid: readSkill,
  kennis: readSkill,
};

export function requirementsOf(raw: VdabVacancy, codes: CodeReader): Requirements {
  const read: Requirements = {
    experience: experienceOf(raw, codes),
    studies: [],
    languages: [],
    drivingLicences: [],
    skills: [],
    certificates: [],
  };
  for (const requirement of raw.profiel?.vereisten ?? []) {
    const type = requirement.type?.toLowerCase() ?? '';
    const reader = entryOf(READERS, type);
    if (reader === undefined) codes.note('profiel.vereisten.type', type || 'none');
    (reader ?? readSkill)(requirement, read, codes);
  }
  return read;
}

function experienceOf(raw: VdabVacancy, codes: CodeReader): Requirements['experience'] {
  const asked = raw.functie?.beroepsprofiel.find((profile) => profile.ervaring !== null)?.ervaring;
  const found = codes.read('functie.beroepsprofiel.ervaring', asked, EXPERIENCE_LIST);
  return found === null ? null : { months: entryOf(EXPERIENCE_MONTHS, found.code) ?? null, code: found };
}

/** VDAB's language levels (10–15) have no published relation to CEFR: the level stays open. */
function readLanguage(requirement: VdabRequirement, into: Requirements, codes: CodeReader): void {
  const name = folded(requirement.label ?? requirement.code ?? '');
  const language = entryOf(LANGUAGES, name) ?? entryOf(LANGUAGES, folded(requirement.code ?? ''));
  if (language === undefined) codes.note('profiel.vereisten.talen', name);
  else into.languages.push({ language, level: null, required: true });
}

function readLicence(requirement: VdabRequirement, into: Requirements, codes: CodeReader): void {
  const written = requirement.code ?? requirement.label;
  if (written === null || written === '0') return;
  const category = parseDrivingLicence(written);
  if (category === null) codes.note('profiel.vereisten.rijbewijs', written);
  else into.drivingLicences.push({ category, required: true });
}

function readStudy(requirement: VdabRequirement, into: Requirements, codes: CodeReader): void {
  const level = codes.read('profiel.vereisten.diplomaNiveau', requirement.diplomaNiveau, DIPLOMA_LIST);
  const isced = level === null ? null : (entryOf(DIPLOMA_ISCED, level.code) ?? null);
  const study = competence(requirement, 'vdab-study') ?? level;
  if (study !== null) into.studies.push({ isced, code: study });
}

function readSkill(requirement: VdabRequirement, into: Requirements): void {
  const skill = competence(requirement, `vdab-${requirement.type?.toLowerCase() ?? 'requirement'}`);
  if (skill !== null) into.skills.push({ code: skill, required: true });
}

/** Competent 2 names its competences by UUID, Competent 1 by number; others keep the type as their scheme. */
function competence(requirement: VdabRequirement, scheme: string): Code | null {
  const value = requirement.code ?? requirement.label;
  return value === null ? null : code(schemeOfCompetence(value) ?? scheme, value, requirement.label);
}

function schemeOfCompetence(value: string): string | null {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return 'competent2-competence';
  return /^\d{2,6}$/.test(value) ? 'competent1-competence' : null;
}
