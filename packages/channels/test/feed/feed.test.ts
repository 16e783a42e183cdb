import { silentLogger, systemClock } from '@relais/runtime';
import { type FeedPage, type FeedStore, feedPageSchema, feedServer } from '../../src/index.ts';
import { channelContract, type Held } from '../channel-contract.ts';
import { openWith } from '../surroundings.ts';
import { memoryFeedStore } from './memory-feed-store.ts';

const KEY = 'a key that is long enough for a feed'.replaceAll(' ', '-');
const settings = { kind: 'feed', apiKeys: [KEY] };

/** A partner that reads its feed over real HTTP, page by page. */
class FeedReader {
  readonly held = new Map<string, Held>();
  readonly #url: string;
  #cursor: string | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  async readOn(): Promise<void> {
    for (let more = true; more; ) {
      const page = await this.#ask();
      for (const { offerId, revision, offer } of page.entries) this.held.set(offerId, { revision, offer });
      this.#cursor = page.next;
      ({ more } = page);
    }
  }

  async #ask(): Promise<FeedPage> {
    const query = new URLSearchParams({ limit: '7', ...(this.#cursor === null ? {} : { after: this.#cursor }) });
    const answer = await fetch(`${this.#url}/v1/feeds/jobs-all?${query.toString()}`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    return feedPageSchema.parse(await answer.json());
  }
}

channelContract('pull feed', {
  async open() {
    const feedStore = memoryFeedStore();
    const server = feedServer({
      feedStore,
      subscriptions: new Map([['jobs-all', { apiKeys: [KEY] }]]),
      logger: silentLogger,
      clock: systemClock,
    });
    const reader = new FeedReader(await server.listen({ host: '127.0.0.1', port: 0 }));
    return {
      channel: openWith(settings, { feedStore }),
      async held() {
        await reader.readOn();
        return new Map(reader.held);
      },
      answer: async () => await reader.readOn(),
      close: async () => await server.close(),
    };
  },
  openUnreachable: async () => openWith(settings, { feedStore: brokenStore() }),
});

const fail = () => Promise.reject(new Error('the disk is gone'));

function brokenStore(): FeedStore {
  return { append: fail, after: fail, acknowledge: fail, unsettled: fail, settle: fail };
}
