import { dropSource } from '../../src/drop/index.ts';
import type { DropSettings } from '../../src/drop/settings.ts';
import type { SourceItem } from '../../src/index.ts';
import { dropSettings } from '../simulated.ts';

const address = {
  host: 'drop.example.org',
  port: 22,
  username: 'relais',
  privateKey: 'a key',
  hostKeyFingerprint: `SHA256:${'a'.repeat(43)}`,
  folder: '/in',
};

export function settingsForFiles(given: object = {}): DropSettings {
  return dropSettings(address, given);
}

/** Items of one file, read as the drop of a source of this name. */
export function readDrop(content: string | Uint8Array, given: object = {}, name = 'drop'): SourceItem[] {
  const file = { name: 'file', bytes: Buffer.from(content) };
  return [...dropSource.parseFile(name, settingsForFiles(given), file)];
}
