import { expect, test } from 'vitest';
import type { Surroundings } from '../ledger-contract.ts';

export function recoveryContract(around: () => Surroundings): void {
  const ledger = () => around().ledger;

  test('a ledger that was never put back gives revisions from the first', async () => {
    expect(await ledger().revisionFloor()).toBe(0);
  });

  test('one that was put back gives them above the floor, which every process knows and which never falls', async () => {
    await ledger().recover(500);
    await ledger().recover(400);
    expect(await ledger().revisionFloor()).toBe(500);
    expect(await (await around().another()).revisionFloor()).toBe(500);
  });

  test('what partners have outlasts a ledger that is cleared, and does not fill it', async () => {
    await ledger().recover(500);
    await ledger().clear();
    expect(await ledger().isEmpty()).toBe(true);
    expect(await ledger().revisionFloor()).toBe(500);
  });

  test('feeds have another epoch after it', async () => {
    const before = await ledger().feed.epoch();
    await ledger().recover(500);
    expect(await ledger().feed.epoch()).not.toBe(before);
  });
}
