import type { Vacancy } from '@relais/vacancy';
import { asOwn, withText, withTitle, writing } from './disguise.ts';
import type { Dice, NegativeKind } from './labelled.ts';

const OTHER_MARKS: Readonly<Record<string, readonly (readonly [mark: string, sentence: string])[]>> = {
  nl: [
    ['nachtploeg', 'Je werkt in de nachtploeg, van 22 tot 6 uur.'],
    ['weekend', 'Je werkt enkel op zaterdag en zondag.'],
    ['senior', 'Je hebt minstens acht jaar ervaring.'],
    ['junior', 'Pas afgestudeerden zijn welkom.'],
    ['geriatrie', 'Je werkt op de afdeling geriatrie.'],
    ['boekhouding', 'Je komt terecht op de dienst boekhouding.'],
    ['jobstudent', 'Deze job is er voor studenten.'],
    ['franstalig', 'Je spreekt vloeiend Frans.'],
  ],
  fr: [
    ['de nuit', 'Vous travaillez de nuit, de 22 h à 6 h.'],
    ['week-end', 'Vous travaillez uniquement le samedi et le dimanche.'],
    ['senior', 'Vous avez au moins huit ans d’expérience.'],
    ['junior', 'Les jeunes diplômés sont les bienvenus.'],
    ['pédiatrie', 'Vous travaillez au service de pédiatrie.'],
    ['comptabilité', 'Vous rejoignez le service comptabilité.'],
    ['étudiant', 'Ce poste est réservé aux étudiants.'],
    ['néerlandophone', 'Vous parlez couramment le néerlandais.'],
  ],
  de: [
    ['Nachtschicht', 'Sie arbeiten in der Nachtschicht von 22 bis 6 Uhr.'],
    ['Wochenende', 'Sie arbeiten nur am Samstag und am Sonntag.'],
    ['Senior', 'Sie haben mindestens acht Jahre Erfahrung.'],
    ['Einkauf', 'Sie arbeiten in der Abteilung Einkauf.'],
    ['Kundendienst', 'Sie gehören zum Kundendienst.'],
  ],
};

/** Another job whose text is nearly the same: other hours, rank, department, or occupation. */
function nearText(vacancy: Vacancy, stranger: Vacancy, dice: Dice): Vacancy {
  const { language, title, text } = writing(vacancy);
  const other = writing(stranger);
  const marks = OTHER_MARKS[language] ?? OTHER_MARKS['fr'] ?? [];
  const [mark, sentence] = dice.pick(marks.filter(([each]) => !title.toLowerCase().includes(each.toLowerCase())));
  if (other.language === language && other.title !== title && dice.chance(0.4)) {
    return withText(withTitle(vacancy, other.title), `${text.replaceAll(title, other.title)} ${other.title}.`);
  }
  return withText(withTitle(vacancy, `${title} ${mark}`), `${text} ${sentence}`);
}

/** The same text in another town. */
function elsewhere(vacancy: Vacancy, stranger: Vacancy): Vacancy {
  const [here, there] = [vacancy.workplaces[0], stranger.workplaces[0]];
  if (!here || !there) return vacancy;
  const { text } = writing(vacancy);
  const moved = { ...vacancy, workplaces: [there] };
  return here.municipality && there.municipality
    ? withText(moved, text.replaceAll(here.municipality, there.municipality))
    : moved;
}

/** Another employer of the town with the same words, as those that one agency writes for. */
function otherEmployer(vacancy: Vacancy, stranger: Vacancy): Vacancy {
  const [ours, theirs] = [vacancy.employer.name, stranger.employer.name];
  const { text } = writing(vacancy);
  const said = ours !== null && theirs !== null ? text.replaceAll(ours, theirs) : text;
  return withText({ ...vacancy, employer: stranger.employer }, said);
}

/** An agency's words under an employer's name are the same job, and no other. */
const AGENCY =
  /interim|intérim|manpower|adecco|randstad|synergie|actual|proman|crit|samsic|start people|emploi|uitzend|zeitarbeit/i;

/** Whether two vacancies can lend each other what makes the second job. */
export function canResemble(how: NegativeKind, vacancy: Vacancy, stranger: Vacancy): boolean {
  if (how === 'near') return true;
  if (how === 'other-employer') {
    const [ours, theirs] = [vacancy.employer, stranger.employer];
    const named = [ours.name, theirs.name].every((name) => name !== null && !AGENCY.test(name));
    return named && ours.name !== theirs.name;
  }
  const [here, there] = [vacancy.workplaces[0], stranger.workplaces[0]];
  return Boolean(here?.postcode && there?.postcode && here.postcode !== there.postcode);
}

/** Another job that resembles a vacancy, as a record of its own. */
export function resembling(
  how: NegativeKind,
  pair: { vacancy: Vacancy; stranger: Vacancy },
  to: { source: string; reference: string },
  dice: Dice,
): Vacancy {
  const { vacancy, stranger } = pair;
  const other =
    how === 'near'
      ? nearText(vacancy, stranger, dice)
      : how === 'multi-location'
        ? elsewhere(vacancy, stranger)
        : otherEmployer(vacancy, stranger);
  return { ...asOwn(other, to.source, to.reference), supplier: null };
}
