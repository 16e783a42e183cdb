import { copyFile, mkdir, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DROP_FOLDER } from './serving/drop/drop.ts';

const HEAD_BYTES = 4096;

/** Copies the HR-Open and HR-XML documents below a folder into a drop, once: what a reader moved away stays away. */
export async function fillRecordedDrop(folder: string, root: string): Promise<void> {
  const target = join(root, DROP_FOLDER);
  if ((await stat(target).catch(() => null)) !== null) return;
  await mkdir(target, { recursive: true });
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.xml')).toSorted();
  for (const file of files) {
    const path = join(folder, file);
    if (await isPositionOpening(path))
      await copyFile(path, join(target, `${basename(dirname(path))}-${basename(path)}`));
  }
}

/** True when the root element is a `PositionOpening`, under whatever prefix. */
async function isPositionOpening(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return /^[^<]*(?:<[?!][^>]*>\s*)*<(?:\w+:)?PositionOpening[\s>]/.test(head.toString('utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}
