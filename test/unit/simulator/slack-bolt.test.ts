import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { App, ExpressReceiver } from '@slack/bolt';
import express from 'express';
import { BOT_TOKEN, CARD_BLOCKS, CHANNEL, SIGNING_SECRET, startWorkspace, type Clicked } from './support/slack';

describe('a real Bolt app', () => {
  it('when it listens, it accepts the signatures, the payloads and the response URLs', async () => {
    const site = express();
    const receiver = new ExpressReceiver({
      app: site,
      signingSecret: SIGNING_SECRET,
      endpoints: { events: '/slack/events' },
      processBeforeResponse: true,
    });
    const server = site.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const bolted = await startWorkspace({ eventsUrl: `http://127.0.0.1:${port}/slack/events` });
    const app = new App({
      receiver,
      token: BOT_TOKEN,
      convoStore: false,
      deferInitialization: true,
      clientOptions: { slackApiUrl: `${bolted.origin}/slack/api/` },
    });
    const heard: string[] = [];
    app.message(({ message }) => {
      heard.push(String((message as { text?: string }).text));
      return Promise.resolve();
    });
    app.action('take', async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'Members only', replace_original: false });
    });
    app.command('/baton', ({ ack }) => ack('Taking over…'));
    await app.init();

    const card = await bolted.client.chat.postMessage({ channel: CHANNEL, text: 'card', blocks: CARD_BLOCKS as never });
    const say = { user: 'U_THANDI', text: 'hello', thread_ts: card.ts, wait: 0 };
    expect((await bolted.control<Clicked>('POST', 'messages', say)).body.status).toBe(200);
    expect(heard).toEqual(['hello']);
    const clicked = { user: 'U_VISITOR', ts: card.ts, action_id: 'take', wait: 0 };
    expect((await bolted.control<Clicked>('POST', 'actions', clicked)).body).toMatchObject({
      status: 200,
      shown: [{ kind: 'ephemeral', text: 'Members only' }],
    });
    const used = { user: 'U_THANDI', command: '/baton', text: 'take 1', wait: 0 };
    expect((await bolted.control<Clicked>('POST', 'commands', used)).body.shown).toMatchObject([
      { text: 'Taking over…' },
    ]);

    server.close();
    server.closeAllConnections();
    await bolted.stop();
  });
});
