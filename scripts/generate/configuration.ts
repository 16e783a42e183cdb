import { configurationSchema } from '@relais/configuration';
import { SOURCES } from '@relais/sources';
import { jsonSchema, jsonText } from './json.ts';

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

/** Every setting with its kind and default. */
export function configurationPage(): string {
  const rows = rowsOf(jsonSchema(configurationSchema, 'input'), '');
  const sources = Object.entries(SOURCES).map(([kind, { settings }]) =>
    sourceSection(kind, jsonSchema(settings, 'input')),
  );
  return `# Configuration

Generated from the code by \`npm run generate\`. One YAML file serves every process; \`relais config check\` names every fault by path.
Any value may be \`{env: NAME}\` or \`{file: path}\` (relative to the YAML file); secrets must be. Examples for each mode: \`infra/config/\`.

${table(rows)}
${sources.join('\n')}`;
}

function sourceSection(kind: string, node: Node): string {
  return `## Settings of a source of kind \`${kind}\`\n\n${table(rowsOf(node, 'settings.'))}`;
}

interface Row {
  readonly path: string;
  readonly kind: string;
  readonly fallback: string;
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ path, kind, fallback }) => `| \`${path}\` | ${kind} | ${fallback} |`);
  return `| setting | kind | default |\n| --- | --- | --- |\n${lines.join('\n')}\n`;
}

function rowsOf(node: Node, prefix: string): Row[] {
  const members = Object.entries(node.properties ?? {}).filter(([name]) => name !== 'kind' || prefix !== 'settings.');
  return members.flatMap(([name, member]) =>
    memberRows(`${prefix}${name}`, member, node.required?.includes(name) ?? false),
  );
}

function memberRows(path: string, member: Node, required: boolean): Row[] {
  const choices = (member.oneOf ?? member.anyOf ?? []).filter((choice) => choice.properties !== undefined);
  if (choices.length > 0) return choices.flatMap((choice) => rowsOf(choice, `${path}${labelOf(choice)}.`));
  if (member.properties !== undefined) return rowsOf(member, `${path}.`);
  if (member.items?.properties !== undefined || member.items?.oneOf !== undefined)
    return memberRows(`${path}[]`, member.items, required);
  const fallback =
    member.default === undefined ? (required ? 'required' : 'none') : `\`${JSON.stringify(member.default)}\``;
  return [{ path, kind: kindOf(member).replaceAll('|', '\\|'), fallback: fallback.replaceAll('|', '\\|') }];
}

/** A choice bears the name that tells it apart, for example `log(kafka)`. */
function labelOf(choice: Node): string {
  const tag = choice.properties?.['driver']?.const ?? choice.properties?.['kind']?.const;
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
