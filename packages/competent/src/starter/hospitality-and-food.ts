/** Kitchen, service, hotels, travel, and the food trades. */
export const HOSPITALITY_AND_FOOD = `
1 cook 5120 G1602
nl kok; keukenkok; kok restaurant
fr cuisinier / cuisinière; cuisinier de restaurant
de Koch / Köchin; Restaurantkoch
en cook; restaurant cook
2 head-chef 3434 G1601
nl chef-kok; keukenchef; hoofdkok
fr chef cuisinier / cheffe cuisinière; chef de cuisine
de Küchenchef / Küchenchefin; Chefkoch / Chefköchin
en head chef; kitchen chef; executive chef
3 collective-cook 5120 G1602
nl grootkeukenkok; kok collectiviteit; kok grootkeuken
fr cuisinier / cuisinière de collectivité; cuisinier en restauration collective
de Koch / Köchin in der Gemeinschaftsverpflegung; Großküchenkoch
en institutional cook; catering cook
4 kitchen-helper 9412 G1603
nl keukenhulp; keukenmedewerker; hulpkok
fr aide de cuisine; commis de cuisine; aide-cuisinier / aide-cuisinière
de Küchenhilfe; Küchenhelfer / Küchenhelferin; Beikoch
en kitchen helper; kitchen assistant; kitchen porter
5 dishwasher 9412 G1605
nl afwasser; afwashulp
fr plongeur / plongeuse; plongeur en restauration
de Spülkraft; Tellerwäscher / Tellerwäscherin; Spülhilfe
en dishwasher; kitchen steward
6 waiter 5131 G1803
nl kelner / kelnerin; ober; zaalmedewerker; medewerker bediening
fr serveur / serveuse; garçon de salle; serveur en restauration
de Kellner / Kellnerin; Servicekraft; Restaurantfachmann / Restaurantfachfrau
en waiter / waitress; restaurant server
7 maitre-d 5131 G1802
nl zaalverantwoordelijke; maître; chef de rang
fr maître d'hôtel; responsable de salle; chef de rang
de Oberkellner / Oberkellnerin; Restaurantleiter / Restaurantleiterin
en head waiter; restaurant floor manager; dining room supervisor
8 bartender 5132 G1801
nl barman / barvrouw; barmedewerker; tapper
fr barman / barmaid; serveur de bar
de Barkeeper / Barkeeperin; Barmitarbeiter
en bartender; barman / barmaid
9 fast-food-worker 9411 G1603
nl medewerker fastfood; frituurmedewerker; medewerker snelbuffet
fr équipier / équipière de restauration rapide; employé polyvalent de restauration
de Fast-Food-Mitarbeiter; Mitarbeiter Schnellrestaurant; Systemgastronom
en fast food worker; crew member restaurant; quick service restaurant team member
10 pizza-maker 9411 G1604
nl pizzabakker; pizzaiolo
fr pizzaïolo; préparateur de pizzas; crêpier / crêpière
de Pizzabäcker / Pizzabäckerin; Pizzaiolo
en pizza maker; pizzaiolo
11 catering-assistant 5246 G1603
nl cateringmedewerker; medewerker bedrijfsrestaurant; kantinemedewerker
fr employé / employée de restauration collective; employé de cantine
de Cateringmitarbeiter / Cateringmitarbeiterin; Kantinenmitarbeiter
en catering assistant; canteen assistant
12 hotel-receptionist 4224 G1703
nl hotelreceptionist; receptionist hotel; nachtreceptionist
fr réceptionniste en hôtellerie; réceptionniste d'hôtel; réceptionniste de nuit
de Hotelrezeptionist / Hotelrezeptionistin; Rezeptionist im Hotel; Hotelfachmann / Hotelfachfrau
en hotel receptionist; front desk agent; night receptionist
13 room-attendant 9112 G1501
nl kamermeisje; kamerjongen; hotelkamerreiniger; housekeeping medewerker
fr femme de chambre; valet de chambre; employé d'étage
de Zimmermädchen; Roomboy; Zimmerreiniger / Zimmerreinigerin
en room attendant; hotel housekeeper; chambermaid
14 hotel-manager 1411 G1402
nl hotelmanager; hoteldirecteur
fr directeur / directrice d'hôtel; gérant d'hôtel
de Hotelmanager / Hotelmanagerin; Hoteldirektor / Hoteldirektorin
en hotel manager; general manager hotel
15 restaurant-manager 1412 G1402
nl restaurantmanager; restaurantuitbater; horecamanager
fr gérant / gérante de restaurant; directeur de restaurant; responsable de restaurant
de Restaurantmanager / Restaurantmanagerin; Gastronom; Restaurantleitung
en restaurant manager; catering manager
16 travel-agent 4221 G1303
nl reisagent; reisconsulent; medewerker reisbureau
fr agent / agente de voyages; conseiller en voyages
de Reiseverkehrskaufmann / Reiseverkehrskauffrau; Reiseberater / Reiseberaterin
en travel agent; travel consultant
17 tourism-host 4221 G1101
nl onthaalmedewerker toerisme; baliemedewerker toerisme
fr agent / agente d'accueil touristique; conseiller en séjour
de Tourismusmitarbeiter; Mitarbeiter Touristeninformation
en tourist information officer; tourism receptionist
18 tour-guide 5113 G1201
nl gids; toeristische gids; reisbegeleider
fr guide touristique; guide accompagnateur; accompagnateur de voyages
de Reiseleiter / Reiseleiterin; Fremdenführer / Fremdenführerin
en tour guide; tourist guide
19 baker 7512 D1102
nl bakker; broodbakker; brood- en banketbakker
fr boulanger / boulangère; ouvrier boulanger; boulanger-pâtissier
de Bäcker / Bäckerin; Bäckergeselle
en baker; bread baker
20 pastry-chef 7512 D1104
nl banketbakker; patissier; dessertchef
fr pâtissier / pâtissière; chef pâtissier
de Konditor / Konditorin; Patissier
en pastry chef; pastry cook; confectioner
21 chocolatier 7512 D1104
nl chocolatier; chocoladebewerker
fr chocolatier / chocolatière; confiseur
de Chocolatier; Confiseur
en chocolatier; chocolate maker
22 butcher 7511 D1101
nl slager; beenhouwer; slager-spekslager
fr boucher / bouchère; boucher-charcutier
de Metzger / Metzgerin; Fleischer / Fleischerin
en butcher; meat cutter
23 fishmonger 7511 D1105
nl vishandelaar; visbewerker; viswinkelier
fr poissonnier / poissonnière; écailler
de Fischhändler / Fischhändlerin; Fischverkäufer
en fishmonger; fish cutter
24 abattoir-worker 7511 H2101
nl slachthuismedewerker; uitbener; uitsnijder vlees
fr opérateur d'abattoir; désosseur; découpeur de viande
de Schlachter; Zerleger; Schlachthofmitarbeiter
en slaughterhouse worker; boner; meat processing operator
25 food-production-operator 8160 H2102
nl productiemedewerker voeding; operator voedingsindustrie; productieoperator voeding
fr opérateur / opératrice de production alimentaire; conducteur de ligne agroalimentaire
de Produktionsmitarbeiter Lebensmittel; Maschinenführer Lebensmittelindustrie; Anlagenbediener Lebensmittel
en food production operator; food processing operator
26 sommelier 5131 G1804
nl sommelier; wijnkelner
fr sommelier / sommelière; chef sommelier
de Sommelier / Sommelière; Weinkellner
en sommelier; wine waiter
`;
