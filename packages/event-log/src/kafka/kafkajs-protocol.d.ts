/**
 * The writer and the reader of kafkajs 2.2.4 for requests that it does not have itself. `UVarInt` marks the compact forms of
 * KIP-482; `writeUVarIntBytes()` without a value and `readTaggedFields` stand for the tagged fields that close them.
 */
declare module 'kafkajs/src/protocol/encoder.js' {
  class Encoder {
    readonly buffer: Buffer;
    writeInt8(value: number): this;
    writeInt32(value: number): this;
    writeDouble(value: number): this;
    writeBoolean(value: boolean): this;
    writeString(value: string | null): this;
    writeArray(array: readonly Encoder[]): this;
    writeUVarIntString(value: string): this;
    writeUVarIntBytes(value?: Buffer): this;
    writeUVarIntArray(array: readonly Encoder[]): this;
  }
  export = Encoder;
}

declare module 'kafkajs/src/protocol/decoder.js' {
  class Decoder {
    constructor(payload: Buffer);
    readInt8(): number;
    readInt16(): number;
    readInt32(): number;
    readString(): string | null;
    readArray<Item>(reader: (decoder: Decoder) => Item): Item[];
    readUVarIntString(): string | null;
    readUVarIntArray<Item>(reader: (decoder: Decoder) => Item): Item[];
    readTaggedFields(): void;
  }
  export = Decoder;
}
