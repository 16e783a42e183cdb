import { EXIT } from '@relais/configuration';
import { commandErrors } from '../errors.ts';
import { granted, installed } from './partner-add.ts';
import {
  freePath,
  type NewSecret,
  newSshKey,
  newToken,
  newWebhookKey,
  newWebhookSecret,
  writeSecret,
} from './partner-secrets.ts';
import { type ConfiguredSubscription, subscriptionOf } from './partner-subscription.ts';

export interface PartnerRotateOptions {
  readonly config?: string;
  readonly secrets: string;
  readonly grant: boolean;
  readonly bytesPerSecond: number;
  readonly json: boolean;
}

const MOST_SECRETS = 5;

interface Rotation {
  readonly stem: string;
  readonly secret: NewSecret;
  /** What to do, in order. @param path of the new file */
  readonly steps: (path: string) => string[];
}

/** `relais partner rotate`: a new secret beside the old one, and what to do with it when. */
export async function rotatePartner(id: string, options: PartnerRotateOptions): Promise<number> {
  const configuration = installed(options.config);
  const { partner, subscription } = subscriptionOf(configuration, id);
  const { stem, secret, steps } = rotationOf(subscription, partner.id, options.grant);
  const path = freePath(options.secrets, `${id}-${stem}`);
  writeSecret(path, secret);
  if (subscription.channel.kind === 'topic') await granted(configuration, partner.id, { path, secret }, options);
  const written = { subscription: id, secret: path, publicKey: secret.shown, steps: steps(path) };
  const text = written.steps.map((step, index) => `${index + 1}. ${step}\n`).join('');
  process.stdout.write(options.json ? `${JSON.stringify(written)}\n` : `The new secret is in ${path}.\n${text}`);
  return EXIT.ok;
}

function rotationOf({ id, channel }: ConfiguredSubscription, partner: string, grant: boolean): Rotation {
  const impossible = (reason: string) =>
    commandErrors.create('COMMAND_NOTHING_TO_ROTATE', { subscription: id, reason });
  const hasRoom = (secrets: readonly string[]) => {
    if (secrets.length >= MOST_SECRETS) throw impossible(`it has ${secrets.length} already, drop an old one first`);
  };
  switch (channel.kind) {
    case 'webhook':
      hasRoom(channel.secrets);
      return channel.secrets[0]?.startsWith('whsk_') === true ? webhookKey(id) : webhookSecret(id);
    case 'feed':
    case 'eures':
      hasRoom(channel.apiKeys);
      return apiKey(id);
    case 'sftp':
      if (channel.privateKey === null) throw impossible('its password is given by the partner');
      return sshKey(id, channel.username);
    case 'topic':
      if (!grant) throw impossible('the password of a topic is set in the cluster, with --grant');
      return topicPassword(partner);
  }
}

const added = (member: string, id: string, path: string) =>
  `Add \`{ file: ${JSON.stringify(path)} }\` to \`channel.${member}\` of ${id}, behind what is there, and restart the sink.`;
const dropped = (member: string, id: string) =>
  `Then take the old entry out of \`channel.${member}\` of ${id}, restart the sink, and delete the old file.`;
const tried = (id: string) => `\`relais partner test ${id}\` tells whether all is well.`;

function webhookSecret(id: string): Rotation {
  return {
    stem: 'secret',
    secret: newWebhookSecret(),
    steps: (path) => [
      `${added('secrets', id, path)} From then on every call carries a signature of each secret, and the partner still finds the one it knows.`,
      'Give the partner the new secret by a way that others cannot read.',
      `Wait until \`relais partner test ${id}\` finds that a call with the new secret alone is accepted. ${dropped('secrets', id)}`,
    ],
  };
}

function webhookKey(id: string): Rotation {
  const secret = newWebhookKey();
  return {
    stem: 'key',
    secret,
    steps: (path) => [
      `Give the partner the new public key: ${secret.shown}`,
      `${added('secrets', id, path)} Every call is then signed with both keys.`,
      `Wait until \`relais partner test ${id}\` finds that a call with the new key alone is accepted. ${dropped('secrets', id)}`,
    ],
  };
}

function apiKey(id: string): Rotation {
  return {
    stem: 'key',
    secret: newToken(),
    steps: (path) => [
      `${added('apiKeys', id, path)} From then on both keys open the feed.`,
      'Give the partner the new key by a way that others cannot read.',
      `Wait until the partner says that it asks with the new key. ${dropped('apiKeys', id)}`,
      tried(id),
    ],
  };
}

function sshKey(id: string, username: string): Rotation {
  const secret = newSshKey(`relais-${id}`);
  return {
    stem: 'key',
    secret,
    steps: (path) => [
      `Let the partner add this public key for ${username}, beside the old one: ${secret.shown}`,
      `Once it has, put \`{ file: ${JSON.stringify(path)} }\` into \`channel.privateKey\` of ${id}, in place of what is there, and restart the sink.`,
      tried(id),
      'Then let the partner remove the old public key, and delete the old file.',
    ],
  };
}

function topicPassword(partner: string): Rotation {
  return {
    stem: 'password',
    secret: newToken(),
    steps: () => [
      `The cluster knows the new password of the partner ${partner} already, and the old one no more: a user has one password. Connections that are open stay open until they have to log in again.`,
      'Give the partner the new password at once, by a way that others cannot read, and let it restart its reader.',
      'Then delete the old file.',
    ],
  };
}
