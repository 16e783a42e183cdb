/** Building, civil works, and the design of both. */
export const CONSTRUCTION = `
180 bricklayer 7112 F1703
nl metselaar; metser; ruwbouwmetselaar
fr maçon / maçonne; ouvrier maçon
de Maurer / Maurerin; Rohbaumaurer
en bricklayer; mason
181 construction-labourer 9313 F1704
nl bouwvakker; hulparbeider bouw; polyvalent bouwarbeider
fr manœuvre de chantier; ouvrier du bâtiment; aide-maçon; ouvrier d'exécution du bâtiment
de Bauhelfer / Bauhelferin; Hilfsarbeiter Bau; Bauarbeiter
en construction labourer; building worker; site labourer
182 carpenter 7115 F1501
nl timmerman; dakwerker-timmerman; daktimmerman
fr charpentier / charpentière; charpentier bois
de Zimmermann; Zimmerer / Zimmerin
en carpenter; roof carpenter
183 joiner 7522 H2206
nl schrijnwerker; meubelmaker; houtbewerker; werkplaatsschrijnwerker
fr menuisier / menuisière; ébéniste; menuisier d'atelier
de Tischler / Tischlerin; Schreiner / Schreinerin; Möbelschreiner
en joiner; cabinet maker; woodworker
184 window-fitter 7115 F1607
nl schrijnwerker buitenschrijnwerk; plaatser ramen en deuren; ramenplaatser
fr poseur / poseuse de menuiseries; menuisier poseur; poseur de châssis
de Fensterbauer / Fensterbauerin; Fenstermonteur; Bauschreiner
en window fitter; window and door installer
185 roofer 7121 F1610
nl dakdekker; dakwerker; dakafdichter
fr couvreur / couvreuse; couvreur-zingueur; étancheur
de Dachdecker / Dachdeckerin; Dachabdichter
en roofer; roof tiler
186 tiler 7122 F1608
nl tegelzetter; vloerder; tegelplaatser
fr carreleur / carreleuse; poseur de carrelage; carreleur-mosaïste
de Fliesenleger / Fliesenlegerin; Plattenleger
en tiler; floor and wall tiler
187 floor-layer 7122 F1609
nl vloerlegger; parketplaatser; plaatser soepele bekleding
fr poseur / poseuse de sols; parqueteur; solier-moquettiste
de Bodenleger / Bodenlegerin; Parkettleger
en floor layer; parquet layer
188 plasterer 7123 F1601
nl stukadoor; pleisteraar; gyprocplaatser
fr plafonneur / plafonneuse; plâtrier; plaquiste
de Stuckateur / Stuckateurin; Verputzer; Trockenbauer
en plasterer; drywall installer; dry liner
189 painter 7131 F1606
nl schilder; schilder-decorateur; huisschilder; behanger
fr peintre en bâtiment; peintre décorateur; peintre-tapissier
de Maler / Malerin; Maler und Lackierer; Anstreicher
en house painter; painter and decorator
190 plumber 7126 F1603
nl loodgieter; sanitair installateur; installateur sanitair en verwarming
fr plombier / plombière; plombier-chauffagiste; installateur sanitaire
de Klempner / Klempnerin; Sanitärinstallateur; Anlagenmechaniker SHK; Installateur
en plumber; plumbing and heating engineer
191 heating-technician 7126 I1308
nl verwarmingstechnicus; cv-monteur; brandertechnicus
fr chauffagiste; technicien / technicienne en chauffage; technicien de brûleurs
de Heizungsbauer / Heizungsbauerin; Heizungstechniker; Heizungsmonteur
en heating technician; heating engineer; boiler technician
192 hvac-technician 7127 I1306
nl koeltechnicus; hvac-technicus; airco-installateur; frigorist
fr frigoriste; technicien / technicienne hvac; technicien frigoriste; monteur en climatisation
de Kältetechniker / Kältetechnikerin; Mechatroniker für Kältetechnik; Klimatechniker
en refrigeration technician; hvac technician; air conditioning engineer
193 electrician 7411 F1602
nl elektricien; residentieel elektricien; installateur elektriciteit; elektrotechnisch installateur
fr électricien / électricienne; électricien du bâtiment; électricien installateur
de Elektriker / Elektrikerin; Elektroinstallateur / Elektroinstallateurin; Elektroniker für Gebäudetechnik
en electrician; building electrician; electrical installer
194 solar-installer 7411 F1602
nl zonnepaneleninstallateur; installateur zonnepanelen; monteur zonnepanelen
fr installateur / installatrice de panneaux photovoltaïques; monteur de panneaux solaires
de Solarteur; Photovoltaikmonteur / Photovoltaikmonteurin; Solarinstallateur
en solar panel installer; photovoltaic installer
195 insulation-worker 7124 F1613
nl isolatiewerker; isoleerder; isolatieplaatser
fr ouvrier isolateur; isolateur thermique; calorifugeur
de Isolierer; Wärmedämmer; Industrie-Isolierer
en insulation worker; insulation installer
196 glazier 7125 F1607
nl glazenmaker; glasplaatser; glaszetter
fr vitrier / vitrière; poseur de vitrages
de Glaser / Glaserin; Verglaser
en glazier; glass fitter
197 road-worker 9312 F1702
nl wegenwerker; stratenmaker; arbeider wegenbouw
fr ouvrier / ouvrière de voirie; paveur; constructeur de routes
de Straßenbauer / Straßenbauerin; Straßenbauarbeiter; Pflasterer
en road worker; road construction worker; paver
198 pipe-layer 7126 F1705
nl rioleringswerker; buizenlegger; arbeider nutsleidingen
fr canalisateur / canalisatrice; poseur de canalisations; poseur de câbles et conduites
de Rohrleitungsbauer / Rohrleitungsbauerin; Kanalbauer
en pipe layer; sewer construction worker; utilities worker
199 formwork-carpenter 7114 F1701
nl bekister; ijzervlechter; bekister-ijzervlechter
fr coffreur / coffreuse; ferrailleur; coffreur-bancheur; bétonneur
de Betonbauer / Betonbauerin; Stahlbetonbauer; Einschaler; Eisenflechter
en formwork carpenter; concrete worker; steel fixer
200 excavator-operator 8342 F1302
nl graafmachinist; kraanman grondwerken; bestuurder grondverzetmachines; machinist bouwmachines
fr conducteur / conductrice d'engins de chantier; pelliste; grutier-terrassier; conducteur de pelle
de Baggerfahrer / Baggerfahrerin; Baumaschinenführer; Baumaschinist
en excavator operator; earthmoving machine operator; plant operator
201 crane-operator 8343 F1301
nl kraanmachinist; torenkraanbestuurder; kraanbestuurder
fr grutier / grutière; conducteur de grue; conducteur de grue à tour
de Kranführer / Kranführerin; Turmdrehkranführer
en crane operator; tower crane operator
202 scaffolder 7119 F1502
nl steigerbouwer; stellingbouwer; steigermonteur
fr monteur / monteuse d'échafaudages; échafaudeur
de Gerüstbauer / Gerüstbauerin; Gerüstmonteur
en scaffolder; scaffold erector
203 site-manager 3123 F1202
nl werfleider; ploegbaas bouw; werfverantwoordelijke
fr chef / cheffe de chantier; contremaître du bâtiment; chef d'équipe bâtiment
de Bauleiter / Bauleiterin; Polier; Vorarbeiter Bau
en site manager; construction foreman; site supervisor
204 construction-project-manager 1323 F1201
nl projectleider bouw; bouwprojectmanager; conducteur bouwwerken
fr conducteur / conductrice de travaux; gestionnaire de chantier; chef de projet construction
de Bauprojektleiter / Bauprojektleiterin; Projektleiter Hochbau
en construction project manager; contracts manager construction
205 architect 2161 F1101
nl architect; bouwarchitect; projectarchitect
fr architecte; architecte de projet
de Architekt / Architektin; Hochbauarchitekt
en architect; building architect
206 civil-engineer 2142 F1106
nl burgerlijk ingenieur bouwkunde; ingenieur stabiliteit; bouwkundig ingenieur
fr ingénieur / ingénieure en construction; ingénieur en génie civil; ingénieur stabilité
de Bauingenieur / Bauingenieurin; Statiker
en civil engineer; structural engineer
207 construction-draughtsperson 3118 F1104
nl bouwkundig tekenaar; tekenaar bouw; bim-modelleur
fr dessinateur / dessinatrice en construction; dessinateur du bâtiment; modeleur bim
de Bauzeichner / Bauzeichnerin; CAD-Zeichner Bau
en construction draughtsperson; architectural draughtsman; bim modeller
208 quantity-surveyor 3112 F1108
nl calculator bouw; kostencalculator; meetkundig bouwtechnicus
fr métreur / métreuse; deviseur; économiste de la construction
de Baukalkulator / Baukalkulatorin; Kostenplaner Bau
en quantity surveyor; cost estimator construction
209 land-surveyor 2165 F1107
nl landmeter; landmeter-expert; topograaf
fr géomètre; géomètre-expert; topographe
de Vermessungstechniker / Vermessungstechnikerin; Geometer; Vermesser
en land surveyor; topographer
210 interior-designer 3432 F1102
nl interieurarchitect; interieurvormgever; interieuradviseur
fr architecte d'intérieur; décorateur / décoratrice d'intérieur
de Innenarchitekt / Innenarchitektin; Raumausstatter
en interior designer; interior architect
211 stonemason 7113 F1612
nl steenhouwer; natuursteenbewerker; marmerbewerker
fr tailleur / tailleuse de pierre; marbrier
de Steinmetz / Steinmetzin; Steinbildhauer
en stonemason; stone cutter; marble worker
212 kitchen-fitter 7115 F1604
nl keukenplaatser; keukenmonteur; interieurbouwer
fr poseur / poseuse de cuisines; monteur de cuisines; agenceur
de Küchenmonteur / Küchenmonteurin; Möbelmonteur; Innenausbauer
en kitchen fitter; furniture fitter; shopfitter
`;
