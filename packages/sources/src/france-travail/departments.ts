/**
 * Departments by the NUTS 2 region that they lie in, in the order of their NUTS 3 codes (Regulation (EU) 2019/1755). Those of
 * a region are numbered from 1.
 */
const DEPARTMENTS: Readonly<Record<string, string>> = {
  FR10: '75 77 78 91 92 93 94 95',
  FRB0: '18 28 36 37 41 45',
  FRC1: '21 58 71 89',
  FRC2: '25 39 70 90',
  FRD1: '14 50 61',
  FRD2: '27 76',
  FRE1: '59 62',
  FRE2: '02 60 80',
  FRF1: '67 68',
  FRF2: '08 10 51 52',
  FRF3: '54 55 57 88',
  FRG0: '44 49 53 72 85',
  FRH0: '22 29 35 56',
  FRI1: '24 33 40 47 64',
  FRI2: '19 23 87',
  FRI3: '16 17 79 86',
  FRJ1: '11 30 34 48 66',
  FRJ2: '09 12 31 32 46 65 81 82',
  FRK1: '03 15 43 63',
  FRK2: '01 07 26 38 42 69 73 74',
  FRL0: '04 05 06 13 83 84',
  FRM0: '2A 2B',
};
const OVERSEAS = { 971: 'FRY10', 972: 'FRY20', 973: 'FRY30', 974: 'FRY40', 976: 'FRY50' } as const;

const NUTS_3: ReadonlyMap<string, string> = new Map([
  ...Object.entries(OVERSEAS),
  ...Object.entries(DEPARTMENTS).flatMap(([region, numbers]) =>
    numbers.split(' ').map((number, index) => [number, `${region}${index + 1}`] as const),
  ),
]);

/** The NUTS 3 code of a French department by its number (`01`, `2A`, `974`); null for another number. */
export function nutsOfDepartment(number: string | undefined): string | null {
  return NUTS_3.get(number ?? '') ?? null;
}
