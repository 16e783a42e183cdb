import { partnerReader } from '@relais/event-log';
import { messageOf } from '@relais/runtime';
import { type CheckResult, type ConformanceSurroundings, fail, pass, warn } from './check.ts';

/** The checks of a partner topic: whether it is there, who may read it, and whether it is read. Nothing is written. */
export async function* checkTopic(surroundings: ConformanceSurroundings): AsyncGenerator<CheckResult> {
  const { partner, subscription, log, readingRights } = surroundings;
  const { topic, group } = partnerReader(partner);
  try {
    const places = await log.lag(group, [topic]);
    yield pass('topic', `${topic} is there, with ${places.length} partitions`);
    yield readBy(group, places);
  } catch (error) {
    yield fail(
      'topic',
      messageOf(error),
      `Let a sink with the right to create topics run once, or create ${topic} by hand.`,
    );
  }
  if (readingRights === null) {
    yield warn(
      'rights',
      'the log is a file and has no users',
      'Use a Kafka cluster for partners that read their topic themselves.',
    );
    return;
  }
  yield* rights(subscription, readingRights);
}

function readBy(group: string, places: readonly { committed: bigint; end: bigint; lag: bigint }[]): CheckResult {
  const lag = places.reduce((sum, place) => sum + place.lag, 0n);
  const end = places.reduce((sum, place) => sum + place.end, 0n);
  if (lag === 0n || end - lag > 0n) return pass('read', `${group} has ${lag} records before it`);
  const remedy = `Let the partner consume with the group ${group}: its place is what shows how far it has read.`;
  return warn('read', `${group} has read nothing yet`, remedy);
}

async function* rights(
  subscription: string,
  ask: NonNullable<ConformanceSurroundings['readingRights']>,
): AsyncGenerator<CheckResult> {
  try {
    const { missing, others } = await ask();
    const grant = `\`relais partner rotate ${subscription} --grant\` gives it a password and its rights.`;
    yield missing.length === 0
      ? pass('rights', 'the partner has a password and may read its topic')
      : fail('rights', `the partner lacks ${missing.join(', ')}`, grant);
    yield others.length === 0
      ? pass('alone', 'no rule lets another user read the topic')
      : warn('alone', `${others.join(', ')} may read the topic too`, 'Remove these rules unless they are meant.');
  } catch (error) {
    const remedy = 'Use an account that may describe rules and users, and a cluster with an authorizer.';
    yield fail('rights', `the cluster does not tell who may read: ${messageOf(error)}`, remedy);
  }
}
