import type { OutgoingRecord } from '@relais/event-log';
import { contentHash } from '@relais/runtime';
import { eventHeaders, eventId, TOPICS } from '@relais/vacancy';

/** What an operator said, under the id of the rule that it makes or unmakes. */
interface Word {
  readonly id: string;
  readonly type: string;
  /** RFC 3339 instant. */
  readonly at: string;
}

/** The word as a record. The topic is compacted: of a rule and its undoing the newest word stays. */
export function wordRecord(word: Word): OutgoingRecord {
  const headers = eventHeaders({
    id: eventId(word.id, 1, contentHash(word)),
    type: word.type,
    source: '/relais/operations',
    time: word.at,
  });
  return { topic: TOPICS.commands.name, key: word.id, value: JSON.stringify(word), headers };
}

/** The newest word of each rule, in the order in which they were said. */
export function newestWords<Said extends Word>(words: readonly Said[]): readonly Said[] {
  const newest = new Map<string, Said>();
  for (const word of words) {
    newest.delete(word.id);
    newest.set(word.id, word);
  }
  return [...newest.values()];
}
