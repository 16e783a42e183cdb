import { defineErrors } from '@relais/runtime';

export const dedupErrors = defineErrors({
  DEDUP_FILE_UNUSABLE: {
    message: 'the temporary file in {folder} failed at {megabytes} MB: {reason}',
    remedy:
      'Make room in that folder (about 700 bytes for each vacancy) or check its rights, or name another folder with TMPDIR, and start again.',
    retriable: false,
  },
});
