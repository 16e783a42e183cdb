import type { Operation } from '@relais/ledger';
import { filterSchema } from '@relais/policy';
import { eventually } from '@relais/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandRecord, type ReplayRequest, type SinkCommand } from '../../src/operations/commands.ts';
import type { Sink } from '../../src/sink.ts';
import {
  anOffer,
  closed,
  failedFor,
  openTestStage,
  ScriptedPartner,
  type Stage,
  subscriptionTo,
} from '../open-stage.ts';

const asked = () => ({ at: new Date().toISOString(), by: 'an' });

let stage: Stage;
let sink: Sink | undefined;
let partner: ScriptedPartner;

beforeEach(async () => {
  stage = await openTestStage();
  partner = new ScriptedPartner();
});
afterEach(() => stage.close());

async function start(change: Parameters<Stage['start']>[1] = {}): Promise<void> {
  await sink?.close();
  sink = await stage.start([subscriptionTo(partner)], change);
}

async function tell(...commands: readonly SinkCommand[]): Promise<void> {
  await stage.log.publish(commands.map(commandRecord));
}

async function settled(states: Readonly<Record<string, string>>): Promise<void> {
  await eventually(async () => JSON.stringify(await stage.states()) === JSON.stringify(states));
}

async function ended(id: string): Promise<Operation> {
  await eventually(async () => (await stage.ledger.operations.get(id))?.operation.report != null);
  const stored = await stage.ledger.operations.get(id);
  if (stored === null) throw new Error(`no operation ${id}`);
  return stored.operation;
}

function replayOf(criteria: ReplayRequest['criteria'], limit = 1_000): SinkCommand {
  return { type: 'replay.request', id: 'op_1', subscription: 'push', request: { criteria, limit }, ...asked() };
}

const [one, two, three] = [anOffer('1'), anOffer('2'), anOffer('3')].toSorted((a, b) => (a.id < b.id ? -1 : 1)) as [
  ReturnType<typeof anOffer>,
  ReturnType<typeof anOffer>,
  ReturnType<typeof anOffer>,
];

describe('replay', () => {
  test('what failed for good goes out again, under a new key, and nothing else does', async () => {
    partner.answer = (offerId, attempt) =>
      offerId === two.id && attempt === 1 ? failedFor('gone', false) : { kind: 'accepted' };
    await start();
    await stage.publish(one, two);
    await settled({ [one.id]: 'confirmed', [two.id]: 'failed' });
    await tell(replayOf({ states: ['failed'] }));
    await settled({ [one.id]: 'confirmed', [two.id]: 'confirmed' });
    const revisions = partner.batches.flatMap(({ items }) => items).map(({ offerId, revision }) => [offerId, revision]);
    expect(revisions).toHaveLength(3);
    expect(revisions.at(-1)).toEqual([two.id, 2]);
    expect(JSON.parse((await ended('op_1')).report ?? '')).toEqual({ looked: 2, replayed: 1, limited: false });
  });

  test('it stops at its limit and says that there was more', async () => {
    await start();
    await stage.publish(one, two, three);
    await settled({ [one.id]: 'confirmed', [two.id]: 'confirmed', [three.id]: 'confirmed' });
    await tell(replayOf({ states: ['confirmed'] }, 2));
    expect(JSON.parse((await ended('op_1')).report ?? '')).toMatchObject({ replayed: 2, limited: true });
    await eventually(() => partner.batches.flatMap(({ items }) => items).length === 5);
  });

  test('the places of its filter are looked up', async () => {
    const near = { codes: [], codePostcodes: [], nearPostcodes: ['9000'], circles: [] };
    await start({ locate: (filter) => ({ ...filter, reach: near }) });
    await stage.publish(one, two);
    await settled({ [one.id]: 'confirmed', [two.id]: 'confirmed' });
    await tell(replayOf({ filter: filterSchema.parse({ within: [{ postcode: '9030', km: 5 }] }) }));
    expect(JSON.parse((await ended('op_1')).report ?? '')).toMatchObject({ looked: 2, replayed: 2 });
  });

  test('it can be for the offers of a filter alone', async () => {
    await start();
    await stage.publish(one, two);
    await settled({ [one.id]: 'confirmed', [two.id]: 'confirmed' });
    await tell(replayOf({ filter: filterSchema.parse({ nuts: ['FRK'] }) }));
    expect(JSON.parse((await ended('op_1')).report ?? '')).toMatchObject({ looked: 2, replayed: 0 });
  });

  test('one that was asked for while nobody ran is carried out at the next start, and the request leaves the log', async () => {
    await start();
    await stage.publish(one);
    await settled({ [one.id]: 'confirmed' });
    await sink?.close();
    await tell(replayOf({}));
    await start();
    await ended('op_1');
    await eventually(() => partner.batches.length === 2);
    await eventually(async () => (await newestCommand('op_1')) === null);
  });

  test('one that is cancelled before its turn makes nothing due', async () => {
    await stage.publish(one);
    await tell(replayOf({}), { type: 'operation.cancel', id: 'op_1', ...asked() });
    await start();
    await settled({ [one.id]: 'confirmed' });
    await eventually(async () => (await stage.ledger.operations.get('op_1'))?.operation.status === 'cancelled');
    expect(partner.batches).toHaveLength(1);
  });
});

describe('pause', () => {
  test('a subscription that is held back gets nothing until it is let go, and then all of it', async () => {
    await start();
    await tell({ type: 'subscription.pause', subscription: 'push', reason: 'migration', ...asked() });
    await eventually(async () => (await stage.ledger.operations.controls())[0]?.paused === true);
    await start();
    await stage.publish(one, two);
    await settled({ [one.id]: 'due', [two.id]: 'due' });
    expect(partner.batches).toEqual([]);
    await tell({ type: 'subscription.resume', subscription: 'push', reason: 'done', ...asked() });
    await settled({ [one.id]: 'confirmed', [two.id]: 'confirmed' });
  });
});

describe('reconcile', () => {
  const compare = (repair: boolean): SinkCommand => {
    return { type: 'reconcile.request', id: 'op_1', subscription: 'push', request: { repair }, ...asked() };
  };

  test('what a partner lost, kept too old or kept too long is set right', async () => {
    await start();
    await stage.publish(one, two, three);
    await settled({ [one.id]: 'confirmed', [two.id]: 'confirmed', [three.id]: 'confirmed' });
    await stage.publish(closed(three));
    await settled({ [one.id]: 'confirmed', [two.id]: 'confirmed', [three.id]: 'removed' });
    partner.drift(one.id, null);
    partner.drift(two.id, { revision: 0 });
    partner.drift(three.id, { revision: 1 });
    partner.drift('of_ghost', { revision: 4 });
    await tell(compare(true));
    const { report } = await ended('op_1');
    expect(JSON.parse(report ?? '')).toMatchObject({
      held: 3,
      compared: 3,
      differences: { missing: 1, stale: 1, ghost: 2, settled: 0 },
      repaired: 4,
      examples: { missing: [one.id], stale: [two.id], ghost: [three.id, 'of_ghost'] },
    });
    await settled({ [one.id]: 'confirmed', [two.id]: 'confirmed', [three.id]: 'removed', of_ghost: 'removed' });
    const held = [...partner.holdings].filter(([, { content }]) => content !== null).map(([offerId]) => offerId);
    expect(held.toSorted()).toEqual([one.id, two.id]);
  });

  test('what a partner says it holds under no name of ours is passed over', async () => {
    await start();
    await stage.publish(one);
    await settled({ [one.id]: 'confirmed' });
    for (const name of ['a.b', 'of_x\r\nx-evil: 1', '../of_1', 'of_', '__proto__'])
      partner.drift(name, { revision: 4 });
    await tell(compare(true));
    const { report } = await ended('op_1');
    expect(JSON.parse(report ?? '')).toMatchObject({ held: 6, differences: { ghost: 0 }, repaired: 0 });
    await settled({ [one.id]: 'confirmed' });
  });

  test('without repair it counts what differs and sends nothing', async () => {
    await start();
    await stage.publish(one);
    await settled({ [one.id]: 'confirmed' });
    partner.drift(one.id, null);
    await tell(compare(false));
    expect(JSON.parse((await ended('op_1')).report ?? '')).toMatchObject({ differences: { missing: 1 }, repaired: 0 });
    expect(partner.batches).toHaveLength(1);
  });

  test('a channel that offers no inventory is said so', async () => {
    delete partner.inventory;
    await start();
    await tell(compare(true));
    const { status, report } = await ended('op_1');
    expect(status).toBe('failed');
    expect(report).toContain('no inventory');
  });
});

describe('a full set', () => {
  const whole = (): SinkCommand => {
    return { type: 'full-set.request', id: 'op_1', subscription: 'push', request: {}, ...asked() };
  };

  test('holds what the partner should hold now, and nothing that is gone or was refused', async () => {
    partner.answer = (offerId) =>
      offerId === two.id ? { kind: 'rejected', reason: 'invalid', detail: null } : { kind: 'accepted' };
    await start();
    await stage.publish(one, two, three);
    await settled({ [one.id]: 'confirmed', [two.id]: 'rejected', [three.id]: 'confirmed' });
    await stage.publish(closed(three));
    await settled({ [one.id]: 'confirmed', [two.id]: 'rejected', [three.id]: 'removed' });
    await tell(whole());
    expect(JSON.parse((await ended('op_1')).report ?? '')).toEqual({ offers: 1, outcome: 'accepted' });
    expect(partner.sets).toEqual([{ id: 'op_1', offerIds: [one.id] }]);
    await settled({ [one.id]: 'confirmed', [two.id]: 'rejected', [three.id]: 'removed' });
  });

  test('of a channel that knows none is said so', async () => {
    delete partner.sendFull;
    await start();
    await tell(whole());
    expect((await ended('op_1')).report).toContain('knows no full sets');
  });
});

async function newestCommand(key: string): Promise<string | null | undefined> {
  let newest: string | null | undefined;
  for await (const records of stage.log.read({ topic: 'relais.commands.v1' })) {
    for (const record of records) if (record.key === key) newest = record.value;
  }
  return newest;
}
