import { mix } from './random.ts';
import type { Appearance } from './records.ts';

const MULTIPLIER = 0x9e3779b1;
const INVERSE = inverseOf(MULTIPLIER);
const PURPOSE_REFERENCE = 21;

/** Reference of a record as its service writes it: a UUID at VDAB, digits elsewhere. */
export function referenceOf(seed: number, appearance: Pick<Appearance, 'index' | 'service'>): string {
  const { index, service } = appearance;
  if (service === 'vdab') return uuidOf(seed, index);
  return String((service === 'actiris' ? 5_900_000 : 1_800_000) + index);
}

/** Public eight-digit number of a VDAB vacancy. */
export function vdabNumberOf(index: number): number {
  return 70_000_000 + index;
}

/** Index of the record with a VDAB reference, or null when the seed never gave it out. */
export function indexOfUuid(seed: number, uuid: string): number | null {
  const head = Number.parseInt(uuid.slice(0, 8), 16);
  if (Number.isNaN(head)) return null;
  const index = Math.imul(head - mix(seed, PURPOSE_REFERENCE), INVERSE) >>> 0;
  return uuidOf(seed, index) === uuid ? index : null;
}

/** A UUID of version 4 whose first group is a bijection of the index, so that it needs no table to be read back. */
function uuidOf(seed: number, index: number): string {
  const head = (Math.imul(index, MULTIPLIER) + mix(seed, PURPOSE_REFERENCE)) >>> 0;
  const [second, third, fourth] = [mix(seed, head, 1), mix(seed, head, 2), mix(seed, head, 3)];
  const middle = `${hex(second >>> 16, 4)}-4${hex(second & 0xfff, 3)}-${hex(0x8000 | (third & 0x3fff), 4)}`;
  return `${hex(head, 8)}-${middle}-${hex(third >>> 16, 4)}${hex(fourth, 8)}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}

/** Inverse of an odd number modulo 2³² (Newton's iteration doubles the right bits each time). */
function inverseOf(odd: number): number {
  let inverse = odd;
  for (let round = 0; round < 5; round++) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse));
  return inverse;
}
