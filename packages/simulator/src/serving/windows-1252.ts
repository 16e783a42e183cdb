/** Characters of Windows-1252 that lie elsewhere in Unicode (bytes 0x80–0x9F) and occur in the population's texts. */
const MOVED: Readonly<Record<string, number>> = {
  '€': 0x80,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
  œ: 0x9c,
};

const QUESTION_MARK = 0x3f;

/** Text as Windows-1252 bytes; what it cannot hold becomes a question mark. */
export function windows1252(text: string): Buffer {
  const bytes = Buffer.alloc(text.length);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    bytes[index] = unit < 0x100 ? unit : (MOVED[text.charAt(index)] ?? QUESTION_MARK);
  }
  return bytes;
}
