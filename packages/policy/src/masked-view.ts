import { maskPersonalData } from '@relais/vacancy';
import type { PartnerOffer } from './partner-offer.ts';

/**
 * The whole view without what reaches a person in its own words: employers write addresses and telephone numbers into texts, and
 * who may not have contact data is not to find it there.
 */
export function maskedView(whole: PartnerOffer): PartnerOffer {
  const { titles, descriptions, employer, application } = whole;
  const masked = (text: string | null) => (text === null ? null : maskPersonalData(text));
  return {
    ...whole,
    titles: titles.map(({ language, text }) => ({ language, text: maskPersonalData(text) })),
    descriptions: descriptions.map(({ language, plain, html }) => ({
      language,
      plain: maskPersonalData(plain),
      html: masked(html),
    })),
    employer: { ...employer, description: masked(employer.description) },
    application: { ...application, instructions: masked(application.instructions) },
  };
}
