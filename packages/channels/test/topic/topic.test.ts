import { type EventLog, type LogRecord, openEmbeddedEventLog } from '@relais/event-log';
import { openEmbeddedFile } from '@relais/runtime';
import { partnerTopic } from '@relais/vacancy';
import { expect, test } from 'vitest';
import { wireItemSchema } from '../../src/index.ts';
import { channelContract, type Held } from '../channel-contract.ts';
import { batchOf, NOW, removal, running, upsert } from '../offers.ts';
import { openWith } from '../surroundings.ts';

function openLog(): { log: EventLog; close: () => Promise<void> } {
  const file = openEmbeddedFile(':memory:');
  const log = openEmbeddedEventLog(file);
  const close = async () => {
    await log.close();
    file.close();
  };
  return { log, close };
}

async function recordsOf(log: EventLog): Promise<LogRecord[]> {
  const topic = partnerTopic('jobs');
  await log.ensureTopics([topic]);
  const records: LogRecord[] = [];
  for await (const page of log.read({ topic: topic.name })) records.push(...page);
  return records;
}

async function heldIn(log: EventLog): Promise<Map<string, Held>> {
  const held = new Map<string, Held>();
  for (const { key, value, headers } of await recordsOf(log)) {
    const offer = value === null ? null : wireItemSchema.parse(JSON.parse(value)).offer;
    held.set(key, { revision: Number(headers['ce_revision']), offer });
  }
  return held;
}

channelContract('partner topic', {
  async open() {
    const { log, close } = openLog();
    return {
      channel: openWith({ kind: 'topic' }, { log }),
      held: async () => await heldIn(log),
      answer: async () => undefined,
      close,
    };
  },
  openUnreachable: async () => openWith({ kind: 'topic' }),
});

test('records carry CloudEvents headers, and a removal is a tombstone that tells its revision', async () => {
  const { log, close } = openLog();
  const channel = openWith({ kind: 'topic' }, { log, clock: { now: () => NOW } });
  await channel.send(batchOf([upsert('of_a', 3), removal('of_b', 4)]), running);
  const records = (await recordsOf(log)).toSorted((a, b) => a.key.localeCompare(b.key));
  expect(records[0]?.headers).toEqual({
    ce_specversion: '1.0',
    ce_id: 'jobs-all_of_a_3',
    ce_type: 'eu.relais.offer.upserted',
    ce_source: '/relais/sink/jobs-all',
    ce_time: '2026-11-22T10:00:00.000Z',
    ce_subject: 'of_a',
    ce_revision: '3',
    'content-type': 'application/json',
  });
  expect(records[1]).toMatchObject({ key: 'of_b', value: null });
  expect(records[1]?.headers).toMatchObject({ ce_type: 'eu.relais.offer.removed', ce_revision: '4' });
  await close();
});
