/** Driving, warehousing, shipping and planning of transport. */
export const TRANSPORT_AND_LOGISTICS = `
320 truck-driver 8332 N4101
nl vrachtwagenchauffeur; vrachtwagenbestuurder; chauffeur c; chauffeur ce; bestuurder trekker met oplegger
fr chauffeur / chauffeuse de poids lourd; conducteur routier / conductrice routière; chauffeur pl; chauffeur spl; chauffeur ce
de Lkw-Fahrer / Lkw-Fahrerin; Berufskraftfahrer / Berufskraftfahrerin; Fernfahrer; Kraftfahrer
en truck driver; lorry driver; heavy goods vehicle driver; hgv driver
321 delivery-driver 8322 N4105
nl chauffeur-besteller; bestelwagenchauffeur; koerier; pakketbezorger; chauffeur b
fr chauffeur-livreur / chauffeuse-livreuse; livreur / livreuse; coursier; chauffeur permis b
de Auslieferungsfahrer / Auslieferungsfahrerin; Kurierfahrer; Paketzusteller; Lieferfahrer
en delivery driver; van driver; courier driver
322 bus-driver 8331 N4103
nl buschauffeur; autobuschauffeur; autocarchauffeur; chauffeur d
fr conducteur / conductrice d'autobus; chauffeur de bus; chauffeur d'autocar; conducteur de car
de Busfahrer / Busfahrerin; Omnibusfahrer; Linienbusfahrer
en bus driver; coach driver
323 taxi-driver 8322 N4102
nl taxichauffeur; bestuurder personenvervoer
fr chauffeur / chauffeuse de taxi; conducteur de taxi; chauffeur vtc
de Taxifahrer / Taxifahrerin; Fahrer Personenbeförderung
en taxi driver; private hire driver
324 train-driver 8311 N4301
nl treinbestuurder; machinist trein; metrobestuurder; trambestuurder
fr conducteur / conductrice de train; conducteur de métro; conducteur de tram
de Lokführer / Lokführerin; Triebfahrzeugführer; Straßenbahnfahrer
en train driver; locomotive driver; tram driver
325 train-guard 5112 N4302
nl treinbegeleider; controleur openbaar vervoer
fr accompagnateur / accompagnatrice de train; contrôleur de transports en commun
de Zugbegleiter / Zugbegleiterin; Fahrkartenkontrolleur; Schaffner
en train guard; ticket inspector; train conductor
326 forklift-driver 8344 N1101
nl heftruckchauffeur; heftruckbestuurder; reachtruckchauffeur; clarkist
fr cariste; conducteur / conductrice de chariot élévateur; clarkiste
de Gabelstaplerfahrer / Gabelstaplerfahrerin; Staplerfahrer; Schubmaststaplerfahrer
en forklift driver; reach truck driver; forklift operator
327 warehouse-worker 4321 N1103
nl magazijnmedewerker; magazijnier; magazijnarbeider; logistiek medewerker
fr magasinier / magasinière; agent d'entrepôt; employé logistique; agent logistique
de Lagermitarbeiter / Lagermitarbeiterin; Lagerist / Lageristin; Fachkraft für Lagerlogistik; Lagerarbeiter
en warehouse worker; warehouse operative; storekeeper; warehouse assistant
328 order-picker 9333 N1103
nl orderpicker; orderverzamelaar; picker
fr préparateur / préparatrice de commandes; ouvrier picking; préparateur drive
de Kommissionierer / Kommissioniererin; Picker
en order picker; picker packer
329 freight-handler 9333 N1105
nl lader-losser; laadarbeider; goederenbehandelaar
fr manutentionnaire; chargeur-déchargeur; agent de manutention; agent de quai
de Be- und Entlader; Ladearbeiter; Transportarbeiter; Umschlagmitarbeiter
en freight handler; loader; material handler
330 removal-worker 9333 N1102
nl verhuizer; verhuismedewerker
fr déménageur / déménageuse; aide-déménageur
de Möbelpacker / Möbelpackerin; Umzugshelfer; Umzugsmitarbeiter
en removal worker; furniture mover
331 dock-worker 9333 N3203
nl havenarbeider; dokwerker; sjorder
fr docker; ouvrier portuaire; arrimeur
de Hafenarbeiter / Hafenarbeiterin; Hafenfacharbeiter; Stauer
en dock worker; docker; stevedore
332 transport-planner 4323 N4203
nl transportplanner; dispatcher; planner transport; verkeersleider transport
fr dispatcher; planificateur / planificatrice transport; exploitant transport; gestionnaire de transport
de Disponent / Disponentin; Transportplaner; Speditionskaufmann / Speditionskauffrau
en transport planner; dispatcher; transport scheduler
333 freight-forwarder 3331 N1201
nl expediteur; expeditiemedewerker; bediende expeditie; declarant
fr affréteur / affréteuse; transitaire; déclarant en douane; employé d'expédition
de Spediteur / Spediteurin; Zolldeklarant; Frachtdisponent
en freight forwarder; customs declarant; forwarding agent
334 logistics-manager 1324 N1301
nl logistiek manager; magazijnverantwoordelijke; supply chain manager; hoofd logistiek
fr responsable logistique; responsable d'entrepôt; supply chain manager; chef de magasin
de Logistikleiter / Logistikleiterin; Lagerleiter / Lagerleiterin; Supply-Chain-Manager
en logistics manager; warehouse manager; supply chain manager
335 logistics-team-leader 4321 N1303
nl teamleider magazijn; teamleader logistiek; ploegbaas magazijn
fr chef / cheffe d'équipe logistique; chef d'équipe entrepôt; responsable d'équipe logistique
de Teamleiter Lager; Schichtleiter Logistik; Vorarbeiter Lager
en warehouse team leader; logistics supervisor
336 stock-controller 4321 N1303
nl stockbeheerder; voorraadbeheerder; stockmedewerker
fr gestionnaire de stock; employé de stock; gestionnaire des approvisionnements; approvisionneur
de Bestandsmanager; Lagerverwalter / Lagerverwalterin; Disponent Materialwirtschaft
en stock controller; inventory clerk; stock manager
337 air-cabin-crew 5111 N2101
nl steward / stewardess; cabinepersoneel; luchthavensteward
fr steward / hôtesse de l'air; personnel navigant commercial
de Flugbegleiter / Flugbegleiterin; Kabinenpersonal
en cabin crew; flight attendant
338 pilot 3153 N2102
nl piloot; verkeerspiloot; lijnpiloot
fr pilote de ligne; pilote d'avion; copilote
de Pilot / Pilotin; Verkehrsflugzeugführer
en airline pilot; aircraft pilot
339 airport-handler 9333 N2203
nl bagageafhandelaar; platformmedewerker luchthaven; ramp agent
fr bagagiste; agent de piste; agent d'escale
de Gepäckabfertiger; Flugzeugabfertiger; Vorfeldmitarbeiter
en baggage handler; ramp agent; airport ground handler
340 boatman 8350 N3103
nl schipper; matroos binnenvaart; binnenschipper
fr batelier / batelière; matelot; marinier
de Binnenschiffer / Binnenschifferin; Matrose; Decksmann
en boatman; inland waterway deckhand; skipper
341 ambulance-driver 3258 J1305
nl ambulancier; hulpverlener-ambulancier; ziekenwagenbestuurder
fr ambulancier / ambulancière; secouriste-ambulancier
de Rettungssanitäter / Rettungssanitäterin; Krankenwagenfahrer; Notfallsanitäter
en ambulance driver; paramedic; emergency medical technician
342 driving-instructor 5165 K2110
nl rijinstructeur; lesgever rijschool
fr moniteur / monitrice d'auto-école; instructeur de conduite
de Fahrlehrer / Fahrlehrerin; Fahrschullehrer
en driving instructor; driving teacher
`;
