import type { Batch } from '@relais/ledger';
import type { Status } from '@relais/ops';
import { describe, expect, test } from 'vitest';
import { LiveView, statusText } from '../../src/run/live-view.ts';

const batch: Batch = {
  id: 'b_1',
  source: 'vdab',
  mode: 'snapshot',
  status: 'open',
  openedAt: 0,
  closedAt: null,
  announced: 200,
  received: 100,
  observed: 90,
  unchanged: 10,
  withdrawn: 0,
  quarantined: 0,
  absent: 0,
  heldFor: null,
  drift: [],
  failure: null,
};

const states = { due: 1, awaiting: 2, confirmed: 3, rejected: 4, failed: 5, removed: 6 };
const status: Status = {
  at: '2026-11-22T03:00:00.000Z',
  sources: [
    { source: 'vdab', lastBatch: null, held: 0 },
    { source: 'forem', lastBatch: null, held: 0 },
  ],
  held: [],
  heldCount: 0,
  offers: {
    ...{ open: 80, closed: 1, merged: 2, withSeveralMembers: 10 },
    ...{ liveVacancies: 90, codedAutomatically: 60, unmapped: 4 },
  },
  subscriptions: [{ subscription: 'push', partner: 'actiris', channel: 'webhook', states, reasons: {}, paused: null }],
  operations: [],
  backlog: { enricher: 0, sink: 0 },
};

// oxlint-disable-next-line no-control-regex -- the sequences of a terminal begin with one
const UP_AND_CLEAR = /^\u001B\[(\d+)A\u001B\[J/;

/** What a person sees: lines with a cursor that goes up, and clears, as a terminal of that size does. */
class Terminal {
  columns: number;
  rows: number;
  readonly lines: string[] = [];
  #row = 0;

  constructor(columns: number, rows = 40) {
    this.columns = columns;
    this.rows = rows;
  }

  readonly size = () => ({ columns: this.columns, rows: this.rows });

  readonly write = (text: string): void => {
    const up = UP_AND_CLEAR.exec(text);
    const top = Math.max(0, this.lines.length + 1 - this.rows);
    if (up !== null) this.#row = Math.max(top, this.#row - Number(up[1]));
    this.lines.length = this.#row;
    for (const line of text
      .slice(up?.[0].length ?? 0)
      .split('\n')
      .slice(0, -1))
      this.#print(line);
  };

  #print(line: string): void {
    for (let from = 0; from === 0 || from < line.length; from += this.columns) {
      this.lines.push(line.slice(from, from + this.columns));
    }
    this.#row = this.lines.length;
  }
}

describe('on a terminal', () => {
  test('shows a bar with a rate per source, offers, and each partner', () => {
    const terminal = new Terminal(200);
    const view = new LiveView(terminal);
    view.progress(batch);
    view.draw(status);
    expect(terminal.lines).toEqual([
      expect.stringMatching(/^vdab +\[#{12}\.{12}\] +100 +\d+\/s {2}90 new or changed, 10 unchanged/),
      expect.stringMatching(/^forem +waiting$/),
      '',
      'offers 80, merged from several 10, coded automatically 75.0 %, unmapped 5.0 %',
      '',
      expect.stringMatching(/^partner +channel +due +awaiting +confirmed/),
      expect.stringMatching(/^-+/),
      expect.stringMatching(/^actiris +webhook +1 +2 +3 +4 +5 +6$/),
    ]);
  });

  test.each([
    ['wide and high', 200, 40],
    ['narrower than its lines', 30, 40],
    ['lower than its lines', 200, 5],
    ['tiny', 7, 3],
  ])('that is %s, draws in place and leaves what stood above', (_how, columns, rows) => {
    const terminal = new Terminal(columns, rows);
    terminal.write('operations\n');
    const view = new LiveView(terminal);
    view.progress(batch);
    view.draw(status);
    const first = [...terminal.lines];
    for (let times = 0; times < 5; times += 1) view.draw(status);
    expect(terminal.lines[0]).toContain('operations'.slice(0, columns));
    expect(terminal.lines).toHaveLength(first.length);
  });
});

test('lines of the log stand above the view, which stays whole, and below it once it is left', () => {
  const terminal = new Terminal(200);
  const view = new LiveView(terminal);
  view.draw(status);
  const drawn = [...terminal.lines];
  view.above('{"a":1}\n');
  view.draw(status);
  view.above('{"b":2}\n');
  expect(terminal.lines).toEqual(['{"a":1}', '{"b":2}', ...drawn]);
  view.leave();
  view.above('{"c":3}\n');
  expect(terminal.lines.at(-1)).toBe('{"c":3}');
});

test('elsewhere it writes a line a time, without moving a cursor', () => {
  const written: string[] = [];
  const view = new LiveView({ size: () => null, write: (text) => written.push(text) });
  view.progress(batch);
  view.draw(status);
  view.draw(status);
  expect(written).toHaveLength(2);
  expect(written[0]).toBe(
    'vdab 100 | offers 80, merged from several 10, coded automatically 75.0 %, unmapped 5.0 % | push due 3 ok 3\n',
  );
});

describe('the status', () => {
  const why = '100 of 300 live vacancies are absent';
  const held: Batch = { ...batch, id: 'b_2', status: 'held', heldFor: 'many-absent', absent: 100, failure: why };

  test('names each held batch, why it is held, and how a person decides', () => {
    expect(statusText({ ...status, held: [held], heldCount: 3 })).toContain(
      `\nHELD, decide with \`relais batch release|refuse <id>\`:\n  b_2 vdab: ${why}\n  and 2 more: \`relais batch list --held\`\n`,
    );
    expect(statusText(status)).not.toContain('HELD');
  });

  test.each([
    ['fields that nobody knows', { drift: [{ path: 'a', count: 3, kind: 'unknown-field' }] }, '1 unknown fields'],
    ['a failure', { status: 'failed', failure: 'connection reset' }, 'failed: connection reset'],
    ['a long silence', { closedAt: Date.now() - 40.5 * 3_600_000 }, '40 h ago'],
  ] as const)('tells of the last batch of a source: %s', (_what, change, expected) => {
    const sources = [{ source: 'vdab', lastBatch: { ...batch, closedAt: Date.now(), ...change }, held: 0 }];
    expect(statusText({ ...status, sources })).toContain(expected);
  });
});
