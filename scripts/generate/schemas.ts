import {
  documentItemSchema,
  inventoryLineSchema,
  sftpFullManifestSchema,
  sftpManifestSchema,
  webhookAnswerSchema,
  webhookBatchSchema,
  webhookSingleSchema,
  wireItemSchema,
} from '@relais/channels';
import { partnerOfferSchema } from '@relais/policy';
import { observationSchema, offerEventSchema, vacancySchema } from '@relais/vacancy';
import type { z } from 'zod';
import { jsonSchema, jsonText } from './json.ts';

/** The schemas that cross a boundary, by name. */
export const BOUNDARY_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  vacancy: vacancySchema,
  observation: observationSchema,
  'offer-event': offerEventSchema,
  'partner-offer': partnerOfferSchema,
  'delivery-item': wireItemSchema,
  'document-item': documentItemSchema,
  'webhook-batch': webhookBatchSchema,
  'webhook-single': webhookSingleSchema,
  'webhook-answer': webhookAnswerSchema,
  'sftp-manifest': sftpManifestSchema,
  'sftp-full-manifest': sftpFullManifestSchema,
  'inventory-line': inventoryLineSchema,
};

export function schemaFiles(): [string, string][] {
  return Object.entries(BOUNDARY_SCHEMAS).map(([name, schema]) => [
    `contracts/schemas/${name}.schema.json`,
    jsonText({ title: name, ...jsonSchema(schema) }),
  ]);
}
