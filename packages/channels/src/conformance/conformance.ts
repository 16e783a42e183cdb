import type { ChannelSettings } from '../registry.ts';
import type { CheckResult, ConformanceSurroundings } from './check.ts';
import { checkFeed } from './feed.ts';
import { checkSftp } from './sftp.ts';
import { checkTopic } from './topic.ts';
import { checkWebhook } from './webhook.ts';

/**
 * Tries whether a partner's end keeps to the contract of its channel, check by check. It sends test offers alone (ids begin with
 * `of_test_`) and removes them again; it reads and leaves nothing else. What a partner or a network does is a result; it
 * rejects for bugs, and with the signal's reason once that aborts.
 */
export function conformance(
  settings: ChannelSettings,
  surroundings: ConformanceSurroundings,
): AsyncIterable<CheckResult> {
  switch (settings.kind) {
    case 'webhook':
      return checkWebhook(settings, surroundings);
    case 'sftp':
      return checkSftp(settings, surroundings);
    case 'topic':
      return checkTopic(surroundings);
    case 'feed':
    case 'eures':
      return checkFeed(settings, surroundings);
  }
}
