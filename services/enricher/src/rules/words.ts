/** The newest word of each rule, in the order in which they were said. */
export function newestWords<Said extends { readonly id: string }>(words: readonly Said[]): readonly Said[] {
  const newest = new Map<string, Said>();
  for (const word of words) {
    newest.delete(word.id);
    newest.set(word.id, word);
  }
  return [...newest.values()];
}
