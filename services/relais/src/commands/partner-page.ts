import { FORMATS, testOffer } from '@relais/channels';
import { type Configuration, EXIT } from '@relais/configuration';
import { partnerReader } from '@relais/event-log';
import { installed } from './partner-add.ts';
import { snippetsText } from './partner-snippets.ts';
import { type ConfiguredPartner, type ConfiguredSubscription, subscriptionOf } from './partner-subscription.ts';
import { filterWords, policyWords } from './partner-words.ts';

type Channel = ConfiguredSubscription['channel'];
type OfKind<Kind extends Channel['kind']> = Extract<Channel, { kind: Kind }>;

export interface PartnerPageOptions {
  readonly config?: string;
}

const EXAMPLE_ID = 'of_test_0123456789abcdef';
const EXAMPLE_AT = Date.parse('2026-01-01T12:00:00Z');

/** `relais partner page`: what a partner's developer needs to know, as Markdown. It holds no secret. */
export async function printPartnerPage(id: string, { config }: PartnerPageOptions): Promise<number> {
  process.stdout.write(partnerPage(installed(config), id));
  return EXIT.ok;
}

export function partnerPage(configuration: Configuration, id: string): string {
  const { partner, subscription } = subscriptionOf(configuration, id);
  const prefix = configuration.log.driver === 'kafka' ? configuration.log.topicPrefix : '';
  const parts = [
    `# ${partner.name}: \`${id}\``,
    'What Relais delivers under this subscription, and how. It is written from the configuration in force.',
    `## What you get\n\n${list(filterWords(subscription.filter))}`,
    `## What you may have\n\n${list(policyWords(partner))}`,
    `## How it arrives\n\n${channelText(partner, subscription, prefix)}`,
    `## An example\n\n${exampleText(partner, subscription)}`,
    `## What holds for every offer\n\n${list(RULES)}`,
    ...(isSymmetric(subscription.channel) ? [`## Verifying the signature\n\n${SIGNATURE}\n\n${snippetsText()}`] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const RULES = [
  'An offer keeps its id for life. Per offer, a higher `revision` takes the place of a lower one, also when it arrives first.',
  'The same `key` may come again: it says the same, and is answered the same.',
  'A removal asks you to show and keep the offer no longer. Removing what you do not hold is a success.',
  'Where an offer names a licence, its attribution stands wherever the offer is shown.',
  'Offers whose id begins with `of_test_` are tests: take them as any other, and show them to nobody. They are removed again at once.',
];

const SIGNATURE =
  'Each function takes the secret (`whsec_…`), the headers with names in lower case, and the body as it arrived. Answer 401 when it says no.';

function isSymmetric(channel: Channel): boolean {
  return channel.kind === 'webhook' && channel.secrets.some((secret) => secret.startsWith('whsec_'));
}

function channelText(partner: ConfiguredPartner, { id, channel }: ConfiguredSubscription, prefix: string): string {
  switch (channel.kind) {
    case 'webhook':
      return webhookText(channel);
    case 'sftp':
      return sftpText(id, channel);
    case 'topic':
      return topicText(partner, prefix);
    case 'feed':
      return list([
        `You ask: \`GET /v1/feeds/${id}?after=<cursor>&limit=<1–1000>&wait=<0–30>\` with \`Authorization: Bearer <key>\`.`,
        'Without `after` the feed begins at its beginning: the full set, and every removal still known.',
        channel.acknowledgement === 'cursor'
          ? 'Asking on with a cursor says that all up to it is stored: ask only once it is.'
          : `You say what is stored with \`POST /v1/feeds/${id}/acknowledgement\` and \`{"cursor": …}\`.`,
        '410 with `FEED_CURSOR_EXPIRED`: begin again without `after`, and drop what is held and does not come again.',
      ]);
    case 'eures':
      return list([
        `You ask: \`/eures/${id}/input/api/jv/v0.1\` with \`ping\`, \`getAll\`, \`getChanges/<milliseconds>\` and \`getDetails\`.`,
        'Each question carries `Authorization: Bearer <key>`.',
      ]);
  }
}

function webhookText({ url, mode, body, format, batchSize, timeoutMs, secrets }: OfKind<'webhook'>): string {
  const isAsymmetric = secrets.some((secret) => secret.startsWith('whsk_'));
  const many = mode === 'batch' ? `up to ${batchSize} offers a call` : 'one offer a call';
  return list([
    // A query may hold a secret, and the page goes by any way.
    `We call \`POST ${url.replace(/\?.*/s, '?…')}\`: ${many}, in \`${format}\`${body === 'document' ? ', the document alone' : ''}.`,
    `Every call is signed by Standard Webhooks 1.0.0 (\`webhook-id\`, \`webhook-timestamp\`, \`webhook-signature\`), now with ${secrets.length === 1 ? 'one secret' : `${secrets.length} secrets`}.`,
    ...(isAsymmetric
      ? ['Signatures that begin with `v1a,` are Ed25519: verify them with the public key that you were given.']
      : []),
    `Answer within ${timeoutMs} ms: take the offers into a queue and answer before you work on them.`,
    '2xx says that all are taken. Better, say it for each: `{"results": [{"offerId", "revision", "outcome", "reason", "detail"}]}` with the outcome `accepted`, `rejected` or `retry`.',
    'Reasons: `invalid`, `unknown-code`, `duplicate`, `not-wanted`, `gone`, `too-large`, `rate-limited`, `server-error`.',
    'Remember each `webhook-id` that you took: when it comes again, answer as the first time and do nothing else.',
    '429 and 5xx with `Retry-After` slow us down; 410 ends the retries of these offers. Redirects are not followed.',
  ]);
}

function sftpText(id: string, { host, port, folder, results, inventory, format }: OfKind<'sftp'>): string {
  const extension = FORMATS[format].extension;
  return list([
    `We leave files in \`${folder}\` of \`${host}:${port}\`: \`${id}_<batch>.${extension}\`, then \`${id}_<batch>.manifest.json\`.`,
    'Read a file once its manifest is there; names that end with `.part` are not complete.',
    `A full set is \`${id}_full_<set>_001.${extension}\` and on with its own manifest last: what none of its files names is to be removed.`,
    results === null
      ? 'A file in place counts as accepted.'
      : `Leave \`<name of the file without extension>.result.jsonl\` in \`${results.folder}\`, a line for each record: \`{"offerId", "revision", "outcome", "reason", "detail"}\`; write it under another name and rename it.`,
    ...(inventory === null
      ? []
      : [`Leave what you hold as \`${inventory.folder}/${id}.inventory.jsonl\`; differences are then repaired.`]),
  ]);
}

function topicText(partner: ConfiguredPartner, prefix: string): string {
  const { topic, username, group, groupPrefix } = partnerReader(partner.id, prefix);
  return list([
    `You read the Kafka topic \`${topic}\`: compacted, by offer id; a record without a value removes the offer.`,
    `You log in as \`${username}\` with SCRAM-SHA-512 and the password that you were given. A client on librdkafka needs 2.6.1 or later.`,
    `Consume with the group \`${group}\`: its place shows how far you have read. Groups that begin with \`${groupPrefix}\` are yours too.`,
    'The headers `ce_id`, `ce_type`, `ce_subject` and `ce_revision` say what a record is, also where it has no value.',
  ]);
}

function exampleText({ languages }: ConfiguredPartner, { id, channel }: ConfiguredSubscription): string {
  const format = FORMATS[channel.kind === 'eures' ? 'hr-open' : channel.format];
  const offer = testOffer(EXAMPLE_ID, languages.length === 0 ? undefined : languages);
  const item = { key: `${id}_${EXAMPLE_ID}_1`, offerId: EXAMPLE_ID, revision: 1, content: JSON.stringify(offer) };
  const json = format.mediaType.includes('json');
  const head = { subscription: id, load: 'difference', count: 1, at: EXAMPLE_AT } as const;
  const text = format.name === 'csv' ? [...format.many([item], head)].join('') : format.one(item);
  const shown = json ? JSON.stringify(JSON.parse(text), null, 2) : text.trim();
  const wrapped = channel.kind === 'webhook' && channel.body === 'envelope' ? ENVELOPES[channel.mode] : '';
  return `One offer in \`${format.name}\` (\`${format.mediaType}\`).${wrapped}\n\n\`\`\`${json ? 'json' : ''}\n${shown}\n\`\`\``;
}

const ENVELOPES = {
  batch: ' In a call it stands in `{"type": "offers.batch", "timestamp": …, "data": {"batchId": …, "items": […]}}`.',
  single: ' In a call it stands in `{"type": "offer.upserted", "timestamp": …, "data": …}`.',
} as const;

function list(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${sentence}`).join('\n');
}
