import { RecordFile } from './record-file.ts';
import type { Signature } from './signature.ts';
import { signatureFromText, signatureText } from './signature-text.ts';

/** What is kept of a vacancy. */
interface Kept {
  readonly key: string;
  readonly signature: Signature;
}

/** Those kept unpacked are twice as many at most: the newest, and those that were looked at since so many others. */
const UNPACKED_AT_ONCE = 8_192;

/** Keys and signatures by row, one row for each version of a vacancy: the last ones used at hand, all of them packed in memory or a temporary file. */
export class SignatureStore {
  readonly #file: RecordFile;
  #unpacked = new Map<number, Kept>();
  /** Those before: what is not asked for until the newer ones are full is dropped. */
  #older = new Map<number, Kept>();

  /** @param memoryBytes how many bytes of packed ones stay in memory */
  constructor(memoryBytes: number) {
    this.#file = new RecordFile(memoryBytes);
  }

  /** @returns its row; rows grow by one */
  add(kept: Kept): number {
    const row = this.#file.append(packed(kept));
    this.#remember(row, kept);
    return row;
  }

  get(row: number): Kept {
    const known = this.#unpacked.get(row);
    if (known !== undefined) return known;
    const kept = this.#older.get(row) ?? unpacked(this.#file.read(row));
    this.#remember(row, kept);
    return kept;
  }

  /** The key alone, for who goes through all rows: others stay at hand. */
  keyOf(row: number): string {
    const known = this.#unpacked.get(row) ?? this.#older.get(row);
    return (known ?? unpacked(this.#file.read(row))).key;
  }

  /** Bytes taken outside the heap. */
  get bytes(): number {
    return this.#file.bytes;
  }

  close(): void {
    this.#file.close();
  }

  #remember(row: number, kept: Kept): void {
    if (this.#unpacked.size >= UNPACKED_AT_ONCE) {
      this.#older = this.#unpacked;
      this.#unpacked = new Map();
    }
    this.#unpacked.set(row, kept);
  }
}

/** A key that its signature does not tell stands before it, as JSON: so it has no line feed, and half a surrogate pair survives. */
function packed({ key, signature }: Kept): string {
  const text = signatureText(signature);
  return key === toldBy(signature) ? `\n${text}` : `${JSON.stringify(key)}\n${text}`;
}

function unpacked(record: string): Kept {
  const begin = record.indexOf('\n');
  const signature = signatureFromText(record.slice(begin + 1));
  return { key: begin === 0 ? toldBy(signature) : (JSON.parse(record.slice(0, begin)) as string), signature };
}

function toldBy({ source, reference }: Signature): string {
  return `${source}:${reference}`;
}
