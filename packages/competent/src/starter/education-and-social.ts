/** Teaching, childcare, social work, sports and employment guidance. */
export const EDUCATION_AND_SOCIAL = `
410 primary-teacher 2341 K2106
nl leerkracht lager onderwijs; onderwijzer / onderwijzeres; leraar basisonderwijs
fr instituteur / institutrice primaire; enseignant du primaire; professeur des écoles
de Grundschullehrer / Grundschullehrerin; Primarschullehrer / Primarschullehrerin
en primary school teacher; elementary school teacher
411 kindergarten-teacher 2342 K2106
nl kleuterleider / kleuterleidster; leerkracht kleuteronderwijs; kleuteronderwijzer
fr instituteur / institutrice maternelle; enseignant du maternel; instituteur préscolaire
de Kindergärtner / Kindergärtnerin; Kindergartenlehrer; Vorschullehrer
en kindergarten teacher; nursery school teacher; preschool teacher
412 secondary-teacher 2330 K2107
nl leerkracht secundair onderwijs; leraar secundair onderwijs; leraar wiskunde; leraar talen
fr professeur / professeure de l'enseignement secondaire; enseignant du secondaire; professeur de mathématiques; professeur de langues
de Gymnasiallehrer / Gymnasiallehrerin; Sekundarschullehrer; Lehrer Sekundarstufe
en secondary school teacher; high school teacher
413 vocational-teacher 2320 K2109
nl leraar technische vakken; praktijkleraar; leerkracht beroepsonderwijs
fr professeur / professeure de cours techniques; enseignant technique et professionnel; professeur de pratique professionnelle
de Berufsschullehrer / Berufsschullehrerin; Fachlehrer
en vocational teacher; technical school teacher
414 special-needs-teacher 2352 K2106
nl leerkracht buitengewoon onderwijs; zorgleerkracht; zorgcoördinator
fr enseignant spécialisé / enseignante spécialisée; instituteur de l'enseignement spécialisé
de Sonderschullehrer / Sonderschullehrerin; Förderlehrer; Förderschullehrer
en special needs teacher; special education teacher
415 university-lecturer 2310 K2108
nl docent hoger onderwijs; lector; professor; universitair docent
fr professeur d'université; maître-assistant; enseignant du supérieur; chargé de cours
de Hochschuldozent / Hochschuldozentin; Professor / Professorin; Lektor
en university lecturer; professor; higher education teacher
416 researcher 2131 K2402
nl onderzoeker; wetenschappelijk medewerker; doctoraatsonderzoeker
fr chercheur / chercheuse; assistant de recherche; doctorant / doctorante
de Wissenschaftler / Wissenschaftlerin; wissenschaftlicher Mitarbeiter; Forscher
en researcher; research scientist; research assistant
417 trainer 2424 K2111
nl opleider; trainer; lesgever; instructeur volwassenen
fr formateur / formatrice; instructeur / instructrice; formateur d'adultes
de Ausbilder / Ausbilderin; Trainer / Trainerin; Dozent Erwachsenenbildung
en trainer; training instructor; adult education instructor
418 music-teacher 2354 K2105
nl muziekleraar; leerkracht muziek; leraar deeltijds kunstonderwijs
fr professeur / professeure de musique; enseignant artistique; professeur de piano
de Musiklehrer / Musiklehrerin; Klavierlehrer; Instrumentallehrer
en music teacher; piano teacher
419 tutor 2359 K2106
nl bijlesleraar; huiswerkbegeleider
fr professeur / professeure en soutien scolaire; répétiteur; accompagnateur scolaire
de Nachhilfelehrer / Nachhilfelehrerin; Lernbegleiter
en private tutor; homework tutor
420 school-supervisor 5312 K2104
nl opvoeder school; toezichter school; leerlingenbegeleider; kleuterassistent
fr surveillant / surveillante d'école; éducateur d'internat; assistant d'éducation; accueillant extrascolaire
de Schulbetreuer / Schulbetreuerin; Schulbegleiter; Aufsichtsperson Schule
en school supervisor; teaching assistant; school support worker
421 school-head 1345 K2103
nl schooldirecteur; directeur basisschool; directeur secundair onderwijs
fr directeur / directrice d'école; chef d'établissement scolaire
de Schulleiter / Schulleiterin; Schuldirektor
en head teacher; school principal
422 childcare-worker 5311 K1303
nl kinderbegeleider; begeleider buitenschoolse opvang; onthaalouder; babysitter
fr garde d'enfants; accueillant d'enfants à domicile; assistant maternel / assistante maternelle; baby-sitter
de Kinderbetreuer; Tagesmutter / Tagesvater; Tagespflegeperson; Babysitter
en childminder; nanny; out-of-school childcare worker
423 early-childhood-educator 2342 K1202
nl pedagogisch begeleider kinderopvang; verantwoordelijke kinderdagverblijf
fr éducateur / éducatrice de jeunes enfants; responsable de crèche; directeur de crèche
de Erzieher / Erzieherin; Kita-Leiter; Frühpädagoge / Frühpädagogin
en early childhood educator; nursery manager
424 special-educator 2635 K1207
nl opvoeder-begeleider; begeleider personen met een beperking; orthopedagoog; opvoeder
fr éducateur spécialisé / éducatrice spécialisée; éducateur social; accompagnant éducatif et social; moniteur-éducateur
de Sonderpädagoge / Sonderpädagogin; Heilerziehungspfleger / Heilerziehungspflegerin; Sozialpädagoge
en special educator; disability support worker; social educator
425 social-worker 2635 K1201
nl maatschappelijk werker; sociaal werker; maatschappelijk assistent
fr assistant social / assistante sociale; travailleur social; intervenant social
de Sozialarbeiter / Sozialarbeiterin; Sozialassistent
en social worker; social assistant
426 youth-worker 3412 K1206
nl jeugdwerker; animator; jongerenbegeleider; buurtwerker
fr animateur socioculturel / animatrice socioculturelle; animateur de jeunes; travailleur de rue
de Jugendarbeiter / Jugendarbeiterin; Jugendbetreuer; Streetworker
en youth worker; community worker; youth leader
427 leisure-animator 3423 G1203
nl animator vrije tijd; speelpleinanimator; kampleider
fr animateur / animatrice de loisirs; animateur enfants; moniteur de colonie
de Freizeitbetreuer / Freizeitbetreuerin; Animateur / Animateurin
en leisure activity leader; children's entertainer; playworker
428 sports-coach 3422 G1204
nl sportcoach; sportlesgever; sportmonitor; zwemleraar; fitnessbegeleider
fr coach sportif; moniteur / monitrice de sport; éducateur sportif; maître-nageur
de Sporttrainer / Sporttrainerin; Sportlehrer; Fitnesstrainer; Schwimmlehrer
en sports coach; sports instructor; fitness instructor; swimming teacher
429 employment-adviser 2423 K1801
nl arbeidsbemiddelaar; loopbaanbegeleider; trajectbegeleider; jobcoach
fr conseiller / conseillère en emploi; conseiller en insertion professionnelle; job coach; accompagnateur emploi
de Arbeitsvermittler / Arbeitsvermittlerin; Berufsberater / Berufsberaterin; Jobcoach
en employment adviser; career counsellor; job coach
430 work-floor-supervisor-social-economy 3412 K1203
nl werkleider maatwerkbedrijf; monitor sociale economie; instructeur beschutte werkplaats
fr encadrant technique d'insertion; moniteur d'atelier protégé; encadrant en entreprise de travail adapté
de Arbeitsanleiter / Arbeitsanleiterin; Gruppenleiter Werkstatt
en work integration supervisor; sheltered workshop supervisor
431 care-institution-manager 1343 K1403
nl directeur woonzorgcentrum; afdelingshoofd zorg; directeur zorginstelling
fr directeur / directrice de maison de repos; directeur d'établissement social; chef de service social
de Heimleiter / Heimleiterin; Einrichtungsleiter Pflege
en care home manager; social services manager
432 language-teacher 2353 K2111
nl taaldocent; leraar nederlands tweede taal; taaltrainer
fr formateur / formatrice en langues; professeur de français langue étrangère
de Sprachlehrer / Sprachlehrerin; Deutschlehrer für Fremdsprachige
en language teacher; language trainer
`;
