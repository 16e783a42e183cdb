import { z } from 'zod';
import { listOf, numberLeaf, textLeaf } from '../records/leaves.ts';

/** A reference of the Input API. Moments are epoch milliseconds and say when the offer was provided, not when it was made. */
export const euresReference = z.object({
  reference: textLeaf,
  source: textLeaf,
  status: textLeaf,
  creationTimestamp: numberLeaf,
  lastModificationTimestamp: numberLeaf,
  closingTimestamp: numberLeaf,
});
export type EuresReference = z.output<typeof euresReference>;

/** A detail: the reference with its document, XML as text. */
export const euresDetail = euresReference.extend({ content: textLeaf, contentFormatVersion: textLeaf });
export type EuresDetail = z.output<typeof euresDetail>;

export const allAnswer = z.object({ allReferences: z.array(z.unknown()) });

export const changesAnswer = z.object({
  createdReferences: listOf(z.unknown()),
  modifiedReferences: listOf(z.unknown()),
  closedReferences: listOf(z.unknown()),
});
/** Without any of the lists it is no answer to the question for changes. */
export const CHANGE_LISTS = ['createdReferences', 'modifiedReferences', 'closedReferences'] as const;

export const detailsAnswer = z.object({ details: z.record(z.string(), z.unknown()) });

/** Members of a reference and of a detail without which nothing is understood. */
export const REFERENCE_FIELDS = ['reference', 'lastModificationTimestamp'] as const;
export const DETAIL_FIELDS = ['content'] as const;
