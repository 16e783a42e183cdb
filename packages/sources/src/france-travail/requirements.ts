import { type Code, parseDrivingLicence, type Requirements } from '@relais/vacancy';
import type { CodeReader } from '../records/codes.ts';
import { languageNamed, monthsIn } from '../records/french.ts';
import { code } from '../records/parts.ts';
import { EXPERIENCE_LIST, STUDY_LEVELS } from './codes.ts';
import type { FranceTravailOffer } from './schema.ts';

const DEMANDED = 'E';

export function requirementsOf(raw: FranceTravailOffer, codes: CodeReader): Requirements {
  return {
    experience: experienceOf(raw, codes),
    studies: raw.formations.flatMap(studyOf),
    languages: raw.langues.flatMap(({ libelle, exigence }) => {
      const language = languageNamed(libelle);
      if (language === null) codes.note('langues', libelle ?? '');
      return language === null ? [] : [{ language, level: null, required: exigence === DEMANDED }];
    }),
    drivingLicences: raw.permis.flatMap(({ libelle, exigence }) => {
      const category = parseDrivingLicence((libelle ?? '').split(' - ')[0]);
      if (category === null) codes.note('permis', libelle ?? '');
      return category === null ? [] : [{ category, required: exigence === DEMANDED }];
    }),
    skills: skillsOf(raw),
    certificates: [],
  };
}

function skillsOf(raw: FranceTravailOffer): Requirements['skills'] {
  const skills = raw.competences.flatMap(({ code: number, libelle, exigence }) => {
    const skill = codeOf('rome-competence', number, libelle) ?? codeOf('rome-competence-label', libelle, libelle);
    return skill === null ? [] : [{ code: skill, required: exigence === DEMANDED }];
  });
  const qualities = raw.qualitesProfessionnelles.flatMap(({ libelle }) => {
    const quality = codeOf('france-travail-quality', libelle, libelle);
    return quality === null ? [] : [{ code: quality, required: false }];
  });
  return [...skills, ...qualities];
}

/** `Expérience exigée de 2 An(s)`, `12 Mois`, `Débutant accepté`: the words hold the time. */
function experienceOf(raw: FranceTravailOffer, codes: CodeReader): Requirements['experience'] {
  const asked = { code: raw.experienceExige, label: raw.experienceLibelle };
  const found = codes.read('experienceExige', asked, EXPERIENCE_LIST);
  if (found === null) return null;
  const none = raw.experienceExige === 'D' ? 0 : null;
  return { months: monthsIn(raw.experienceLibelle) ?? none, code: found };
}

function studyOf(training: FranceTravailOffer['formations'][number]): Requirements['studies'] {
  const level = training.niveauLibelle;
  const label = [training.domaineLibelle, level, training.commentaire].filter((part) => part !== null).join(', ');
  const study =
    codeOf('formacode', training.codeFormation, label) ??
    codeOf('france-travail-study', level ?? (label || null), label);
  if (study === null) return [];
  return [{ isced: STUDY_LEVELS.find(([pattern]) => pattern.test(level ?? ''))?.[1] ?? null, code: study }];
}

function codeOf(scheme: string, value: string | null, label: string | null): Code | null {
  return value === null ? null : code(scheme, value, label);
}
