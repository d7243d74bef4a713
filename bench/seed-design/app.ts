import express, { type Express } from 'express';
import { isSignedByMeta } from '../../src/http/verify-signature';
import type { ChatStore } from './chat-status';
import type { createModel, createSlack, createWhatsApp } from './vendors';

export interface SeedDeps {
  store: ChatStore;
  model: ReturnType<typeof createModel>;
  sendWhatsApp: ReturnType<typeof createWhatsApp>;
  notifyTeam: ReturnType<typeof createSlack>;
  appSecret: string;
}

interface Incoming {
  from: string;
  text?: { body: string };
}

interface Webhook {
  entry: { changes: { value: { messages?: Incoming[] } }[] }[];
}

/** The design in its own order: flag, classify, answer or hand off, and only then 200. */
export function createSeedApp(deps: SeedDeps): Express {
  const app = express();
  app.post('/whatsapp/webhook', express.raw({ type: () => true }), async (request, response) => {
    const body = request.body as Buffer;
    if (!isSignedByMeta(body, request.get('x-hub-signature-256'), [deps.appSecret])) {
      return void response.sendStatus(401);
    }
    const { entry } = JSON.parse(body.toString('utf8')) as Webhook;
    const messages = entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value.messages ?? []));
    for (const { from, text } of messages) await receive(deps, from, text?.body ?? '');
    response.sendStatus(200);
  });
  // What a human's dashboard calls.
  app.use(express.json());
  app.post('/takeover', async (request, response) => {
    await deps.store.pause((request.body as { phone: string }).phone);
    response.sendStatus(200);
  });
  app.post('/reply', async (request, response) => {
    const { phone, text } = request.body as { phone: string; text: string };
    await deps.sendWhatsApp(phone, text, 'h');
    response.sendStatus(200);
  });
  return app;
}

async function receive({ store, model, sendWhatsApp, notifyTeam }: SeedDeps, from: string, text: string) {
  await store.remember(from, `Customer: ${text}`);
  if (await store.isPaused(from)) return notifyTeam(`Customer: +${from}\n${text}`);
  const { sentiment, intent } = await model.classifyMessage(text);
  if (sentiment === 'angry' || intent === 'human_requested') {
    await store.pause(from);
    return notifyTeam(`New human handoff! Customer: +${from}\n${(await store.transcript(from)).join('\n')}`);
  }
  const answer = await model.reply(text);
  await sendWhatsApp(from, answer, 'a');
  await store.remember(from, `Assistant: ${answer}`);
}
