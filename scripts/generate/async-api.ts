import { TOPICS, type TopicDefinition } from '@relais/vacancy';
import { jsonText } from './json.ts';

const PAYLOADS: Readonly<Record<string, string>> = {
  observations: 'observation',
  offers: 'offer-event',
  partner: 'delivery-item',
};

/** AsyncAPI 3.0 of the topics: CloudEvents 1.0 in the binary mode of the Kafka protocol binding. */
export function asyncApi(): string {
  const partner: TopicDefinition = {
    name: 'relais.partner.{partner}.v1',
    partitions: 3,
    cleanup: 'compact',
    retentionDays: null,
    holds: 'the offers that one partner may have, in its view, by offer id; a tombstone removes',
  };
  const topics: Record<string, TopicDefinition> = { ...TOPICS, partner };
  return jsonText({
    asyncapi: '3.0.0',
    info: { title: 'Relais topics', version: '1', license: { name: 'EUPL-1.2' } },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(Object.entries(topics).map(([name, topic]) => [name, channel(name, topic)])),
    components: {
      messageTraits: { cloudEvent: { headers: { type: 'object', required: HEADERS, properties: PROPERTIES } } },
    },
  });
}

function channel(name: string, topic: TopicDefinition) {
  const schema = PAYLOADS[name];
  const payload = schema === undefined ? { type: 'object' } : { $ref: `./schemas/${schema}.schema.json` };
  const cleanup = topic.cleanup === 'compact' ? 'compacted' : `kept ${topic.retentionDays} days`;
  return {
    address: topic.name,
    description: `${topic.holds}; ${cleanup}`,
    ...(name === 'partner' ? { parameters: { partner: { description: 'id of the partner' } } } : {}),
    messages: { record: { traits: [{ $ref: '#/components/messageTraits/cloudEvent' }], payload } },
    bindings: { kafka: { partitions: topic.partitions, topicConfiguration: { 'cleanup.policy': [topic.cleanup] } } },
  };
}

const HEADERS = ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time'];
const PROPERTIES = Object.fromEntries(HEADERS.map((name) => [name, { type: 'string' }]));
