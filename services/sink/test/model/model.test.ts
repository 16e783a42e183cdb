import { openEmbeddedLedger } from '@relais/ledger';
import { openEmbeddedFile } from '@relais/runtime';
import { openEmbeddedState } from '@relais/state';
import { afterAll, describe, expect, test } from 'vitest';
import { violationsOf } from '../../model/history.ts';
import type { Keeping } from '../../model/model-partner.ts';
import { runModel } from '../../model/run-model.ts';
import type { Step } from '../../model/steps.ts';

const file = openEmbeddedFile(':memory:');
const stores = { ledger: openEmbeddedLedger(file), state: openEmbeddedState(file) };
afterAll(() => file.close());

const play = (steps: readonly Step[], keeping: Keeping = 'revisions') =>
  violationsOf(stores, { keeping, resting: 'at once', steps });

test('random histories end with the partner holding exactly what policy allows', async () => {
  const { histories, stories, violations } = await runModel({ histories: 300, seed: 1 });
  expect(stories.join('\n\n')).toBe('');
  expect({ histories, violations }).toEqual({ histories: 300, violations: 0 });
});

describe('histories that once ended badly', () => {
  const published: Step = { does: 'publish', offer: 'a', late: false };
  const judged: Step = { does: 'judge', again: 0, stale: false, dies: null };

  test('a change of policy that was cut off, and taken back', async () => {
    const cut: Step = { does: 'policy', policy: 'nothing of VDAB', dies: 3 };
    expect(await play([published, judged, cut, { does: 'policy', policy: 'everything', dies: null }])).toEqual([]);
  });

  test('a change of policy while the row of an offer that was judged is still to come', async () => {
    const late: Step = { ...published, late: true };
    const sent: Step = { does: 'send', answers: ['takes it in for later', 'accepts'], dies: null };
    const narrowed: Step = { does: 'policy', policy: 'nothing of VDAB', dies: null };
    expect(await play([late, judged, sent, narrowed])).toEqual([]);
    const widened: Step = { does: 'policy', policy: 'everything', dies: null };
    expect(await play([narrowed, late, judged, widened])).toEqual([]);
  });

  test('a removal that is due while the partner has yet to work what it is to remove', async () => {
    const asked: Step = { does: 'reconcile', repair: true };
    const sent: Step = { does: 'send', answers: ['takes it in for later', 'accepts'], dies: null };
    const withdrawn: Step = { does: 'policy', policy: 'nothing of VDAB', dies: null };
    expect(await play([published, judged, asked, sent, withdrawn])).toEqual([]);
  });

  test('an old judgement that is read again after the offer has closed', async () => {
    const of = (offer: 'a' | 'c', does: 'publish' | 'edit' | 'close'): Step => ({ does, offer, late: false });
    const recorded: Step = { does: 'record', batch: 0, judging: true, dies: null };
    const again: Step = { does: 'judge', again: 3, stale: true, dies: null };
    expect(
      await play([published, judged, of('c', 'publish'), of('a', 'edit'), of('c', 'close'), recorded, again]),
    ).toEqual([]);
    expect(
      await play([published, judged, of('c', 'publish'), of('c', 'close'), of('a', 'edit'), judged, again]),
    ).toEqual([]);
  });

  test('a partner that tells hashes, and still holds what it is yet to remove', async () => {
    const sent: Step = { does: 'send', answers: ['accepts', 'accepts'], dies: null };
    const later: Step = { does: 'send', answers: ['takes it in for later', 'accepts'], dies: null };
    const [narrowed, widened] = (['nothing of VDAB', 'everything'] as const).map(
      (policy): Step => ({ does: 'policy', policy, dies: null }),
    );
    const asked: Step = { does: 'reconcile', repair: true };
    const steps = [published, judged, sent, narrowed, later, asked, widened].filter((step) => step !== undefined);
    expect(await play(steps, 'hashes')).toEqual([]);
  });

  test('a partner that holds a higher revision than any that was sent', async () => {
    const ghost: Step = { does: 'drift', offer: 'a', how: 'ghost' };
    expect(await play([ghost, published, judged, ghost])).toEqual([]);
  });
});

test('the same seed plays the same histories', async () => {
  const [one, other] = [await runModel({ histories: 20, seed: 42 }), await runModel({ histories: 20, seed: 42 })];
  expect(one).toEqual(other);
});
