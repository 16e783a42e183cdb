import { isRetriable, messageOf, RelaisError } from '@relais/runtime';
import { describe, expect, test } from 'vitest';
import { postgresFailure } from '../../src/postgres/failures.ts';

const fromServer = (code: string, message = 'the server said no', more = {}) =>
  Object.assign(new Error(message), { code, severity: 'ERROR', ...more });

describe('failures of PostgreSQL', () => {
  test.each([
    ['57P01', 'LEDGER_UNAVAILABLE', true],
    ['08006', 'LEDGER_UNAVAILABLE', true],
    ['53300', 'LEDGER_UNAVAILABLE', true],
    ['25006', 'LEDGER_UNAVAILABLE', true],
    ['53100', 'LEDGER_FULL', true],
    ['40001', 'LEDGER_BUSY', true],
    ['40P01', 'LEDGER_BUSY', true],
    ['57014', 'LEDGER_TIMEOUT', true],
    ['28P01', 'LEDGER_REFUSED', false],
    ['3D000', 'LEDGER_REFUSED', false],
    ['42501', 'LEDGER_REFUSED', false],
    ['42P01', 'LEDGER_FAILED', false],
    ['23505', 'LEDGER_FAILED', false],
  ])('SQLSTATE %s is %s', (sqlstate, code, retriable) => {
    expect(postgresFailure(fromServer(sqlstate))).toMatchObject({ code, retriable, details: { sqlstate } });
  });

  test.each([
    ['ECONNREFUSED', 'LEDGER_UNAVAILABLE'],
    ['ENOTFOUND', 'LEDGER_UNAVAILABLE'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'LEDGER_REFUSED'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'LEDGER_REFUSED'],
  ])('a connection that fails with %s is %s', (code, expected) => {
    expect(postgresFailure(Object.assign(new Error('no way'), { code }))).toMatchObject({ code: expected });
  });

  test.each([
    ['Connection terminated unexpectedly', 'LEDGER_UNAVAILABLE'],
    ['timeout exceeded when trying to connect', 'LEDGER_UNAVAILABLE'],
    ['Query read timeout', 'LEDGER_TIMEOUT'],
    ['The server does not support SSL connections', 'LEDGER_REFUSED'],
    ['Cannot use a pool after calling end on the pool', 'LEDGER_CLOSED'],
  ])('“%s” is %s', (message, expected) => {
    expect(postgresFailure(new Error(message))).toMatchObject({ code: expected });
  });

  test('a message that may quote content is left out; table and constraint are told', () => {
    const quoting = fromServer('23505', 'Key (email)=(a.person@example.org) exists', {
      table: 'offers',
      constraint: 'offers_pkey',
    });
    const failure = postgresFailure(quoting) as RelaisError;
    expect(failure.message).toContain('offers_pkey');
    expect(`${messageOf(failure)} ${JSON.stringify(failure)} ${messageOf(failure.cause)}`).not.toContain('a.person');
  });

  test('what is no failure of the database stays as it is', () => {
    const [bug, own] = [new TypeError('x is not a function'), new RelaisError('OTHER', 'other')];
    const coded = Object.assign(new TypeError('wrong argument'), { code: 'ERR_INVALID_ARG_TYPE' });
    expect(postgresFailure(bug)).toBe(bug);
    expect(postgresFailure(coded)).toBe(coded);
    expect(postgresFailure(own)).toBe(own);
    expect(isRetriable(postgresFailure(bug))).toBe(false);
  });
});
