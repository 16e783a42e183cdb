import { describe, expect, test } from 'vitest';
import { channelSettingsSchema } from '../../src/index.ts';
import { guardedLookup, isRefusedAddress } from '../../src/webhook/address-guard.ts';
import { SECRET } from './receiver.ts';

describe('an address', () => {
  test.each([
    ['this host', '0.0.0.0'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['shared, with a metadata service', '100.100.100.200'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.0.9'],
    ['link-local, the metadata service', '169.254.169.254'],
    ['metadata on a public address', '168.63.129.16'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['documentation', '203.0.113.7'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['unique-local, a metadata service', 'fd00:ec2::254'],
    ['multicast', 'ff02::1'],
    ['mapped', '::ffff:10.0.0.1'],
    ['mapped', '::ffff:a00:1'],
    ['mapped and public', '::ffff:93.184.216.34'],
    ['translated', '64:ff9b::a00:1'],
    ['6to4', '2002:a00:1::'],
    ['Teredo', '2001:0:53aa:64c::1'],
    ['documentation', '2001:db8::1'],
    ['no address', 'localhost'],
  ])('is refused when it is %s: %s', (_kind, address) => {
    expect(isRefusedAddress(address)).toBe(true);
  });

  test.each(['93.184.216.34', '172.15.0.1', '172.32.0.1', '11.0.0.1', '2606:2800:220:1::1', '2a01:4f8::1'])(
    'is allowed on the public Internet: %s',
    (address) => {
      expect(isRefusedAddress(address)).toBe(false);
    },
  );
});

describe('where private networks are allowed', () => {
  test.each([
    '169.254.169.254',
    '168.63.129.16',
    '100.100.100.200',
    'fe80::1',
    'fd00:ec2::254',
    '::ffff:169.254.169.254',
  ])('the metadata service stays refused: %s', (address) => {
    expect(isRefusedAddress(address, 'private')).toBe(true);
    const url = `http://${address.includes(':') ? `[${address}]` : address}/latest/meta-data`;
    expect(faultsOf({ url, allowPrivateNetworks: true })).toEqual(['url']);
  });

  test.each(['10.1.2.3', '127.0.0.1', '::1', 'fd12::1', '93.184.216.34'])(
    'a partner there may be reached: %s',
    (address) => {
      expect(isRefusedAddress(address, 'private')).toBe(false);
    },
  );
});

test.each([{ all: true }, { all: false }])('a name that leads to this machine is refused with %j', async (options) => {
  const error = await new Promise((resolve) => guardedLookup('public')('localhost', options, resolve));
  expect(error).toMatchObject({ code: 'CHANNEL_ADDRESS_REFUSED', details: { host: 'localhost' } });
});

const faultsOf = (settings: Record<string, unknown>) =>
  channelSettingsSchema
    .safeParse({ kind: 'webhook', secrets: [SECRET], ...settings })
    .error?.issues.map((issue) => issue.path.join('.'));

describe('the URL of a webhook', () => {
  test.each([
    'http://partner.example/hook',
    'https://127.0.0.1/hook',
    'https://2130706433/hook',
    'https://0x7f.1/hook',
    'https://[::1]/hook',
    'https://[::ffff:169.254.169.254]/hook',
    'https://user:secret@partner.example/hook',
    'ftp://partner.example/hook',
    'file:///etc/passwd',
    'partner',
  ])('is refused: %s', (url) => {
    expect(faultsOf({ url })).toContain('url');
  });

  test('may be inside the own network when the settings say so', () => {
    expect(faultsOf({ url: 'http://127.0.0.1:8080/hook', allowPrivateNetworks: true })).toBeUndefined();
    expect(faultsOf({ url: 'https://partner.example/hook' })).toBeUndefined();
  });

  test('goes with further headers, but not with those that Relais sets', () => {
    const url = 'https://partner.example/hook';
    expect(faultsOf({ url, headers: { authorization: 'Bearer x' } })).toBeUndefined();
    expect(faultsOf({ url, headers: { 'Webhook-Id': 'x' } })).toEqual(['headers.Webhook-Id']);
    expect(faultsOf({ url, headers: { 'x-a': 'b\r\nx-c: d' } })).toEqual(['headers.x-a']);
  });
});
