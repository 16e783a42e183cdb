import type { Format } from '../../src/index.ts';
import { FORMATS, wireItemSchema } from '../../src/index.ts';
import { type Found, formatContract } from './format-contract.ts';
import { readCsv } from './read-csv.ts';
import { allNamed, readXml, textNamed, type XmlNode } from './read-xml.ts';

formatContract(FORMATS['relais-json'] satisfies Format, {
  read: (text) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const { offerId, action, offer } = wireItemSchema.parse(JSON.parse(line));
        return { offerId, removed: action === 'remove', title: offer === null ? null : (offer.titles[0]?.text ?? '') };
      }),
});

// oxlint-disable-next-line no-control-regex -- these are the characters that are lost
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g;

/** What CSV and XML have no way to write is left out, and half a surrogate pair becomes U+FFFD. */
const printable = (text: string) => text.replaceAll(CONTROLS, '').toWellFormed();
const legible = (text: string) => printable(text).replaceAll(/[\uFFFE\uFFFF]/g, '');

function openings(text: string): XmlNode[] {
  const root = readXml(text);
  return root.name === 'PositionOpening' ? [root] : root.children;
}

formatContract(FORMATS['hr-open'], {
  title: legible,
  read: (text) =>
    openings(text).map((opening): Found => {
      const removed = textNamed(opening, 'PositionOpeningStatusCode') === 'Closed';
      return { offerId: textNamed(opening, 'DocumentID') ?? '', removed, title: textNamed(opening, 'PositionTitle') };
    }),
});

formatContract(FORMATS['hr-xml'], {
  title: legible,
  read: (text) =>
    openings(text).map((opening): Found => {
      const removed = textNamed(opening, 'Status') === 'Inactive';
      const title = textNamed(opening, 'PositionTitle');
      return { offerId: textNamed(opening, 'IdValue') ?? '', removed, title: removed ? null : title };
    }),
});

formatContract(FORMATS['hr-ba'], {
  title: legible,
  read: (text) => {
    const root = readXml(text);
    const posted = allNamed(root, 'JobPositionPosting').map((posting): Found => {
      const offerId = textNamed(posting, 'JobPositionPostingId') ?? '';
      return { offerId, removed: false, title: textNamed(posting, 'JobPositionTitle') };
    });
    const deleted = allNamed(root, 'EntryId').map((id): Found => ({ offerId: id.text, removed: true, title: null }));
    return [...posted, ...deleted];
  },
});

interface Posting {
  identifier: { value: string };
  title?: string;
  'urn:relais:terms:removed'?: boolean;
}

formatContract(FORMATS['json-ld'], {
  read: (text) => {
    const document = JSON.parse(text) as Posting & { '@graph'?: Posting[] };
    return (document['@graph'] ?? [document]).map((posting): Found => {
      const removed = posting['urn:relais:terms:removed'] ?? false;
      return { offerId: posting.identifier.value, removed, title: removed ? null : (posting.title ?? '') };
    });
  },
});

formatContract(FORMATS.csv, {
  title: printable,
  read: (text) => {
    const [columns = [], ...rows] = readCsv(text);
    const cell = (row: readonly string[], name: string) => row[columns.indexOf(name)] ?? '';
    return rows.map((row): Found => {
      const removed = cell(row, 'action') === 'remove';
      const title = cell(row, 'title').replace(/^'(?=[\s\u00A0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/, '');
      return { offerId: cell(row, 'offer_id'), removed, title: removed ? null : title };
    });
  },
});
