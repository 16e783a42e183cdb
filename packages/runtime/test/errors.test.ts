import { describe, expect, test } from 'vitest';
import { defineErrors, isCertificateFault, isRetriable, messageOf, RelaisError } from '../src/index.ts';

const errors = defineErrors({
  DROP_FULL: { message: '{folder} holds {count} files of {most}', remedy: 'Empty it.', retriable: true },
  DROP_BROKEN: { message: 'broken', remedy: 'Mend it.', retriable: false },
});

describe('an error of a catalogue', () => {
  test('has its message filled in from the details, and leaves what is not given', () => {
    const cause = new Error('disk');
    const error = errors.create('DROP_FULL', { folder: 'in/$&', count: 3 }, cause);
    expect(error).toBeInstanceOf(RelaisError);
    expect(error).toMatchObject({
      name: 'RelaisError',
      code: 'DROP_FULL',
      message: 'in/$& holds 3 files of {most}',
      remedy: 'Empty it.',
      retriable: true,
      details: { folder: 'in/$&', count: 3 },
      cause,
    });
  });

  test('needs neither details nor cause', () => {
    expect('cause' in errors.create('DROP_BROKEN')).toBe(false);
    expect(errors.create('DROP_BROKEN').details).toEqual({});
  });
});

test.each([
  [errors.create('DROP_FULL'), true],
  [errors.create('DROP_BROKEN'), false],
  [Object.assign(new Error('x'), { code: 'ECONNRESET' }), true],
  [Object.assign(new Error('x'), { code: 'ENOENT' }), false],
  [new Error('x'), false],
  ['ECONNRESET', false],
  [null, false],
  [undefined, false],
])('whether %s may pass by itself: %s', (error, retriable) => {
  expect(isRetriable(error)).toBe(retriable);
});

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', true],
  ['CERT_HAS_EXPIRED', true],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', true],
  ['ERR_SSL_WRONG_VERSION_NUMBER', true],
  ['ECONNREFUSED', false],
  ['28P01', false],
])('whether %s is a fault of the certificate or of TLS: %s', (code, fault) => {
  expect(isCertificateFault(Object.assign(new Error('x'), { code }))).toBe(fault);
});

test('anything thrown has a message', () => {
  expect(messageOf(new Error('x'))).toBe('x');
  expect(messageOf('y')).toBe('y');
  expect(messageOf(null)).toBe('null');
});
