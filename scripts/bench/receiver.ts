import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * Partners that take everything: each path is one. `?delayMs=` answers late, `?dead` resets the connection. It runs as a
 * process of its own, so that its work is not counted as that of the sender.
 */
const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://receiver');
  if (searchParams.has('dead')) request.socket.destroy();
  else take(request, response, Number(searchParams.get('delayMs') ?? 0));
});

function take(request: IncomingMessage, response: ServerResponse, delayMs: number): void {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const answer = answerTo(Buffer.concat(parts).toString());
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(answer);
    }, delayMs);
  });
}

function answerTo(body: string): string {
  const { data } = JSON.parse(body) as { data: { items: { offerId: string; revision: number }[] } };
  return JSON.stringify({
    results: data.items.map(({ offerId, revision }) => ({ offerId, revision, outcome: 'accepted' })),
  });
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object')
    process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
});
