import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Partner } from '../model.ts';
import { Conduct, type Holdings, type Incoming, type Verdict } from './holdings.ts';
import { itemSchema, type Manifest, manifestSchema } from './wire.ts';

const MANIFEST = '.manifest.json';
const POLL_MS = 100;

/** Folders of the partner's SFTP user. */
export const SFTP_PARTNER_FOLDERS = { inbox: '/inbox', results: '/results' } as const;

export interface SftpPartner extends Partner {
  close(): Promise<void>;
}

/**
 * A partner that reads its inbox: a file counts once its manifest is there and count, size and SHA-256 agree. It writes a result
 * line per record and then takes both files away.
 */
export async function startSftpPartner(root: string, holdings: Holdings): Promise<SftpPartner> {
  const inbox = new Inbox(root, holdings);
  await inbox.open();
  const stopped = new AbortController();
  const watching = inbox.watch(stopped.signal);
  return {
    id: 'sftp',
    behave: (behaviour) => inbox.conduct.set(behaviour),
    holdings: () => holdings.view(),
    offer: (offerId) => holdings.offer(offerId),
    forget: () => holdings.forget(),
    close: async () => {
      stopped.abort();
      await watching;
    },
  };
}

class Inbox {
  readonly conduct = new Conduct();
  readonly #inbox: string;
  readonly #results: string;
  readonly #holdings: Holdings;
  /** Manifests that did not fit their file, by size and time: looked at again only once they have changed. */
  readonly #refused = new Map<string, string>();

  constructor(root: string, holdings: Holdings) {
    this.#inbox = join(root, SFTP_PARTNER_FOLDERS.inbox);
    this.#results = join(root, SFTP_PARTNER_FOLDERS.results);
    this.#holdings = holdings;
  }

  async open(): Promise<void> {
    await mkdir(this.#inbox, { recursive: true });
    await mkdir(this.#results, { recursive: true });
  }

  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const names = await readdir(this.#inbox).catch(() => []);
      for (const name of names.filter((entry) => entry.endsWith(MANIFEST)).toSorted()) await this.#look(name);
      await wait(POLL_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #look(name: string): Promise<void> {
    const stats = await stat(join(this.#inbox, name)).catch(() => null);
    const mark = `${stats?.size} ${stats?.mtimeMs}`;
    if (stats === null || this.#refused.get(name) === mark) return;
    const items = await this.#read(name);
    if (items === null) {
      this.#refused.set(name, mark);
      this.#holdings.count('refused');
      return;
    }
    this.#holdings.count('requests');
    await this.#answer(name.slice(0, -MANIFEST.length), items, this.conduct.next().mode === 'accept');
  }

  /** The records of a file that fits its manifest; null when it does not. */
  async #read(name: string): Promise<Incoming[] | null> {
    try {
      const manifest = manifestSchema.parse(JSON.parse(await readFile(join(this.#inbox, name), 'utf8')));
      const bytes = await readFile(join(this.#inbox, manifest.file));
      return fits(manifest, bytes) ? linesOf(bytes, manifest.count) : null;
    } catch {
      return null;
    }
  }

  /** In any other mode than `accept` the file is taken away and nothing is said. */
  async #answer(stem: string, items: readonly Incoming[], accepts: boolean): Promise<void> {
    if (accepts) {
      const verdicts = this.#holdings.take(items, this.conduct.rejects);
      await this.#write(`${stem}.result.jsonl`, verdicts);
    }
    await rm(join(this.#inbox, `${stem}.jsonl`), { force: true });
    await rm(join(this.#inbox, `${stem}${MANIFEST}`), { force: true });
  }

  async #write(name: string, verdicts: readonly Verdict[]): Promise<void> {
    const path = join(this.#results, name);
    await writeFile(`${path}.part`, verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join(''));
    await rename(`${path}.part`, path);
  }
}

function fits(manifest: Manifest, bytes: Buffer): boolean {
  const digest = createHash('sha256').update(bytes).digest('hex');
  return bytes.length === manifest.bytes && digest === manifest.sha256;
}

function linesOf(bytes: Buffer, count: number): Incoming[] | null {
  const lines = bytes.toString('utf8').split('\n').slice(0, -1);
  return lines.length === count ? lines.map((line) => itemSchema.parse(JSON.parse(line))) : null;
}
