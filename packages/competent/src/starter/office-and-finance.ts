/** Administration, finance, people, law and management. */
export const OFFICE_AND_FINANCE = `
80 administrative-assistant 4110 M1602
nl administratief medewerker; administratief bediende; kantoorbediende; administratief assistent
fr employé administratif / employée administrative; agent administratif / agente administrative; assistant administratif
de Verwaltungsmitarbeiter / Verwaltungsmitarbeiterin; Bürokaufmann / Bürokauffrau; Sachbearbeiter / Sachbearbeiterin; Bürokraft
en administrative assistant; office clerk; administrative officer
81 secretary 4120 M1607
nl secretaris / secretaresse; secretariaatsmedewerker
fr secrétaire; secrétaire bureautique; assistant de secrétariat
de Sekretär / Sekretärin; Schreibkraft
en secretary; office secretary
82 executive-assistant 3343 M1604
nl directieassistent / directieassistente; managementassistent; directiesecretaresse
fr assistant / assistante de direction; secrétaire de direction
de Direktionsassistent / Direktionsassistentin; Assistent der Geschäftsführung; Chefsekretär / Chefsekretärin
en executive assistant; management assistant; personal assistant
83 medical-secretary 3344 M1609
nl medisch secretaris / medisch secretaresse; medisch administratief medewerker
fr secrétaire médical / secrétaire médicale; assistant médico-administratif
de medizinischer Sekretär / medizinische Sekretärin; Arztsekretär / Arztsekretärin
en medical secretary; medical administrative assistant
84 receptionist 4226 M1601
nl receptionist / receptioniste; onthaalmedewerker; baliemedewerker; onthaalbediende
fr réceptionniste; hôte / hôtesse d'accueil; agent d'accueil; employé d'accueil
de Rezeptionist / Rezeptionistin; Empfangsmitarbeiter; Empfangskraft
en receptionist; front office assistant
85 data-entry-clerk 4132 M1606
nl data-entry medewerker; gegevensinvoerder; medewerker gegevensinvoer
fr opérateur / opératrice de saisie; agent de saisie; encodeur / encodeuse
de Datenerfasser / Datenerfasserin; Mitarbeiter Datenerfassung
en data entry clerk; data entry operator
86 postal-carrier 4412 M1603
nl postbode; postuitreiker; facteur
fr facteur / factrice; distributeur de courrier; agent de distribution postale
de Postbote / Postbotin; Briefzusteller / Briefzustellerin; Zusteller
en postal carrier; mail carrier; postman / postwoman
87 bookkeeper 3313 M1203
nl boekhouder; boekhoudkundig medewerker; hulpboekhouder; assistent-boekhouder
fr comptable; aide-comptable; employé comptable; assistant comptable
de Buchhalter / Buchhalterin; Finanzbuchhalter / Finanzbuchhalterin
en bookkeeper; accounting assistant; accounting clerk
88 accountant 2411 M1202
nl accountant; dossierbeheerder accountancy; boekhouder-fiscalist
fr expert-comptable / experte-comptable; comptable-fiscaliste; gestionnaire de dossiers comptables
de Steuerberater / Steuerberaterin; Bilanzbuchhalter / Bilanzbuchhalterin
en accountant; chartered accountant; tax accountant
89 auditor 2411 M1202
nl auditor; bedrijfsrevisor; interne auditor
fr auditeur / auditrice; réviseur d'entreprises; auditeur interne
de Wirtschaftsprüfer / Wirtschaftsprüferin; interner Revisor; Auditor
en auditor; internal auditor
90 financial-controller 2411 M1204
nl financieel controller; controller; management controller
fr contrôleur / contrôleuse de gestion; contrôleur financier
de Controller / Controllerin; Finanzcontroller
en financial controller; management controller; business controller
91 financial-manager 1211 M1205
nl financieel manager; hoofd financiën; financieel directeur
fr responsable financier / responsable financière; directeur administratif et financier; directeur financier
de Finanzleiter / Finanzleiterin; Leiter Finanzen; kaufmännischer Leiter
en financial manager; finance director; head of finance
92 financial-analyst 2413 M1201
nl financieel analist; kredietanalist
fr analyste financier / analyste financière; analyste crédit
de Finanzanalyst / Finanzanalystin; Kreditanalyst
en financial analyst; credit analyst
93 bank-clerk 4211 C1201
nl bankbediende; loketbediende bank; kantoormedewerker bank
fr employé / employée de banque; guichetier / guichetière; chargé d'accueil bancaire
de Bankkaufmann / Bankkauffrau; Schalterangestellter
en bank clerk; bank teller
94 bank-adviser 2412 C1206
nl bankadviseur; relatiebeheerder bank; beleggingsadviseur
fr conseiller / conseillère de clientèle bancaire; conseiller bancaire; chargé de clientèle banque
de Bankberater / Bankberaterin; Kundenberater Bank; Anlageberater
en bank adviser; relationship manager banking; personal banker
95 claims-handler 4312 C1107
nl schadebeheerder; dossierbeheerder verzekeringen; schaderegelaar
fr gestionnaire de sinistres; gestionnaire de dossiers en assurances; rédacteur sinistres
de Schadensachbearbeiter / Schadensachbearbeiterin; Sachbearbeiter Versicherungen
en claims handler; insurance claims adjuster
96 payroll-clerk 4313 M1501
nl loonadministrateur; payrollmedewerker; payroll officer; dossierbeheerder loonadministratie
fr gestionnaire de paie; employé au service du personnel; payroll officer
de Lohnbuchhalter / Lohnbuchhalterin; Sachbearbeiter Lohn und Gehalt
en payroll clerk; payroll officer; payroll administrator
97 hr-officer 2423 M1501
nl hr-medewerker; personeelsmedewerker; hr-officer; personeelsconsulent
fr assistant / assistante en ressources humaines; chargé des ressources humaines; gestionnaire du personnel
de Personalreferent / Personalreferentin; Personalsachbearbeiter; HR-Mitarbeiter
en human resources officer; hr assistant; personnel officer
98 recruiter 2423 M1502
nl recruiter; rekruteringsmedewerker; wervings- en selectieconsulent; uitzendconsulent
fr chargé / chargée de recrutement; recruteur / recruteuse; consultant en recrutement; consultant intérim
de Recruiter / Recruiterin; Personalberater / Personalberaterin; Personaldisponent
en recruiter; recruitment consultant; talent acquisition specialist
99 hr-manager 1212 M1503
nl hr-manager; personeelsdirecteur; hoofd personeel
fr responsable des ressources humaines; directeur des ressources humaines; drh
de Personalleiter / Personalleiterin; HR-Manager; Leiter Personal
en human resources manager; hr director; head of hr
100 lawyer 2611 K1903
nl advocaat / advocate; raadsman
fr avocat / avocate; avocat conseil
de Rechtsanwalt / Rechtsanwältin; Anwalt
en lawyer; attorney; solicitor
101 legal-adviser 2619 K1903
nl jurist; juridisch adviseur; bedrijfsjurist
fr juriste; conseiller juridique; juriste d'entreprise
de Jurist / Juristin; Rechtsberater; Unternehmensjurist; Justiziar
en legal adviser; company lawyer; legal counsel
102 legal-assistant 3411 K1902
nl juridisch medewerker; paralegal; notarieel medewerker
fr collaborateur / collaboratrice juridique; assistant juridique; clerc de notaire
de Rechtsanwaltsfachangestellter / Rechtsanwaltsfachangestellte; Notarfachangestellter
en legal assistant; paralegal; notary clerk
103 management-consultant 2421 M1402
nl organisatieadviseur; managementconsultant; bedrijfsadviseur
fr consultant / consultante en organisation; conseil en gestion; consultant en management
de Unternehmensberater / Unternehmensberaterin; Organisationsberater
en management consultant; business consultant; organisation consultant
104 project-manager 2421 M1402
nl projectmanager; projectleider; projectverantwoordelijke
fr chef / cheffe de projet; gestionnaire de projet; responsable de projet
de Projektleiter / Projektleiterin; Projektmanager
en project manager; project leader
105 general-manager 1120 M1302
nl algemeen directeur; zaakvoerder; bedrijfsleider
fr directeur général / directrice générale; gérant d'entreprise; dirigeant de pme
de Geschäftsführer / Geschäftsführerin; Betriebsleiter; Direktor
en managing director; general manager; chief executive officer
106 policy-officer 2422 K1404
nl beleidsmedewerker; beleidsadviseur; stafmedewerker beleid
fr chargé / chargée de mission politique publique; attaché aux politiques publiques; conseiller politique
de Referent öffentliche Verwaltung; Fachreferent / Fachreferentin
en policy officer; policy adviser
107 civil-servant 4110 K1501
nl gemeentebediende; dienstmedewerker stad; overheidsmedewerker
fr agent communal / agente communale; employé communal; agent de l'administration publique
de Gemeindemitarbeiter; Verwaltungsbeamter; Sachbearbeiter Kommunalverwaltung
en municipal clerk; public administration officer
108 tax-officer 3352 K1501
nl belastingambtenaar; fiscaal medewerker overheid
fr agent / agente des impôts; agent des finances publiques; vérificateur fiscal
de Steuerbeamter; Finanzbeamter / Finanzbeamtin
en tax officer; tax inspector
109 debt-collector 4214 M1203
nl incassomedewerker; medewerker debiteuren; kredietbewaker
fr agent / agente de recouvrement; gestionnaire de recouvrement; credit controller
de Inkassosachbearbeiter; Mitarbeiter Forderungsmanagement
en debt collector; credit control officer; accounts receivable clerk
110 order-clerk 4110 M1701
nl orderverwerker; medewerker orderverwerking; order entry medewerker
fr gestionnaire de commandes; employé administration des ventes; assistant adv
de Auftragssachbearbeiter; Mitarbeiter Auftragsabwicklung
en order processing clerk; order administrator
111 quality-manager 1321 H1502
nl kwaliteitsverantwoordelijke; kwaliteitsmanager; kwaliteitscoördinator
fr responsable qualité; ingénieur qualité; coordinateur qualité
de Qualitätsmanager / Qualitätsmanagerin; Qualitätsbeauftragter
en quality manager; quality coordinator; quality assurance manager
112 prevention-adviser 2263 H1302
nl preventieadviseur; veiligheidsadviseur; milieucoördinator
fr conseiller / conseillère en prévention; responsable hse; responsable sécurité au travail
de Sicherheitsfachkraft; Fachkraft für Arbeitssicherheit; HSE-Manager
en prevention adviser; occupational health and safety officer; hse manager
`;
