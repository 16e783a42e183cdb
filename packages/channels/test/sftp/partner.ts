import { sha256 } from '@relais/runtime';
import { freshPrefix, type SftpAddress, type sftpClient } from '@relais/testkit';
import { expect } from 'vitest';
import { sftpManifestSchema, wireItemSchema } from '../../src/index.ts';
import type { Held } from '../channel-contract.ts';

/** Settings of a drop in a folder of the server. */
export function settingsFor(server: SftpAddress, folder: string, known: Record<string, unknown> = {}) {
  return {
    kind: 'sftp',
    host: server.host,
    port: server.port,
    username: server.username,
    privateKey: server.privateKey,
    hostKeyFingerprints: [server.hostKeyFingerprint],
    folder: `${folder}/in`,
    ...known,
  };
}

export type Client = Awaited<ReturnType<typeof sftpClient>>;

/** Works in a folder of the server as the partner does. */
export class Partner {
  readonly folder: string;
  readonly #client: Client;

  constructor(folder: string, client: Client) {
    this.folder = folder;
    this.#client = client;
  }

  static async at(server: SftpAddress, client: Client): Promise<Partner> {
    const partner = new Partner(`${server.directory}/${freshPrefix()}`, client);
    await client.mkdir(partner.folder);
    for (const name of ['in', 'results', 'archive']) await partner.makeFolder(name);
    return partner;
  }

  async makeFolder(name: string): Promise<void> {
    await this.#client.mkdir(this.path(name));
  }

  path(name: string): string {
    return `${this.folder}/${name}`;
  }

  async names(folder: string): Promise<string[]> {
    const files = await this.#client.list(this.path(folder));
    return files.map(({ name }) => name).toSorted();
  }

  async read(name: string): Promise<string> {
    const content = (await this.#client.get(this.path(name))) as Buffer;
    return content.toString('utf8');
  }

  async write(name: string, text: string): Promise<void> {
    await this.#client.put(Buffer.from(text), this.path(name));
  }

  /** Every complete file's items, in the order of the batches' names. */
  async held(): Promise<Map<string, Held>> {
    const held = new Map<string, Held>();
    for (const name of await this.names('in')) {
      if (!name.endsWith('.manifest.json')) continue;
      const manifest = sftpManifestSchema.parse(JSON.parse(await this.read(`in/${name}`)));
      const text = await this.read(`in/${manifest.file}`);
      expect([sha256(text), Buffer.byteLength(text)]).toEqual([manifest.sha256, manifest.bytes]);
      const items = text
        .trimEnd()
        .split('\n')
        .map((line) => wireItemSchema.parse(JSON.parse(line)));
      expect(items).toHaveLength(manifest.count);
      for (const { offerId, revision, offer } of items) held.set(offerId, { revision, offer });
    }
    return held;
  }

  async answerAll(): Promise<void> {
    for (const name of (await this.names('in')).filter((each) => each.endsWith('.manifest.json'))) {
      const stem = name.slice(0, -'.manifest.json'.length);
      const lines = (await this.read(`in/${stem}.jsonl`)).trimEnd().split('\n');
      const results = lines.map((line) => {
        const { offerId, revision } = wireItemSchema.parse(JSON.parse(line));
        return `${JSON.stringify({ offerId, revision, outcome: 'accepted' })}\n`;
      });
      await this.write(`results/${stem}.result.jsonl`, results.join(''));
    }
  }
}
