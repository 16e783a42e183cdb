/**
 * The partition of a key: murmur2 over its UTF-8 bytes, made positive, modulo the number of partitions. The same as
 * Apache Kafka's own clients (DefaultPartitioner, `Utils.murmur2`), so that every driver and every JVM tool agrees.
 */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}

const SEED = 0x9747b28c;
const M = 0x5bd1e995;

function murmur2(bytes: Buffer): number {
  const { length } = bytes;
  const aligned = length - (length % 4);
  let hash = SEED ^ length;
  for (let at = 0; at < aligned; at += 4) {
    let block = Math.imul(bytes.readInt32LE(at), M);
    block = Math.imul(block ^ (block >>> 24), M);
    hash = Math.imul(hash, M) ^ block;
  }
  if (aligned < length) hash = Math.imul(hash ^ bytes.readUIntLE(aligned, length - aligned), M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}
