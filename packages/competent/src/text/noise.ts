const list = (text: string): string[] => text.trim().split(/\s+/);

/** Words of NL, FR, DE and EN that join others and tell no occupation. They are left out of keys on both sides. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  list(`
    de het een van voor met en of in op te bij ten ter aan uit tot om als over naar onder
    le la les l d du des un une et ou a au aux en pour par sur dans avec chez sans ses sa s n qu c
    der die das den dem des ein eine einer eines einem und oder im am an zu zum zur von vom fur mit bei auf aus als
    the an and or for to at by with from as
  `),
);

/**
 * Words of job titles that tell of the contract, the working time, the seniority, the welcome or the hurry, and not of
 * the occupation. Left out of titles only: a label may hold them on purpose.
 */
export const NOISE_WORDS: ReadonlySet<string> = new Set([
  ...list(`cdi cdd interim interimaire interimjob cdii uitzend uitzendkracht zeitarbeit leiharbeit freelance b2b`),
  ...list(
    `voltijds deeltijds vollzeit teilzeit fulltime parttime halftijds 4/5 vast vaste tijdelijk tijdelijke befristet`,
  ),
  ...list(`unbefristet permanent temporary onbepaalde bepaalde duur minijob flexi flexijob flexijobber flexi-job`),
  ...list(
    `junior senior confirme debutant debutante ervaren experimente experimentee beginner starter starters medior`,
  ),
  ...list(
    `urgent dringend asap nouveau nieuw neu new recherche recherchons cherche gezocht zoekt zoeken gesucht suchen`,
  ),
  ...list(`wanted vacature vacatures offre emploi stelle stellenangebot job jobs poste functie`),
  ...list(
    `immediat immediate direct directe start ref reference referentie referenznummer 100% 80% 50% hf fh mv mvx hfx mwd`,
  ),
  ...list(
    `vacation vacations alternance alternant alternante apprentissage apprenti apprentie stage stagiaire mission`,
  ),
  ...list(
    `saisonnier saisonniere remplacement jobstudent studentenjob werkstudent aushilfe praktikum ausbildung azubi`,
  ),
  ...list(`etudiant etudiante ideal brut mois salaire`),
  // Feminine endings and halves of gender marks that stand apart from their word.
  ...list(`euse euses trice trices teuse sse iere ienne ere esse se e ve nne eure h f x v w`),
]);

/** Numbers that count hours, money, places or shifts, and references: letters and at least three digits. */
export const NOISE_NUMBER = /^(?:\d+(?:k|eur|euros|h\d*|x\d+|e)?|[a-z]{1,3}\d{3,}[a-z]?)$/;

/** Phrases of the same kinds. Accents removed. */
export const NOISE_PHRASES: readonly RegExp[] = [
  /(?<![a-z])(?:temps|tps) (?:plein|partiel|complet)(?![a-z])/g,
  /(?<![a-z])(?:full|part)[ -]time(?![a-z])/g,
  /(?<![a-z])(?:vast contract|contrat (?:a duree )?(?:in)?determinee|duree (?:in)?determinee|vaste job)(?![a-z])/g,
  /(?<![a-z])(?:a partir de|ab sofort|zo snel mogelijk|des que possible|wij zoeken|nous recherchons|wir suchen)(?![a-z])/g,
  /(?<![a-z0-9])\d{1,2}\s?(?:h|u|uur|heures?|std|stunden|hours?)(?:\s?\d{2})?(?:\s?\/\s?(?:sem(?:aine)?|week|woche))?(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:ref(?:erence)?|nr|n°)[ .:]*[a-z]*\d[\w/-]*/g,
  /(?<![a-z0-9])\d{4,}(?![a-z0-9])/g,
];

/** Holds for every text that one of the phrases is in: most titles are spared the search for each. */
export const MAY_HOLD_NOISE =
  /\d|t(?:em)?ps |time|contra[ct]|duree|vaste |partir|sofort|mogelijk|possible|zoeken|recherchons|suchen/;
