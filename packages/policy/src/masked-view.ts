import { type Code, holdsEmail, maskPersonalData, maskPersonalDataInHtml } from '@relais/vacancy';
import type { PartnerOffer } from './partner-offer.ts';

/**
 * The whole view without what reaches a person in its own words: employers write addresses and telephone numbers into texts, names
 * and links, and who may not have contact data is not to find it there.
 */
export function maskedView(whole: PartnerOffer): PartnerOffer {
  const { titles, descriptions, employer, application, requirements } = whole;
  return {
    ...whole,
    url: maskedLink(whole.url),
    titles: titles.map(({ language, text }) => ({ language, text: maskPersonalData(text) })),
    descriptions: descriptions.map(({ language, plain, html }) => ({
      language,
      plain: maskPersonalData(plain),
      html: html === null ? null : maskPersonalDataInHtml(html),
    })),
    employer: { ...employer, name: masked(employer.name), description: masked(employer.description) },
    requirements: {
      ...requirements,
      skills: requirements.skills.map((skill) => ({ ...skill, code: maskedLabel(skill.code) })),
      certificates: requirements.certificates.map(maskedLabel),
    },
    payText: masked(whole.payText),
    application: { url: maskedLink(application.url), instructions: masked(application.instructions) },
  };
}

function masked(text: string | null): string | null {
  return text === null ? null : maskPersonalData(text);
}

/** Where a source has words alone, they stand for the code, too. */
function maskedLabel({ scheme, code, label }: Code): Code {
  if (label === undefined) return { scheme, code };
  const words = maskPersonalData(label);
  return { scheme, code: code === label ? words : code, label: words };
}

/** A link with something else in the place of the address would lead astray. */
function maskedLink(url: string | null): string | null {
  return url === null || holdsEmail(url) ? null : url;
}
