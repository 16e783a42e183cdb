/** Farming, gardening, forestry, fishing and animals. */
export const GREEN_TRADES = `
490 gardener 6113 A1203
nl tuinman; tuinier; hovenier; tuinaanlegger; groenarbeider
fr jardinier / jardinière; ouvrier jardinier; jardinier paysagiste; agent d'entretien des espaces verts
de Gärtner / Gärtnerin; Landschaftsgärtner / Landschaftsgärtnerin; Garten- und Landschaftsbauer
en gardener; landscape gardener; groundskeeper
491 greenhouse-worker 9214 A1414
nl tuinbouwmedewerker; serremedewerker; tuinbouwarbeider; medewerker glastuinbouw
fr ouvrier horticole / ouvrière horticole; ouvrier maraîcher; ouvrier serriste
de Gartenbauhelfer / Gartenbauhelferin; Gewächshausarbeiter; Gemüsegärtner
en horticultural worker; greenhouse worker; nursery worker
492 fruit-picker 9211 A1401
nl fruitplukker; plukker; seizoenarbeider fruitteelt; medewerker fruitteelt
fr cueilleur / cueilleuse de fruits; ouvrier fruitier; saisonnier en cueillette
de Obstpflücker / Obstpflückerin; Erntehelfer / Erntehelferin; Saisonarbeiter Obstbau
en fruit picker; harvest worker; seasonal fruit worker
493 farm-worker 9213 A1416
nl landbouwmedewerker; landarbeider; landbouwarbeider; hulp landbouwbedrijf
fr ouvrier agricole / ouvrière agricole; ouvrier polyvalent agricole; aide agricole
de Landarbeiter / Landarbeiterin; landwirtschaftlicher Helfer; Betriebshelfer Landwirtschaft
en farm worker; agricultural labourer; farm hand
494 farmer 6130 A1416
nl landbouwer; boer / boerin; akkerbouwer
fr agriculteur / agricultrice; exploitant agricole; cultivateur
de Landwirt / Landwirtin; Bauer / Bäuerin
en farmer; crop farmer; mixed farmer
495 dairy-worker 6121 A1407
nl melkveehouder; medewerker veehouderij; melker; veeverzorger
fr éleveur / éleveuse de bovins; vacher / vachère; trayeur; ouvrier d'élevage
de Melker / Melkerin; Tierwirt / Tierwirtin; Viehzüchter
en dairy farmer; livestock worker; milker
496 tractor-driver 8341 A1101
nl tractorbestuurder; bestuurder landbouwmachines; loonwerker
fr conducteur / conductrice d'engins agricoles; tractoriste; chauffeur de tracteur
de Traktorfahrer / Traktorfahrerin; Landmaschinenführer; Agrarservicefahrer
en tractor driver; agricultural machine operator
497 tree-surgeon 6210 A1201
nl boomverzorger; boomkweker; houthakker; bosarbeider
fr élagueur / élagueuse; bûcheron / bûcheronne; arboriste grimpeur; ouvrier forestier
de Baumpfleger / Baumpflegerin; Forstwirt / Forstwirtin; Waldarbeiter; Holzfäller
en tree surgeon; arborist; forestry worker
498 forester 2132 A1205
nl boswachter; natuurbeheerder; parkwachter
fr garde forestier; agent forestier; garde nature
de Förster / Försterin; Forstbeamter; Ranger
en forester; forest ranger; nature warden
499 fisherman 6223 A1415
nl visser; matroos visserij; zeevisser
fr pêcheur / pêcheuse; marin pêcheur; matelot de pêche
de Fischer / Fischerin; Hochseefischer
en fisherman / fisherwoman; fishing deckhand
500 animal-groomer 5164 A1503
nl hondentrimmer; hondenkapper; dierenverzorger asiel
fr toiletteur / toiletteuse canin; toiletteur animalier
de Hundefriseur / Hundefriseurin; Tierpfleger Tierheim
en dog groomer; animal groomer; kennel worker
501 horse-groom 5164 A1501
nl stalknecht; paardenverzorger; staljongen
fr palefrenier / palefrenière; soigneur d'équidés; garçon d'écurie
de Pferdepfleger / Pferdepflegerin; Pferdewirt / Pferdewirtin; Stallhelfer
en horse groom; stable hand
502 agronomist 2132 A1301
nl landbouwkundig adviseur; landbouwingenieur; bio-ingenieur
fr conseiller / conseillère agricole; ingénieur agronome; agronome
de Agraringenieur / Agraringenieurin; Landwirtschaftsberater; Agronom
en agronomist; agricultural adviser; agricultural engineer
503 environmental-officer 2133 A1303
nl milieudeskundige; milieumedewerker; milieuadviseur
fr conseiller / conseillère en environnement; chargé de mission environnement; éco-conseiller
de Umweltberater / Umweltberaterin; Umweltbeauftragter; Umweltingenieur
en environmental officer; environmental adviser
504 tree-nursery-worker 6113 A1414
nl medewerker boomkwekerij; plantenkweker; bloementeler
fr pépiniériste; ouvrier en pépinière; floriculteur
de Baumschulgärtner / Baumschulgärtnerin; Staudengärtner; Zierpflanzengärtner
en tree nursery worker; plant nursery grower; flower grower
505 brewer 8160 A1413
nl brouwer; brouwmeester; operator brouwerij
fr brasseur / brasseuse; maître brasseur; opérateur de brasserie
de Brauer / Brauerin; Brauer und Mälzer; Braumeister
en brewer; brewery operator
506 cheese-maker 7513 A1412
nl kaasmaker; zuivelbewerker; operator zuivel
fr fromager / fromagère; affineur; ouvrier de laiterie
de Käser / Käserin; Milchtechnologe; Molkereifachmann / Molkereifachfrau
en cheese maker; dairy processing operator
`;
