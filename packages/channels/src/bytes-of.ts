/** The UTF-8 bytes of a text in pieces. The text itself, which may be tens of megabytes, is never put together. */
export function bytesOf(pieces: Iterable<string>): Buffer {
  const texts = [...pieces];
  const bytes = Buffer.allocUnsafeSlow(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0));
  let written = 0;
  for (const text of texts) written += bytes.write(text, written);
  return bytes;
}
