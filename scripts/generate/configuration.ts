import { configurationSchema } from '@relais/configuration';
import { SOURCES } from '@relais/sources';
import { jsonSchema, jsonText } from './json.ts';
import { type Meanings, settingMeanings } from './setting-meanings.ts';

type Node = {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: string | number | boolean | null;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly required?: readonly string[];
};

/** JSON Schema of the configuration file, for editors. */
export function configurationSchemaFile(): string {
  return jsonText({ title: 'Relais configuration', ...jsonSchema(configurationSchema, 'input') });
}

/** Every setting with its kind, default and meaning. */
export function configurationPage(): string {
  const rows = rowsOf(jsonSchema(configurationSchema, 'input'), '', { meaningOf: settingMeanings() });
  const sources = Object.entries(SOURCES).map(([kind, { settings }]) =>
    sourceSection(kind, jsonSchema(settings, 'input')),
  );
  return `# Configuration

Generated from the code by \`npm run generate\`. One YAML file serves every process; \`relais config check\` names every fault by path.
Any value may be \`{env: NAME}\` or \`{file: path}\` (relative to the YAML file); secrets must be. Examples for each mode: \`infra/config/\`. The
meanings are the comments of the schemas; the pages of [sources](sources.md) and [channels](channels.md) say more.

${partsOf(rows).join('\n')}
${sources.join('\n')}`;
}

function sourceSection(kind: string, node: Node): string {
  return `## Settings of a source of kind \`${kind}\`\n\n${table(rowsOf(node, 'settings.', { meaningOf: settingMeanings(kind) }))}`;
}

interface Row {
  readonly path: string;
  readonly kind: string;
  readonly fallback: string;
  readonly meaning: string;
}

/** A table for each member of the file that has several settings, behind one of all the others. */
function partsOf(rows: readonly Row[]): string[] {
  const byPart = Object.groupBy(rows, ({ path }) => /^\w+/.exec(path)?.[0] ?? '');
  const parts = Object.entries(byPart).map(([part, own = []]) => ({ part, own }));
  const single = parts.filter(({ own }) => own.length === 1).flatMap(({ own }) => own);
  const several = parts.filter(({ own }) => own.length > 1);
  return [table(single), ...several.map(({ part, own }) => `## \`${part}\`\n\n${table(own)}`)];
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ path, kind, fallback, meaning }) => {
    const cells = [`\`${path}\``, kind, fallback, meaning];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return `| setting | kind | default | meaning |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`;
}

interface Known {
  readonly meaningOf: Meanings;
  /** What the object as a whole means, for members that say nothing of themselves. */
  readonly meaning?: string;
}

function rowsOf(node: Node, prefix: string, { meaningOf, meaning: whole = '' }: Known): Row[] {
  const siblings = Object.keys(node.properties ?? {});
  const members = Object.entries(node.properties ?? {}).filter(([name]) => name !== 'kind' || prefix !== 'settings.');
  return members.flatMap(([name, member]) => {
    const required = node.required?.includes(name) ?? false;
    return memberRows(`${prefix}${name}`, member, { meaningOf, required, meaning: meaningOf(name, siblings) || whole });
  });
}

function memberRows(path: string, member: Node, known: Known & { readonly required: boolean }): Row[] {
  if (path.endsWith('.mapping')) return [{ path, ...MAPPING }];
  const choices = (member.oneOf ?? member.anyOf ?? []).filter((choice) => choice.properties !== undefined);
  if (choices.length > 0) return choices.flatMap((choice) => rowsOf(choice, `${path}${labelOf(choice)}.`, known));
  if (member.properties !== undefined) return rowsOf(member, `${path}.`, known);
  if (member.items?.properties !== undefined || member.items?.oneOf !== undefined)
    return memberRows(`${path}[]`, member.items, known);
  return [{ path, kind: kindOf(member), fallback: fallbackOf(member, known.required), meaning: known.meaning ?? '' }];
}

function fallbackOf(member: Node, required: boolean): string {
  if (member.default !== undefined) return `\`${JSON.stringify(member.default)}\``;
  return required ? 'required' : 'none';
}

/** The same in every format, and long. */
const MAPPING = {
  kind: 'object',
  fallback: 'required',
  meaning: 'where each field stands: [mapping](sources-drop.md#mapping)',
};

/** A choice bears the name that tells it apart, for example `log(kafka)`. */
function labelOf(choice: Node): string {
  const { driver, kind, format } = choice.properties ?? {};
  const tag = driver?.const ?? kind?.const ?? format?.const;
  return tag === undefined ? '' : `(${String(tag)})`;
}

function kindOf(node: Node): string {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(', ');
  const choices = node.anyOf ?? node.oneOf;
  if (choices !== undefined) return [...new Set(choices.map(kindOf))].join(' or ');
  if (node.items !== undefined) return `list of ${kindOf(node.items)}`;
  return String(node.type ?? 'any');
}
