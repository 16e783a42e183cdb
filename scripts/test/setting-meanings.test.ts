import { expect, test } from 'vitest';
import { settingMeanings } from '../generate/setting-meanings.ts';

test('a setting means what the comment above it says, in the schema that it stands in', () => {
  const common = settingMeanings();
  const redis = ['driver', 'url', 'keyPrefix', 'tls', 'commandTimeoutMs', 'waitingLimit'];
  expect(common('keyPrefix', redis)).toContain('Two installations on one Redis need two prefixes');
  const webhook = [
    'kind',
    'url',
    'secrets',
    'mode',
    'format',
    'body',
    'batchSize',
    'concurrency',
    'lingerMs',
    'headers',
  ];
  expect(common('url', webhook)).toContain('Address that is called');
  const siblings = ['zone', 'licence', 'service', 'baseUrl', 'http', 'pageSize', 'listReadings', 'tolerance'];
  expect(settingMeanings('vdab')('pageSize', siblings)).toContain('VDAB allows 2,000');
  expect(settingMeanings('france-travail')('pageSize', siblings)).toContain('the service allows 150');
});

test('a name that another schema has by chance means nothing', () => {
  expect(settingMeanings()('password', ['password'])).toBe('');
});
