import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { type WireItem, webhookBatchSchema, webhookSingleSchema } from '../../src/index.ts';
import type { Held } from '../channel-contract.ts';

export const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes !!!').toString('base64')}`;

interface Call {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly items: readonly WireItem[];
}

export type Answering = (call: Call, response: ServerResponse, request: IncomingMessage) => void;

/** A webhook endpoint over real HTTP that verifies every call with the public library. */
export interface Receiver {
  readonly url: string;
  readonly calls: Call[];
  readonly held: Map<string, Held>;
  /** How the next calls are answered. */
  answering: Answering;
  close(): Promise<void>;
}

/** Takes everything and says so in the status alone. */
const takeAll: Answering = (_call, response) => response.writeHead(204).end();

interface ReceiverOptions {
  /** False for bodies that are not of the contract: they are verified and kept as they are. */
  readonly understands: boolean;
}

export async function startReceiver(
  answering: Answering = takeAll,
  options: ReceiverOptions = { understands: true },
): Promise<Receiver> {
  const server = createServer((request, response) => {
    void takeCall(receiver, request, { response, ...options });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    calls: [],
    held: new Map(),
    answering,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

async function takeCall(
  receiver: Receiver,
  request: IncomingMessage,
  { response, understands }: ReceiverOptions & { readonly response: ServerResponse },
): Promise<void> {
  const call = await readCall(request, understands);
  receiver.calls.push(call);
  for (const item of call.items) hold(receiver.held, item);
  receiver.answering(call, response, request);
}

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function readCall(request: IncomingMessage, understands: boolean): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const message = verified(body, request.headers as Record<string, string>, understands);
  if (!understands) return { headers: request.headers, body, items: [] };
  const batch = webhookBatchSchema.safeParse(message);
  const items = batch.success ? batch.data.data.items : [webhookSingleSchema.parse(message).data];
  return { headers: request.headers, body, items };
}

/** What the public library makes of a call. It reads JSON only: of other bodies it checks the signature and then fails to read. */
function verified(body: Buffer, headers: Record<string, string>, understands: boolean): unknown {
  try {
    return new Webhook(SECRET).verify(body.toString('utf8'), headers);
  } catch (error) {
    if (understands || !(error instanceof SyntaxError)) throw error;
    return null;
  }
}

function hold(held: Map<string, Held>, { offerId, revision, offer }: WireItem): void {
  if ((held.get(offerId)?.revision ?? 0) <= revision) held.set(offerId, { revision, offer });
}
