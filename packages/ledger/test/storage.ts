import { openEmbeddedFile } from '@relais/runtime';
import { type Ledger, openEmbeddedLedger, openPostgresLedger } from '../src/index.ts';

/** Where a ledger is kept, in a form that can be handed to another process. */
export type Storage =
  | { readonly driver: 'embedded'; readonly path: string }
  | { readonly driver: 'postgres'; readonly url: string; readonly schema: string };

/** Opens the ledger on a connection of its own, as another process would. */
export async function openOn(storage: Storage): Promise<Ledger> {
  if (storage.driver === 'postgres') return await openPostgresLedger({ url: storage.url, schema: storage.schema });
  const file = openEmbeddedFile(storage.path);
  const ledger = openEmbeddedLedger(file);
  const close = async () => {
    await ledger.close();
    file.close();
  };
  return { ...ledger, close };
}
