import { crc32, deflateRawSync } from 'node:zlib';

export interface ZippedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  /** Values of the directory that differ from the truth. */
  readonly claims?: { readonly size?: number; readonly checksum?: number; readonly from?: number };
  readonly flags?: number;
  /** Mode of Unix, in the upper half of the attributes. */
  readonly mode?: number;
}

/** A zip archive (PKWARE APPNOTE 6.3.10), sound unless a file says otherwise. */
export function zip(files: readonly ZippedFile[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const content = Buffer.from(file.content);
    const packed = file.stored === true ? content : deflateRawSync(content);
    const name = Buffer.from(file.name);
    const common = commonFields(file, content, packed.length);
    const local = Buffer.concat([uint32(0x04034b50), common, uint16(name.length, 0), name, packed]);
    const attributes = uint32(((file.mode ?? 0) << 16) >>> 0);
    const made = uint16(file.mode === undefined ? 20 : (3 << 8) | 20);
    const tail = [uint16(name.length, 0, 0, 0, 0), attributes, uint32(file.claims?.from ?? at), name];
    directory.push(Buffer.concat([uint32(0x02014b50), made, common, ...tail]));
    parts.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const counts = uint16(0, 0, files.length, files.length);
  const end = [
    uint32(0x06054b50),
    counts,
    uint32(list.length),
    uint32(at),
    uint16(comment.length),
    Buffer.from(comment),
  ];
  return Buffer.concat([...parts, list, ...end]);
}

/** What a file's own header and its entry in the directory both say. */
function commonFields({ flags = 0, stored = false, claims }: ZippedFile, content: Buffer, packed: number): Buffer {
  const sizes = [uint32(claims?.checksum ?? crc32(content)), uint32(packed), uint32(claims?.size ?? content.length)];
  return Buffer.concat([uint16(20, flags | 0x0800, stored ? 0 : 8, 0, 0), ...sizes]);
}

function uint16(...values: number[]): Buffer {
  return Buffer.from(Uint16Array.from(values).buffer);
}

function uint32(value: number): Buffer {
  return Buffer.from(Uint32Array.of(value).buffer);
}
