import { stemOf } from './normal-text.ts';

/**
 * Words of one meaning in Dutch, French, German and English titles, written by hand: enough to see that two titles in two
 * languages may name one job, never enough to say so alone.
 */
const MEANINGS =
  'verpleegkundige verpleger infirmier krankenpfleger pflegefachkraft pflegefachmann nurse|zorgkundige aide-soignant soignant pflegehelfer caregiver|arts dokter medecin arzt doctor physician|apotheker pharmacien pharmacist|kinesitherapeut kinesist kinesitherapeute physiotherapeut physiotherapist|tandarts dentiste zahnarzt dentist|kinderverzorger kinderbegeleider puericulteur puericultrice kinderbetreuer kinderpfleger childcare|opvoeder begeleider educateur erzieher educator|leerkracht leraar onderwijzer enseignant professeur instituteur lehrer teacher|poetshulp schoonmaker schoonmaak poetsvrouw nettoyage nettoyeur reinigungskraft reinigung raumpfleger cleaner cleaning|huishoudhulp menage menager haushaltshilfe housekeeper|kok chefkok cuisinier koch cook|kelner ober zaalmedewerker serveur kellner servicekraft waiter|afwasser plongeur spulkraft dishwasher|keukenhulp commis kuchenhilfe|bakker boulanger backer baker|banketbakker patissier konditor|slager beenhouwer boucher metzger fleischer butcher|kassier kassamedewerker caissier kassierer cashier|verkoper winkelbediende winkelmedewerker vendeur verkaufer verkauferin salesperson|vertegenwoordiger accountmanager commercial delegue aussendienst vertreter handelsvertreter representative|magazijnier magazijnmedewerker orderpicker preparateur magasinier kommissionierer lagerarbeiter lagerist warehouse|heftruckchauffeur heftruckbestuurder heftruck cariste staplerfahrer gabelstaplerfahrer forklift|vrachtwagenchauffeur vrachtwagen camion routier poids lkw lkwfahrer kraftfahrer berufskraftfahrer truck|buschauffeur autocar busfahrer bus|koerier bestelwagen livreur coursier kurierfahrer auslieferungsfahrer courier|chauffeur conducteur fahrer driver|verhuizer demenageur umzugshelfer mover|metser metselaar macon maurer bricklayer|dakwerker dakdekker couvreur dachdecker roofer|schilder peintre maler anstreicher painter|tegelzetter vloerder carreleur fliesenleger tiler|stukadoor plafonneur platrier putzer gipser plasterer|schrijnwerker timmerman menuisier charpentier schreiner tischler zimmermann carpenter|elektricien electricien elektriker elektroinstallateur electrician|loodgieter sanitair plombier sanitaire klempner sanitar plumber|lasser soudeur schweisser welder|onderhoudstechnicus onderhoudstechnieker technieker technicus maintenance technicien techniker wartungstechniker technician|mecanicien mechaniker mechanieker automecanicien mechanic|koeltechnicus frigoriste kaltetechniker|verwarming chauffagiste heizungstechniker heizung|operator productieoperator operateur maschinenfuhrer anlagenfuhrer bediener|arbeider productiearbeider productiemedewerker ouvrier produktionsmitarbeiter arbeiter worker|kraanman torenkraan grutier kranfuhrer crane|boekhouder comptable buchhalter accountant accounting|secretaris secretaresse secretariaat secretaire sekretar sekretariat secretary|receptionist onthaalmedewerker receptionniste rezeptionist empfang|administratief administratie bediende administratif employe sachbearbeiter verwaltung administrative clerk|ontwikkelaar developpeur entwickler developer programmeur programmierer|ingenieur engineer|analist analyste analyst|helpdesk support|netwerk reseau netzwerk network systeembeheerder administrateur systemadministrator|tuinman hovenier tuinier jardinier gartner gardener|landbouw agricole landwirtschaft farm|fruitplukker plukker cueilleur erntehelfer picker|bewaker bewakingsagent gardiennage vigile sicherheit wachmann guard|kapper coiffeur friseur hairdresser|schoonheidsspecialist estheticien kosmetiker beautician|maatschappelijk assistent sociaal social sozialarbeiter|psycholoog psychologue psychologe psychologist|jurist juriste rechtsanwalt advocaat avocat lawyer|personeel hr ressources humaines personalreferent recruiter|inkoper acheteur einkaufer buyer|logistiek logistique logistik logistics|planner planificateur disponent dispatcher expediteur affreteur spediteur|douane zoll declarant douanedeclarant|conducteur werfleider chantier bauleiter site|projectleider chef projektleiter projet project|architect architecte architekt|tekenaar dessinateur zeichner draftsman|landmeter geometre vermesser surveyor|laborant laborantin labo laboratorium laboratoire lab|kwaliteit qualite qualitat quality|drukker imprimeur drucker printer|naaister couturier schneider seamstress|verzekering assurance versicherung insurance|bank banque|marketing|communicatie communication kommunikation|vertaler traducteur ubersetzer translator|journalist journaliste|fotograaf photographe fotograf|grafisch graphiste grafiker graphic|monteur installateur|isoleerder isolateur isolierer|stratenmaker wegenwerker paveur voirie strassenbauer|huisbewaarder concierge hausmeister conciergewerk caretaker|wasserij blanchisserie wascherei laundry|hotel|barman barkeeper bartender|zorg soins pflege care|bejaarde ouderen age alten elderly|nagel ongle nagelstylist|callcenter klantendienst clientele kundenservice kundendienst customer|inpakker emballeur verpacker packer|lader losser manutentionnaire verlader loader|diensthoofd teamleider responsable leiter verantwoordelijke manager';

const MEANING_OF: ReadonlyMap<string, number> = new Map(
  MEANINGS.split('|').flatMap((row, meaning) =>
    row.split(/[ -]/).map((word): [string, number] => [stemOf(word), meaning]),
  ),
);

/** Departments of hospitals, offices and shops in Dutch, French, German and English, written by hand: they tell two jobs apart. */
const DEPARTMENTS =
  'geriatrie geriatrics|pediatrie kindergeneeskunde padiatrie pediatrics|spoed spoedgevallen urgences notaufnahme emergency|chirurgie surgery|radiologie medische beeldvorming imagerie radiology|oncologie onkologie oncology|cardiologie kardiologie cardiology|psychiatrie psychiatry|revalidatie revalidation readaptation rehabilitation|materniteit kraamafdeling maternite wochnerinnenstation maternity|neonatologie neonatology|palliatieve palliatifs palliativ palliative|aankoop achats einkauf purchasing|verkoop ventes verkauf sales|boekhouding comptabilite buchhaltung|personeelsdienst personalabteilung|juridische juridique rechtsabteilung legal|verzending expedition versand shipping|ontvangst reception wareneingang|groenten fruit legumes obst|vis poissonnerie fisch fish|kaas fromagerie kase cheese|wijn vins wein wine|parking parkhaus|garderobe vestiaire|was linge wasche linen|tuin jardin garten garden'
    .split('|')
    .map((words) => words.split(' '));

const DEPARTMENT_OF: ReadonlyMap<string, number> = new Map(
  DEPARTMENTS.flatMap((words, department) => words.map((word): [string, number] => [stemOf(word), department])),
);

/** The departments that words of a title name, in order. */
export function departmentsIn(words: readonly string[]): string {
  const found = new Set(words.flatMap((word) => DEPARTMENT_OF.get(stemOf(word)) ?? []));
  return [...found].toSorted((a, b) => a - b).join(' ');
}

/** Whether words of two languages mean the same, by the list, or are one word in two spellings. */
export function meanSame(word: string, other: string): boolean {
  const [meaning, otherMeaning] = [meaningOf(word), meaningOf(other)];
  if (meaning !== undefined && meaning === otherMeaning) return true;
  const department = departmentsIn([word]);
  if (department !== '' && department === departmentsIn([other])) return true;
  if (Math.min(word.length, other.length) < SHORTEST_COGNATE) return false;
  return Math.abs(word.length - other.length) <= MOST_LETTERS_MORE && likeSpelling(word, other) >= LEAST_LIKE;
}

const SHORTEST_COGNATE = 5;
const MOST_LETTERS_MORE = 4;
const LEAST_LIKE = 0.5;
const SHORTEST_PART = 6;

/** A compound means what its last part means. */
function meaningOf(word: string): number | undefined {
  const known = MEANING_OF.get(stemOf(word));
  if (known !== undefined) return known;
  for (let at = 3; at <= word.length - SHORTEST_PART; at++) {
    const part = MEANING_OF.get(stemOf(word.slice(at)));
    if (part !== undefined) return part;
  }
  return undefined;
}

/** Share of common runs of three letters (Dice), in a spelling that hides what languages write differently. */
function likeSpelling(word: string, other: string): number {
  const [one, two] = [runsOf(word), runsOf(other)];
  const common = one.filter((run) => two.includes(run)).length;
  return (2 * common) / (one.length + two.length);
}

function runsOf(word: string): string[] {
  const spelt = `${word
    .replaceAll('ph', 'f')
    .replaceAll(/qu|ck|c/g, 'k')
    .replaceAll('y', 'i')
    .replaceAll(/(.)\1/g, '$1')} `;
  return Array.from({ length: Math.max(0, spelt.length - 2) }, (_, at) => spelt.slice(at, at + 3));
}
