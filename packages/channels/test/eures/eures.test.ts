import type { PartnerOffer } from '@relais/policy';
import { channelContract } from '../channel-contract.ts';
import { memoryFeedStore } from '../feed/memory-feed-store.ts';
import { KEY, serverFor } from '../feed/reader.ts';
import { readXml, textNamed } from '../formats/read-xml.ts';
import { openWith } from '../surroundings.ts';

const settings = { kind: 'eures', apiKeys: [KEY] };
const authorization = `Bearer ${KEY}`;

interface Changes {
  readonly createdReferences: { reference: string }[];
  readonly modifiedReferences: { reference: string }[];
  readonly closedReferences: { reference: string }[];
}

/** What EURES holds after a round: the title of every active vacancy, null for a closed one. */
async function roundOver(base: string): Promise<Map<string, string | null>> {
  const asked = await fetch(`${base}/getChanges/0`, { headers: { authorization } });
  const changes = (await asked.json()) as Changes;
  const active = [...changes.createdReferences, ...changes.modifiedReferences].map(({ reference }) => reference);
  const answered = await fetch(`${base}/getDetails`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(active),
  });
  const { details } = (await answered.json()) as { details: Record<string, { content: string }> };
  return new Map([
    ...Object.entries(details).map(([id, { content }]): [string, string | null] => [
      id,
      textNamed(readXml(content), 'PositionTitle'),
    ]),
    ...changes.closedReferences.map(({ reference }): [string, null] => [reference, null]),
  ]);
}

channelContract('EURES Input API', {
  async open() {
    const feedStore = memoryFeedStore();
    const server = serverFor(feedStore, {}, { kind: 'eures' });
    const base = `${await server.listen({ host: '127.0.0.1', port: 0 })}/eures/jobs-all/input/api/jv/v0.1`;
    return {
      channel: openWith(settings, { feedStore }),
      held: async () => await roundOver(base),
      answer: async () => undefined,
      close: async () => await server.close(),
    };
  },
  shows: ({ offer }) => (offer === null ? null : ((offer as PartnerOffer).titles[0]?.text ?? '')),
  openUnreachable: async () => {
    const fail = () => Promise.reject(new Error('the disk is gone'));
    const feedStore = { append: fail, after: fail, acknowledge: fail, unsettled: fail, settle: fail };
    return openWith(settings, { feedStore });
  },
});
