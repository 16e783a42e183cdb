import { byCodeUnits } from './normal-text.ts';

/** Two vacancy keys, `<service>:<reference>`. */
export type KeyPair = readonly [one: string, other: string];

/** What operators decided. Their word goes before references and before likeness. */
export interface OperatorRules {
  /** True when the two must be one offer, directly or through others. */
  together(one: string, other: string): boolean;
  /** True when the two must not be one offer; what is together with one of them is apart from the other as well. */
  apart(one: string, other: string): boolean;
  /** Terms under which a vacancy meets those that a rule names beside it. */
  termsOf(key: string): readonly string[];
}

/** Rules from pairs. Where a pair is both, the two are together: undo the merge to split. */
export function operatorRules(together: readonly KeyPair[], apart: readonly KeyPair[]): OperatorRules {
  const groups = groupsOf(together);
  const groupOf = (key: string) => groups.get(key) ?? key;
  const enemies = new Map<string, Set<string>>();
  for (const [one, other] of apart) {
    const [a, b] = [groupOf(one), groupOf(other)];
    if (a === b) continue;
    enemies.set(a, (enemies.get(a) ?? new Set()).add(b));
    enemies.set(b, (enemies.get(b) ?? new Set()).add(a));
  }
  return {
    together: (one, other) => one !== other && groupOf(one) === groupOf(other),
    apart: (one, other) => enemies.get(groupOf(one))?.has(groupOf(other)) ?? false,
    termsOf(key) {
      const group = groupOf(key);
      const pairs = [...(enemies.get(group) ?? [])].map((enemy) => [group, enemy].toSorted(byCodeUnits).join('\u0000'));
      const merged = groups.has(key) ? [`together\u0000${group}`] : [];
      return [...merged, ...pairs.map((pair) => `apart\u0000${pair}`)];
    },
  };
}

export const NO_RULES: OperatorRules = { together: () => false, apart: () => false, termsOf: () => [] };

/** Each key's group, named after its smallest member. */
function groupsOf(pairs: readonly KeyPair[]): ReadonlyMap<string, string> {
  const members = new Map<string, Set<string>>();
  for (const [one, other] of pairs) {
    const all = new Set([one, other, ...(members.get(one) ?? []), ...(members.get(other) ?? [])]);
    for (const key of all) members.set(key, all);
  }
  return new Map([...members].map(([key, all]) => [key, [...all].toSorted(byCodeUnits)[0] ?? key]));
}
