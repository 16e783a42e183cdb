/**
 * The reasons that merging and coding give, each as a pattern and a name. What matches none is shown as it is.
 * The parts in brackets fill `{1}`, `{2}` of the words.
 */
const PATTERNS = {
  founded: /^it founded the offer$/,
  namesOrigin: /^(\S+) names (\S+) as its origin$/,
  commonOrigin: /^both name (\S+) as their origin$/,
  duplicates: /^(\S+) calls (\S+) and (\S+) duplicates$/,
  supplierReference: /^the supplier gave both the reference (.+), at the same workplace$/,
  sameNumber: /^the same enterprise number$/,
  sameEmployer: /^the same name of the employer$/,
  nearEmployer: /^nearly the same name of the employer$/,
  sameSupplier: /^the same agency or supplier$/,
  agency: /^an agency in place of the employer$/,
  unknownEmployer: /^an unknown employer$/,
  sameWorkplace: /^the same workplace$/,
  sameRegion: /^the same region$/,
  sameTitle: /^the same title$/,
  extendedTitle: /^the same title but for words that the text says as well$/,
  translatedTitle: /^titles of one meaning in two languages$/,
  twoLanguages: /^titles in two languages$/,
  titlesAlike: /^titles alike by (.+)$/,
  noTexts: /^no texts to compare$/,
  textsAlike: /^texts alike by (.+)$/,
  merged: /^an operator merged them(?:: (.*))?$/,
  split: /^an operator split it off(?:: (.*))?$/,
  mergeUndone: /^an operator undid a merge(?:: (.*))?$/,
  splitUndone: /^an operator undid a split(?:: (.*))?$/,
  rule: /^the rule (\S+) of an operator says (\S+)$/,
  code: /^the source gave the (\S+) code (.+)$/,
  unknownCode: /^the release does not have the (\S+) code (.+)$/,
  titleEquals: /^the title equals a label of (.+)$/,
  titleLike: /^the title is (.+) like a label of (.+)$/,
  calledInText: /^the description calls the job (.+)$/,
} as const;

export type ClauseName = keyof typeof PATTERNS;

/** The reasons of one text in the words of a language. */
export function inWords(reasons: string, words: Readonly<Record<ClauseName, string>>, joint: string): string {
  return reasons
    .split(/; then |; | \| /)
    .map((clause) => clauseInWords(clause, words))
    .join(joint);
}

function clauseInWords(clause: string, words: Readonly<Record<ClauseName, string>>): string {
  for (const [name, pattern] of Object.entries(PATTERNS) as [ClauseName, RegExp][]) {
    const found = pattern.exec(clause);
    if (found !== null) return filled(words[name], found.slice(1));
  }
  return clause;
}

/** Fills `{1}`, `{2}`; a bracket with an empty part falls away: `was merged[: {1}]`. */
export function filled(text: string, parts: readonly (string | number | undefined)[]): string {
  const part = (number: string) => String(parts[Number(number) - 1] ?? '');
  return text
    .replaceAll(/\[([^[\]]*)\{(\d)\}([^[\]]*)\]/g, (_, before: string, number: string, after: string) =>
      part(number) === '' ? '' : `${before}${part(number)}${after}`,
    )
    .replaceAll(/\{(\d)\}/g, (_, number: string) => part(number));
}
