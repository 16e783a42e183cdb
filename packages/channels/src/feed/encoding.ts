import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { channelErrors } from '../errors.ts';

/** How a reader takes an answer. One of the two is always true. */
interface TakenEncodings {
  /** At least as gladly as plain text. */
  readonly gzip: boolean;
  readonly plain: boolean;
}

/** Less than what a network carries at once gains nothing. */
const LEAST_BYTES = 1_400;
/** A page is compressed for one reader once: higher levels cost more than they save. */
const LEVEL = 3;
const ELEMENT = /^([^\s;]+)(?:\s*;\s*q=([01](?:\.\d{0,3})?))?$/;

/** Works in steps beside the event loop, each of some KiB: no question keeps another one waiting. */
const compressed = promisify(gzip);

/**
 * What a reader takes, by its `Accept-Encoding` (RFC 9110, section 12.5.3). What cannot be understood counts as not said.
 * @throws FEED_ENCODING_REFUSED when it takes neither gzip nor plain text
 */
export function readEncodings(header: string | readonly string[] | undefined): TakenEncodings {
  const weights = weightsOf(String(header ?? ''));
  const rest = weights.get('*');
  const zipped = weights.get('gzip') ?? weights.get('x-gzip') ?? rest ?? 0;
  const identity = weights.get('identity');
  const encodings = { gzip: zipped > 0 && zipped >= (identity ?? 0), plain: (identity ?? rest) !== 0 };
  if (!encodings.gzip && !encodings.plain) throw channelErrors.create('FEED_ENCODING_REFUSED');
  return encodings;
}

/** The answer compressed, or null where it goes out as plain text. */
export async function compress(body: string, { gzip: zipped, plain }: TakenEncodings): Promise<Buffer | null> {
  if (!zipped || (plain && body.length < LEAST_BYTES)) return null;
  return await compressed(body, { level: LEVEL });
}

function weightsOf(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const element of header.toLowerCase().split(',')) {
    const [, coding, weight = '1'] = ELEMENT.exec(element.trim()) ?? [];
    if (coding !== undefined) weights.set(coding, Number(weight));
  }
  return weights;
}
