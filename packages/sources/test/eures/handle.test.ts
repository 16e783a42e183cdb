import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEuresHandle } from '../../src/eures/handle.ts';

test.each([
  ['ODkyMDQ2IDEyMQ', { service: 'eures-121', reference: '892046' }],
  ['MTAwMDEtMTAwMzk5NTA3OS1TIDE', { service: 'eures-1', reference: '10001-1003995079-S' }],
  [Buffer.from('v-1 3').toString('base64url'), { service: 'vdab', reference: 'v-1' }],
  [Buffer.from('a-1 2').toString('base64url'), { service: 'actiris', reference: 'a-1' }],
  [Buffer.from('f-1 441').toString('base64url'), { service: 'forem', reference: 'f-1' }],
])('the handle %s is of %j', (handle, origin) => {
  expect(decodeEuresHandle(handle)).toEqual(origin);
});

test('any reference and source number survive the way through a handle', () => {
  const reference = fc.stringMatching(/^[\x21-\x7e]{1,40}$/);
  fc.assert(
    fc.property(reference, fc.integer({ min: 1, max: 9999 }), (text, number) => {
      const handle = Buffer.from(`${text} ${number}`).toString('base64url');
      expect(decodeEuresHandle(handle)).toMatchObject({ reference: text });
    }),
  );
});

test.each([
  null,
  '',
  '03971905000033',
  '22643192',
  'db6cc067-7f39-42f1-9866-d9ee47894ec6',
  'not base64!',
  'ODkyMDQ2IDEyMQ==',
])('%s is no handle', (text) => {
  expect(decodeEuresHandle(text)).toBeNull();
});
