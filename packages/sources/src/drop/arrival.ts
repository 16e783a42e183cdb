import { sleep } from '@relais/runtime';
import type { FileLedger } from './ledger.ts';
import { MANIFEST_BYTES, type ManifestEntry, parseManifest } from './manifest.ts';
import { isPassedOver, isSafeName, matchesAny } from './names.ts';
import type { DropServer, ListedFile } from './server.ts';
import type { DropSettings } from './settings.ts';

/** A file of the folder, and what says that it is whole. */
export interface ArrivedFile extends ListedFile {
  /** False for a file that is only known from before and waits to be put away. */
  readonly isWhole: boolean;
  /** Files that came for this one alone, or for it as the last one, and go with it. */
  readonly companions: readonly string[];
  /** SHA-256 that the sender gives; null where it gives none. */
  readonly sha256: string | null;
}

/** Files of the folder that can be taken: those that are whole by the folder's convention, and those read before. */
export async function arrivedFiles(
  server: DropServer,
  settings: DropSettings,
  ledger: FileLedger,
  signal: AbortSignal,
): Promise<ArrivedFile[]> {
  const { arrival } = settings;
  const listed = await server.list();
  const wanted = listed.filter((file) => isWanted(file, settings));
  if (wanted.length === 0) return [];
  if (arrival.by === 'stable-size') return (await stable(server, settings, wanted, signal)).map(whole);
  if (arrival.by === 'rename') return wanted.map(whole);
  const found =
    arrival.by === 'sentinel'
      ? wanted.flatMap((file) => withSentinel(file, listed, arrival.endings))
      : await withManifest(server, { wanted, listed, ledger }, arrival.files);
  const names = new Set(found.map(({ name }) => name));
  const waiting = wanted.filter((file) => !names.has(file.name) && ledger.find(file) !== null);
  return [...found, ...waiting.map((file) => ({ ...whole(file), isWhole: false }))];
}

/** Names that cannot be joined to a path are shown, to be refused aloud. */
function isWanted({ name }: ListedFile, { files, arrival }: DropSettings): boolean {
  if (!matchesAny(name, files) || (isSafeName(name) && isPassedOver(name))) return false;
  if (arrival.by === 'sentinel') return !arrival.endings.some((ending) => name.endsWith(ending));
  return arrival.by !== 'manifest' || !matchesAny(name, arrival.files);
}

/** Files that did not change between two looks. */
async function stable(
  server: DropServer,
  settings: DropSettings,
  wanted: readonly ListedFile[],
  signal: AbortSignal,
): Promise<ListedFile[]> {
  const before = new Map(wanted.map((file) => [file.name, file]));
  await sleep(settings.stableForMs, signal);
  return (await server.list()).filter(({ name, size, modified }) => {
    const earlier = before.get(name);
    return earlier?.size === size && earlier.modified === modified;
  });
}

function whole(file: ListedFile): ArrivedFile {
  return { ...file, isWhole: true, companions: [], sha256: null };
}

/** `jobs.csv` with `jobs.csv.ok` or `jobs.ok` beside it. */
function withSentinel(file: ListedFile, listed: readonly ListedFile[], endings: readonly string[]): ArrivedFile[] {
  const stem = file.name.replace(/\.[^.]*$/, '');
  const names = new Set(endings.flatMap((ending) => [`${file.name}${ending}`, `${stem}${ending}`]));
  const companions = listed.map(({ name }) => name).filter((name) => names.has(name));
  return companions.length === 0 ? [] : [{ ...whole(file), companions }];
}

interface Folder {
  readonly wanted: readonly ListedFile[];
  readonly listed: readonly ListedFile[];
  readonly ledger: FileLedger;
}

/**
 * Files that a manifest names, when they are as long as it says. The manifest goes with the last of them: when all others are
 * here too, or their contents are known from before.
 */
async function withManifest(server: DropServer, folder: Folder, patterns: readonly string[]): Promise<ArrivedFile[]> {
  const { wanted, listed, ledger } = folder;
  const found = new Map<string, ArrivedFile>();
  const manifests = listed.filter(({ name }) => isSafeName(name) && !isPassedOver(name) && matchesAny(name, patterns));
  for (const manifest of manifests.filter(({ size }) => size <= MANIFEST_BYTES)) {
    const pieces: Uint8Array[] = [];
    await server.read(manifest, (piece) => Promise.resolve(void pieces.push(piece)));
    const entries = parseManifest(Buffer.concat(pieces)) ?? [];
    const here = entries.flatMap((entry) => arrivedAs(entry, wanted));
    const names = new Set(here.map(({ name }) => name));
    const isDone = ({ name, sha256 }: ManifestEntry) =>
      names.has(name) || (sha256 !== null && ledger.content(sha256) !== null);
    const companions = entries.every(isDone) ? [manifest.name] : [];
    for (const file of here) found.set(file.name, { ...file, companions: file === here.at(-1) ? companions : [] });
  }
  return [...found.values()];
}

function arrivedAs({ name, size, sha256 }: ManifestEntry, wanted: readonly ListedFile[]): ArrivedFile[] {
  const file = wanted.find((each) => each.name === name && (size === null || each.size === size));
  return file === undefined ? [] : [{ ...whole(file), sha256 }];
}
