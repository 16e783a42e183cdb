import { createHmac, randomBytes } from 'node:crypto';
import { sftpClient as connectedClient, temporaryDirectory } from '@relais/testkit';
import type SftpClient from 'ssh2-sftp-client';
import { onTestFinished } from 'vitest';
import { type SftpAddress, type Simulator, type SimulatorOptions, startSimulator } from '../src/index.ts';

/** Time that stands still until it is moved. */
export function heldClock(start = Date.UTC(2026, 10, 22, 9, 30)): { now(): number; move(milliseconds: number): void } {
  let now = start;
  return {
    now: () => now,
    move: (milliseconds) => {
      now += milliseconds;
    },
  };
}

export const DAY_MS = 86_400_000;

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = temporaryDirectory();
  onTestFinished(folder.remove);
  return folder.path;
}

/** A simulator that ends with the test. */
export async function simulation(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const directory = options.directory ?? temporaryFolder();
  const simulator = await startSimulator({ offers: 300, seed: 5, ...options, directory });
  onTestFinished(() => simulator.close());
  return simulator;
}

export async function token(address: { tokenUrl: string; clientId: string; clientSecret: string }): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: address.clientId, client_secret: address.clientSecret };
  const answer = await fetch(address.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Calls to the Vacatures API with a fresh token. */
export class VdabClient {
  readonly #simulator: Simulator;
  #token: string | null = null;

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  async call(path: string, init: VdabRequest = {}): Promise<Response> {
    const { vdab } = this.#simulator.addresses;
    this.#token ??= await token(vdab);
    const headers = { authorization: `Bearer ${this.#token}`, 'x-ibm-client-id': vdab.apiKey, ...init.headers };
    return fetch(`${vdab.baseUrl}/vacatures${path}`, { ...init, headers });
  }

  async json<T = VdabPage>(path: string, init?: VdabRequest): Promise<T> {
    return (await (await this.call(path, init)).json()) as T;
  }

  /** All rows of a list, page by page. */
  async rows(path: string, size = 50): Promise<VdabRow[]> {
    const rows: VdabRow[] = [];
    for (;;) {
      const separator = path.includes('?') ? '&' : '?';
      const page = await this.json(`${path}${separator}vanaf=${rows.length}&aantal=${size}`);
      if (page.resultaten.length === 0) return rows;
      rows.push(...page.resultaten);
    }
  }

  details(references: readonly string[]): Promise<Response> {
    const body = JSON.stringify({ interneReferenties: references });
    return this.call('', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  }
}

interface VdabRequest {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface VdabRow {
  readonly vacatureReferentie: { readonly interneReferentie: string };
  readonly status: string;
}

export interface VdabPage {
  readonly totaalAantalResultaten: number;
  readonly resultaten: readonly VdabRow[];
}

/** References of the live records of a service, as the truth has them, in order. */
export function liveReferences(simulator: Simulator, service: 'vdab' | 'actiris' | 'forem'): string[] {
  return simulator
    .truth()
    .list.flatMap(({ appearances }) => appearances.filter((shown) => shown.live && shown.service === service))
    .map(({ reference }) => reference)
    .toSorted();
}

/** A connected SFTP client that accepts the announced host key alone, and ends with the test. */
export async function sftpClient(address: SftpAddress): Promise<SftpClient> {
  const client = await connectedClient(address);
  onTestFinished(async () => {
    await client.end().catch(() => undefined);
  });
  return client;
}

/** Names and contents of the files in a drop folder. */
export async function dropFiles(address: SftpAddress): Promise<{ name: string; content: string }[]> {
  const client = await sftpClient(address);
  const files: { name: string; content: string }[] = [];
  for (const { name } of (await client.list(address.folder)).toSorted((left, right) =>
    left.name < right.name ? -1 : 1,
  )) {
    files.push({ name, content: await textOf(client, `${address.folder}/${name}`) });
  }
  await client.end();
  return files;
}

export async function textOf(client: SftpClient, path: string): Promise<string> {
  return ((await client.get(path)) as Buffer).toString('utf8');
}

export interface WireItem {
  readonly key: string;
  readonly offerId: string;
  readonly revision: number;
  readonly action: 'upsert' | 'remove';
  readonly offer: object | null;
}

export function upsert(offerId: string, revision = 1): WireItem {
  return {
    key: `s_${offerId}_${revision}`,
    offerId,
    revision,
    action: 'upsert',
    offer: { title: `${offerId} ${revision}` },
  };
}

export function remove(offerId: string, revision: number): WireItem {
  return { key: `s_${offerId}_${revision}`, offerId, revision, action: 'remove', offer: null };
}

/** Sends a signed batch as Standard Webhooks has it. `altered` replaces the body after it was signed. */
export async function sendBatch(
  simulator: Simulator,
  items: readonly WireItem[],
  options: { secret?: string; at?: number; altered?: string } = {},
): Promise<Response> {
  const { url, secret } = simulator.addresses.partners.webhook;
  const id = randomBytes(8).toString('hex');
  const timestamp = String(Math.floor((options.at ?? Date.now()) / 1000));
  const body = JSON.stringify({
    type: 'offers.batch',
    timestamp: new Date().toISOString(),
    data: { batchId: id, items },
  });
  const key = Buffer.from((options.secret ?? secret).slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,AAAA v1,${signature}`,
  };
  return fetch(url, { method: 'POST', body: options.altered ?? body, headers });
}
