import type { SourceDefinition } from '../port.ts';
import { profileOf } from '../settings.ts';
import { itemsOfFile } from './documents.ts';
import { openDrop } from './runs.ts';
import { type DropSettings, dropSettingsSchema } from './settings.ts';

/** A folder on an SFTP server: any service or partner that puts files there, described by settings alone. */
export const dropSource: SourceDefinition<DropSettings> = {
  kind: 'drop',
  settings: dropSettingsSchema,
  open: openDrop,
  *parseFile(name, settings, file) {
    for (const item of itemsOfFile(file.bytes, settings, profileOf(name, settings, name)))
      if (item !== null) yield item;
  },
};
