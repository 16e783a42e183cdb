import { copyFile, mkdir, open, readdir, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../../model.ts';
import type { Population } from '../../population/population.ts';
import type { Appearance } from '../../population/records.ts';
import { type FaultBoard, remainsOf } from '../faults.ts';
import type { UserFiles } from '../sftp/files.ts';
import { writeAdgTable } from './adg.ts';
import { HOSTILE_CONTENT, HOSTILE_NAMES } from './hostile.ts';
import { HRXML_NAMESPACE, positionOpening } from './position-opening.ts';

const CHUNK_CHARACTERS = 1024 * 1024;
const YEAR_MS = 365 * 86_400_000;
/** Where a reader moves what it has read. */
const READERS_FOLDER = 'processed';

export interface DropOptions {
  readonly population: Population;
  readonly faults: FaultBoard;
  /** Root of the SFTP user on disk, and its view of it. */
  readonly root: string;
  readonly files: UserFiles;
  readonly clock: { now(): number };
}

/** Name of the folder in which Forem's files appear. */
export const DROP_FOLDER = '/offers';

/**
 * Forem's drop: a full file first, then a file of changes after each step. The files hold `PositionOpening` elements below
 * `PositionOpenings`, whose attributes say how many there are and whether they are all. What ended is `Inactive`.
 */
export class Drop {
  readonly #options: DropOptions;
  readonly #folder: string;
  readonly #half: { readonly name: string; readonly content: string }[] = [];
  #files = 0;
  #last: string | null = null;

  constructor(options: DropOptions) {
    this.#options = options;
    this.#folder = join(options.root, DROP_FOLDER);
    options.faults.listen((fault, state) => this.#onFault(fault, state));
  }

  /** Puts into the folder what has changed since the last time, or everything when nothing was ever there. */
  async publish(): Promise<void> {
    const { population } = this.#options;
    await mkdir(this.#folder, { recursive: true });
    const { of, moment } = population.unpublished;
    if (of === 'everything') await this.#write('full', this.#live());
    else if (moment !== null) await this.#write('delta', this.#changedSince(moment));
    await writeAdgTable(this.#options.root, population.world);
    await population.published();
  }

  #live(): Appearance[] {
    return this.#options.population.world.of.forem.filter(({ live }) => live);
  }

  #changedSince(moment: number): Appearance[] {
    return this.#options.population.world.of.forem.filter(({ changed }) => changed >= moment);
  }

  /** Writes under a temporary name and renames, as Forem's partners are asked to do. */
  async #write(mode: 'full' | 'delta', records: readonly Appearance[], announced = records.length): Promise<void> {
    if (records.length === 0) return;
    const name = this.#nextName(mode);
    const path = join(this.#folder, name);
    const file = await open(`${path}.part`, 'w');
    try {
      for (const chunk of this.#chunks(mode, records, announced)) await file.write(chunk);
    } finally {
      await file.close();
    }
    if (this.#options.faults.meet('forem', 'old-modification-time') !== null) {
      const past = new Date(this.#options.clock.now() - YEAR_MS);
      await utimes(`${path}.part`, past, past);
    }
    await rename(`${path}.part`, path);
    this.#last = name;
  }

  *#chunks(mode: string, records: readonly Appearance[], announced: number): Generator<string> {
    const { world, now } = this.#options.population;
    const attributes = `mode="${mode}" count="${announced}" created="${new Date(now).toISOString()}"`;
    let chunk = `<?xml version="1.0" encoding="UTF-8"?>\n<PositionOpenings xmlns="${HRXML_NAMESPACE}" ${attributes}>\n`;
    for (const record of records) {
      chunk += `${positionOpening(world, record)}\n`;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      yield chunk;
      chunk = '';
    }
    yield `${chunk}</PositionOpenings>\n`;
  }

  /** Names sort in the order in which the files were made. */
  #nextName(kind: string): string {
    const stamp = new Date(this.#options.clock.now()).toISOString().replaceAll(/[-:.]/g, '');
    return `forem-${stamp}-${String(this.#files++).padStart(4, '0')}-${kind}.xml`;
  }

  async #onFault(fault: Fault, state: 'on' | 'off'): Promise<void> {
    if (fault.service !== 'forem') return;
    if (state === 'off') await this.#completeHalfFiles(fault);
    else if (fault.kind !== 'old-modification-time') {
      while (this.#options.faults.meet('forem', fault.kind) !== null) await this.#show(fault);
    }
  }

  async #show(fault: Fault): Promise<void> {
    if (fault.kind === 'truncated-snapshot') {
      const live = this.#live();
      await this.#write('full', live.slice(0, Math.floor(live.length * remainsOf(fault))), live.length);
    } else if (fault.kind === 'duplicate-file') {
      await this.#duplicate();
    } else if (fault.kind === 'path-trick') {
      await this.#trick();
    } else {
      await this.#showContent(fault);
    }
  }

  /** The last file once more under another name, also where its reader has put it away. */
  async #duplicate(): Promise<void> {
    const last = this.#last ?? '';
    const places = [join(this.#folder, last), join(this.#folder, READERS_FOLDER, last)];
    const there = await Promise.all(places.map((path) => stat(path).catch(() => null)));
    const path = places.find((_place, index) => there[index]?.isFile());
    if (path !== undefined) await copyFile(path, join(this.#folder, this.#nextName('copy')));
  }

  /** An extra file around records that are there already and have not changed: only the fault in it is news. */
  async #showContent(fault: Fault): Promise<void> {
    const sound = [...this.#chunks('delta', this.#live().slice(0, 2), 2)].join('');
    const name = this.#nextName('extra');
    const content = HOSTILE_CONTENT[fault.kind]?.(sound) ?? sound;
    if (fault.kind === 'half-written-file') this.#half.push({ name, content: sound });
    const temporary = join(this.#folder, `${name}.part`);
    await writeFile(temporary, content);
    await rename(temporary, join(this.#folder, name));
  }

  async #trick(): Promise<void> {
    const sound = [...this.#chunks('delta', this.#live().slice(0, 1), 1)].join('');
    await writeFile(join(this.#options.root, 'escape.xml'), sound);
    this.#options.files.setPhantoms(DROP_FOLDER, HOSTILE_NAMES);
  }

  async #completeHalfFiles({ kind }: Fault): Promise<void> {
    if (kind === 'path-trick') this.#options.files.setPhantoms(DROP_FOLDER, []);
    if (kind !== 'half-written-file') return;
    const there = new Set(await readdir(this.#folder));
    for (const { name, content } of this.#half.splice(0)) {
      if (there.has(name)) await writeFile(join(this.#folder, name), content);
    }
  }
}
