import type { Language } from './languages.ts';

/** Parts of the country that decide which service shows a job first, and in which language. */
export type Area = 'flanders' | 'brussels' | 'wallonia' | 'east';

/** A municipality with the postcode of its centre. */
export interface Municipality {
  readonly postcode: string;
  readonly nl: string;
  readonly fr: string;
  readonly de: string;
  /** NUTS 2 region; `BE336` (NUTS 3) for the German-speaking municipalities. */
  readonly nuts: string;
  readonly area: Area;
  readonly latitude: number;
  readonly longitude: number;
}

/** Postcode, names (`nl|fr|de`, the last ones left out when equal), latitude, longitude. */
type Row = readonly [string, string, number, number];

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  BE10: [
    ['1000', 'Brussel|Bruxelles|Brüssel', 50.847, 4.357],
    ['1030', 'Schaarbeek|Schaerbeek', 50.867, 4.377],
    ['1040', 'Etterbeek', 50.837, 4.389],
    ['1050', 'Elsene|Ixelles|Elsene', 50.833, 4.366],
    ['1060', 'Sint-Gillis|Saint-Gilles|Saint-Gilles', 50.827, 4.346],
    ['1070', 'Anderlecht', 50.836, 4.314],
    ['1080', 'Sint-Jans-Molenbeek|Molenbeek-Saint-Jean|Molenbeek', 50.857, 4.328],
    ['1090', 'Jette', 50.877, 4.325],
    ['1140', 'Evere', 50.871, 4.402],
    ['1150', 'Sint-Pieters-Woluwe|Woluwe-Saint-Pierre', 50.829, 4.443],
    ['1160', 'Oudergem|Auderghem', 50.816, 4.433],
    ['1180', 'Ukkel|Uccle', 50.802, 4.34],
    ['1190', 'Vorst|Forest', 50.811, 4.318],
    ['1200', 'Sint-Lambrechts-Woluwe|Woluwe-Saint-Lambert', 50.843, 4.429],
  ],
  BE21: [
    ['2000', 'Antwerpen|Anvers|Antwerpen', 51.22, 4.4],
    ['2800', 'Mechelen|Malines|Mecheln', 51.028, 4.48],
    ['2300', 'Turnhout', 51.323, 4.949],
    ['2440', 'Geel', 51.162, 4.99],
    ['2200', 'Herentals', 51.177, 4.836],
    ['2500', 'Lier|Lierre|Lier', 51.131, 4.57],
    ['2400', 'Mol', 51.191, 5.116],
    ['2960', 'Brecht', 51.35, 4.638],
    ['2930', 'Brasschaat', 51.291, 4.492],
    ['2850', 'Boom', 51.088, 4.367],
    ['2650', 'Edegem', 51.155, 4.445],
    ['2320', 'Hoogstraten', 51.4, 4.761],
    ['2900', 'Schoten', 51.252, 4.502],
  ],
  BE22: [
    ['3500', 'Hasselt', 50.931, 5.338],
    ['3600', 'Genk', 50.965, 5.501],
    ['3700', 'Tongeren|Tongres|Tongern', 50.781, 5.464],
    ['3800', 'Sint-Truiden|Saint-Trond|Sint-Truiden', 50.816, 5.187],
    ['3900', 'Pelt', 51.213, 5.42],
    ['3960', 'Bree', 51.141, 5.597],
    ['3630', 'Maasmechelen', 50.966, 5.694],
    ['3550', 'Heusden-Zolder', 51.036, 5.28],
    ['3920', 'Lommel', 51.231, 5.313],
    ['3740', 'Bilzen', 50.873, 5.518],
  ],
  BE23: [
    ['9000', 'Gent|Gand|Gent', 51.054, 3.722],
    ['9100', 'Sint-Niklaas|Saint-Nicolas|Sint-Niklaas', 51.165, 4.143],
    ['9300', 'Aalst|Alost|Aalst', 50.938, 4.04],
    ['9200', 'Dendermonde|Termonde|Dendermonde', 51.028, 4.101],
    ['9700', 'Oudenaarde|Audenarde|Oudenaarde', 50.845, 3.605],
    ['9600', 'Ronse|Renaix|Ronse', 50.747, 3.601],
    ['9900', 'Eeklo', 51.186, 3.556],
    ['9160', 'Lokeren', 51.104, 3.994],
    ['9800', 'Deinze', 50.982, 3.53],
    ['9620', 'Zottegem', 50.87, 3.81],
    ['9500', 'Geraardsbergen|Grammont|Geraardsbergen', 50.773, 3.882],
    ['9230', 'Wetteren', 51.005, 3.884],
  ],
  BE24: [
    ['3000', 'Leuven|Louvain|Löwen', 50.879, 4.701],
    ['1800', 'Vilvoorde|Vilvorde|Vilvoorde', 50.928, 4.425],
    ['1500', 'Halle|Hal|Halle', 50.736, 4.237],
    ['3300', 'Tienen|Tirlemont|Tienen', 50.807, 4.938],
    ['3200', 'Aarschot', 50.985, 4.837],
    ['3290', 'Diest', 50.99, 5.051],
    ['1930', 'Zaventem', 50.883, 4.473],
    ['1700', 'Dilbeek', 50.848, 4.264],
    ['1730', 'Asse', 50.911, 4.199],
    ['1830', 'Machelen', 50.912, 4.443],
    ['3080', 'Tervuren', 50.823, 4.515],
  ],
  BE25: [
    ['8000', 'Brugge|Bruges|Brügge', 51.209, 3.225],
    ['8500', 'Kortrijk|Courtrai|Kortrijk', 50.828, 3.265],
    ['8400', 'Oostende|Ostende|Ostende', 51.215, 2.928],
    ['8800', 'Roeselare|Roulers|Roeselare', 50.946, 3.123],
    ['8900', 'Ieper|Ypres|Ypern', 50.851, 2.886],
    ['8790', 'Waregem', 50.889, 3.428],
    ['8700', 'Tielt', 51.0, 3.327],
    ['8630', 'Veurne|Furnes|Veurne', 51.073, 2.662],
    ['8870', 'Izegem', 50.917, 3.214],
    ['8820', 'Torhout', 51.066, 3.101],
    ['8370', 'Blankenberge', 51.313, 3.132],
  ],
  BE31: [
    ['1300', 'Waver|Wavre|Wavre', 50.717, 4.612],
    ['1400', 'Nijvel|Nivelles|Nivelles', 50.598, 4.328],
    ['1420', "Eigenbrakel|Braine-l'Alleud|Braine-l'Alleud", 50.684, 4.376],
    ['1480', 'Tubeke|Tubize|Tubize', 50.693, 4.202],
    ['1410', 'Waterloo', 50.718, 4.398],
    ['1340', 'Ottignies-Louvain-la-Neuve', 50.67, 4.567],
  ],
  BE32: [
    ['7000', 'Bergen|Mons|Mons', 50.454, 3.952],
    ['6000', 'Charleroi', 50.411, 4.445],
    ['7500', 'Doornik|Tournai|Tournai', 50.607, 3.389],
    ['7700', 'Moeskroen|Mouscron|Mouscron', 50.744, 3.214],
    ['7100', 'La Louvière', 50.476, 4.188],
    ['7060', 'Zinnik|Soignies|Soignies', 50.579, 4.071],
    ['7800', 'Aat|Ath|Ath', 50.63, 3.777],
    ['6200', 'Châtelet', 50.404, 4.523],
    ['7130', 'Binche', 50.411, 4.166],
    ['6460', 'Chimay', 50.048, 4.317],
  ],
  BE33: [
    ['4000', 'Luik|Liège|Lüttich', 50.641, 5.571],
    ['4800', 'Verviers', 50.589, 5.863],
    ['4500', 'Hoei|Huy|Huy', 50.519, 5.233],
    ['4100', 'Seraing', 50.583, 5.501],
    ['4040', 'Herstal', 50.665, 5.63],
    ['4300', 'Borgworm|Waremme|Waremme', 50.698, 5.255],
    ['4960', 'Malmedy', 50.426, 6.027],
    ['4900', 'Spa', 50.492, 5.864],
  ],
  BE34: [
    ['6700', 'Aarlen|Arlon|Arel', 49.685, 5.816],
    ['6600', 'Bastenaken|Bastogne|Bastnach', 50.004, 5.715],
    ['6900', 'Marche-en-Famenne', 50.227, 5.344],
    ['6800', 'Libramont-Chevigny', 49.92, 5.378],
    ['6760', 'Virton', 49.568, 5.532],
  ],
  BE35: [
    ['5000', 'Namen|Namur|Namur', 50.467, 4.867],
    ['5500', 'Dinant', 50.261, 4.912],
    ['5030', 'Gembloers|Gembloux|Gembloux', 50.561, 4.698],
    ['5590', 'Ciney', 50.295, 5.1],
    ['5600', 'Philippeville', 50.196, 4.545],
    ['5060', 'Sambreville', 50.438, 4.62],
    ['5300', 'Andenne', 50.489, 5.095],
  ],
  BE336: [
    ['4700', 'Eupen', 50.628, 6.036],
    ['4780', 'Sankt Vith|Saint-Vith|Sankt Vith', 50.281, 6.127],
    ['4730', 'Raeren', 50.671, 6.11],
    ['4720', 'Kelmis|La Calamine|Kelmis', 50.712, 6.009],
    ['4750', 'Bütgenbach|Butgenbach|Bütgenbach', 50.427, 6.205],
    ['4760', 'Büllingen|Bullange|Büllingen', 50.407, 6.258],
    ['4770', 'Amel|Amblève|Amel', 50.354, 6.166],
    ['4710', 'Lontzen', 50.681, 6.007],
  ],
};

const FLEMISH = new Set(['BE21', 'BE22', 'BE23', 'BE24', 'BE25']);

/** Belgian municipalities by area, written down by hand: names, centre postcode, rounded coordinates. */
export const MUNICIPALITIES: Readonly<Record<Area, readonly Municipality[]>> = gather();

/** The name of a municipality in one language. */
export function placeName(place: Municipality, language: Language): string {
  return place[language];
}

function gather(): Record<Area, Municipality[]> {
  const found: Record<Area, Municipality[]> = { flanders: [], brussels: [], wallonia: [], east: [] };
  for (const [nuts, rows] of Object.entries(ROWS)) {
    for (const [postcode, names, latitude, longitude] of rows) {
      const [nl = names, fr = nl, de = fr] = names.split('|');
      const area = areaOf(nuts);
      found[area].push({ postcode, nl, fr, de, nuts, area, latitude, longitude });
    }
  }
  return found;
}

function areaOf(nuts: string): Area {
  if (nuts === 'BE10') return 'brussels';
  if (nuts === 'BE336') return 'east';
  return FLEMISH.has(nuts) ? 'flanders' : 'wallonia';
}
