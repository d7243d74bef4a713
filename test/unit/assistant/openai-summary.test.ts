import { createLocalBrain } from '../../../activities/assistant/local';
import { createChat } from '../../../activities/assistant/openai/chat';
import { createOpenAiEngine } from '../../../activities/assistant/openai/engine';
import { noOrders } from '../../../activities/orders/client';
import type { PromptEntry } from '../../../workflows/conversation/ports';
import { knowledge } from './brain';
import { startModelServer, type ModelServer } from './model-server';

let server: ModelServer;

beforeEach(async () => {
  server = await startModelServer();
});
afterEach(() => server.close());

describe('the summary by a model', () => {
  test.each([
    ['is harmless', 'I have read it and look into it now.', { suggestedReply: 'I have read it and look into it now.' }],
    ['promises what only people may', 'You will get a full refund.', {}],
    ['names what nobody has said', 'It costs R450.', {}],
    ['is empty', ' ', {}],
  ])('when its first reply %s, then the parts that can be used are taken', async (_how, reply, more) => {
    server.replies.summary = [
      { content: { asked_for: 'A', told: 'B', tried: 'C', wants: 'D', suggested_reply: reply } },
    ];
    const transcript: PromptEntry[] = [{ from: 'customer', text: 'Where is it?', at: 1 }];
    const engine = createOpenAiEngine({
      chat: createChat({ apiKey: 'a key', baseUrl: server.url, model: 'some-model' }),
      brain: createLocalBrain(knowledge),
      knowledge,
      orders: noOrders,
    });
    const summary = await engine.summarise(
      { engine: 'configured', transcript, reason: 'refund_request', language: 'af', timeoutMs: 1_000 },
      new AbortController().signal,
    );
    expect(summary).toEqual({ askedFor: 'A', told: 'B', tried: 'C', wants: 'D', ...more });
    expect(server.asked[0]!.body.messages[0]!.content).toContain('refund request');
    expect(server.asked[0]!.body.messages[1]!.content).toContain('<language>af</language>');
  });
});
