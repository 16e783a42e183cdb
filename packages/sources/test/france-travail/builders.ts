import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An offer as the search answers it, with everything that the tests do not say left plausible. */
export function offer(id: string, given: object = {}): Record<string, unknown> {
  return {
    id,
    intitule: 'Technicien / Technicienne de maintenance (H/F)',
    description: 'Vous entretenez les machines de notre atelier.\nVous travaillez en équipe.',
    dateCreation: '2026-03-02T08:00:00.000Z',
    dateActualisation: '2026-03-03T09:30:00.000Z',
    lieuTravail: { libelle: '59 - LILLE', latitude: 50.63, longitude: 3.06, codePostal: '59000', commune: '59350' },
    romeCode: 'I1304',
    romeLibelle: 'Installation et maintenance',
    appellationlibelle: 'Technicien / Technicienne de maintenance',
    entreprise: { nom: 'Atelier du Nord', entrepriseAdaptee: false },
    typeContrat: 'CDI',
    typeContratLibelle: 'Contrat à durée indéterminée',
    natureContrat: 'Contrat travail',
    experienceExige: 'D',
    experienceLibelle: 'Débutant accepté',
    salaire: {},
    alternance: false,
    nombrePostes: 1,
    origineOffre: { origine: '1', urlOrigine: `https://candidat.example.org/offres/${id}` },
    contexteTravail: {},
    ...given,
  };
}

/** Writes offers as recorded pages of 150 below a folder, where the simulator looks for them. */
export function writeRecorded(folder: string, offers: readonly object[]): void {
  mkdirSync(join(folder, 'france-travail'), { recursive: true });
  for (let from = 0; from < offers.length; from += 150) {
    const page = JSON.stringify({ resultats: offers.slice(from, from + 150) });
    writeFileSync(join(folder, 'france-travail', `page-${String(from).padStart(5, '0')}.json`), page);
  }
}
