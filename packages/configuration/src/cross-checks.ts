import { z } from 'zod';

interface Fault {
  readonly path: PropertyKey[];
  readonly message: string;
}

const NO_RULE = { allow: null, deny: null };
const driver = z.object({ driver: z.string().nullable().catch(null) }).catch({ driver: null });
const id = z.string().nullable().catch(null);
const channel = z.object({ kind: z.string().nullable().catch(null) }).catch({ kind: null });
const subscription = z.object({ id, channel }).catch({ id: null, channel: { kind: null } });
const subscriptions = z.array(subscription).catch([]);
const names = z.array(z.string()).nullable().catch(null);
const rule = z.object({ allow: names, deny: names }).catch({ allow: null, deny: null });
const policy = z.object({ origins: rule, sources: rule }).catch({ origins: NO_RULE, sources: NO_RULE });
const address = z.object({ host: z.string(), port: z.number() }).nullable().catch(null);

/** What the checks below need of a configuration; what is not as it should be is passed over, since others tell. */
const outlineSchema = z.object({
  log: driver,
  state: driver,
  ledger: driver,
  ops: address,
  feed: address,
  health: z
    .object({ ingest: address, enricher: address, sink: address })
    .catch({ ingest: null, enricher: null, sink: null }),
  sources: z.array(z.object({ id }).catch({ id: null })).catch([]),
  partners: z
    .array(
      z
        .object({ id, subscriptions, policy })
        .catch({ id: null, subscriptions: [], policy: { origins: NO_RULE, sources: NO_RULE } }),
    )
    .catch([]),
});
type Outline = z.infer<typeof outlineSchema>;

/** Faults that show only when several members are looked at, also where some of them are at fault themselves. */
export function faultsBetween(configuration: unknown): Fault[] {
  const outline = outlineSchema.safeParse(configuration);
  if (!outline.success) return [];
  const { sources, partners } = outline.data;
  const subscribed = partners.flatMap((partner) => partner.subscriptions);
  return [
    ...mixedModes(outline.data),
    ...givenTwice(sources, 'sources', 'id'),
    ...givenTwice(partners, 'partners', 'id'),
    ...givenTwice(subscribed, 'partners', 'subscription id'),
    ...sharedTopics(partners),
    ...partners.flatMap(allowedAndDenied),
    ...sharedAddress(outline.data),
  ];
}

/** A name on both lists is denied: whoever allowed it waits for offers that never come. */
function allowedAndDenied({ policy: rules }: Outline['partners'][number], index: number): Fault[] {
  return (['origins', 'sources'] as const).flatMap((list) => {
    const { allow, deny } = rules[list];
    const both = (allow ?? []).filter((name) => deny?.includes(name));
    const message = `allowed and denied at once: ${both.join(', ')}`;
    return both.length === 0 ? [] : [{ path: ['partners', index, 'policy', list], message }];
  });
}

function sharedAddress({ ops, feed, health }: Outline): Fault[] {
  const doors = Object.entries(health).map(([stage, door]) => [`health.${stage}`, door] as const);
  const servers = [['ops', ops] as const, ['feed', feed] as const, ...doors];
  return servers.flatMap(([name, own], index) => {
    if (own === null || own.port === 0) return [];
    const first = servers.slice(0, index).find(([, other]) => other?.port === own.port && other.host === own.host);
    const message = `${own.host}:${own.port} is the address of ${first?.[0]} already`;
    return first === undefined ? [] : [{ path: [...name.split('.'), 'port'], message }];
  });
}

/** The embedded file belongs to one process: it does not mix with servers that several share. */
function mixedModes(outline: Outline): Fault[] {
  const parts = (['log', 'state', 'ledger'] as const).filter((part) => outline[part].driver !== null);
  const inFile = parts.filter((part) => outline[part].driver === 'embedded');
  if (inFile.length === 0 || inFile.length === parts.length) return [];
  const message = 'log, state and ledger are either all embedded or all on servers';
  return [{ path: [inFile[0] ?? 'log', 'driver'], message }];
}

function givenTwice(items: readonly { id: string | null }[], path: string, what: string): Fault[] {
  const ids = items.flatMap((item) => (item.id === null ? [] : [item.id]));
  const twice = new Set(ids.filter((each, index) => ids.indexOf(each) !== index));
  return [...twice].map((each) => ({ path: [path], message: `the ${what} ${each} is given twice` }));
}

/** A partner has one topic: two subscriptions would overwrite each other there. */
function sharedTopics(partners: Outline['partners']): Fault[] {
  return partners.flatMap((partner, index) => {
    const onTopic = partner.subscriptions.filter((one) => one.channel.kind === 'topic');
    const message = 'a partner has one topic: at most one subscription may have the channel topic';
    return onTopic.length > 1 ? [{ path: ['partners', index, 'subscriptions'], message }] : [];
  });
}

/** Members that were given and did not come through a schema which passes over what it does not know. */
export function strayMembers(given: unknown, taken: unknown, path: readonly PropertyKey[]): Fault[] {
  if (!isObject(given) || !isObject(taken)) return [];
  return Object.entries(given).flatMap(([name, member]) => {
    if (name in taken) return strayMembers(member, taken[name], [...path, name]);
    return [{ path: [...path], message: `Unrecognized key: "${name}"` }];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
