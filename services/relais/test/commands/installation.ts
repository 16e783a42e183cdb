import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStores, requireConfiguration, type Stores } from '@relais/configuration';
import { silentLogger } from '@relais/runtime';
import { emptyVacancy, type Offer, workplace } from '@relais/vacancy';

/** Writes a configuration (JSON is YAML) of an embedded installation in the folder, and gives its path. */
export function writeConfiguration(folder: string, name: string, partners: readonly object[]): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ directory: join(folder, 'var'), partners }));
  return path;
}

/** Works on the stores of a configuration, and closes them again. */
export async function withStores(path: string, work: (stores: Stores) => Promise<void>): Promise<void> {
  const stores = await openStores(requireConfiguration({ path, environment: {} }), silentLogger);
  try {
    await work(stores);
  } finally {
    await stores.close();
  }
}

interface Known {
  readonly nuts?: string;
  readonly supplierType?: Offer['members'][number]['supplierType'];
  readonly titles?: Readonly<Record<string, string>>;
}

/** An open offer of VDAB's with one member. */
export function openOffer(
  id: string,
  { nuts = 'BE10', supplierType = 'employer', titles = { nl: id } }: Known = {},
): Offer {
  const vacancy = { ...emptyVacancy('vdab', id), titles, workplaces: [workplace({ country: 'BE', nuts })] };
  const member = { source: 'vdab', reference: id, version: 1, origin: vacancy.origin, supplierType };
  return {
    id,
    version: 1,
    fence: 1,
    status: 'open',
    mergedInto: null,
    members: [{ ...member, redistributionRefused: false, reason: 'founder' }],
    formerMembers: [],
    vacancy,
    contact: { name: 'Somebody', role: null, email: 'somebody@example.org', telephone: null, postalAddress: null },
    coding: null,
    changedAt: '2026-11-22T10:00:00.000Z',
  };
}
