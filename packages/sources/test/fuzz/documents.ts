import { type Dice, longText, mutated } from './mutator.ts';

/** Values that no field expects. */
const STRAYS: readonly unknown[] = [
  ...[null, true, false, '', ' ', '\u0000', '\u202E', 'null', 'NaN', '[object Object]', 'NOT_FOUND', '__proto__'],
  ...[0, -1, 0.5, 1e308, -1e308, 5e-324, 2 ** 53, 1_900, '1e999', '9'.repeat(400), '-0', '0x10', '1,5'],
  ...['2026-02-31', '0000-00-00', '9999-12-31T23:59:59Z', '2026-11-01T25:61:61+99:99', '+275760-09-13', '12/2026'],
  ...['http://', 'javascript:alert(1)', '0403.019.261', 'BE0403019261', 'a@b', '\uD800', '😀'.repeat(50), 'BE2'],
  ...[[], {}, [[]], [null], [{}], { code: null }, { code: [] }, { label: 'a' }, { code: 'A', label: {} }],
];
const DEEPEST = 200;
const MOST_COPIES = 30;
/** Of a document that may still be multiplied. */
const MOST_PLACES = 1_000;

/** Where a value stands in a document. */
interface Place {
  readonly holder: unknown[] | Record<string, unknown>;
  readonly name: string | number;
}

type Alteration = (place: Place, dice: Dice, places: readonly Place[]) => void;

const ALTERATIONS: readonly Alteration[] = [
  (place, dice) => put(place, structuredClone(dice.pick(STRAYS))),
  (place, dice) => put(place, structuredClone(dice.pick(STRAYS))),
  ({ holder, name }) => {
    if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else Reflect.deleteProperty(holder, name);
  },
  (place, dice, places) => put({ ...place, name: dice.pick(places).name }, valueAt(place)),
  (place, dice, places) => put(place, structuredClone(valueAt(dice.pick(places)))),
  (place, dice) => put(place, dice.pick([[valueAt(place)], { code: valueAt(place) }, String(valueAt(place))])),
  (place, dice, places) => {
    const value = valueAt(place);
    if (places.length < MOST_PLACES)
      put(
        place,
        Array.from({ length: 2 + dice.below(MOST_COPIES) }, () => value),
      );
  },
  ({ holder, name }, dice, places) => {
    if (!Array.isArray(holder) || places.length > MOST_PLACES) return;
    for (let times = dice.below(MOST_COPIES); times > 0; times--) holder.push(structuredClone(holder[Number(name)]));
  },
  (place, dice) => {
    for (let depth = dice.below(DEEPEST); depth > 0; depth--) put(place, [valueAt(place)]);
  },
  alterText,
  alterText,
  alterText,
];

/** A text with bytes altered, or grown long; another value becomes a long text. */
function alterText(place: Place, dice: Dice): void {
  const value = valueAt(place);
  if (typeof value === 'string' && dice.below(8) > 0) {
    put(place, mutated([Buffer.from(value)], dice).toString('utf8'));
    return;
  }
  put(place, `${dice.pick(['', 'a', '<p>'])}${longText(dice)}${dice.pick(['', '!', 'x>', '\n'])}`);
}

/** A sound document with values that are lost, renamed, moved, repeated, or of another kind than they should be. */
export function alteredDocument(samples: readonly unknown[], dice: Dice): unknown {
  const root = [structuredClone(dice.pick(samples))];
  for (let times = 1 + dice.below(5); times > 0; times--) {
    const places = placesIn(root);
    if (places.length > 0) dice.pick(ALTERATIONS)(dice.pick(places), dice, places);
  }
  return root[0];
}

function placesIn(holder: Place['holder'], places: Place[] = []): Place[] {
  for (const [name, value] of Object.entries(holder)) {
    places.push({ holder, name });
    if (isHolder(value)) placesIn(value, places);
  }
  return places;
}

function isHolder(value: unknown): value is Place['holder'] {
  return value !== null && typeof value === 'object';
}

function valueAt({ holder, name }: Place): unknown {
  return Array.isArray(holder) ? holder[Number(name)] : Object.getOwnPropertyDescriptor(holder, name)?.value;
}

/** As a parser of JSON puts it: a name with a meaning in the language is a name like others. */
function put({ holder, name }: Place, value: unknown): void {
  Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
}
