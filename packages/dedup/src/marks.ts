import { inOneGender } from './normal-text.ts';

/**
 * What makes one of two likely titles another job: working hours, rank, status, language wanted. One letter each. The words
 * are compared as `normal-text.ts` writes them: lower case, no accents.
 */
const MARKS: Readonly<Record<string, string>> = {
  n: 'nacht nachtploeg nachtdienst nachtwerk nachten nuit nuits night nights nachtschicht nachtarbeit nightshift',
  w: 'weekend weekends weekendploeg weekendwerk weekendwerker wochenende wochenend',
  e: 'avond avondploeg avonddienst soir soiree evening abend spatschicht',
  p: 'deeltijds deeltijd halftijds parttime teilzeit halbtags partiel mitemps',
  s: 'senior sr confirme confirmee experimente experimentee',
  j: 'junior jr debutant debutante starter schoolverlater berufseinsteiger',
  t: 'stage stagiair stagiaire praktikum praktikant intern internship trainee alternance alternant apprenti apprentissage leerling leerjongen azubi auszubildender ausbildung',
  k: 'student studenten jobstudent studentenjob etudiant etudiants jobiste werkstudent studentjob',
  f: 'flexi flexijob flexijobs flexijobber',
  l: 'teamleider teamlead teamleader teamcoach teamverantwoordelijke ploegbaas teamleiter schichtleiter chef hoofd lead manager responsable verantwoordelijke leiter leidinggevende gerant supervisor zaakvoerder directeur directrice coordinator coordinateur coordinatrice koordinator',
  i: 'zelfstandig zelfstandige independant independante freelance freelancer selbststandig',
  D: 'nederlandstalig nederlandstalige neerlandophone neerlandais niederlandischsprachig dutch',
  F: 'franstalig franstalige francophone franzosischsprachig french',
  G: 'duitstalig duitstalige germanophone deutschsprachig german',
  E: 'engelstalig engelstalige anglophone englischsprachig',
};

const MARK_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(MARKS).flatMap(([mark, words]) =>
    words.split(' ').map((word): [string, string] => [inOneGender(word), mark]),
  ),
);

/** Rank and status say little in a running text, where every second advertisement names a manager or students. */
const IN_TEXTS = new Set('nwepf'.split(''));

export function markOf(word: string): string | undefined {
  return MARK_OF.get(inOneGender(word));
}

/** The marks that words bear, as sorted letters. */
export function marksOf(words: Iterable<string>): string {
  let found = '';
  for (const word of words) {
    const mark = markOf(word);
    if (mark !== undefined && !found.includes(mark)) found += mark;
  }
  return found.length < 2 ? found : found.split('').toSorted().join('');
}

/** Those of some marks that count in a text, sorted. */
export function marksOfText(marks: string): string {
  return marks
    .split('')
    .filter((mark) => IN_TEXTS.has(mark))
    .toSorted()
    .join('');
}

/** The marks of one that another does not bear. */
export function marksBeyond(marks: string, others: string): string {
  if (marks === '') return marks;
  return marks
    .split('')
    .filter((mark) => !others.includes(mark))
    .join('');
}
