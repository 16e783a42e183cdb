/** Production, metal, wood, textile, chemistry, and industrial engineering. */
export const INDUSTRY = `
230 production-operator 9329 H3302
nl productiearbeider; productiemedewerker; productieoperator; arbeider productie
fr ouvrier / ouvrière de production; opérateur de production; agent de production; agent de fabrication
de Produktionsmitarbeiter / Produktionsmitarbeiterin; Produktionshelfer; Fabrikarbeiter
en production operative; production worker; factory worker
231 machine-operator 8189 H2906
nl machineoperator; machinebediener; bediener productiemachine; lijnoperator
fr conducteur / conductrice de machine; opérateur sur machine; conducteur de ligne de production
de Maschinenbediener / Maschinenbedienerin; Maschinen- und Anlagenführer; Anlagenbediener
en machine operator; line operator; production machine operator
232 packer 9321 H3302
nl inpakker; verpakker; inpakmedewerker
fr emballeur / emballeuse; agent de conditionnement; ouvrier de conditionnement
de Verpacker / Verpackerin; Packer; Verpackungsmitarbeiter
en packer; hand packer; packing operative
233 packaging-operator 8183 H3301
nl verpakkingsoperator; bediener verpakkingsmachine
fr conducteur / conductrice de ligne de conditionnement; opérateur de conditionnement
de Verpackungsmaschinenführer; Anlagenführer Verpackung
en packaging machine operator; bottling line operator
234 welder 7212 H2913
nl lasser; halfautomaatlasser; tig-lasser; pijplasser
fr soudeur / soudeuse; soudeur semi-automatique; soudeur tig
de Schweißer / Schweißerin; WIG-Schweißer; MAG-Schweißer
en welder; tig welder; mig welder
235 sheet-metal-worker 7213 H2902
nl plaatbewerker; plaatslager; plooier; bediener plooibank
fr tôlier / tôlière; chaudronnier / chaudronnière; plieur / plieuse
de Blechbearbeiter; Konstruktionsmechaniker / Konstruktionsmechanikerin; Spengler; Abkanter
en sheet metal worker; boilermaker; press brake operator
236 metal-constructor 7214 H2911
nl monteur staalbouw; metaalbewerker; constructielasser
fr monteur / monteuse en structures métalliques; métallier / métallière; serrurier-métallier
de Metallbauer / Metallbauerin; Stahlbauer; Schlosser / Schlosserin
en structural steel erector; metal fabricator; steelworker
237 cnc-operator 7223 H2903
nl cnc-operator; cnc-bediener; verspaner; draaier-frezer; cnc-draaier
fr opérateur / opératrice sur machine à commande numérique; tourneur-fraiseur / tourneuse-fraiseuse; usineur; opérateur cnc
de CNC-Fräser / CNC-Fräserin; Zerspanungsmechaniker / Zerspanungsmechanikerin; CNC-Dreher
en cnc operator; cnc machinist; turner-miller
238 toolmaker 7222 H2901
nl gereedschapsmaker; matrijzenmaker; bankwerker; ajusteur
fr outilleur / outilleuse; ajusteur / ajusteuse; mouliste
de Werkzeugmacher / Werkzeugmacherin; Werkzeugmechaniker; Formenbauer
en toolmaker; tool and die maker; bench fitter
239 mechanical-assembler 8211 H2909
nl monteur mechanica; assembleur; assemblagemedewerker; montagearbeider
fr monteur / monteuse mécanique; monteur-assembleur / monteuse-assembleuse; opérateur de montage; ajusteur-monteur
de Montagemitarbeiter / Montagemitarbeiterin; Monteur Maschinenbau; Montagehelfer
en mechanical assembler; assembly worker; assembly operator
240 electronics-assembler 8212 H2605
nl elektronicamonteur; monteur elektronica; assembleur elektronica
fr monteur / monteuse en électronique; câbleur / câbleuse en électronique
de Elektronikmonteur / Elektronikmonteurin; Bestücker; Elektronikhelfer
en electronics assembler; pcb assembler
241 panel-wirer 8212 H2602
nl bordenbouwer; kabelmonteur; bekabelaar; elektrisch bordenbouwer
fr câbleur / câbleuse; monteur-câbleur / monteuse-câbleuse; tableautier
de Schaltschrankbauer / Schaltschrankbauerin; Kabelmonteur; Schaltschrankverdrahter
en panel wirer; control panel builder; electrical wirer
242 spray-painter 7132 H3404
nl industrieel schilder; spuiter; poederlakker; lakspuiter
fr peintre industriel / peintre industrielle; peintre au pistolet; laqueur
de Industrielackierer / Industrielackiererin; Lackierer; Pulverbeschichter
en industrial painter; spray painter; powder coater
243 plastics-operator 8142 H3201
nl operator kunststofverwerking; spuitgieter; operator spuitgietmachine
fr opérateur / opératrice en plasturgie; conducteur de presse à injection; opérateur en extrusion
de Kunststoffformgeber; Verfahrensmechaniker Kunststoff; Maschinenführer Spritzguss
en plastics machine operator; injection moulding operator
244 chemical-operator 8131 H2301
nl procesoperator; operator chemie; chemisch procesoperator
fr opérateur / opératrice de production chimique; opérateur de process; conducteur d'appareils chimiques
de Chemikant / Chemikantin; Chemieanlagenbediener; Anlagenfahrer Chemie
en chemical process operator; chemical plant operator
245 pharma-operator 8131 H2301
nl operator farmaceutische productie; productiemedewerker farma
fr opérateur / opératrice de production pharmaceutique; technicien de production pharmaceutique
de Pharmakant / Pharmakantin; Produktionsmitarbeiter Pharma
en pharmaceutical production operator; pharma production technician
246 lab-technician 3111 H1503
nl laborant; laboratoriumtechnicus; laboratoriummedewerker; chemisch laborant
fr technicien / technicienne de laboratoire; laborantin / laborantine; technicien chimiste
de Chemielaborant / Chemielaborantin; Laborant / Laborantin; Labortechniker
en laboratory technician; chemical laboratory technician; lab analyst
247 quality-controller 7543 H1506
nl kwaliteitscontroleur; keurder; medewerker kwaliteitscontrole
fr contrôleur / contrôleuse qualité; technicien qualité; agent de contrôle
de Qualitätsprüfer / Qualitätsprüferin; Qualitätskontrolleur; Prüfer Qualitätssicherung
en quality controller; quality inspector; quality control technician
248 production-manager 1321 H2502
nl productiemanager; productieleider; productieverantwoordelijke
fr responsable de production; directeur de production; chef de production
de Produktionsleiter / Produktionsleiterin; Fertigungsleiter; Werkleiter
en production manager; plant manager; manufacturing manager
249 team-leader-production 3122 H2504
nl ploegbaas productie; teamleider productie; ploegleider; meestergast
fr chef / cheffe d'équipe de production; agent de maîtrise; contremaître; chef d'atelier
de Schichtleiter / Schichtleiterin; Teamleiter Produktion; Vorarbeiter Produktion; Industriemeister
en production team leader; shift supervisor; production supervisor
250 process-engineer 2141 H1402
nl procesingenieur; productie-ingenieur; methodes-ingenieur
fr ingénieur / ingénieure de production; ingénieur process; ingénieur méthodes; technicien méthodes
de Verfahrensingenieur / Verfahrensingenieurin; Prozessingenieur; Fertigungsingenieur
en process engineer; production engineer; manufacturing engineer
251 production-planner 4322 H1403
nl productieplanner; planner productie; werkvoorbereider
fr planificateur / planificatrice de production; technicien d'ordonnancement; gestionnaire de production
de Produktionsplaner / Produktionsplanerin; Arbeitsvorbereiter; Fertigungsplaner
en production planner; work preparer; production scheduler
252 mechanical-engineer 2144 H1206
nl mechanisch ingenieur; ontwerpingenieur; r&d-ingenieur; werktuigbouwkundig ingenieur
fr ingénieur mécanicien / ingénieure mécanicienne; ingénieur en conception mécanique; ingénieur d'études
de Maschinenbauingenieur / Maschinenbauingenieurin; Konstruktionsingenieur; Entwicklungsingenieur
en mechanical engineer; design engineer; research and development engineer
253 mechanical-draughtsperson 3118 H1203
nl tekenaar-ontwerper mechanica; technisch tekenaar; cad-tekenaar
fr dessinateur / dessinatrice en mécanique; dessinateur-projeteur / dessinatrice-projeteuse; projeteur cao
de technischer Zeichner / technische Zeichnerin; technischer Produktdesigner; Konstrukteur
en mechanical draughtsperson; cad designer; technical drawer
254 electrical-engineer 2151 H1206
nl elektrotechnisch ingenieur; ingenieur elektriciteit; projectingenieur elektriciteit
fr ingénieur électricien / ingénieure électricienne; ingénieur en électrotechnique
de Elektroingenieur / Elektroingenieurin; Ingenieur Elektrotechnik
en electrical engineer; electrical design engineer
255 automation-engineer 2152 H1208
nl automatiseringstechnicus; automation engineer; plc-programmeur
fr automaticien / automaticienne; technicien automaticien; ingénieur en automatisation; programmeur plc
de Automatisierungstechniker / Automatisierungstechnikerin; SPS-Programmierer; Automatisierungsingenieur
en automation engineer; plc programmer; automation technician
256 woodworking-operator 7523 H2202
nl machinale houtbewerker; bediener houtbewerkingsmachine; zager
fr opérateur / opératrice sur machine à bois; machiniste bois; scieur
de Holzbearbeitungsmechaniker / Holzbearbeitungsmechanikerin; Holzmaschinist; Säger
en woodworking machine operator; sawmill operator
257 sewing-machinist 8153 H2402
nl naaister / naaier; stikster; confectienaaister; confectiemedewerker
fr couturier / couturière; piqueur / piqueuse; opérateur de confection; mécanicienne en confection
de Näher / Näherin; Industrienäher; Textilnäher
en sewing machinist; sewing machine operator; stitcher
258 tailor 7531 B1803
nl kleermaker; retoucheur / retoucheuse; maatkleermaker
fr tailleur / tailleuse; retoucheur / retoucheuse; couturier sur mesure
de Schneider / Schneiderin; Änderungsschneider; Maßschneider
en tailor; dressmaker; alterations tailor
259 upholsterer 7534 B1806
nl stoffeerder; meubelstoffeerder; garnierder
fr tapissier / tapissière d'ameublement; garnisseur / garnisseuse
de Polsterer / Polsterin; Raumausstatter Polster
en upholsterer; furniture upholsterer
260 paper-operator 8171 H3101
nl operator papierproductie; operator golfkarton
fr conducteur / conductrice de machine à papier; opérateur en cartonnerie
de Papiertechnologe / Papiertechnologin; Papiermaschinenführer
en paper machine operator; cardboard production operator
261 foundry-worker 7211 H2910
nl gieter; vormer; gieterijarbeider
fr fondeur / fondeuse; mouleur / mouleuse de fonderie; ouvrier de fonderie
de Gießer / Gießerin; Gießereimechaniker; Former
en foundry worker; metal moulder; caster
262 pipefitter 7126 H2914
nl pijpfitter; leidingmonteur; pijpenbewerker
fr tuyauteur / tuyauteuse; monteur en tuyauterie; tuyauteur industriel
de Rohrschlosser / Rohrschlosserin; Rohrleitungsmonteur; Anlagenmechaniker Rohrsystemtechnik
en pipefitter; industrial pipe fitter
263 concrete-products-operator 8114 F1706
nl arbeider prefab beton; operator betonproducten
fr agent / agente de préfabrication béton; mouleur en béton; opérateur de centrale à béton
de Betonfertigteilbauer / Betonfertigteilbauerin; Mischanlagenführer
en precast concrete worker; concrete products operator
`;
