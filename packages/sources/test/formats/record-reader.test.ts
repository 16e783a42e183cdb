import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/formats/xml/read-document.ts';
import type { XmlRecord } from '../../src/formats/xml/record-parser.ts';
import { RecordReader } from '../../src/formats/xml/record-reader.ts';
import { textAt } from '../../src/formats/xml/tree.ts';

const NS = 'urn:jobs';
const options = {
  recordNames: ['Job'],
  isKnownNamespace: (namespace: string) => namespace === NS || namespace === 'urn:address',
  maxRecordLength: 2_000,
};

function read(document: string | Uint8Array): XmlRecord[] {
  return [...readDocument(Buffer.from(document), options)].filter((found) => found !== null);
}

/** What was found, in short: the number of each record, and the fault where there is one. */
function shortly(document: string | Uint8Array): string[] {
  return read(document).map((found) => {
    if (found.kind === 'gap') return `gap:${found.fault}`;
    const number = textAt(found.record, 'No') ?? '?';
    return found.kind === 'record' ? number : `${number}:${found.fault}`;
  });
}

const job = (number: number, inside = '') => `<Job><No>${number}</No>${inside}</Job>`;
const jobs = (...content: string[]) => `<Jobs xmlns="${NS}">${content.join('')}</Jobs>`;

describe('the records of a document', () => {
  test('are found whatever their prefix, with the elements of known namespaces and no others', () => {
    const [found] = read(
      `<x:Job xmlns:x="${NS}" xmlns:a="urn:address" xmlns:o="urn:other" xml:lang="FR"><x:No>1</x:No><w:City xmlns:w="urn:address">Gent</w:City><o:Secret><x:No>2</x:No></o:Secret></x:Job>`,
    );
    expect(found).toMatchObject({ kind: 'record', record: { name: 'Job', namespace: NS, attributes: { lang: 'FR' } } });
    const record = found?.kind === 'record' ? found.record : null;
    expect([textAt(record, 'No'), textAt(record, 'City'), record?.children.length]).toEqual(['1', 'Gent', 2]);
  });

  test('stand alone, below one root, below an envelope of somebody else, or one document after the other', () => {
    const alone = `<?xml version="1.0"?>\n<Job xmlns="${NS}"><No>1</No></Job>`;
    expect(shortly(alone)).toEqual(['1']);
    expect(shortly(jobs(job(1), job(2)))).toEqual(['1', '2']);
    expect(shortly(`<e:Envelope xmlns:e="urn:e"><e:Body>${alone.slice(22)}</e:Body></e:Envelope>`)).toEqual(['1']);
    expect(shortly(`${alone}\n${alone.replace('>1<', '>2<')}\n`)).toEqual(['1', '2']);
  });

  test('are the same however the document is cut into pieces', () => {
    const document = jobs(job(1, '<T a="1">&lt;b&gt; &#233; <![CDATA[x]]y]]></T>'), job(2), '<!-- c -->', job(3));
    const whole = read(document);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(document.length - 1)), (cuts) => {
        const reader = new RecordReader({ ...options, damaged: false });
        const edges = [0, ...cuts.toSorted((one, other) => one - other), document.length];
        const pieces = edges.slice(1).map((edge, index) => document.slice(edges[index], edge));
        const found = pieces.flatMap((piece) => [...reader.read(piece)]);
        expect([...found, ...reader.close()]).toEqual(whole);
      }),
    );
  });

  test('of a namespace that is not taken are named, one by one', () => {
    expect(
      shortly(`<Jobs><Job xmlns="urn:strange"><No>1</No></Job><Job xmlns="${NS}"><No>2</No></Job></Jobs>`),
    ).toEqual(['?:unknown-namespace', '2']);
    expect(shortly('<html><body/></html>')).toEqual(['gap:format']);
    expect(shortly(jobs())).toEqual([]);
  });
});

describe('a fault in a document', () => {
  test('inside a record costs that record and no other', () => {
    expect(shortly(jobs(job(1), job(2, '<T>a & b</T>'), job(3)))).toEqual(['1', '2:malformed', '3']);
    expect(shortly(jobs(job(1), job(2, '<T><b>bold</T>'), job(3)))).toEqual(['1', '2:malformed', '3']);
    expect(shortly(jobs(job(1), job(2, '<T>\u0001</T>'), job(3)))).toEqual(['1', '2:malformed', '3']);
    expect(shortly(jobs(job(1), job(2, '<T>&undefined;</T>'), job(3)))).toEqual(['1', '2:malformed', '3']);
  });

  test('that leaves a record open is noticed at the next record, or at the end of what is around it', () => {
    expect(shortly(jobs('<Job><No>1</No>', job(2), job(3)))).toEqual(['1:malformed', '2', '3']);
    expect(shortly(jobs('<Job><No>1</No>'))).toEqual(['1:malformed']);
  });

  test('such as an ampersand that stands alone swallows no other record', () => {
    const document = jobs(job(1), job(2, '<T>a & b</T>'), job(3), job(4, '<T>c; d</T>'), job(5));
    expect(shortly(document)).toEqual(['1', '2:malformed', '3', '4', '5']);
  });

  test('that closes what was never opened does not take the namespaces around records away', () => {
    expect(shortly(jobs(job(1), job(2, '</never>'), job(3)))).toEqual(['1', '2:malformed', '3']);
    expect(
      shortly(`<p:Jobs xmlns:p="${NS}"><p:Job><p:No>1</p:No></x></p:Job><p:Job><p:No>2</p:No></p:Job></p:Jobs>`),
    ).toEqual(['1:malformed', '2']);
  });

  test('between records is named, and the records behind it are read', () => {
    expect(shortly(jobs(job(1), '< <', job(2)))).toEqual(['1', 'gap:malformed', '2']);
  });

  test('is told with its line, also after an earlier one', () => {
    const document = jobs('\n', job(1, '\n<T>&x;</T>\n'), '\n', job(2), '\n', job(3, '\n\n<T></U>'));
    const reasons = read(document).flatMap((found) => (found.kind === 'faulty' ? found.reason : []));
    expect(reasons.map((reason) => /line (\d+)/.exec(reason)?.[1])).toEqual(['3', '8']);
  });

  test('is an early end: the records before it are there, and the one that was cut says so', () => {
    const document = jobs(job(1), job(2), job(3));
    expect(shortly(document.slice(0, document.indexOf('<No>3') + 6))).toEqual(['1', '2', '3:truncated']);
    expect(shortly(document.slice(0, document.indexOf('</No></Job></Jobs>') + 5))).toEqual(['1', '2', '3:truncated']);
    expect(shortly(document.slice(0, document.indexOf('</Jobs>')))).toEqual(['1', '2', '3', 'gap:truncated']);
    expect(shortly(jobs(job(1, '&;'), job(2)).replace('</Jobs>', ''))).toEqual(['1:malformed', '2', 'gap:truncated']);
    expect(shortly('')).toEqual(['gap:truncated']);
  });

  test('is none when a record is only quoted in a section or a comment', () => {
    const quoted = `<T><![CDATA[<Job><No>9</No></Job> & ]]></T><!-- <Job> & -->`;
    expect(shortly(jobs(job(1, quoted), '<!-- <Job><No>8</No></Job> -->', job(2)))).toEqual(['1', '2']);
  });
});

describe('a document with faults', () => {
  test('loses no sound record, wherever the faults are', () => {
    const faults = [
      '<T>a & b</T>',
      '</x>',
      '<T>',
      '<T a=1/>',
      '&x;',
      '</Job>',
      '<Job>',
      '<T><![CDATA[x</T>',
      '<!-- ',
      '<?',
    ];
    const spoiled = fc.record({ number: fc.nat(99), fault: fc.constantFrom('', '', ...faults) });
    fc.assert(
      fc.property(fc.array(spoiled, { maxLength: 12 }), fc.boolean(), (made, oneRoot) => {
        const open = made.some(({ fault }) => /CDATA|<!--|<\?/.test(fault));
        const content = made.map(({ number, fault }) => job(number, fault));
        const document = oneRoot ? jobs(...content) : `<e xmlns="${NS}">${content.join('\n')}</e>`;
        const sound = shortly(document).filter((text) => /^\d+$/.test(text));
        const expected = made.flatMap(({ number, fault }) => (fault === '' ? String(number) : []));
        // A section that is never closed quotes all that follows.
        if (!open) for (const number of new Set(expected)) expect(sound).toContain(number);
        const seen = shortly(document).length;
        expect(seen >= made.length || open).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a hostile document', () => {
  test('with a document type is refused before anything is defined', () => {
    const bomb = `<!DOCTYPE Jobs [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>${jobs(job(1, '<T>&b;</T>'))}`;
    expect(shortly(bomb)).toEqual(['gap:doctype']);
    expect(shortly(`<!DOCTYPE Jobs SYSTEM "file:///etc/passwd">${jobs(job(1))}`)).toEqual(['gap:doctype']);
  });

  test('with a record beyond the limit gives the others, and holds no more of it than the limit', () => {
    const huge = job(2, `<T>${'x'.repeat(200_000)}</T><T>${'y'.repeat(200_000)}</T>`);
    expect(shortly(jobs(job(1), huge, job(3)))).toEqual(['1', '2:too-large', '3']);
    const [, found] = read(jobs(job(1), huge));
    expect(JSON.stringify(found).length).toBeLessThan(3_000);
  });

  test('with a record beyond the limit goes on behind it, not at what it quotes', () => {
    const quoted = `<T><![CDATA[${'x'.repeat(3_000)}${job(9)}${'x'.repeat(70_000)}]]></T>`;
    expect(shortly(jobs(job(1), job(2, quoted), job(3)))).toEqual(['1', '2:too-large', '3']);
  });

  test('that is cut behind a record at fault says that it was cut', () => {
    const sound = jobs(job(1), job(2, '<b></c>'), job(3, '<b></c>'));
    expect(shortly(sound)).toEqual(['1', '2:malformed', '3:malformed']);
    expect(shortly(sound.slice(0, -8))).toEqual(['1', '2:malformed', '3:malformed', 'gap:truncated']);
    const huge = jobs(job(1), job(2, 'x'.repeat(5_000)));
    expect(shortly(huge)).toEqual(['1', '2:too-large']);
    expect(shortly(huge.slice(0, -1_000))).toEqual(['1', '2:too-large', 'gap:truncated']);
  });

  test('of endless depth or with endless attributes is left', () => {
    expect(shortly(jobs(job(1), '<Job><No>2</No>', '<a>'.repeat(100_000)))).toEqual(['1', '2:malformed']);
    const attributes = Array.from({ length: 5_000 }, (_, index) => ` a${index}="1"`).join('');
    expect(shortly(jobs(job(1), `<Job${attributes}/>`))).toEqual(['1', 'gap:malformed']);
  });

  test('with names of the object prototype is nothing special', () => {
    const [found] = read(`<Job xmlns="${NS}" constructor="1" toString="2"><__proto__>x</__proto__></Job>`);
    expect(found?.kind === 'record' && Object.keys(found.record.attributes)).toEqual(['constructor', 'toString']);
    expect(found?.kind === 'record' && textAt(found.record, '__proto__')).toBe('x');
  });

  test('of any bytes at all neither throws nor hangs', () => {
    const piece = fc.constantFrom(
      '<Job>',
      '</Job>',
      '<No>',
      '</No>',
      '<![CDATA[',
      ']]>',
      '&',
      '&lt;',
      '"',
      '<?',
      '?>',
      '<!--',
      '-->',
      ' xmlns="urn:jobs"',
    );
    const soup = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(soup, fc.boolean(), (text, wrapped) => {
        expect(Array.isArray(read(wrapped ? jobs(text) : text))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => Array.isArray(read(bytes))),
      { numRuns: 1_000 },
    );
  });
});
