import { afterEach, beforeEach, describe } from 'vitest';
import { keptLeaseContract } from './contract/keep-lease.ts';
import { leasesContract } from './contract/leases.ts';
import { limitsContract } from './contract/limits.ts';
import { matchesContract } from './contract/matches.ts';
import { memoryContract } from './contract/memory.ts';
import { storeContract } from './contract/store.ts';
import type { Store } from './store.ts';

/** What every driver of the hot state must do. A driver is right when this passes. `open` gives an empty store. */
export function stateContract(name: string, open: () => Promise<Store>): void {
  describe(`hot state: ${name}`, () => {
    let store: Store | undefined;
    const current = () => {
      if (store === undefined) throw new Error('the store is open within a test only');
      return store;
    };
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store?.close();
      store = undefined;
    });
    describe('source memory', () => memoryContract(current));
    describe('match index', () => matchesContract(current));
    describe('leases', () => leasesContract(current));
    describe('kept lease', () => keptLeaseContract(current));
    describe('rate limits', () => limitsContract(current));
    describe('store', () => storeContract(current));
  });
}
