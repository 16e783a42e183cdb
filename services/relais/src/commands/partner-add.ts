import {
  type Configuration,
  configurationPath,
  configurationSchema,
  EXIT,
  requireConfiguration,
} from '@relais/configuration';
import { grantPartner, type PartnerReader } from '@relais/event-log';
import { commandErrors } from '../errors.ts';
import { inlineJson } from './inline-json.ts';
import {
  freePath,
  type NewSecret,
  newSshKey,
  newToken,
  newWebhookSecret,
  writeNew,
  writeSecret,
} from './partner-secrets.ts';
import { yamlText } from './partner-yaml.ts';

export type AddedChannel = 'webhook' | 'sftp' | 'topic' | 'feed';

export interface PartnerAddOptions {
  readonly channel: AddedChannel;
  /** Folder for secrets. */
  readonly secrets?: string;
  readonly config?: string;
  readonly out?: string;
  readonly json: boolean;
  readonly name?: string;
  readonly service?: string;
  readonly subscription?: string;
  readonly languages?: readonly string[];
  /** JSON, as the configuration has them. */
  readonly filter?: string;
  readonly policy?: string;
  readonly format?: string;
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly hostKey?: readonly string[];
  readonly folder?: string;
  readonly resultsFolder?: string;
  /** Makes the user and the rules of a partner topic in the cluster of the configuration. */
  readonly grant: boolean;
  readonly bytesPerSecond: number;
}

interface Made {
  readonly path: string;
  readonly secret: NewSecret;
}

/** The bytes a second that a partner may read from each broker unless told otherwise. */
export const READING_QUOTA = 10 * 1024 * 1024;

/** `relais partner add`: a whole partner for the configuration, checked by its schema, its secrets in files of their own. */
export async function addPartner(id: string, options: PartnerAddOptions): Promise<number> {
  const made = secretFor(id, options);
  requireValid(partnerTree(id, options, made?.secret.text ?? null));
  const known = knownWithout(id, options);
  const tree = { partners: [partnerTree(id, options, made === null ? null : { file: made.path })] };
  if (options.out !== undefined) writeNew(options.out, yamlText(tree));
  if (made !== null) writeSecret(made.path, made.secret);
  const reader = options.grant && known !== null && made !== null ? await granted(known, id, made, options) : null;
  show(tree, made, notesOf(options, made, reader), options);
  return EXIT.ok;
}

/** The configuration that the partner is to go into, where one is named. */
function knownWithout(id: string, { config, grant }: PartnerAddOptions): Configuration | null {
  if (config === undefined && !grant) return null;
  const known = installed(config);
  if (!known.partners.some((partner) => partner.id === id)) return known;
  const faults = `the partner ${id} is in the configuration already`;
  throw commandErrors.create('COMMAND_PARTNER_INVALID', { faults });
}

/** The block goes to standard output, so that it can be led into a file; what to do with it to standard error. */
function show(tree: object, made: Made | null, notes: readonly string[], { json, out }: PartnerAddOptions): void {
  if (json) {
    const { path = null, secret = null } = made ?? {};
    process.stdout.write(`${JSON.stringify({ ...tree, secret: path, publicKey: secret?.shown ?? null, notes })}\n`);
    return;
  }
  if (out === undefined) process.stdout.write(yamlText(tree));
  process.stderr.write(notes.map((note) => `- ${note}\n`).join(''));
}

/** The configuration of an installation, without opening what it names. */
export function installed(path: string | undefined): Configuration {
  return requireConfiguration({ path: path ?? configurationPath(process.env), environment: process.env });
}

/** Gives the partner of a topic a password and its rules. @throws COMMAND_LOG_WITHOUT_USERS */
export async function granted(
  { log }: Configuration,
  partner: string,
  { secret }: Made,
  { bytesPerSecond }: { readonly bytesPerSecond: number },
): Promise<PartnerReader> {
  if (log.driver !== 'kafka') throw commandErrors.create('COMMAND_LOG_WITHOUT_USERS');
  const { driver: _driver, ...options } = log;
  const quota = bytesPerSecond === 0 ? null : bytesPerSecond;
  return await grantPartner(options, { partner, password: secret.text, bytesPerSecond: quota });
}

/** A topic has its password in the cluster alone: one that nobody sets there is not made. */
function secretFor(id: string, options: PartnerAddOptions): Made | null {
  const { channel, secrets, grant } = options;
  if (channel === 'topic' && !grant) return null;
  if (secrets === undefined) throw missing(channel, ['--secrets']);
  const made: Readonly<Record<AddedChannel, () => [string, NewSecret]>> = {
    webhook: () => ['secret', newWebhookSecret()],
    sftp: () => ['key', newSshKey(`relais-${id}`)],
    topic: () => ['password', newToken()],
    feed: () => ['key', newToken()],
  };
  const [name, secret] = made[channel]();
  return { path: freePath(secrets, `${subscriptionId(id, options)}-${name}`), secret };
}

function subscriptionId(id: string, { subscription, channel }: PartnerAddOptions): string {
  return subscription ?? `${id}-${channel}`;
}

function partnerTree(id: string, options: PartnerAddOptions, secret: unknown): object {
  const { name = id, service, languages, filter, policy } = options;
  return defined({
    id,
    name,
    service,
    languages,
    policy: inlineJson('--policy', policy),
    subscriptions: [
      defined({
        id: subscriptionId(id, options),
        filter: inlineJson('--filter', filter),
        channel: channelTree(options, secret),
      }),
    ],
  });
}

function channelTree(options: PartnerAddOptions, secret: unknown): object {
  const { channel: kind, format, url, host, port, username, hostKey, folder, resultsFolder } = options;
  switch (kind) {
    case 'webhook':
      if (url === undefined) throw missing(kind, ['--url']);
      return defined({ kind, url, secrets: [secret], format });
    case 'sftp': {
      const needed = { '--host': host, '--username': username, '--host-key': hostKey, '--folder': folder };
      const lacking = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
      if (lacking.length > 0) throw missing(kind, lacking);
      const results = resultsFolder === undefined ? undefined : { folder: resultsFolder };
      const login = { host, port, username, privateKey: secret, hostKeyFingerprints: hostKey };
      return defined({ kind, ...login, folder, results, format });
    }
    case 'topic':
      return defined({ kind, format });
    case 'feed':
      return defined({ kind, apiKeys: [secret], format });
  }
}

function missing(channel: string, options: readonly string[]): Error {
  return commandErrors.create('COMMAND_PARTNER_OPTION_MISSING', { channel, options: options.join(', ') });
}

function defined(members: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function requireValid(partner: object): void {
  const checked = configurationSchema.safeParse({ partners: [partner] });
  if (checked.success) return;
  const faults = checked.error.issues.map(({ path, message }) => `${path.slice(2).join('.')}: ${message}`).join('; ');
  throw commandErrors.create('COMMAND_PARTNER_INVALID', { faults });
}

const HANDOVER: Readonly<Record<AddedChannel, string>> = {
  webhook: 'Give the partner the secret by a way that others cannot read; it verifies every call with it.',
  sftp: 'Let the partner add this public key for the user; the private half stays here.',
  topic: 'Give the partner user and password by a way that others cannot read.',
  feed: 'Give the partner the key by a way that others cannot read; it sends it as a bearer token.',
};

function notesOf({ channel, out }: PartnerAddOptions, made: Made | null, reader: PartnerReader | null): string[] {
  const { path = null, secret = null } = made ?? {};
  return [
    `Put the item ${out === undefined ? '' : `of ${out} `}among the \`partners\` of the configuration, then \`relais config diff\` and \`relais config check\`.`,
    ...(path === null
      ? []
      : [`${path} holds the ${channel === 'sftp' ? 'private key' : 'secret'}; nothing else does.`]),
    ...(made === null
      ? ['`relais partner rotate <subscription> --grant` lets the partner read its topic.']
      : [HANDOVER[channel]]),
    ...(secret?.shown === null || secret === null ? [] : [`Public key: ${secret.shown}`]),
    ...(reader === null ? [] : [`User ${reader.username}, topic ${reader.topic}, group ${reader.group}.`]),
    'Restart the sink, then `relais partner test` and `relais partner page`.',
  ];
}
