import { drawn } from './coding-split.ts';

/** Words that titles of offers carry around the occupation, as found in offers of the four languages. */
const AROUND: Readonly<Record<string, { readonly before: readonly string[]; readonly after: readonly string[] }>> = {
  nl: {
    before: ['Gezocht:', 'Vacature', 'Wij zoeken een', ''],
    after: ['(m/v/x)', '- regio Gent', 'voltijds', '38u/week', 'in Antwerpen M/V', '- vast contract'],
  },
  fr: {
    before: ['URGENT', 'Recherche', '', 'Offre :'],
    after: ['(H/F/X)', 'H/F - Liège', 'CDI temps plein', '35h', '(F/H) à Namur', '- CDD 6 mois'],
  },
  de: {
    before: ['Gesucht:', 'Stelle als', '', 'Ab sofort:'],
    after: ['(m/w/d)', 'in Vollzeit', '- Eupen', 'm/w', 'Raum Aachen (w/m/d)', '- befristet'],
  },
  en: {
    before: ['Wanted:', 'Job:', '', 'Now hiring'],
    after: ['(m/f/x)', '- Brussels', 'full-time', 'permanent contract', '- ref 20391', 'm/f'],
  },
};
const CAPITALS = 0.25;
const TYPING_ERRORS = 0.3;

/** A label as an employer might write it: words around it, capitals, now and then a typing error. The same every time. */
export function withNoise(label: string, language: string): string {
  const { before, after } = AROUND[language] ?? { before: [], after: [] };
  const pick = (list: readonly string[], salt: string) =>
    list[Math.floor(drawn(`${salt} ${label}`) * list.length)] ?? '';
  const typed = drawn(`error ${label}`) < TYPING_ERRORS ? withTypingError(label) : label;
  const written = [pick(before, 'before'), typed, pick(after, 'after')].join(' ').trim();
  return drawn(`capitals ${label}`) < CAPITALS ? written.toUpperCase() : written;
}

/** Two neighbouring letters change places, or one is left out. */
function withTypingError(label: string): string {
  const at = 1 + Math.floor(drawn(`place ${label}`) * Math.max(1, label.length - 3));
  const swapped = drawn(`kind ${label}`) < 0.5;
  return (
    label.slice(0, at) +
    (swapped ? `${label[at + 1] ?? ''}${label[at] ?? ''}` : (label[at + 1] ?? '')) +
    label.slice(at + 2)
  );
}
