import { defineErrors } from '@relais/runtime';

/** Failures of the tables of places: files that cannot be read, and folders that hold too few of them. */
export const placesErrors = defineErrors({
  PLACES_TABLE_UNREADABLE: {
    message: 'the table {file} cannot be read: {fault}',
    remedy: 'Compare the table with the columns in docs/places.md, or fetch it again from its publisher.',
    retriable: false,
  },
  PLACES_FOLDER_INCOMPLETE: {
    message: 'the folder {folder} has no table of {missing}',
    remedy: 'Give a folder with a table of municipalities and one of postcodes; docs/places.md names their columns.',
    retriable: false,
  },
  PLACES_FILE_ABSENT: {
    message: 'there is no file of places {file}',
    remedy: '`relais places list` shows the files that are kept, `relais places import` makes one.',
    retriable: false,
  },
  PLACES_FILE_INVALID: {
    message: 'the file {file} is not a whole file of places: {fault}',
    remedy: 'Import the tables again; the file was cut, changed, or written by another version of Relais.',
    retriable: false,
  },
});
