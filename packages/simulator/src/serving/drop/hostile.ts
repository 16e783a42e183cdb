import type { FaultKind } from '../../model.ts';
import { windows1252 } from '../windows-1252.ts';

const OVERSIZED_CHARACTERS = 50 * 1024 * 1024;
const BOMB_LEVELS = 10;

/** Names that would lead out of the folder where somebody joins them to a path. */
export const HOSTILE_NAMES: readonly string[] = [
  '../escape.xml',
  '..\\..\\escape.xml',
  '/escape.xml',
  'escape\u0000.xml',
];

/** Turns the content of a sound drop file into one that shows a fault. */
export const HOSTILE_CONTENT: Partial<Readonly<Record<FaultKind, (sound: string) => string | Buffer>>> = {
  'half-written-file': (sound) => sound.slice(0, sound.length >> 1),
  'entity-bomb': bomb,
  'oversized-record': oversized,
  'wrong-encoding': (sound) => windows1252(sound.replace('</PositionTitle>', ' œuvrer à l’été</PositionTitle>')),
  'renamed-field': (sound) => sound.replaceAll('PositionTitle>', 'PositionName>'),
};

/** Entities that each name the one before ten times: a few hundred bytes that would become ten thousand million. */
function bomb(sound: string): string {
  const entities = Array.from({ length: BOMB_LEVELS }, (_, level) => {
    const value = level === 0 ? 'relais' : `&e${level - 1};`.repeat(10);
    return `<!ENTITY e${level} "${value}">`;
  });
  const type = `<!DOCTYPE PositionOpenings [${entities.join('')}]>`;
  return sound.replace('?>\n', `?>\n${type}\n`).replace(/<PositionTitle>[^<]*/, `<PositionTitle>&e${BOMB_LEVELS - 1};`);
}

/** Puts a record of 50 MB between the sound ones. Its reference belongs to nobody. */
function oversized(sound: string): string {
  const first = /<PositionOpening .*?<\/PositionOpening>\n/s.exec(sound)?.[0] ?? '';
  const huge = first
    .replace(/<IdValue>[^<]*/, '<IdValue>999999999')
    .replace(/<Value><!\[CDATA\[/, (start) => start + 'x'.repeat(OVERSIZED_CHARACTERS));
  return sound.replace(first, first + huge).replace('count="2"', 'count="3"');
}
