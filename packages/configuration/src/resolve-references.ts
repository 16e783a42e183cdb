import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '@relais/runtime';
import { z } from 'zod';

/** One fault of a configuration: where, and what. Never holds a value. */
export interface ConfigurationFault {
  /** Dotted path, for example `partners.0.subscriptions.1.channel.url`. */
  readonly path: string;
  readonly message: string;
}

/** An address with a password in it, such as `postgres://user:password@host` or `postgres://host/?password=…`. */
const HOLDS_PASSWORD =
  /\b[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*:[^/@\s]+@|\S*[?&][^&=\s]{0,40}(?:password|secret|token|key|signature|sig)=[^&\s])/i;

export interface References {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths of `file` references start from. */
  readonly folder: string;
}

/** `{env: NAME}` or `{file: path}`, with `as: number` where a number is wanted. */
const referenceSchema = z.union([
  z.strictObject({ env: z.string(), as: z.literal('number').optional() }),
  z.strictObject({ file: z.string(), as: z.literal('number').optional() }),
]);
type Reference = z.infer<typeof referenceSchema>;

/** Members that hold secrets: their values come from the environment or from a file, never from the YAML itself. */
const SECRET_MEMBER =
  /(?:(?:access|api|private|subscription)keys?|authorization|cookie|credentials?|passphrase|password|secrets?|token)$/;

function isSecret(member: string): boolean {
  return SECRET_MEMBER.test(member.toLowerCase().replaceAll(/[-_]/g, ''));
}

/**
 * Replaces `{env: NAME}` by the environment variable and `{file: path}` by the file's text (one line end cut off),
 * anywhere in the tree; `as: number` makes a number of it. A secret that is written out is a fault.
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
  const reference = referenceSchema.safeParse(node);
  if (reference.success) return resolvedReference(reference.data, path, walk);
  return Object.fromEntries(
    Object.entries(node).map(([name, member]) => {
      const secret = walk.secret || isSecret(name);
      return [name, resolveNode(member, [...path, name], { ...walk, secret })];
    }),
  );
}

function resolvedReference(reference: Reference, path: readonly string[], walk: Walk): string | number {
  const text = 'env' in reference ? fromEnvironment(reference.env, path, walk) : fromFile(reference.file, path, walk);
  return reference.as === 'number' ? numberIn(text, path, walk) : text;
}

/** Digits alone, such as a port: an empty or other text is not taken for nought. */
function numberIn(text: string, path: readonly string[], walk: Walk): number {
  const known = walk.faults.some((fault) => fault.path === path.join('.'));
  if (!known && !/^-?\d+(?:\.\d+)?$/.test(text)) walk.faults.push({ path: path.join('.'), message: 'is not a number' });
  return Number(text);
}

function plainValue(node: unknown, path: readonly string[], walk: Walk): unknown {
  const given = node !== null && node !== undefined && node !== '';
  if (given && (walk.secret || (typeof node === 'string' && HOLDS_PASSWORD.test(node)))) {
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
