import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createSigner } from '@relais/channels';
import { configurationSchema } from '@relais/configuration';
import { temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { partnerPage } from '../../src/commands/partner-page.ts';
import { SIGNATURE_SNIPPETS } from '../../src/commands/partner-snippets.ts';

const SECRETS = [1, 2].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`);
const FORMATS = ['relais-json', 'hr-open', 'hr-xml', 'json-ld', 'hr-ba', 'csv'];

const CHANNELS = {
  push: { kind: 'webhook', url: 'https://jobs.example.org/?token=canary', secrets: SECRETS },
  drop: {
    ...{ kind: 'sftp', host: 'sftp.example.org', username: 'relais', password: 'a password', folder: '/in' },
    ...{ hostKeyFingerprints: [`SHA256:${'A'.repeat(43)}`], results: { folder: '/out' } },
  },
  topic: { kind: 'topic' },
  feed: { kind: 'feed', apiKeys: ['the-key-of-the-jobs-partner-1'] },
  eures: { kind: 'eures', apiKeys: ['the-key-of-the-jobs-partner-2'] },
};

function pageOf(channel: object, change: object = {}): string {
  const subscription = { id: 'jobs-all', channel, filter: { nuts: ['BE1'], minimumConfidence: 0.6 } };
  const partner = { id: 'jobs', name: 'Jobs', languages: ['nl'], subscriptions: [subscription], ...change };
  return partnerPage(configurationSchema.parse({ partners: [partner] }), 'jobs-all');
}

describe('the page of a partner', () => {
  test.each(Object.entries(CHANNELS))('tells of the channel %s, shows a test offer and no secret', (_name, channel) => {
    const page = pageOf(channel);
    expect(page).toContain('TEST – geen echte vacature');
    expect(page).toContain('postcode or NUTS code begins with `BE1`');
    for (const secret of [...SECRETS, 'a password', 'the-key-of', 'canary']) expect(page).not.toContain(secret);
  });

  test('says where a workplace may be, in one sentence', () => {
    const filter = { nuts: ['BE1'], nis: ['44', '11002'], within: [{ postcode: '9000', km: 20 }] };
    const page = pageOf(CHANNELS.topic, { subscriptions: [{ id: 'jobs-all', channel: CHANNELS.topic, filter }] });
    expect(page).toContain(
      "A workplace's postcode or NUTS code begins with `BE1`, or its municipality has a NIS code that begins with `44` or " +
        '`11002`, or its place is at most 20 km from the postcode `9000`.',
    );
  });

  test.each(FORMATS)('shows its example in the format %s', (format) => {
    expect(pageOf({ ...CHANNELS.push, format })).toContain(`One offer in \`${format}\``);
  });

  test('says in words what the partner may have', () => {
    const policy = { acceptShareAlike: true, suppliers: [{ origins: ['vdab'], deny: ['commercial'] }] };
    const page = pageOf(CHANNELS.topic, { service: 'actiris', policy });
    expect(page).toContain('What came from or through `actiris` does not go back to it.');
    expect(page).toContain('Nothing that was supplied by `commercial` at `vdab`.');
    expect(page).toContain('what is made of them stands under it too');
  });
});

/** A call as the channel signs it, with both secrets of a rotation, and three that are not genuine. */
function calls() {
  const body = Buffer.from('{"title":"Boulanger-pâtissier 🥖"}');
  const now = Math.floor(Date.now() / 1000);
  const headers = (timestamp: number, secrets = SECRETS) => ({
    'webhook-id': 'b1',
    'webhook-timestamp': String(timestamp),
    'webhook-signature': createSigner(secrets)('b1', timestamp, body),
  });
  const stranger = [`whsec_${Buffer.alloc(32, 3).toString('base64')}`];
  return [
    { headers: headers(now), body, genuine: true },
    { headers: headers(now), body: Buffer.concat([body, Buffer.from(' ')]), genuine: false },
    { headers: headers(now - 3600), body, genuine: false },
    { headers: headers(now, stranger), body, genuine: false },
    { headers: { ...headers(now), 'webhook-timestamp': 'now' }, body, genuine: false },
  ];
}

const run = promisify(execFile);
const has = async (command: string, argument: string) =>
  await run(command, [argument]).then(
    () => true,
    () => false,
  );
const [PYTHON, JAVA] = await Promise.all([has('python3', '--version'), has('javac', '-version')]);

describe('the signature snippet', () => {
  test('in TypeScript tells genuine calls from others, with either secret of a rotation', async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, 'signature.ts');
    writeFileSync(path, SIGNATURE_SNIPPETS.typescript);
    const { isGenuine } = (await import(pathToFileURL(path).href)) as {
      isGenuine: (secret: string, headers: object, body: Buffer) => boolean;
    };
    for (const secret of SECRETS)
      for (const { headers, body, genuine } of calls()) expect(isGenuine(secret, headers, body)).toBe(genuine);
  });

  test.skipIf(!PYTHON)(`in Python does so${PYTHON ? '' : ' (without python3)'}`, async () => {
    using folder = temporaryDirectory();
    const main = `
import json, sys
for each in json.loads(sys.argv[1]):
    print(is_genuine(each["secret"], each["headers"], base64.b64decode(each["body"])))
`;
    const path = join(folder.path, 'signature.py');
    writeFileSync(path, `${SIGNATURE_SNIPPETS.python}\n${main}`);
    const given = SECRETS.flatMap((secret) =>
      calls().map(({ headers, body }) => ({ secret, headers, body: body.toString('base64') })),
    );
    const { stdout: printed } = await run('python3', [path, JSON.stringify(given)]);
    const expected = SECRETS.flatMap(() => calls().map(({ genuine }) => (genuine ? 'True' : 'False')));
    expect(printed.trim().split('\n')).toEqual(expected);
  });

  test.skipIf(!JAVA)(`in Java does so${JAVA ? '' : ' (without javac)'}`, async () => {
    using folder = temporaryDirectory();
    const main = `
final class Main {
  public static void main(String[] args) throws Exception {
    for (int at = 0; at < args.length; at += 5) {
      var headers = Map.of("webhook-id", args[at + 1], "webhook-timestamp", args[at + 2], "webhook-signature", args[at + 3]);
      System.out.println(RelaisSignature.isGenuine(args[at], headers, Base64.getDecoder().decode(args[at + 4])));
    }
  }
}
`;
    const path = join(folder.path, 'Main.java');
    writeFileSync(path, `${SIGNATURE_SNIPPETS.java}\n${main}`);
    await run('javac', ['-d', folder.path, path]);
    const given = SECRETS.flatMap((secret) =>
      calls().flatMap(({ headers, body }) => [secret, ...Object.values(headers), body.toString('base64')]),
    );
    const { stdout: printed } = await run('java', ['-cp', folder.path, 'Main', ...given]);
    expect(printed.trim().split('\n')).toEqual(SECRETS.flatMap(() => calls().map(({ genuine }) => String(genuine))));
  });
});
