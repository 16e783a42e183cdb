import { z } from 'zod';
import { csv } from './csv/csv.ts';
import { hrBa } from './hr-ba/hr-ba.ts';
import { hrOpen } from './hr-open/hr-open.ts';
import { hrXml } from './hr-xml/hr-xml.ts';
import { jsonLd } from './json-ld/json-ld.ts';
import type { Format } from './port.ts';
import { relaisJson } from './relais-json/relais-json.ts';

/** The formats by name. A new one is its folder and its line here and below. */
export const FORMATS = {
  'relais-json': relaisJson,
  'hr-open': hrOpen,
  'hr-xml': hrXml,
  'json-ld': jsonLd,
  'hr-ba': hrBa,
  csv,
} as const satisfies Record<string, Format>;

export const formatNameSchema = z.enum(Object.keys(FORMATS) as [FormatName, ...FormatName[]]);
export type FormatName = keyof typeof FORMATS;

export const formatNamed = (name: FormatName): Format => FORMATS[name];
