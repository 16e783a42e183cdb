import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

const formSchema = z.object({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  scope: z.string().optional(),
});
type TokenForm = z.infer<typeof formSchema>;

/**
 * OAuth 2.0 client credentials (RFC 6749, section 4.4), client authentication in the body or by HTTP Basic.
 * Tokens carry their own end and a seal, so that nothing is kept of them.
 */
export class TokenIssuer {
  readonly #credentials: Credentials;
  readonly #lifeMs: number;
  readonly #clock: { now(): number };
  #generation = 0;
  #issued = 0;

  constructor(credentials: Credentials, lifeSeconds: number, clock: { now(): number }) {
    this.#credentials = credentials;
    this.#lifeMs = lifeSeconds * 1000;
    this.#clock = clock;
  }

  /** Adds the token endpoint. */
  serve(app: FastifyInstance, path: string): void {
    app.post(path, (request, reply) => {
      const form = formSchema.safeParse(request.body ?? {}).data ?? {};
      if (form.grant_type !== 'client_credentials') return reply.code(400).send({ error: 'unsupported_grant_type' });
      if (!this.#knows(request.headers.authorization, form)) return reply.code(401).send({ error: 'invalid_client' });
      return reply.header('cache-control', 'no-store').send({
        access_token: this.#issue(),
        token_type: 'Bearer',
        expires_in: Math.floor(this.#lifeMs / 1000),
        scope: form.scope ?? '',
      });
    });
  }

  /** True for an `Authorization` header with a token that is still good. */
  accepts(authorization: string | undefined): boolean {
    const [, ends = '', generation = '', number = '', seal = ''] =
      /^Bearer (\d+)\.(\d+)\.(\d+)\.([\w-]+)$/.exec(authorization ?? '') ?? [];
    if (seal === '' || !same(seal, this.#seal(`${ends}.${generation}.${number}`))) return false;
    return Number(generation) === this.#generation && Number(ends) > this.#clock.now();
  }

  /** Every token issued so far is worth nothing from now on. */
  revokeAll(): void {
    this.#generation += 1;
  }

  #issue(): string {
    const claims = `${this.#clock.now() + this.#lifeMs}.${this.#generation}.${++this.#issued}`;
    return `${claims}.${this.#seal(claims)}`;
  }

  #seal(claims: string): string {
    return createHmac('sha256', this.#credentials.clientSecret).update(claims).digest('base64url');
  }

  #knows(authorization: string | undefined, form: TokenForm): boolean {
    const { clientId, clientSecret } = this.#credentials;
    const basic = /^Basic (\S+)$/.exec(authorization ?? '')?.[1];
    if (basic !== undefined) return same(Buffer.from(basic, 'base64').toString(), `${clientId}:${clientSecret}`);
    return same(form.client_id ?? '', clientId) && same(form.client_secret ?? '', clientSecret);
  }
}

/** Comparison that takes the same time wherever the texts differ. */
export function same(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Allows so many calls a minute and endpoint. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #clock: { now(): number };
  readonly #windows = new Map<string, { began: number; calls: number }>();

  constructor(perMinute: number, clock: { now(): number }) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** Seconds until the endpoint may be called again; null when it may now. */
  refuses(endpoint: string): number | null {
    const now = this.#clock.now();
    const window = this.#windows.get(endpoint);
    if (window === undefined || now - window.began >= 60_000) {
      this.#windows.set(endpoint, { began: now, calls: 1 });
      return null;
    }
    window.calls += 1;
    return window.calls <= this.#perMinute ? null : Math.ceil((window.began + 60_000 - now) / 1000);
  }
}
