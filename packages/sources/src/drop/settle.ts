import type { RunResult } from '../port.ts';
import type { DropServer } from './server.ts';

export interface DoneFile {
  readonly name: string;
  readonly folder: string;
  /** Null for a file that was refused unread. */
  readonly sha256: string | null;
  /** Null when the outcome is not known any more: the file is then only moved. */
  readonly result: RunResult | null;
  /** Name under which the same content was read before; null where it was read now. */
  readonly sameAs: string | null;
  /** Files that said that this one is whole, and go with it. */
  readonly companions: readonly string[];
}

/**
 * Moves a file into a subfolder and writes its result file there, one JSON line for each record in the order of the file.
 * A name that is taken there (the sender uses it again and again) gets the content's hash in it. What said that the file is
 * whole goes first: it must not speak for the next file of that name.
 */
export async function putAway(server: DropServer, done: DoneFile): Promise<void> {
  const { name, folder, sha256 } = done;
  await server.makeFolder(folder);
  const free = !(await server.exists(`${folder}/${name}`));
  const target = free ? `${folder}/${name}` : `${folder}/${distinct(name, sha256 ?? 'unread')}`;
  if (done.result !== null) await writeResult(server, `${target}.result.jsonl`, done, done.result);
  for (const companion of done.companions) await replace(server, companion, `${folder}/${companion}`);
  if (!free) await server.remove(target);
  await server.rename(name, target);
}

/** Under a temporary name first, so that nobody reads half of it. */
async function writeResult(
  server: DropServer,
  target: string,
  { sameAs }: DoneFile,
  { batchId, records }: RunResult,
): Promise<void> {
  const lines = records.map((record) => JSON.stringify({ batch: batchId, ...record }));
  if (sameAs !== null) lines.push(JSON.stringify({ batch: batchId, file: 'unchanged', sameAs }));
  await server.write(`${target}.part`, Buffer.from(lines.map((line) => `${line}\n`).join('')));
  await replace(server, `${target}.part`, target);
}

async function replace(server: DropServer, from: string, to: string): Promise<void> {
  if (!(await server.exists(from))) return;
  await server.remove(to);
  await server.rename(from, to);
}

function distinct(name: string, sha256: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  return `${stem}.${sha256.slice(0, 12)}${extension}`;
}
