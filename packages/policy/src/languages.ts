/** Order of languages where a partner has not said its own: by use among the Belgian services. */
const USUAL_ORDER = ['nl', 'fr', 'de', 'en'];

interface InLanguage {
  readonly language: string;
}

/** All texts, those in the most usual languages first. */
export function inUsualOrder<Text extends InLanguage>(texts: readonly Text[]): Text[] {
  return inOrder(texts, USUAL_ORDER);
}

/** Of texts in the usual order those in the wanted languages, best first; else the one in the most usual other language. */
export function inLanguages<Text extends InLanguage>(texts: readonly Text[], languages: readonly string[]): Text[] {
  const wanted = texts.filter(({ language }) => languages.includes(language));
  if (wanted.length > 0) return inOrder(wanted, languages);
  return languages.length === 0 ? [...texts] : texts.slice(0, 1);
}

function inOrder<Text extends InLanguage>(texts: readonly Text[], order: readonly string[]): Text[] {
  const rank = (language: string) => (order.includes(language) ? order.indexOf(language) : order.length);
  return texts.toSorted((a, b) => rank(a.language) - rank(b.language) || (a.language < b.language ? -1 : 1));
}
