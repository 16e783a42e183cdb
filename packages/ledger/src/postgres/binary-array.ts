import { types } from 'pg';
import { storedText } from '../stored-text.ts';
import type { Cell } from '../tables.ts';

const ARRAY_HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const INT8_BYTES = 8;
const NULL_LENGTH = -1;

/**
 * A column of values as a one-dimensional array in PostgreSQL's binary format (`array_send` of its source): neither side
 * has to quote or parse anything, which for documents inside of JSON costs more than all the rest of a write.
 */
export function binaryArray(type: 'text' | 'bigint', cells: readonly Cell[]): Buffer {
  return type === 'text' ? textArray(cells) : bigintArray(cells);
}

function textArray(cells: readonly Cell[]): Buffer {
  const texts = cells.map((cell) => (cell === null ? null : storedText(String(cell))));
  const lengths = texts.map((text) => (text === null ? NULL_LENGTH : Buffer.byteLength(text)));
  const size = lengths.reduce((total, length) => total + LENGTH_BYTES + Math.max(length, 0), ARRAY_HEADER_BYTES);
  const buffer = headed(size, types.builtins.TEXT, cells.length);
  let at = ARRAY_HEADER_BYTES;
  texts.forEach((text, index) => {
    at = buffer.writeInt32BE(lengths[index] ?? NULL_LENGTH, at);
    if (text !== null) at += buffer.write(text, at);
  });
  return buffer;
}

function bigintArray(cells: readonly Cell[]): Buffer {
  const nulls = cells.filter((cell) => cell === null).length;
  const size = ARRAY_HEADER_BYTES + cells.length * LENGTH_BYTES + (cells.length - nulls) * INT8_BYTES;
  const buffer = headed(size, types.builtins.INT8, cells.length);
  let at = ARRAY_HEADER_BYTES;
  for (const cell of cells) {
    at = buffer.writeInt32BE(cell === null ? NULL_LENGTH : INT8_BYTES, at);
    if (cell === null) continue;
    const whole = Number(cell);
    at = buffer.writeInt32BE(Math.floor(whole / 2 ** 32), at);
    at = buffer.writeUInt32BE(whole >>> 0, at);
  }
  return buffer;
}

/** One dimension, nulls allowed, type of the elements, how many, first index. */
function headed(size: number, elementType: number, count: number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  [1, 1, elementType, count, 1].forEach((word, index) => buffer.writeInt32BE(word, index * LENGTH_BYTES));
  return buffer;
}
