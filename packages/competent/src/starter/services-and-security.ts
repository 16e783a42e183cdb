/** Cleaning, household, beauty, security, rescue and waste. */
export const SERVICES_AND_SECURITY = `
450 cleaner 9112 K2204
nl schoonmaker; poetsmedewerker; schoonmaakmedewerker; kantoorreiniger; poetshulp kantoren
fr agent / agente d'entretien; nettoyeur / nettoyeuse; technicien de surface; agent de propreté; agent de nettoyage
de Reinigungskraft; Gebäudereiniger / Gebäudereinigerin; Raumpfleger / Raumpflegerin; Putzkraft
en cleaner; office cleaner; cleaning operative
451 domestic-cleaner 9111 K1304
nl huishoudhulp; poetshulp; poetshulp dienstencheques; huishoudhulp dienstencheques
fr aide-ménager / aide-ménagère; aide ménagère titres-services; employé de ménage; aide ménagère à domicile
de Haushaltshilfe; Haushaltshilfe Dienstleistungsschecks; Hausangestellter / Hausangestellte
en domestic cleaner; household help; housekeeper private household
452 industrial-cleaner 9129 K2204
nl industrieel reiniger; industriële schoonmaker; reiniger productiehallen
fr agent / agente de nettoyage industriel; nettoyeur industriel; agent de propreté industrielle
de Industriereiniger / Industriereinigerin; Industriereinigungskraft
en industrial cleaner; plant cleaner
453 window-cleaner 9123 K2202
nl ruitenwasser; glazenwasser
fr laveur / laveuse de vitres; nettoyeur de vitres
de Fensterputzer / Fensterputzerin; Glasreiniger
en window cleaner; glass cleaner
454 cleaning-supervisor 5151 K2203
nl ploegbaas schoonmaak; teamleider schoonmaak; objectleider
fr chef / cheffe d'équipe nettoyage; inspecteur de propreté; brigadier nettoyage
de Objektleiter Reinigung; Vorarbeiter Gebäudereinigung
en cleaning supervisor; cleaning team leader
455 laundry-worker 8157 K2201
nl wasserijmedewerker; strijker / strijkster; medewerker strijkatelier
fr employé / employée de blanchisserie; repasseur / repasseuse; linger / lingère; blanchisseur
de Wäschereimitarbeiter / Wäschereimitarbeiterin; Bügler / Büglerin; Textilreiniger
en laundry worker; ironer; laundry operative
456 hairdresser 5141 D1202
nl kapper / kapster; haarkapper; herenkapper
fr coiffeur / coiffeuse; coiffeur mixte; coiffeur pour hommes
de Friseur / Friseurin; Friseuse; Haarstylist
en hairdresser; hair stylist; barber
457 beautician 5142 D1208
nl schoonheidsspecialist / schoonheidsspecialiste; nagelstylist; visagist
fr esthéticien / esthéticienne; styliste ongulaire; maquilleur / maquilleuse
de Kosmetiker / Kosmetikerin; Nageldesigner / Nageldesignerin
en beautician; beauty therapist; nail technician
458 massage-therapist 3255 D1208
nl masseur / masseuse; wellnessmedewerker
fr masseur / masseuse bien-être; praticien de massage
de Masseur / Masseurin; Wellnesstherapeut
en massage therapist; wellness practitioner
459 security-guard 5414 K2503
nl bewakingsagent; beveiligingsagent; veiligheidsagent; portier
fr agent / agente de sécurité; agent de gardiennage; agent de surveillance; vigile
de Sicherheitsmitarbeiter / Sicherheitsmitarbeiterin; Wachmann; Objektschützer; Werkschutz
en security guard; security officer; security agent
460 caretaker 5153 K2501
nl conciërge; huisbewaarder; huismeester
fr concierge; gardien / gardienne d'immeuble; concierge d'école
de Hauswart / Hauswartin; Hausmeister; Pförtner
en caretaker; janitor; building concierge
461 police-officer 5412 K1706
nl politieagent; politie-inspecteur; inspecteur van politie
fr agent / agente de police; policier / policière; inspecteur de police
de Polizist / Polizistin; Polizeibeamter; Polizeiinspektor
en police officer; police inspector
462 firefighter 5411 K1705
nl brandweerman / brandweervrouw; brandweerlid; beroepsbrandweerman
fr pompier / pompière; sapeur-pompier; pompier professionnel
de Feuerwehrmann / Feuerwehrfrau; Berufsfeuerwehrmann
en firefighter; fire officer
463 community-guard 5414 K1707
nl gemeenschapswacht; stadswacht; parkeerwachter
fr gardien / gardienne de la paix; agent constatateur; stadswacht; agent de stationnement
de Ordnungsamtmitarbeiter; Parkwächter; Politesse
en community warden; parking enforcement officer
464 prison-guard 5413 K1706
nl penitentiair beambte; cipier; bewaker gevangenis
fr agent pénitentiaire / agente pénitentiaire; surveillant de prison; gardien de prison
de Justizvollzugsbeamter / Justizvollzugsbeamtin; Gefängniswärter
en prison guard; correctional officer
465 soldier 0310 K1701
nl militair; soldaat; vrijwilliger defensie
fr militaire; soldat / soldate; militaire du rang
de Soldat / Soldatin; Berufssoldat
en soldier; military private
466 refuse-collector 9611 K2303
nl vuilnisophaler; huisvuilophaler; belader; medewerker afvalinzameling
fr éboueur / éboueuse; collecteur de déchets; chargeur ripeur; agent de collecte
de Müllwerker / Müllwerkerin; Entsorgungsmitarbeiter; Müllmann
en refuse collector; waste collector; bin man
467 recycling-worker 9612 K2304
nl recyclageparkwachter; afvalsorteerder; sorteerder recyclage
fr agent / agente de tri; préposé au parc à conteneurs; trieur de déchets
de Recyclinghofmitarbeiter; Abfallsortierer; Sortierer / Sortiererin
en recycling worker; waste sorter; recycling centre attendant
468 street-sweeper 9613 K2303
nl straatveger; medewerker openbare netheid; straatreiniger
fr balayeur / balayeuse de rue; ouvrier de propreté publique; cantonnier
de Straßenreiniger / Straßenreinigerin; Straßenkehrer
en street sweeper; street cleaner
469 water-treatment-operator 3132 K2301
nl operator waterzuivering; waterzuiveringstechnicus
fr opérateur / opératrice de station d'épuration; agent de traitement des eaux; fontainier
de Fachkraft für Abwassertechnik; Klärwärter; Wasseraufbereiter
en water treatment operator; wastewater plant operator
470 funeral-worker 5163 K2601
nl begrafenisondernemer; uitvaartmedewerker; uitvaartverzorger
fr conseiller / conseillère funéraire; agent funéraire; entrepreneur de pompes funèbres
de Bestatter / Bestatterin; Bestattungsfachkraft
en funeral director; funeral service worker
471 pest-controller 7544 K2305
nl ongediertebestrijder; ratverdelger; pest control technicus
fr technicien / technicienne en désinfection; dératiseur; agent de lutte antiparasitaire
de Schädlingsbekämpfer / Schädlingsbekämpferin; Desinfektor
en pest controller; pest control technician
472 car-washer 9122 I1604
nl autowasser; carwashmedewerker; voertuigreiniger
fr laveur / laveuse de voitures; préparateur de véhicules; nettoyeur de véhicules
de Fahrzeugaufbereiter / Fahrzeugaufbereiterin; Autowäscher
en car washer; vehicle valeter; vehicle cleaner
`;
