import { type Logger, messageOf } from '@relais/runtime';
import type { LogEntry, logCreator } from 'kafkajs';

/** The members of kafkajs's log entries that say something and can hold no secret and no record. */
const PASSED_ON = [
  'groupId',
  'memberId',
  'topic',
  'partition',
  'broker',
  'clientId',
  'retryCount',
  'retryTime',
] as const;

/** Where single tries fail by the dozen while a broker is away. What comes of them is told by the driver. */
const CHATTY = new Set(['Connection', 'BrokerPool']);

/** Lets kafkajs speak through our logger: its warnings as warnings, since its errors are tries that failed, the rest as debug. */
export function logThrough(logger: Logger): logCreator {
  const ours = logger.child({ part: 'kafkajs' });
  return () => (entry) => ours[levelOf(entry)](membersOf(entry), `${entry.namespace}: ${entry.log.message}`);
}

function levelOf({ label, namespace }: LogEntry): 'warn' | 'debug' {
  return (label === 'ERROR' || label === 'WARN') && !CHATTY.has(namespace) ? 'warn' : 'debug';
}

function membersOf({ log }: LogEntry): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const name of PASSED_ON) if (log[name] !== undefined) members[name] = log[name];
  if (log['error'] !== undefined) members['reason'] = messageOf(log['error']);
  return members;
}
