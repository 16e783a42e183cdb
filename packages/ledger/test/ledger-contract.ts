import { afterEach, beforeEach, describe } from 'vitest';
import type { Ledger } from '../src/index.ts';
import { batchesContract } from './contract/batches.ts';
import { concurrencyContract } from './contract/concurrency.ts';
import { deliveriesContract } from './contract/deliveries.ts';
import { durabilityContract } from './contract/durability.ts';
import { feedContract } from './contract/feed.ts';
import { offersContract } from './contract/offers.ts';
import { operationsContract } from './contract/operations.ts';
import { orderContract } from './contract/order.ts';
import { quarantineContract } from './contract/quarantine.ts';
import { recoveryContract } from './contract/recovery.ts';
import { wholeContract } from './contract/whole.ts';
import { openOn, type Storage } from './storage.ts';

/** What a test of the contract works on. */
export interface Surroundings {
  readonly storage: Storage;
  readonly ledger: Ledger;
  /** Another ledger on the same storage, closed after the test. */
  another(): Promise<Ledger>;
}

/** What every driver of the ledger must do. A driver is right when this passes. `fresh` gives an empty storage. */
export function ledgerContract(name: string, fresh: () => Promise<Storage>): void {
  describe(`ledger: ${name}`, () => {
    let current: Surroundings | undefined;
    let opened: Ledger[] = [];
    beforeEach(async () => {
      const storage = await fresh();
      const another = async () => {
        const ledger = await openOn(storage);
        opened.push(ledger);
        return ledger;
      };
      current = { storage, another, ledger: await another() };
    });
    afterEach(async () => {
      await Promise.all(opened.map(async (ledger) => await ledger.close()));
      opened = [];
    });
    const around = (): Surroundings => {
      if (current === undefined) throw new Error('the ledger is open within a test only');
      return current;
    };
    describe('batches', () => batchesContract(around));
    describe('quarantine', () => quarantineContract(around));
    describe('offers and vacancies', () => offersContract(around));
    describe('deliveries and attempts', () => deliveriesContract(around));
    describe('operations and controls', () => operationsContract(around));
    describe('change feed', () => feedContract(around));
    describe('recovery', () => recoveryContract(around));
    describe('the whole', () => wholeContract(around));
    describe('writers at the same time', () => concurrencyContract(around));
    describe('writes in any order', () => orderContract(around));
    describe('opening, closing and crashing', () => durabilityContract(around));
  });
}
