/** Maintenance and repair of machines, vehicles, buildings and devices. */
export const MAINTENANCE = `
280 maintenance-technician 7233 I1304
nl onderhoudstechnicus; onderhoudsmonteur; technicus industrieel onderhoud; onderhoudstechnieker
fr technicien / technicienne de maintenance industrielle; technicien de maintenance; agent de maintenance industrielle
de Instandhaltungstechniker / Instandhaltungstechnikerin; Industriemechaniker / Industriemechanikerin; Betriebstechniker; Wartungstechniker
en maintenance technician; industrial maintenance technician; maintenance engineer
281 industrial-electrician 7412 I1309
nl industrieel elektricien; onderhoudselektricien; elektrotechnicus
fr électricien industriel / électricienne industrielle; électricien de maintenance; électrotechnicien
de Industrieelektriker / Industrieelektrikerin; Betriebselektriker; Elektroniker für Betriebstechnik
en industrial electrician; maintenance electrician; electrical fitter
282 industrial-mechanic 7233 I1310
nl industrieel mecanicien; onderhoudsmecanicien; mecanicien onderhoud
fr mécanicien industriel / mécanicienne industrielle; mécanicien de maintenance; mécanicien d'entretien
de Betriebsschlosser / Betriebsschlosserin; Industriemechaniker Instandhaltung
en industrial mechanic; maintenance mechanic; maintenance fitter
283 electromechanic 7412 I1304
nl elektromecanicien; elektromechanisch technicus; technicus elektromechanica
fr électromécanicien / électromécanicienne; technicien électromécanicien; technicien en électromécanique
de Elektromechaniker / Elektromechanikerin; Mechatroniker / Mechatronikerin; Industriemechatroniker
en electromechanic; electromechanical technician; mechatronics technician
284 car-mechanic 7231 I1604
nl automecanicien; autotechnieker; onderhoudsmecanicien personenwagens; garagist
fr mécanicien / mécanicienne automobile; technicien automobile; mécanicien garagiste
de Kfz-Mechatroniker / Kfz-Mechatronikerin; Automechaniker / Automechanikerin; Kfz-Mechaniker
en car mechanic; motor vehicle technician; automotive technician
285 truck-mechanic 7231 I1604
nl vrachtwagenmecanicien; mecanicien zware bedrijfsvoertuigen; technicus vrachtwagens
fr mécanicien / mécanicienne poids lourds; technicien de maintenance poids lourds
de Nutzfahrzeugmechaniker / Nutzfahrzeugmechanikerin; Lkw-Mechaniker
en truck mechanic; heavy vehicle technician
286 bodywork-repairer 7213 I1606
nl carrossier; plaatwerker carrosserie; carrosseriehersteller
fr carrossier / carrossière; tôlier en carrosserie; carrossier réparateur
de Karosseriebauer / Karosseriebauerin; Karosseriemechaniker; Autospengler
en vehicle body repairer; panel beater
287 car-painter 7132 I1606
nl autospuiter; autolakker; carrosseriespuiter
fr peintre en carrosserie; peintre automobile; carrossier peintre
de Autolackierer / Autolackiererin; Fahrzeuglackierer
en car painter; vehicle paint sprayer
288 tyre-fitter 7231 I1604
nl bandenmonteur; snelonderhoud monteur; bandenlegger
fr monteur / monteuse de pneus; mécanicien service rapide; monteur pneumatiques
de Reifenmonteur / Reifenmonteurin; Reifenfachmann
en tyre fitter; fast-fit technician
289 bicycle-mechanic 7234 I1607
nl fietshersteller; fietsenmaker; fietstechnicus
fr mécanicien / mécanicienne cycles; réparateur de vélos; technicien cycles
de Fahrradmechaniker / Fahrradmechanikerin; Zweiradmechaniker; Fahrradmonteur
en bicycle mechanic; bike technician
290 agricultural-machine-mechanic 7233 I1603
nl mecanicien landbouwmachines; technicus bouwmachines; mecanicien heftrucks
fr mécanicien / mécanicienne d'engins agricoles; mécanicien d'engins de chantier; mécanicien en matériel agricole
de Landmaschinenmechaniker / Landmaschinenmechanikerin; Land- und Baumaschinenmechatroniker
en agricultural machinery mechanic; construction machinery technician
291 aircraft-mechanic 7232 I1602
nl vliegtuigmecanicien; vliegtuigtechnicus
fr mécanicien / mécanicienne aéronautique; technicien aéronautique
de Fluggerätmechaniker / Fluggerätmechanikerin; Flugzeugmechaniker
en aircraft mechanic; aircraft maintenance technician
292 lift-technician 7412 I1301
nl liftmonteur; lifttechnicus; technicus liften
fr ascensoriste; technicien / technicienne d'ascenseurs; monteur d'ascenseurs
de Aufzugsmonteur / Aufzugsmonteurin; Aufzugstechniker
en lift technician; elevator mechanic
293 building-maintenance 7119 I1203
nl klusjesman; technisch medewerker gebouwen; onderhoudsmedewerker gebouwen; conciërge technieker
fr ouvrier polyvalent / ouvrière polyvalente d'entretien; agent de maintenance des bâtiments; technicien polyvalent du bâtiment; agent technique
de Haustechniker / Haustechnikerin; Hausmeister / Hausmeisterin; Gebäudetechniker; Facility-Techniker
en building maintenance worker; handyman; facilities technician
294 household-appliance-repairer 7421 I1402
nl hersteller elektrische huishoudtoestellen; technicus witgoed; servicetechnicus
fr réparateur / réparatrice d'électroménager; technicien sav électroménager; dépanneur électroménager
de Hausgerätetechniker / Hausgerätetechnikerin; Kundendiensttechniker; Servicetechniker Haushaltsgeräte
en household appliance repairer; appliance service technician
295 security-systems-technician 7421 I1305
nl technicus beveiligingssystemen; alarminstallateur; installateur toegangscontrole
fr technicien / technicienne en systèmes d'alarme; installateur d'alarmes; technicien en sécurité électronique
de Sicherheitstechniker / Sicherheitstechnikerin; Alarmanlagentechniker
en security systems technician; alarm installer
296 electronics-technician 3114 I1305
nl elektronicatechnicus; onderhoudstechnicus elektronica
fr technicien / technicienne en électronique; électronicien / électronicienne
de Elektroniker / Elektronikerin; Elektroniktechniker
en electronics technician; electronic engineer technician
297 power-line-worker 7413 F1605
nl netwerktechnicus elektriciteit; kabellegger; monteur bovengrondse lijnen
fr monteur / monteuse de réseaux électriques; monteur en lignes électriques; technicien réseau électrique
de Leitungsmonteur / Leitungsmonteurin; Freileitungsmonteur; Netzmonteur
en power line technician; electrical line installer; cable jointer
298 maintenance-manager 1321 I1102
nl onderhoudsverantwoordelijke; hoofd onderhoud; maintenance manager
fr responsable de maintenance; chef de maintenance; ingénieur de maintenance
de Leiter Instandhaltung; Instandhaltungsleiter / Instandhaltungsleiterin
en maintenance manager; head of maintenance
299 facility-manager 1219 I1101
nl facility manager; facilitair verantwoordelijke; gebouwenbeheerder
fr gestionnaire des bâtiments; responsable des services généraux; facility manager
de Facility Manager / Facility Managerin; Leiter Gebäudemanagement
en facility manager; facilities manager
300 watchmaker 7311 B1604
nl horlogemaker; uurwerkhersteller
fr horloger / horlogère; horloger réparateur
de Uhrmacher / Uhrmacherin; Feinuhrmacher
en watchmaker; watch repairer
`;
