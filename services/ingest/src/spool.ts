import { type FileHandle, mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Closeable } from '@relais/runtime';
import type { SourcePage, SourceRun } from '@relais/sources';

/** Pages put aside while a plan is made, so that the source is read once and exactly what was planned is done. */
export interface Spool extends Closeable {
  put(page: SourcePage): Promise<void>;
  /** The run again, out of the spool. It ends and settles as the run that was read. */
  replay(run: SourceRun): SourceRun;
}

/** A spool in a folder of its own below `directory`, readable by its owner only: pages hold contact data. */
export async function openSpool(directory: string): Promise<Spool> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(directory, 'plan-'));
  const path = join(folder, 'pages.jsonl');
  const file = await open(path, 'wx', 0o600);
  return {
    put: async (page) => await file.appendFile(`${lineOf(page)}\n`),
    replay: (run) => ({
      mode: run.mode,
      subject: run.subject,
      pages: () => pagesOf(path),
      end: () => run.end(),
      settle: (result) => run.settle(result),
    }),
    async close() {
      await file.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Line separators that JSON leaves as they are and that a reader of lines takes for ends. */
function lineOf(page: SourcePage): string {
  return JSON.stringify(page).replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`);
}

async function* pagesOf(path: string): AsyncGenerator<SourcePage, void, undefined> {
  const file: FileHandle = await open(path, 'r');
  try {
    for await (const line of file.readLines()) yield JSON.parse(line) as SourcePage;
  } finally {
    await file.close();
  }
}
