/** Care, medicine and the health professions. */
export const HEALTH = `
360 nurse 2221 J1506
nl verpleegkundige; verpleger / verpleegster; ziekenhuisverpleegkundige; thuisverpleegkundige
fr infirmier / infirmière; infirmier en soins généraux; infirmier hospitalier; infirmier à domicile
de Krankenpfleger / Krankenpflegerin; Pflegefachmann / Pflegefachfrau; Krankenschwester; Gesundheits- und Krankenpfleger
en nurse; registered nurse; general nurse
361 specialised-nurse 2221 J1504
nl gespecialiseerd verpleegkundige; verpleegkundige operatiekwartier; verpleegkundige spoed; anesthesieverpleegkundige
fr infirmier spécialisé / infirmière spécialisée; infirmier de bloc opératoire; infirmier anesthésiste; infirmier aux urgences
de Fachkrankenpfleger / Fachkrankenpflegerin; OP-Pfleger; Anästhesiepfleger; Intensivpfleger
en specialist nurse; theatre nurse; intensive care nurse
362 head-nurse 2221 J1502
nl hoofdverpleegkundige; verpleegkundig coördinator
fr infirmier / infirmière en chef; infirmier coordinateur; cadre de santé
de Stationsleiter / Stationsleiterin; Pflegedienstleitung; Oberpfleger
en head nurse; nurse manager; ward sister
363 care-assistant 5321 J1501
nl zorgkundige; verzorgende; zorgmedewerker; zorgassistent
fr aide-soignant / aide-soignante; agent de soins; auxiliaire de soins
de Pflegehelfer / Pflegehelferin; Pflegeassistent; Krankenpflegehelfer; Altenpflegehelfer
en care assistant; health care assistant; nursing assistant
364 elderly-carer 5321 J1501
nl verzorgende ouderenzorg; zorgkundige woonzorgcentrum; bejaardenverzorger
fr aide-soignant en maison de repos; auxiliaire gériatrique; assistant de vie auprès de personnes âgées
de Altenpfleger / Altenpflegerin; Pflegekraft im Seniorenheim
en elderly care worker; nursing home carer
365 home-carer 5322 K1302
nl gezinshulp; thuishulp; verzorgende thuiszorg; gezinshelper
fr aide familial / aide familiale; auxiliaire de vie; aide à domicile; auxiliaire de vie sociale
de Familienhelfer / Familienhelferin; Haushaltshilfe Pflege; häuslicher Pflegehelfer; Heimhelfer
en home carer; home help; domiciliary care worker
366 doctor 2211 J1102
nl huisarts; arts; dokter; algemeen geneeskundige
fr médecin généraliste; médecin; docteur en médecine
de Hausarzt / Hausärztin; Allgemeinmediziner / Allgemeinmedizinerin; Arzt / Ärztin
en general practitioner; doctor; physician
367 specialist-doctor 2212 J1102
nl geneesheer-specialist; arts-specialist; chirurg; psychiater; anesthesist
fr médecin spécialiste; chirurgien / chirurgienne; psychiatre; anesthésiste; oncologue
de Facharzt / Fachärztin; Chirurg / Chirurgin; Psychiater; Anästhesist
en specialist doctor; surgeon; psychiatrist; anaesthetist
368 dentist 2261 J1103
nl tandarts; orthodontist
fr dentiste; chirurgien-dentiste; orthodontiste
de Zahnarzt / Zahnärztin; Kieferorthopäde
en dentist; orthodontist
369 dental-assistant 3251 J1303
nl tandartsassistent / tandartsassistente; mondhygiënist
fr assistant / assistante dentaire; hygiéniste bucco-dentaire
de zahnmedizinischer Fachangestellter / zahnmedizinische Fachangestellte; Zahnarzthelfer / Zahnarzthelferin; Dentalhygieniker
en dental assistant; dental nurse; dental hygienist
370 doctors-assistant 3256 J1303
nl doktersassistent / doktersassistente; praktijkassistent; medisch assistent
fr assistant médical / assistante médicale; assistant de cabinet médical
de medizinischer Fachangestellter / medizinische Fachangestellte; Arzthelfer / Arzthelferin
en medical assistant; doctor's assistant
371 midwife 2222 J1104
nl vroedvrouw; verloskundige
fr sage-femme; maïeuticien
de Hebamme; Entbindungspfleger
en midwife; obstetric midwife
372 pharmacist 2262 J1202
nl apotheker; ziekenhuisapotheker
fr pharmacien / pharmacienne; pharmacien d'officine
de Apotheker / Apothekerin; Krankenhausapotheker
en pharmacist; community pharmacist
373 pharmacy-assistant 3213 J1307
nl apothekersassistent; farmaceutisch-technisch assistent
fr assistant / assistante en pharmacie; préparateur en pharmacie; assistant pharmaceutico-technique
de pharmazeutisch-technischer Assistent / pharmazeutisch-technische Assistentin; Apothekenhelfer
en pharmacy assistant; pharmacy technician
374 physiotherapist 2264 J1404
nl kinesist / kinesiste; kinesitherapeut; fysiotherapeut
fr kinésithérapeute; masseur-kinésithérapeute; physiothérapeute
de Physiotherapeut / Physiotherapeutin; Krankengymnast
en physiotherapist; physical therapist
375 occupational-therapist 2269 J1403
nl ergotherapeut; ergotherapeute
fr ergothérapeute; ergothérapeute en milieu hospitalier
de Ergotherapeut / Ergotherapeutin; Beschäftigungstherapeut
en occupational therapist; ergotherapist
376 speech-therapist 2266 J1406
nl logopedist / logopediste; spraaktherapeut
fr logopède; orthophoniste
de Logopäde / Logopädin; Sprachtherapeut
en speech therapist; speech and language therapist
377 dietician 2265 J1402
nl diëtist / diëtiste; voedingsdeskundige
fr diététicien / diététicienne; nutritionniste
de Diätassistent / Diätassistentin; Ernährungsberater / Ernährungsberaterin
en dietician; nutritionist
378 psychologist 2634 K1104
nl psycholoog / psychologe; klinisch psycholoog; schoolpsycholoog
fr psychologue; psychologue clinicien; psychologue scolaire
de Psychologe / Psychologin; klinischer Psychologe; Psychotherapeut
en psychologist; clinical psychologist
379 medical-imaging-technologist 3211 J1306
nl technoloog medische beeldvorming; radiologisch laborant
fr technologue en imagerie médicale; manipulateur / manipulatrice en radiologie
de medizinisch-technischer Radiologieassistent; Radiologietechnologe / Radiologietechnologin
en medical imaging technologist; radiographer
380 medical-lab-technologist 3212 J1302
nl medisch laboratoriumtechnoloog; medisch laborant
fr technologue de laboratoire médical; technicien de laboratoire d'analyses médicales
de medizinisch-technischer Laborassistent; biomedizinischer Analytiker / biomedizinische Analytikerin
en medical laboratory technologist; biomedical scientist
381 optician 3254 J1405
nl opticien; opticien-optometrist; brillenspecialist
fr opticien / opticienne; opticien-lunetier; optométriste
de Augenoptiker / Augenoptikerin; Optiker
en optician; dispensing optician
382 hearing-care-professional 3254 J1401
nl audioloog; audicien; hoorspecialist
fr audiologue; audioprothésiste; audicien
de Hörakustiker / Hörakustikerin; Hörgeräteakustiker
en audiologist; hearing aid dispenser
383 podiatrist 2269 J1409
nl podoloog; medisch pedicure; voetverzorger
fr podologue; pédicure médical; pédicure-podologue
de Podologe / Podologin; Fußpfleger / Fußpflegerin
en podiatrist; chiropodist
384 dental-technician 3214 J1410
nl tandtechnicus; tandprothesist
fr technicien / technicienne dentaire; prothésiste dentaire
de Zahntechniker / Zahntechnikerin
en dental technician; dental prosthetist
385 hospital-logistics-assistant 5329 J1301
nl logistiek assistent ziekenhuis; logistiek medewerker zorg; patiëntenvervoerder
fr agent / agente des services hospitaliers; brancardier / brancardière; assistant logistique en milieu hospitalier
de Hauswirtschaftskraft Krankenhaus; Stationshelfer / Stationshelferin; Patiententransporteur
en hospital support worker; hospital porter; ward assistant
386 nursery-nurse 5311 J1304
nl kinderverzorger / kinderverzorgster; kinderbegeleider baby's en peuters; medewerker kinderdagverblijf
fr puériculteur / puéricultrice; auxiliaire de puériculture; accueillant / accueillante d'enfants
de Kinderpfleger / Kinderpflegerin; Kinderbetreuer / Kinderbetreuerin
en nursery nurse; childcare worker; nursery assistant
387 veterinarian 2250 A1504
nl dierenarts; veterinair
fr vétérinaire; médecin vétérinaire
de Tierarzt / Tierärztin; Veterinär
en veterinarian; vet; veterinary surgeon
388 veterinary-assistant 3240 A1501
nl dierenartsassistent; dierenverzorger
fr assistant / assistante vétérinaire; auxiliaire vétérinaire; soigneur animalier
de tiermedizinischer Fachangestellter / tiermedizinische Fachangestellte; Tierarzthelfer; Tierpfleger / Tierpflegerin
en veterinary assistant; veterinary nurse; animal carer
`;
