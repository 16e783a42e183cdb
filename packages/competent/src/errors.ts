import { defineErrors } from '@relais/runtime';

/** Failures of reference releases: files that cannot be read, and folders that hold no reference. */
export const competentErrors = defineErrors({
  REFERENCE_FILE_UNREADABLE: {
    message: 'the reference file {file} cannot be read: {fault}',
    remedy: 'Compare the file with the layout that the importer documents, or fetch it again from its publisher.',
    retriable: false,
  },
  REFERENCE_FOLDER_EMPTY: {
    message: 'the folder {folder} holds none of the reference files that the importer knows',
    remedy: 'Give the folder that contains competent/, esco/, rome/ and isco/.',
    retriable: false,
  },
  RELEASE_FILE_INVALID: {
    message: 'the file {file} is not a whole reference release: {fault}',
    remedy: 'Import the reference again; the file was cut, changed, or written by another version of Relais.',
    retriable: false,
  },
});
