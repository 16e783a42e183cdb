const MOST_KNOWN = 4_096;

/** The same function, which remembers what it answered: names and days come again and again. All is forgotten once it is much. */
export function remembered<Answer>(answer: (asked: string) => Answer): (asked: string) => Answer {
  const known = new Map<string, Answer>();
  return (asked) => {
    const before = known.get(asked);
    if (before !== undefined) return before;
    if (known.size >= MOST_KNOWN) known.clear();
    const found = answer(asked);
    known.set(asked, found);
    return found;
  };
}
