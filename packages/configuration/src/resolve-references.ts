import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '@relais/runtime';

/** One fault of a configuration: where, and what. Never holds a value. */
export interface ConfigurationFault {
  /** Dotted path, for example `partners.0.subscriptions.1.channel.url`. */
  readonly path: string;
  readonly message: string;
}

export interface References {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths of `file` references start from. */
  readonly folder: string;
}

/** Members that hold secrets: their values come from the environment or from a file, never from the YAML itself. */
const SECRET_MEMBERS = new Set([
  'apikey',
  'apikeys',
  'authorization',
  'clientsecret',
  'passphrase',
  'password',
  'privatekey',
  'secret',
  'secrets',
  'token',
]);

/**
 * Replaces `{env: NAME}` by the environment variable and `{file: path}` by the file's text (one line end cut off),
 * anywhere in the tree. A secret that is written out is a fault.
 */
export function resolveReferences(
  tree: unknown,
  references: References,
): { tree: unknown; faults: ConfigurationFault[] } {
  const faults: ConfigurationFault[] = [];
  const resolved = resolveNode(tree, [], { references, faults, secret: false });
  return { tree: resolved, faults };
}

interface Walk {
  readonly references: References;
  readonly faults: ConfigurationFault[];
  /** Inside a member that holds a secret. */
  readonly secret: boolean;
}

function resolveNode(node: unknown, path: readonly string[], walk: Walk): unknown {
  if (Array.isArray(node)) return node.map((item, index) => resolveNode(item, [...path, String(index)], walk));
  if (node === null || typeof node !== 'object') return plainValue(node, path, walk);
  const members = Object.entries(node);
  const [only] = members;
  if (members.length === 1 && only?.[0] === 'env') return fromEnvironment(String(only[1]), path, walk);
  if (members.length === 1 && only?.[0] === 'file') return fromFile(String(only[1]), path, walk);
  return Object.fromEntries(
    members.map(([name, member]) => {
      const secret = walk.secret || SECRET_MEMBERS.has(name.toLowerCase());
      return [name, resolveNode(member, [...path, name], { ...walk, secret })];
    }),
  );
}

function plainValue(node: unknown, path: readonly string[], walk: Walk): unknown {
  if (walk.secret && typeof node === 'string' && node !== '') {
    walk.faults.push({ path: path.join('.'), message: 'holds a secret: write {env: NAME} or {file: path} instead' });
    return '';
  }
  return node;
}

function fromEnvironment(name: string, path: readonly string[], walk: Walk): string {
  const value = walk.references.environment[name];
  if (value === undefined) {
    walk.faults.push({ path: path.join('.'), message: `the environment variable ${name} is not set` });
  }
  return value ?? '';
}

function fromFile(name: string, path: readonly string[], walk: Walk): string {
  try {
    return readFileSync(resolve(walk.references.folder, name), 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    walk.faults.push({ path: path.join('.'), message: `the file ${name} cannot be read (${reasonOf(error)})` });
    return '';
  }
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : messageOf(error);
}
