/** Shops, sales and purchasing. */
export const TRADE = `
40 shop-assistant 5223 D1212
nl winkelmedewerker; verkoper / verkoopster; winkelbediende; verkoopmedewerker
fr vendeur / vendeuse; employé de magasin; conseiller de vente
de Verkäufer / Verkäuferin; Einzelhandelskaufmann / Einzelhandelskauffrau; Verkaufsmitarbeiter
en shop assistant; sales assistant; retail assistant
41 clothing-sales 5223 D1214
nl verkoper kleding; modeverkoper; verkoopmedewerker mode
fr vendeur / vendeuse en habillement; vendeur en prêt-à-porter; conseiller de mode
de Verkäufer Textil; Modeberater / Modeberaterin
en clothing sales assistant; fashion sales advisor
42 food-sales 5223 D1106
nl verkoper voeding; winkelbediende voeding; verkoper bakkerij
fr vendeur / vendeuse en alimentation; vendeur en boulangerie
de Verkäufer Lebensmittel; Bäckereifachverkäufer / Bäckereifachverkäuferin; Fachverkäufer Lebensmittelhandwerk
en food sales assistant; bakery sales assistant; deli assistant
43 cashier 5230 D1505
nl kassier / kassierster; kassamedewerker
fr caissier / caissière; hôte / hôtesse de caisse; employé de caisse
de Kassierer / Kassiererin; Kassenmitarbeiter
en cashier; checkout operator
44 shelf-filler 9334 D1507
nl rekkenvuller; aanvuller; vakkenvuller
fr réassortisseur / réassortisseuse; employé de libre-service; employé de rayon
de Regalauffüller / Regalauffüllerin; Warenverräumer
en shelf filler; shelf stacker; stock replenisher
45 store-manager 1420 D1301
nl winkelmanager; filiaalmanager; winkelverantwoordelijke; filiaalhouder
fr gérant / gérante de magasin; responsable de magasin; directeur de magasin
de Filialleiter / Filialleiterin; Marktleiter; Ladenleiter
en store manager; shop manager; branch manager retail
46 department-supervisor 5222 D1502
nl afdelingsverantwoordelijke winkel; rayonverantwoordelijke; departementschef supermarkt
fr chef / cheffe de rayon; responsable de rayon; manager de rayon
de Abteilungsleiter Einzelhandel; Bereichsleiter Markt
en department supervisor retail; section manager store
47 sales-representative 3322 D1402
nl vertegenwoordiger; commercieel vertegenwoordiger; buitendienstmedewerker verkoop
fr commercial / commerciale; délégué commercial; représentant de commerce
de Vertriebsmitarbeiter im Außendienst; Handelsvertreter / Handelsvertreterin; Außendienstmitarbeiter
en sales representative; field sales representative
48 account-manager 3322 D1402
nl accountmanager; key accountmanager; klantenbeheerder b2b
fr chargé / chargée de clientèle entreprises; gestionnaire de comptes; responsable grands comptes
de Account Manager; Key-Account-Manager; Großkundenbetreuer
en account manager; key account manager
49 technical-sales 2433 D1407
nl technisch-commercieel adviseur; technisch verkoper; sales engineer
fr technico-commercial / technico-commerciale; ingénieur commercial; conseiller technico-commercial
de Vertriebsingenieur / Vertriebsingenieurin; technischer Vertriebsmitarbeiter
en technical sales representative; sales engineer
50 inside-sales 4110 D1401
nl commercieel bediende; commercieel medewerker binnendienst; verkoopassistent
fr assistant commercial / assistante commerciale; employé commercial; commercial sédentaire
de Vertriebsassistent / Vertriebsassistentin; Vertriebsinnendienst; Sachbearbeiter Vertrieb
en inside sales representative; sales support officer; sales administrator
51 call-centre-agent 4222 D1408
nl callcentermedewerker; klantenservicemedewerker; medewerker klantendienst; helpdeskmedewerker klanten
fr téléconseiller / téléconseillère; conseiller clientèle à distance; agent de centre d'appels
de Callcenter-Agent / Callcenter-Agentin; Kundenservicemitarbeiter; Kundenberater am Telefon
en call centre agent; customer service representative; contact centre advisor
52 telemarketer 5244 D1408
nl televerkoper; telemarketeer
fr télévendeur / télévendeuse; télémarketeur; téléprospecteur
de Telefonverkäufer / Telefonverkäuferin; Telemarketer
en telemarketer; telesales agent
53 buyer 3323 M1101
nl aankoper; inkoper; aankoopmedewerker
fr acheteur / acheteuse; chargé d'achats
de Einkäufer / Einkäuferin; Sachbearbeiter Einkauf
en buyer; purchaser; procurement officer
54 purchasing-manager 1324 M1102
nl aankoopmanager; hoofd aankoop; inkoopmanager
fr responsable des achats; directeur des achats
de Einkaufsleiter / Einkaufsleiterin; Leiter Einkauf
en purchasing manager; procurement manager
55 sales-manager 1221 D1406
nl salesmanager; verkoopleider; verkoopsverantwoordelijke
fr responsable commercial / responsable commerciale; chef des ventes; directeur commercial / directrice commerciale
de Vertriebsleiter / Vertriebsleiterin; Verkaufsleiter; Leiter Vertrieb
en sales manager; head of sales; commercial manager
56 marketing-specialist 2431 M1705
nl marketingmedewerker; marketeer; marketing specialist
fr chargé / chargée de marketing; assistant marketing; responsable marketing
de Marketingreferent / Marketingreferentin; Marketingfachmann / Marketingfachfrau; Marketingmanager
en marketing specialist; marketing officer; marketer
57 product-manager 2431 M1703
nl productmanager; productverantwoordelijke
fr chef / cheffe de produit; responsable produit
de Produktmanager / Produktmanagerin; Produktverantwortlicher
en product manager; product owner marketing
58 car-salesperson 5223 D1404
nl autoverkoper; verkoper voertuigen
fr vendeur / vendeuse automobile; conseiller commercial automobile
de Autoverkäufer / Autoverkäuferin; Automobilverkäufer
en car salesperson; vehicle sales advisor
59 florist 7549 D1209
nl bloemist; florist
fr fleuriste; vendeur fleuriste
de Florist / Floristin; Blumenbinder
en florist; flower arranger
60 merchandiser 3432 D1506
nl merchandiser; etaleur; visual merchandiser
fr marchandiseur / marchandiseuse; étalagiste; merchandiser
de Merchandiser; Schauwerbegestalter; Visual Merchandiser
en merchandiser; visual merchandiser; window dresser
61 pump-attendant 5245 D1505
nl pompbediende; medewerker tankstation
fr pompiste; employé de station-service
de Tankwart / Tankwartin; Tankstellenmitarbeiter
en service station attendant; petrol station attendant
62 insurance-adviser 3321 C1102
nl verzekeringsadviseur; verzekeringsmakelaar; verzekeringsagent
fr conseiller / conseillère en assurances; courtier en assurances; agent d'assurances
de Versicherungsberater / Versicherungsberaterin; Versicherungskaufmann / Versicherungskauffrau; Versicherungsmakler
en insurance adviser; insurance broker; insurance agent
63 real-estate-agent 3334 C1504
nl vastgoedmakelaar; immobiliënmakelaar; makelaar
fr agent immobilier / agente immobilière; négociateur immobilier
de Immobilienmakler / Immobilienmaklerin; Immobilienkaufmann / Immobilienkauffrau
en real estate agent; estate agent
64 property-manager 3334 C1501
nl syndicus; rentmeester; vastgoedbeheerder
fr syndic; gestionnaire immobilier; gérant d'immeubles
de Hausverwalter / Hausverwalterin; Immobilienverwalter
en property manager; building manager
`;
