import { patientHttp, type SimulatedWorld, settingsOf } from '../simulated.ts';

/** A row of the open data set with everything that the tests do not say left plausible. */
export function row(number: string, given: object = {}): Record<string, unknown> {
  return {
    numerooffreforem: number,
    titreoffre: 'Développeur de logiciels (H/F/X)',
    nomemployeur: 'Exemple Informatique srl',
    lieuxtravaillocalite: ['NAMUR'],
    lieuxtravailcodepostal: ['5000'],
    lieuxtravailregion: ['Belgique', 'RÉGION WALLONNE'],
    lieuxtravailregionnuts: ['BE', 'BE35'],
    lieuxtravailgeo: [{ lon: 4.87, lat: 50.47 }],
    typecontrat: 'Durée indéterminée',
    regimetravail: 'Temps plein',
    nombrepostes: 2,
    niveauxetudes: ['Baccalauréat universitaire ou équivalent'],
    langues: ['Français', 'Anglais'],
    languescodeiso2: ['fr', 'en'],
    secteurs: ['Autres activités informatiques'],
    permisdeconduire: ['B'],
    experiencerequise: '2 ans',
    metier: 'Développeur informatique',
    metiercodedimeco: 'M1805',
    source: 'Via site Forem',
    referenceexterne: null,
    url: `https://www.leforem.be/recherche-offres/offre-detail/${number}`,
    datedebutdiffusion: '2026-10-25',
    datefindiffusion: '2026-11-25',
    ...given,
  };
}

export function foremSettings(baseUrl: string, given: object = {}) {
  return settingsOf('forem', { baseUrl, http: patientHttp, pageRows: 7, ...given });
}

export function simulatedForem({ simulator }: SimulatedWorld, given: object = {}) {
  return foremSettings(simulator.addresses.foremOpenData.baseUrl, given);
}
