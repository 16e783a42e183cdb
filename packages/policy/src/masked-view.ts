import { type Code, maskPersonalData, maskPersonalDataInHtml, reachesPerson } from '@relais/vacancy';
import type { PartnerOffer } from './partner-offer.ts';

/**
 * The whole view without what reaches a person in its own words: employers write addresses and telephone numbers into texts, names
 * and links, and who may not have contact data is not to find it there.
 */
export function maskedView(whole: PartnerOffer): PartnerOffer {
  const { titles, descriptions, employer, occupations, contract, workingTime, requirements, application } = whole;
  return {
    ...whole,
    url: maskedLink(whole.url),
    titles: titles.map(({ language, text }) => ({ language, text: maskPersonalData(text) })),
    descriptions: descriptions.map(({ language, plain, html }) => ({
      language,
      plain: maskPersonalData(plain),
      html: html === null ? null : maskPersonalDataInHtml(html),
    })),
    employer: {
      ...employer,
      name: masked(employer.name),
      sectors: maskedCodes(employer.sectors),
      description: masked(employer.description),
    },
    workplaces: whole.workplaces.map((place) => ({ ...place, municipality: masked(place.municipality) })),
    occupations: { ...occupations, native: maskedCodes(occupations.native) },
    contract: { ...contract, codes: maskedCodes(contract.codes) },
    workingTime: { ...workingTime, shifts: maskedCodes(workingTime.shifts) },
    requirements: maskedRequirements(requirements),
    payText: masked(whole.payText),
    application: { url: maskedLink(application.url), instructions: masked(application.instructions) },
  };
}

function masked(text: string | null): string | null {
  return text === null ? null : maskPersonalData(text);
}

function maskedRequirements(whole: PartnerOffer['requirements']): PartnerOffer['requirements'] {
  const { experience, studies, skills, certificates } = whole;
  return {
    ...whole,
    experience: experience?.code ? { ...experience, code: maskedCode(experience.code) } : experience,
    studies: studies.map((study) => ({ ...study, code: maskedCode(study.code) })),
    skills: skills.map((skill) => ({ ...skill, code: maskedCode(skill.code) })),
    certificates: maskedCodes(certificates),
  };
}

function maskedCodes(codes: readonly Code[]): Code[] {
  return codes.map(maskedCode);
}

/** Some sources have words where others have a code, with a label or without. */
function maskedCode({ code, label, ...scheme }: Code): Code {
  const words = maskPersonalData(code);
  return label === undefined ? { ...scheme, code: words } : { ...scheme, code: words, label: maskPersonalData(label) };
}

/** A link with something else in the place of the address would lead astray. */
function maskedLink(url: string | null): string | null {
  return url === null || reachesPerson(url) ? null : url;
}
