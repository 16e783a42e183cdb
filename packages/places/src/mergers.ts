/** Municipalities that became one, or that were given another code. */
export interface Merger {
  readonly nis: string;
  readonly name: string;
  /** Names by the codes that went into it; one of them may be the code it has now. */
  readonly parts: Readonly<Record<string, string>>;
}

/** The changes of NIS codes of 1 January 2019 and of 2 December 2024 to 1 January 2025, as Statbel gives them. */
export const MERGERS: readonly Merger[] = [
  merger('12041', 'Puurs-Sint-Amands', { 12030: 'Puurs', 12034: 'Sint-Amands' }),
  merger('44083', 'Deinze', { 44011: 'Deinze', 44049: 'Nevele' }),
  merger('44084', 'Aalter', { 44001: 'Aalter', 44029: 'Knesselare' }),
  merger('44085', 'Lievegem', { 44036: 'Lovendegem', 44072: 'Waarschoot', 44080: 'Zomergem' }),
  merger('45068', 'Kruisem', { 45017: 'Kruishoutem', 45057: 'Zingem' }),
  merger('72042', 'Oudsbergen', { 71047: 'Opglabbeek', 72040: 'Meeuwen-Gruitrode' }),
  merger('72043', 'Pelt', { 72025: 'Neerpelt', 72029: 'Overpelt' }),
  merger('51067', 'Enghien', { 55010: 'Enghien' }),
  merger('51068', 'Silly', { 55039: 'Silly' }),
  merger('51069', 'Lessines', { 55023: 'Lessines' }),
  merger('55085', 'Seneffe', { 52063: 'Seneffe' }),
  merger('55086', 'Manage', { 52043: 'Manage' }),
  merger('57096', 'Mouscron', { 54007: 'Mouscron' }),
  merger('57097', 'Comines-Warneton', { 54010: 'Comines-Warneton' }),
  merger('58001', 'La Louvière', { 55022: 'La Louvière' }),
  merger('58002', 'Binche', { 56011: 'Binche' }),
  merger('58003', 'Estinnes', { 56085: 'Estinnes' }),
  merger('58004', 'Morlanwelz', { 56087: 'Morlanwelz' }),

  merger('11002', 'Antwerpen', { 11002: 'Antwerpen', 11007: 'Borsbeek' }),
  merger('23106', 'Pajottegem', { 23023: 'Galmaarden', 23024: 'Gooik', 23032: 'Herne' }),
  merger('37021', 'Wingene', { 37018: 'Wingene', 37012: 'Ruiselede' }),
  merger('37022', 'Tielt', { 37015: 'Tielt', 37007: 'Meulebeke' }),
  merger('44086', 'Nazareth-De Pinte', { 44048: 'Nazareth', 44012: 'De Pinte' }),
  merger('44087', 'Lochristi', { 44034: 'Lochristi', 44073: 'Wachtebeke' }),
  merger('44088', 'Merelbeke-Melle', { 44043: 'Merelbeke', 44040: 'Melle' }),
  merger('46029', 'Lokeren', { 46014: 'Lokeren', 44045: 'Moerbeke' }),
  merger('46030', 'Beveren-Kruibeke-Zwijndrecht', { 46003: 'Beveren', 46013: 'Kruibeke', 11056: 'Zwijndrecht' }),
  merger('71071', 'Tessenderlo-Ham', { 71057: 'Tessenderlo', 71069: 'Ham' }),
  merger('71072', 'Hasselt', { 71022: 'Hasselt', 73040: 'Kortessem' }),
  merger('73110', 'Bilzen-Hoeselt', { 73006: 'Bilzen', 73032: 'Hoeselt' }),
  merger('73111', 'Tongeren-Borgloon', { 73083: 'Tongeren', 73009: 'Borgloon' }),
  merger('82039', 'Bastogne', { 82003: 'Bastogne', 82005: 'Bertogne' }),
];

function merger(nis: string, name: string, parts: Record<string, string>): Merger {
  return { nis, name, parts };
}
