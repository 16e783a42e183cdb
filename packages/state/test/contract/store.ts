import { expect, test } from 'vitest';
import type { Store } from '../store.ts';

export function storeContract(store: () => Store): void {
  test('keeps named values for every process', async () => {
    const [left, right] = [store().open().values, store().open().values];
    expect(await left.get('cursor')).toBeNull();
    await left.set('cursor', '{"after":"é\\n"}');
    await left.set('empty', '');
    expect(await right.get('cursor')).toBe('{"after":"é\\n"}');
    expect(await right.get('empty')).toBe('');
    await right.set('cursor', '2');
    expect(await left.get('cursor')).toBe('2');
  });

  test('answers a ping', async () => {
    await expect(store().open().ping()).resolves.toBeUndefined();
  });

  test('refuses calls after close, which may be repeated and lets those under way end', async () => {
    const state = store().open();
    await state.ping();
    const underWay = state.values.set('last', 'word');
    await Promise.all([state.close(), state.close()]);
    await underWay;
    await state.close();
    await expect(state.values.get('last')).rejects.toMatchObject({ code: 'STATE_CLOSED', retriable: false });
    await expect(state.ping()).rejects.toMatchObject({ code: 'STATE_CLOSED' });
    expect(await store().open().values.get('last')).toBe('word');
  });
}
