import { freePort } from '@relais/testkit';
import { channelContract } from '../channel-contract.ts';
import { openWith } from '../surroundings.ts';
import { answerJson, SECRET, startReceiver } from './receiver.ts';

const settings = { kind: 'webhook', secrets: [SECRET], allowPrivateNetworks: true };

channelContract('webhook', {
  async open() {
    const receiver = await startReceiver((call, response) => {
      const results = call.items.map(({ offerId, revision }) => ({ offerId, revision, outcome: 'accepted' }));
      answerJson(response, 200, { results });
    });
    return {
      channel: openWith({ ...settings, url: receiver.url }),
      held: async () => receiver.held,
      answer: async () => undefined,
      close: async () => await receiver.close(),
    };
  },
  openUnreachable: async () => openWith({ ...settings, url: `http://127.0.0.1:${await freePort()}/` }),
});

channelContract('webhook with single offers', {
  async open() {
    const receiver = await startReceiver();
    return {
      channel: openWith({ ...settings, mode: 'single', url: receiver.url }),
      held: async () => receiver.held,
      answer: async () => undefined,
      close: async () => await receiver.close(),
    };
  },
  openUnreachable: async () => openWith({ ...settings, mode: 'single', url: `http://127.0.0.1:${await freePort()}/` }),
});
