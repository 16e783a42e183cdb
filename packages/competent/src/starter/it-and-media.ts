/** Information technology, communication, media and culture. */
export const IT_AND_MEDIA = `
130 software-developer 2512 M1805
nl software ontwikkelaar; softwareontwikkelaar; programmeur; software engineer
fr développeur / développeuse informatique; développeur logiciel; analyste-programmeur; ingénieur logiciel
de Softwareentwickler / Softwareentwicklerin; Programmierer / Programmiererin; Anwendungsentwickler
en software developer; software engineer; programmer
131 web-developer 2513 M1805
nl webontwikkelaar; webdeveloper; front-end developer; full stack developer
fr développeur / développeuse web; intégrateur web; développeur front-end
de Webentwickler / Webentwicklerin; Frontend-Entwickler; Full-Stack-Entwickler
en web developer; front-end developer; full stack developer
132 data-scientist 2529 M1805
nl data scientist; datawetenschapper
fr data scientist; scientifique des données
de Data Scientist; Datenwissenschaftler / Datenwissenschaftlerin
en data scientist; machine learning engineer
133 data-analyst 2511 M1805
nl data-analist; business intelligence analist
fr analyste de données; data analyst; analyste décisionnel
de Datenanalyst / Datenanalystin; Business-Intelligence-Analyst
en data analyst; business intelligence analyst
134 data-engineer 2521 M1805
nl data engineer; datawarehouse ontwikkelaar
fr ingénieur / ingénieure de données; data engineer
de Dateningenieur / Dateningenieurin; Data Engineer
en data engineer; data warehouse developer
135 functional-analyst 2511 M1806
nl functioneel analist; business analist; ict-analist
fr analyste fonctionnel / analyste fonctionnelle; business analyst; analyste d'affaires
de IT-Analyst; Business Analyst; Anforderungsanalytiker
en functional analyst; business analyst; systems analyst
136 system-administrator 2522 M1801
nl systeembeheerder; systeemingenieur; ict-beheerder
fr administrateur / administratrice systèmes; ingénieur système; administrateur systèmes et réseaux
de Systemadministrator / Systemadministratorin; IT-Administrator; Fachinformatiker Systemintegration
en system administrator; systems engineer; it administrator
137 network-engineer 2523 M1801
nl netwerkbeheerder; netwerkingenieur; netwerkspecialist
fr administrateur / administratrice réseau; ingénieur réseau; technicien réseau
de Netzwerkadministrator / Netzwerkadministratorin; Netzwerktechniker
en network engineer; network administrator
138 database-administrator 2521 M1801
nl databasebeheerder; databankbeheerder
fr administrateur / administratrice de bases de données; dba
de Datenbankadministrator / Datenbankadministratorin; Datenbankentwickler
en database administrator; dba
139 it-support 3512 I1401
nl it-helpdeskmedewerker; ict-helpdesk medewerker; it-support medewerker; pc-technicus
fr technicien / technicienne de support informatique; technicien helpdesk; technicien de maintenance informatique
de IT-Supporter / IT-Supporterin; Helpdesk-Mitarbeiter; IT-Servicetechniker
en it support technician; helpdesk technician; it support officer
140 devops-engineer 2522 M1801
nl devops engineer; cloud engineer; platform engineer
fr ingénieur / ingénieure devops; ingénieur cloud
de DevOps-Ingenieur / DevOps-Ingenieurin; Cloud-Engineer
en devops engineer; cloud engineer; site reliability engineer
141 security-specialist 2529 M1802
nl cybersecurity specialist; informatiebeveiliger; security analist
fr expert / experte en cybersécurité; responsable de la sécurité informatique; analyste soc
de IT-Sicherheitsspezialist / IT-Sicherheitsspezialistin; Cybersecurity-Analyst; Informationssicherheitsbeauftragter
en cybersecurity specialist; information security officer; security analyst
142 software-tester 2519 M1805
nl softwaretester; test engineer; testanalist
fr testeur / testeuse de logiciels; ingénieur de test; analyste test
de Softwaretester / Softwaretesterin; Testingenieur
en software tester; test engineer; qa engineer
143 it-manager 1330 M1803
nl it-manager; ict-verantwoordelijke; hoofd it
fr responsable informatique; directeur des systèmes d'information; dsi
de IT-Leiter / IT-Leiterin; Leiter Informationstechnik
en it manager; head of it; chief information officer
144 it-project-manager 2519 M1806
nl it-projectleider; ict-projectmanager; scrum master
fr chef / cheffe de projet informatique; scrum master
de IT-Projektleiter / IT-Projektleiterin; Scrum Master
en it project manager; scrum master
145 graphic-designer 2166 E1205
nl grafisch vormgever; grafisch ontwerper; dtp'er
fr graphiste; infographiste; concepteur graphique
de Grafikdesigner / Grafikdesignerin; Mediengestalter / Mediengestalterin; Grafiker
en graphic designer; visual designer; desktop publisher
146 ux-designer 2513 E1205
nl ux-designer; webdesigner; interactieontwerper
fr webdesigner; concepteur d'interfaces; ux designer
de UX-Designer / UX-Designerin; Webdesigner
en ux designer; web designer; user interface designer
147 community-manager 2432 E1101
nl community manager; socialemediamedewerker; contentmanager
fr animateur / animatrice de communauté web; gestionnaire de réseaux sociaux; gestionnaire de contenu
de Social-Media-Manager / Social-Media-Managerin; Community Manager; Content-Manager
en community manager; social media manager; content manager
148 communication-officer 2432 E1103
nl communicatiemedewerker; communicatieverantwoordelijke; pr-medewerker; woordvoerder
fr chargé / chargée de communication; responsable de communication; attaché de presse
de Kommunikationsreferent / Kommunikationsreferentin; PR-Referent; Pressesprecher
en communication officer; public relations officer; communications specialist
149 journalist 2642 E1106
nl journalist; redacteur; verslaggever
fr journaliste; rédacteur / rédactrice; reporter
de Journalist / Journalistin; Redakteur / Redakteurin
en journalist; reporter; news editor
150 translator 2643 E1108
nl vertaler; tolk; vertaler-tolk
fr traducteur / traductrice; interprète; traducteur-interprète
de Übersetzer / Übersetzerin; Dolmetscher / Dolmetscherin
en translator; interpreter
151 photographer 3431 E1201
nl fotograaf; persfotograaf
fr photographe; reporter photographe
de Fotograf / Fotografin; Pressefotograf
en photographer; press photographer
152 event-organiser 3332 E1107
nl evenementenorganisator; eventmanager; evenementencoördinator
fr organisateur / organisatrice d'événements; chargé d'événementiel; chef de projet événementiel
de Veranstaltungskaufmann / Veranstaltungskauffrau; Eventmanager / Eventmanagerin
en event organiser; event manager; event coordinator
153 librarian 2622 K1601
nl bibliothecaris; bibliotheekmedewerker; documentalist
fr bibliothécaire; documentaliste; agent de bibliothèque
de Bibliothekar / Bibliothekarin; Fachangestellter für Medien- und Informationsdienste
en librarian; library assistant; documentalist
154 printer 7322 E1301
nl drukker; offsetdrukker; bediener drukpers
fr imprimeur / imprimeuse; conducteur de machine d'impression; conducteur offset
de Drucker / Druckerin; Offsetdrucker; Medientechnologe Druck
en printer; offset printer; printing press operator
155 sound-technician 3521 L1508
nl geluidstechnicus; podiumtechnicus; licht- en geluidstechnicus
fr technicien / technicienne du son; régisseur son; technicien de spectacle
de Tontechniker / Tontechnikerin; Veranstaltungstechniker
en sound technician; stage technician; audio engineer
156 video-editor 3521 L1507
nl videomonteur; cameraman; audiovisueel technicus
fr monteur / monteuse vidéo; cadreur / cadreuse; technicien audiovisuel
de Videoeditor / Videoeditorin; Cutter / Cutterin; Kameramann / Kamerafrau
en video editor; camera operator; audiovisual technician
157 translator-copywriter 2641 E1102
nl copywriter; tekstschrijver
fr concepteur-rédacteur / conceptrice-rédactrice; copywriter
de Werbetexter / Werbetexterin; Texter
en copywriter; content writer
158 telecom-technician 7422 I1307
nl telecomtechnicus; glasvezeltechnicus; installateur telecommunicatie
fr technicien / technicienne télécoms; technicien fibre optique; installateur télécom
de Telekommunikationstechniker / Telekommunikationstechnikerin; Glasfasertechniker
en telecommunications technician; fibre optic technician
`;
