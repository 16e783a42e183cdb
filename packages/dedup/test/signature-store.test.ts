import { expect, test } from 'vitest';
import { SignatureStore } from '../src/signature-store.ts';
import { aSignature } from './builders.ts';

test('a store gives back more signatures than it keeps at hand', () => {
  const store = new SignatureStore(1_000);
  const signature = aSignature('1');
  const kept = (at: number) => ({ key: `vdab:"\n\ud800${at}`, signature: { ...signature, reference: String(at) } });
  for (let at = 0; at < 20_000; at++) store.add(kept(at));
  for (let at = 0; at < 20_000; at += 997) {
    expect(store.keyOf(at)).toBe(kept(at).key);
    expect(store.get(at)).toEqual(kept(at));
  }
  store.close();
});
