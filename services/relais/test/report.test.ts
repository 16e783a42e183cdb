import { defineErrors } from '@relais/runtime';
import { describe, expect, test } from 'vitest';
import { callErrorText, errorText } from '../src/report.ts';

const errors = defineErrors({
  SHELF_EMPTY: { message: 'nothing is on {shelf}', remedy: 'Fill it.', retriable: false },
});
const inside = errors.create(
  'SHELF_EMPTY',
  { shelf: 'a', faults: ['a.0: gone'] },
  new Error('mice', { cause: new Error('no cat') }),
);

describe('an error for a person', () => {
  test('says what happened, each fault, what it came from and what to do, and shows no code of ours', () => {
    expect(errorText(inside, false)).toBe(
      'SHELF_EMPTY: nothing is on a\n  a.0: gone\nbecause of mice\nbecause of no cat\nFill it.\n',
    );
  });

  test('names the setting where the operating system says no', () => {
    const taken = Object.assign(new Error('listen EADDRINUSE: 127.0.0.1:80'), {
      code: 'EADDRINUSE',
      syscall: 'listen',
    });
    expect(errorText(taken, false)).toMatch(/^EADDRINUSE: listen 127\.0\.0\.1:80\n.*`ops\.port`/);
  });

  test('names a path that is not there, and says the code once', () => {
    const absent = new Error("ENOENT: no such file or directory, open '/nope'");
    expect(errorText(Object.assign(absent, { code: 'ENOENT', syscall: 'open' }), false)).toBe(
      "ENOENT: no such file or directory, open '/nope'\nCheck the path, in the call or in the configuration.\n",
    );
  });

  test('tells a stop as a stop', () => {
    const stop = new DOMException('received SIGINT', 'AbortError');
    expect(errorText(stop, false)).toMatch(
      /^STOPPED: stopped before the end \(received SIGINT\)\nWhat was done is kept/,
    );
  });

  test('holds nothing that a terminal obeys, whatever a source calls itself', () => {
    const hostile = errors.create('SHELF_EMPTY', { shelf: '\u001B]0;x\u0007\r\u009B2J\u202E\u00E9' });
    expect(errorText(hostile, false)).toMatch(
      /^SHELF_EMPTY: nothing is on \uFFFD\]0;x\uFFFD\uFFFD\uFFFD2J\uFFFD\u00E9\n/,
    );
  });

  test('shows where a bug is', () => {
    expect(errorText(new TypeError('x is undefined'), false)).toMatch(/TypeError: x is undefined\n +at /);
    expect(errorText('thrown', false)).toBe('thrown\n');
  });
});

describe('an error as JSON', () => {
  test('is one line with the same members for every kind', () => {
    const [known, call, bug] = [
      errorText(inside, true),
      callErrorText("error: unknown option '--x'\n"),
      errorText(1, true),
    ].map((line) => (JSON.parse(line) as { error: object }).error);
    expect(known).toEqual({
      code: 'SHELF_EMPTY',
      message: 'nothing is on a',
      remedy: 'Fill it.',
      faults: ['a.0: gone'],
      causes: ['mice', 'no cat'],
    });
    expect(call).toMatchObject({ code: 'COMMAND_CALL_INVALID', message: "unknown option '--x'" });
    expect(bug).toMatchObject({ code: 'UNEXPECTED', message: '1', remedy: null });
  });
});
