import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OriginHints, originFrom } from '../../src/records/origin.ts';

const own = { service: 'forem', reference: 'F-1', channel: 'a channel' };
const handle = (reference: string, number: number) => Buffer.from(`${reference} ${number}`).toString('base64url');
const from = (hints: OriginHints, service = 'forem') => originFrom(hints, { ...own, service }, 'partner');

describe('the origin of an offer', () => {
  test.each<[string, OriginHints, object]>([
    ['nothing', {}, { service: 'forem', reference: 'F-1', hops: ['forem'], provenance: 'partner' }],
    [
      'a EURES handle',
      { handles: [null, handle('V-1', 3)] },
      { service: 'vdab', reference: 'V-1', hops: ['vdab', 'forem'] },
    ],
    [
      'a number of VDAB',
      {
        numbers: [
          { owner: 'LEFOREM', number: '1' },
          { owner: 'VDAB', number: 'V-2' },
        ],
      },
      { service: 'vdab', reference: 'V-2' },
    ],
    [
      'its channel',
      { names: [null, 'BE ACTIRIS'], externalReference: 'A-1' },
      { service: 'actiris', reference: 'A-1', hops: ['actiris', 'forem'] },
    ],
    [
      "the supplier's enterprise number",
      { enterpriseNumber: 'BE 0887.010.362', externalReference: 'V-3' },
      { service: 'vdab', reference: 'V-3' },
    ],
    [
      'a job board alone',
      { names: ['Jobat'], externalReference: 'J-1', enterpriseNumber: '0453270013' },
      { service: 'forem', provenance: 'partner' },
    ],
    [
      "the source's own name",
      { names: ['Via site Forem'], enterpriseNumber: '0236363165' },
      { service: 'forem', provenance: 'partner' },
    ],
  ])('is told by %s', (_name, hints, expected) => {
    expect(from(hints)).toMatchObject({ channel: 'a channel', ...expected });
  });

  test('is that of the strongest hint, and every service that a hint names is on the way', () => {
    const hints = { handles: [handle('892046', 121)], names: ['EURES', 'VDAB'], externalReference: 'x' };
    expect(from(hints)).toEqual({
      service: 'eures-121',
      reference: '892046',
      hops: ['eures-121', 'eures', 'vdab', 'forem'],
      provenance: 'echo',
      channel: 'a channel',
    });
  });

  test('by a flag that stands for several services is unknown, unless another hint names one of them', () => {
    const flagged = ['vdab', 'forem'];
    expect(from({ flagged }, 'actiris')).toMatchObject({
      service: 'unknown',
      reference: null,
      hops: ['vdab', 'forem', 'actiris'],
      provenance: 'echo',
    });
    expect(from({ flagged, names: ['VDAB'], externalReference: 'V-9' }, 'actiris')).toMatchObject({
      service: 'vdab',
      reference: 'V-9',
      hops: ['vdab', 'forem', 'actiris'],
    });
    expect(from({ flagged: ['vdab'] }, 'actiris')).toMatchObject({ service: 'vdab', hops: ['vdab', 'actiris'] });
  });

  test('never names the source as one of its own stations twice, and the source is always the last', () => {
    const text = fc.option(
      fc.constantFrom(
        'VDAB',
        'Le Forem',
        'ACTIRIS',
        'EURES',
        'Jobat',
        '',
        handle('1', 441),
        handle('2', 2),
        '0236363165',
      ),
    );
    fc.assert(
      fc.property(fc.array(text), fc.array(text), fc.array(text), text, (handles, names, owners, enterpriseNumber) => {
        const numbers = owners.map((owner) => ({ owner, number: 'n' }));
        const { hops, provenance } = from({ handles, names, numbers, enterpriseNumber });
        expect(hops.at(-1)).toBe('forem');
        expect(new Set(hops).size).toBe(hops.length);
        expect(provenance === 'echo').toBe(hops.length > 1);
      }),
    );
  });
});
