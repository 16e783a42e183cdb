import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import kafkajs, { CompressionTypes } from 'kafkajs';
import { eventLogErrors } from '../errors.ts';
import type { KafkaOptions } from './options.ts';

export const COMPRESSION: Record<KafkaOptions['compression'], CompressionTypes> = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  zstd: CompressionTypes.ZSTD,
};

/** Output is gathered in pieces of this size: zlib's own 16 KiB cost as much as the decompression itself. */
const chunkSize = 256 * 1024;

/** kafkajs knows gzip by itself. It learns zstd here, and to name the codecs that it cannot have. */
export function registerCodecs(): void {
  kafkajs.CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    // At once: for requests of this size the way through the thread pool costs more than it frees.
    compress: async ({ buffer }: { buffer: Buffer }) => zstdCompressSync(buffer),
    decompress: async (buffer: Buffer) => zstdDecompressSync(buffer, { chunkSize }),
  });
  kafkajs.CompressionCodecs[CompressionTypes.Snappy] = () => refuse('snappy');
  kafkajs.CompressionCodecs[CompressionTypes.LZ4] = () => refuse('lz4');
}

function refuse(codec: string): never {
  throw eventLogErrors.create('LOG_CODEC_UNSUPPORTED', { codec });
}
