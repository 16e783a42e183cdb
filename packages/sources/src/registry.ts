import { z } from 'zod';
import { actirisSource } from './actiris/index.ts';
import { actirisSettingsSchema } from './actiris/settings.ts';
import { dropSource } from './drop/index.ts';
import { dropSettingsSchema } from './drop/settings.ts';
import { euresSource } from './eures/index.ts';
import { euresSettingsSchema } from './eures/settings.ts';
import { foremSource } from './forem/index.ts';
import { foremSettingsSchema } from './forem/settings.ts';
import { franceTravailSource } from './france-travail/index.ts';
import { franceTravailSettingsSchema } from './france-travail/settings.ts';
import type { RawFile, SourceAdapter, SourceContext, SourceDefinition, SourceItem } from './port.ts';
import { vdabSource } from './vdab/index.ts';
import { vdabSettingsSchema } from './vdab/settings.ts';

/** The kinds of source that Relais can read. A new one is its folder and its line here and below. */
export const SOURCES = {
  vdab: vdabSource,
  actiris: actirisSource,
  forem: foremSource,
  'france-travail': franceTravailSource,
  eures: euresSource,
  drop: dropSource,
} as const;

/** Settings of a source of any kind; what all sources share beyond them (name, schedule) is the configuration's. */
export const sourceSettingsSchema = z.discriminatedUnion('kind', [
  vdabSettingsSchema,
  actirisSettingsSchema,
  foremSettingsSchema,
  franceTravailSettingsSchema,
  euresSettingsSchema,
  dropSettingsSchema,
]);
export type SourceSettings = z.output<typeof sourceSettingsSchema>;

/** Opens a source under its name. The settings are checked ones. */
export function openSource(name: string, settings: SourceSettings, context: SourceContext): SourceAdapter {
  return definitionOf(settings).open(name, settings, context);
}

/** Items of one raw answer or file of a source. */
export function readSourceFile(name: string, settings: SourceSettings, file: RawFile): Iterable<SourceItem> {
  return definitionOf(settings).parseFile(name, settings, file);
}

/** Each definition takes the settings of its own kind, which is the kind that these are of. */
function definitionOf(settings: SourceSettings): SourceDefinition<SourceSettings> {
  return SOURCES[settings.kind];
}
