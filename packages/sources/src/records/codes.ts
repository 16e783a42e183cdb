import type { Code } from '@relais/vacancy';

/** A code list of a source: the scheme under which its codes are kept, and the labels that are known. */
export interface CodeList {
  readonly scheme: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A code as sources write it: the bare code, the code with a label, or the label alone. */
export interface RawCode {
  readonly code: string | null;
  readonly label: string | null;
}

/** What a table has under a key. What every object has of its own accord, such as `constructor`, is no entry. */
export function entryOf<Entry>(table: Readonly<Record<string, Entry>>, key: string): Entry | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Reads the codes of one record and notes those that their list does not know: they are kept, never dropped. */
export class CodeReader {
  readonly unknown: string[] = [];

  /** The code under the list's scheme. A label without a code is looked up, else it stands for the code. */
  read(field: string, raw: RawCode | null | undefined, list: CodeList): Code | null {
    const label = raw?.label ?? null;
    const code = raw?.code ?? (label === null ? null : codeOfLabel(label, list));
    if (code === null)
      return label === null ? null : this.#unlisted(field, { scheme: list.scheme, code: label, label });
    const known = entryOf(list.labels, code);
    const wording = label ?? known;
    const read = { scheme: list.scheme, code, ...(wording === undefined ? {} : { label: wording }) };
    return known === undefined ? this.#unlisted(field, read) : read;
  }

  note(field: string, code: string): void {
    this.unknown.push(`${field}=${code}`.slice(0, 200));
  }

  #unlisted(field: string, code: Code): Code {
    this.note(field, code.code);
    return code;
  }
}

function codeOfLabel(label: string, list: CodeList): string | null {
  let byLabel = reverse.get(list);
  if (byLabel === undefined) {
    byLabel = new Map(Object.entries(list.labels).map(([code, known]) => [folded(known), code]));
    reverse.set(list, byLabel);
  }
  return byLabel.get(folded(label)) ?? null;
}

const reverse = new WeakMap<CodeList, Map<string, string>>();

/**
 * Labels differ in case, spaces and the remarks in brackets that some versions add. The length of a remark is bounded:
 * a row of brackets that nobody closes would be searched to its end from each of them.
 */
export function folded(label: string): string {
  return label
    .toLowerCase()
    .replaceAll(/\([^)]{0,200}\)/g, '')
    .replaceAll(/[\s\p{P}]+/gu, ' ')
    .trim();
}
