import type { Language } from './languages.ts';
import { hashText, mix } from './random.ts';

export const SECTORS = [
  'care',
  'education',
  'cleaning',
  'hospitality',
  'retail',
  'logistics',
  'transport',
  'construction',
  'technics',
  'production',
  'administration',
  'finance',
  'ict',
  'green',
  'engineering',
  'communication',
  'services',
] as const;
export type Sector = (typeof SECTORS)[number];

/** An occupation as employers advertise it. The first title of each language is the plain one, the others synonyms. */
export interface Occupation {
  readonly key: string;
  readonly sector: Sector;
  /** ROME v3 code; Forem's drop carries it. */
  readonly rome: string;
  readonly titles: Readonly<Record<Language, readonly string[]>>;
  /** Competent 1 code (`DIMECO` at Forem); null when only a title says what the job is. */
  readonly competent1: string | null;
  /** Competent 2 identifier; most are made up, as those of a newer release are unknown to a reader. */
  readonly competent2: string;
  /** Least ISCED level that employers ask for; null when none. */
  readonly study: number | null;
  readonly licence: string | null;
}

/** Key, ROME code, titles in Dutch, French and German (synonyms after `|`), ISCED level, driving licence. */
type Row = readonly [string, string, string, string, string, number | null, string?];

// biome-ignore format: a row a line reads as the table it is
const ROWS: Readonly<Record<Sector, readonly Row[]>> = {
  care: [
    ['nurse', 'J1506', 'Verpleegkundige|Bachelor verpleegkunde', 'Infirmier / Infirmière|Infirmier bachelier', 'Krankenpfleger|Pflegefachkraft', 6],
    ['care-assistant', 'J1501', 'Zorgkundige|Zorgmedewerker', 'Aide-soignant / Aide-soignante', 'Pflegehelfer|Pflegeassistent', 4],
    ['home-carer', 'K1302', 'Verzorgende thuiszorg|Gezinshelper', 'Aide familial / Aide familiale', 'Familienhelfer|Hauspfleger', 3],
    ['physiotherapist', 'J1404', 'Kinesitherapeut|Kinesist', 'Kinésithérapeute', 'Physiotherapeut|Kinesitherapeut', 7],
    ['childcare-worker', 'K1303', 'Kinderbegeleider|Medewerker kinderopvang', 'Puériculteur / Puéricultrice', 'Kinderbetreuer|Kinderpfleger', 3],
    ['midwife', 'J1104', 'Vroedvrouw|Vroedkundige', 'Sage-femme', 'Hebamme', 6],
  ],
  education: [
    ['primary-teacher', 'K2106', 'Leraar lager onderwijs|Onderwijzer', 'Instituteur primaire / Institutrice primaire', 'Primarschullehrer|Grundschullehrer', 6],
    ['mathematics-teacher', 'K2107', 'Leraar wiskunde secundair onderwijs|Leerkracht wiskunde', 'Professeur de mathématiques', 'Mathematiklehrer', 6],
    ['nursery-teacher', 'K2106', 'Kleuterleider|Leraar kleuteronderwijs', 'Instituteur maternel / Institutrice maternelle', 'Kindergärtner|Kindergartenlehrer', 6],
    ['educator', 'K1207', 'Opvoeder|Begeleider leefgroep', 'Éducateur / Éducatrice|Éducateur spécialisé', 'Erzieher|Sozialpädagoge', 6],
    ['adult-trainer', 'K2111', 'Opleider volwassenen|Lesgever volwassenenonderwijs', "Formateur d'adultes / Formatrice d'adultes", 'Ausbilder Erwachsenenbildung|Dozent Erwachsenenbildung', 5],
  ],
  cleaning: [
    ['cleaner', 'K2204', 'Schoonmaker|Medewerker schoonmaak', 'Agent de nettoyage|Technicien de surface', 'Reinigungskraft|Raumpfleger', null],
    ['domestic-help', 'K1304', 'Huishoudhulp|Poetshulp met dienstencheques', 'Aide-ménager / Aide-ménagère', 'Haushaltshilfe', null],
    ['window-cleaner', 'K2202', 'Ruitenwasser|Glazenwasser', 'Laveur de vitres', 'Fensterputzer|Glasreiniger', null, 'B'],
    ['caretaker', 'K2501', 'Conciërge|Huisbewaarder', 'Concierge', 'Hausmeister|Hauswart', null],
    ['laundry-worker', 'K2201', 'Medewerker wasserij|Wasserijarbeider', 'Ouvrier de blanchisserie', 'Wäschereimitarbeiter', null],
  ],
  hospitality: [
    ['cook', 'G1602', 'Kok|Hulpkok', 'Cuisinier / Cuisinière|Commis de cuisine', 'Koch|Jungkoch', 3],
    ['kitchen-porter', 'G1605', 'Afwasser|Keukenhulp', 'Plongeur / Plongeuse|Aide de cuisine', 'Spülkraft|Küchenhilfe', null],
    ['waiter', 'G1803', 'Kelner|Medewerker zaal', 'Serveur / Serveuse|Garçon de restaurant', 'Kellner|Servicekraft', null],
    ['hotel-receptionist', 'G1703', 'Hotelreceptionist|Receptionist hotel', "Réceptionniste d'hôtel", 'Hotelrezeptionist|Empfangsmitarbeiter Hotel', 4],
    ['bartender', 'G1801', 'Barman|Barmedewerker', 'Barman / Barmaid', 'Barkeeper', null],
  ],
  retail: [
    ['shop-assistant', 'D1214', 'Winkelbediende kleding|Verkoper mode', 'Vendeur en habillement / Vendeuse en habillement', 'Modeverkäufer|Verkäufer Bekleidung', 3],
    ['cashier', 'D1505', 'Kassamedewerker|Kassier', 'Caissier / Caissière|Hôte de caisse', 'Kassierer|Kassenmitarbeiter', null],
    ['bakery-assistant', 'D1106', 'Verkoper bakkerij|Winkelbediende bakkerij', 'Vendeur en boulangerie / Vendeuse en boulangerie', 'Bäckereiverkäufer', null],
    ['butcher', 'D1101', 'Slager|Beenhouwer', 'Boucher / Bouchère', 'Metzger|Fleischer', 3],
    ['store-manager', 'D1301', 'Winkelverantwoordelijke|Filiaalverantwoordelijke', 'Gérant de magasin / Gérante de magasin', 'Filialleiter|Marktleiter', 4, 'B'],
    ['sales-representative', 'D1402', 'Vertegenwoordiger|Accountmanager', 'Délégué commercial / Déléguée commerciale', 'Außendienstmitarbeiter|Handelsvertreter', 6, 'B'],
  ],
  logistics: [
    ['order-picker', 'N1103', 'Orderpicker|Magazijnmedewerker', 'Préparateur de commandes', 'Kommissionierer|Lagerarbeiter', null],
    ['forklift-driver', 'N1101', 'Heftruckchauffeur|Heftruckbestuurder', 'Cariste', 'Gabelstaplerfahrer|Staplerfahrer', null],
    ['loader', 'N1105', 'Lader-losser|Arbeider laden en lossen', 'Manutentionnaire', 'Lagerhelfer|Verlader', null],
    ['freight-forwarder', 'N1201', 'Expediteur|Transportplanner', 'Affréteur / Affréteuse|Dispatcher', 'Speditionskaufmann|Disponent', 5],
    ['customs-declarant', 'N1202', 'Douanedeclarant', 'Déclarant en douane', 'Zolldeklarant|Zollsachbearbeiter', 5],
    ['warehouse-manager', 'N1302', 'Magazijnverantwoordelijke|Hoofdmagazijnier', "Responsable d'entrepôt", 'Lagerleiter', 5],
  ],
  transport: [
    ['truck-driver', 'N4101', 'Vrachtwagenchauffeur CE|Chauffeur CE', 'Chauffeur poids lourd CE|Conducteur routier', 'Lkw-Fahrer CE|Berufskraftfahrer', null, 'CE'],
    ['bus-driver', 'N4103', 'Buschauffeur|Autocarchauffeur', 'Conducteur de bus|Chauffeur de car', 'Busfahrer', null, 'D'],
    ['courier', 'N4105', 'Koerier|Bestelwagenchauffeur', 'Chauffeur-livreur|Coursier', 'Kurierfahrer|Auslieferungsfahrer', null, 'B'],
    ['taxi-driver', 'N4102', 'Taxichauffeur', 'Chauffeur de taxi', 'Taxifahrer', null, 'B'],
    ['mover', 'N1102', 'Verhuizer', 'Déménageur', 'Umzugshelfer|Möbelpacker', null, 'B'],
  ],
  construction: [
    ['bricklayer', 'F1703', 'Metselaar|Metser', 'Maçon / Maçonne', 'Maurer', 3],
    ['roofer', 'F1610', 'Dakwerker|Dakdekker', 'Couvreur', 'Dachdecker', null, 'B'],
    ['painter', 'F1606', 'Schilder-decorateur|Huisschilder', 'Peintre en bâtiment', 'Maler|Anstreicher', null, 'B'],
    ['tiler', 'F1608', 'Tegelzetter|Vloerder', 'Carreleur', 'Fliesenleger', null],
    ['road-worker', 'F1702', 'Wegenwerker|Stratenmaker', 'Ouvrier de voirie|Paveur', 'Straßenbauer|Pflasterer', null],
    ['crane-operator', 'F1301', 'Torenkraanbestuurder|Kraanman', 'Grutier', 'Kranführer', null],
    ['joiner', 'F1607', 'Schrijnwerker-plaatser|Plaatser binnenschrijnwerk', 'Menuisier poseur', 'Bautischler|Schreiner Montage', 3, 'B'],
  ],
  technics: [
    ['electrician', 'F1602', 'Elektricien|Residentieel elektrotechnisch installateur', 'Électricien / Électricienne', 'Elektriker|Elektroinstallateur', 3, 'B'],
    ['plumber', 'F1603', 'Loodgieter|Installateur sanitair', 'Plombier|Installateur sanitaire', 'Klempner|Sanitärinstallateur', 3, 'B'],
    ['maintenance-technician', 'I1304', 'Onderhoudstechnicus|Technieker industrieel onderhoud', 'Technicien de maintenance industrielle', 'Wartungstechniker|Instandhalter', 4],
    ['heating-technician', 'I1308', 'Verwarmingstechnicus|Technicus centrale verwarming', 'Technicien chauffagiste', 'Heizungstechniker|Heizungsbauer', 4, 'B'],
    ['refrigeration-technician', 'I1306', 'Koeltechnicus', 'Frigoriste|Technicien frigoriste', 'Kältetechniker', 4, 'B'],
    ['car-mechanic', 'I1604', 'Automecanicien|Onderhoudsmecanicien personenwagens', 'Mécanicien automobile', 'Kfz-Mechaniker|Automechaniker', 3, 'B'],
    ['welder', 'H2913', 'Lasser|Lasser TIG', 'Soudeur / Soudeuse', 'Schweißer', 3],
  ],
  production: [
    ['cnc-operator', 'H2903', 'CNC-operator|CNC-verspaner', "Opérateur sur machine-outil CNC|Conducteur d'usinage", 'CNC-Bediener|Zerspanungsmechaniker', 3],
    ['food-operator', 'H2102', 'Productieoperator voeding|Operator voedingsindustrie', 'Opérateur de production alimentaire', 'Maschinenführer Lebensmittel', null],
    ['chemical-operator', 'H2301', 'Procesoperator chemie|Operator chemie', 'Opérateur de production chimique', 'Chemikant|Anlagenfahrer Chemie', 4],
    ['packer', 'H3302', 'Inpakker|Productiemedewerker verpakking', "Ouvrier d'emballage|Emballeur", 'Verpacker|Packer', null],
    ['assembler', 'H2909', 'Monteur mechanische assemblage|Assembleerder', 'Monteur assembleur', 'Montagearbeiter|Monteur', 3],
    ['quality-manager', 'H1502', 'Kwaliteitsverantwoordelijke|Kwaliteitsmanager', 'Responsable qualité', 'Qualitätsbeauftragter|Qualitätsmanager', 6],
  ],
  administration: [
    ['administrative-assistant', 'M1602', 'Administratief medewerker|Polyvalent bediende', 'Employé administratif / Employée administrative', 'Verwaltungsangestellter|Bürokaufmann', 4],
    ['receptionist', 'M1601', 'Onthaalmedewerker|Receptionist', "Agent d'accueil|Réceptionniste", 'Empfangsmitarbeiter|Rezeptionist', 3],
    ['personnel-officer', 'M1501', 'Personeelsmedewerker|Payrollmedewerker', 'Assistant en ressources humaines', 'Personalsachbearbeiter', 6],
    ['executive-assistant', 'M1604', 'Directieassistent|Management assistant', 'Assistant de direction / Assistante de direction', 'Direktionsassistent|Assistent der Geschäftsleitung', 6],
    ['secretary', 'M1607', 'Secretariaatsmedewerker|Secretaris', 'Secrétaire', 'Sekretär|Sekretariatsmitarbeiter', 4],
  ],
  finance: [
    ['accountant', 'M1203', 'Boekhouder|Dossierbeheerder accountancy', 'Comptable', 'Buchhalter', 6],
    ['financial-analyst', 'M1201', 'Financieel analist', 'Analyste financier / Analyste financière', 'Finanzanalyst', 7],
    ['bank-adviser', 'C1206', 'Relatiebeheerder bank|Bankadviseur', 'Conseiller clientèle bancaire', 'Bankberater|Kundenberater Bank', 6],
    ['insurance-adviser', 'C1102', 'Verzekeringsadviseur|Commercieel medewerker verzekeringen', 'Conseiller en assurances', 'Versicherungsberater', 5],
    ['controller', 'M1204', 'Controller|Beheerscontroleur', 'Contrôleur de gestion', 'Controller|Finanzcontroller', 7],
  ],
  ict: [
    ['software-developer', 'M1805', 'Softwareontwikkelaar|Software developer', 'Développeur informatique / Développeuse informatique', 'Softwareentwickler|Programmierer', 6],
    ['data-scientist', 'M1805', 'Data scientist', 'Data scientist|Scientifique des données', 'Data Scientist|Datenwissenschaftler', 7],
    ['system-administrator', 'M1801', 'Systeembeheerder|System engineer', 'Administrateur système', 'Systemadministrator', 6],
    ['helpdesk-technician', 'I1401', 'Helpdeskmedewerker|Medewerker ICT-support', 'Technicien helpdesk|Agent support informatique', 'IT-Supporter|Helpdesk-Mitarbeiter', 4],
    ['business-analyst', 'M1806', 'Business analist|Functioneel analist', 'Analyste fonctionnel|Business analyst', 'Business Analyst|Fachanalyst', 6],
  ],
  green: [
    ['gardener', 'A1203', 'Tuinier|Tuinaanlegger', 'Jardinier / Jardinière|Ouvrier parcs et jardins', 'Gärtner|Landschaftsgärtner', null, 'B'],
    ['farm-worker', 'A1416', 'Medewerker landbouwbedrijf|Landarbeider', 'Ouvrier agricole polyvalent', 'Landwirtschaftlicher Helfer|Landarbeiter', null],
    ['fruit-picker', 'A1401', 'Fruitplukker|Seizoenarbeider fruitteelt', 'Cueilleur de fruits', 'Erntehelfer Obstbau|Obstpflücker', null],
    ['forestry-worker', 'A1201', 'Bosarbeider|Houthakker', 'Bûcheron|Ouvrier forestier', 'Forstarbeiter|Holzfäller', null, 'B'],
    ['florist', 'D1209', 'Bloemist|Florist', 'Fleuriste', 'Florist|Blumenbinder', 3],
  ],
  engineering: [
    ['civil-engineer', 'F1106', 'Ingenieur bouwkunde|Projectingenieur bouw', 'Ingénieur en construction', 'Bauingenieur', 7, 'B'],
    ['draughtsperson', 'F1104', 'Tekenaar bouw|CAD-tekenaar', 'Dessinateur en bâtiment', 'Bauzeichner|CAD-Zeichner', 5],
    ['research-engineer', 'H1206', 'Ingenieur onderzoek en ontwikkeling|R&D-ingenieur', 'Ingénieur recherche et développement', 'Entwicklungsingenieur', 7],
    ['process-engineer', 'H1404', 'Methodetechnicus|Werkvoorbereider productie', 'Technicien méthodes', 'Arbeitsvorbereiter|Prozesstechniker', 6],
    ['surveyor', 'F1107', 'Landmeter|Topograaf', 'Géomètre|Topographe', 'Vermesser|Landvermesser', 6, 'B'],
  ],
  communication: [
    ['communications-officer', 'E1103', 'Communicatiemedewerker|Medewerker communicatie', 'Chargé de communication', 'Kommunikationsbeauftragter|PR-Referent', 6],
    ['graphic-designer', 'E1205', 'Grafisch vormgever|Grafisch ontwerper', 'Graphiste|Infographiste', 'Grafikdesigner|Mediengestalter', 6],
    ['marketing-manager', 'M1705', 'Marketingverantwoordelijke|Marketeer', 'Responsable marketing', 'Marketingleiter|Marketingmanager', 6],
    ['journalist', 'E1106', 'Journalist|Redacteur', 'Journaliste|Rédacteur', 'Journalist|Redakteur', 7],
    ['event-organiser', 'E1107', 'Eventmanager|Medewerker evenementen', "Organisateur d'événements", 'Eventmanager|Veranstaltungskaufmann', 6],
  ],
  services: [
    ['social-worker', 'K1201', 'Maatschappelijk werker|Sociaal assistent', 'Assistant social / Assistante sociale', 'Sozialarbeiter|Sozialassistent', 6],
    ['security-guard', 'K2503', 'Bewakingsagent|Bewaker', 'Agent de gardiennage|Agent de sécurité', 'Wachmann|Sicherheitsmitarbeiter', 3],
    ['employment-adviser', 'K1801', 'Arbeidsbemiddelaar|Jobcoach', 'Conseiller emploi|Accompagnateur à l’emploi', 'Arbeitsvermittler|Jobcoach', 6],
    ['hairdresser', 'D1202', 'Kapper|Haarkapper', 'Coiffeur / Coiffeuse', 'Friseur', 3],
    ['beautician', 'D1208', 'Schoonheidsspecialist|Schoonheidsconsulent', 'Esthéticien / Esthéticienne', 'Kosmetiker', 3],
  ],
};

/** A Competent 1 code is a ROME v3 code, two digits and a number; the first profile is the common one, except here. */
const COMPETENT_1: Readonly<Record<string, string>> = { 'data-scientist': 'M180501-2' };

const WITHOUT_COMPETENT_1 = new Set([
  'beautician',
  'business-analyst',
  'car-mechanic',
  'childcare-worker',
  'cnc-operator',
  'controller',
  'courier',
  'farm-worker',
  'graphic-designer',
  'heating-technician',
  'joiner',
  'mover',
  'system-administrator',
  'truck-driver',
  'welder',
]);

const COMPETENT_2: Readonly<Record<string, string>> = {
  'software-developer': '263af849-d6f5-425b-9eb9-41aefc558f96',
  'communications-officer': '88cbf041-02e1-432e-9d49-c1a2c20c5784',
};

function madeUpUuid(key: string): string {
  const [first, second, third, fourth] = [1, 2, 3, 4].map((part) =>
    mix(hashText(key), part).toString(16).padStart(8, '0'),
  );
  return `${first}-${second?.slice(0, 4)}-4${second?.slice(5)}-8${third?.slice(1, 4)}-${third?.slice(4)}${fourth}`;
}

/** Occupations by sector; every sector has at least five. */
export const OCCUPATIONS: Readonly<Record<Sector, readonly Occupation[]>> = Object.fromEntries(
  SECTORS.map((sector) => [sector, ROWS[sector].map((row) => asOccupation(sector, row))]),
) as Record<Sector, Occupation[]>;

function asOccupation(sector: Sector, [key, rome, nl, fr, de, study, licence]: Row): Occupation {
  return {
    key,
    sector,
    rome,
    titles: { nl: nl.split('|'), fr: fr.split('|'), de: de.split('|') },
    competent1: WITHOUT_COMPETENT_1.has(key) ? null : (COMPETENT_1[key] ?? `${rome}01-1`),
    competent2: COMPETENT_2[key] ?? madeUpUuid(key),
    study,
    licence: licence ?? null,
  };
}
