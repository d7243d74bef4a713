import { createLocalBrain } from '../../../activities/assistant/local';
import { createChat } from '../../../activities/assistant/openai/chat';
import { createOpenAiEngine } from '../../../activities/assistant/openai/engine';
import type { OrderLookUp } from '../../../activities/orders/client';
import type { AssistantRequest, DraftRequest, PromptEntry } from '../../../workflows/conversation/ports';
import { knowledge, NOVEMBER } from './brain';
import { startModelServer, type ModelServer, type Reply } from './model-server';

export const never = () => new AbortController().signal;

export const CLASSIFICATION = {
  evidence: 'how much',
  language: 'en',
  wants_human: false,
  sentiment: 'neutral',
  intent: 'question',
  wants_action: false,
  social: null,
  topic: 'delivery-fees',
  problem: false,
  issue: null,
};

export const ANSWER = { topics: ['delivery-fees'], answerable: true, text: 'Delivery to Cape Town costs R85.' };

export const request = (message: string, transcript: PromptEntry[] = []): AssistantRequest => ({
  engine: 'configured',
  messages: [message],
  transcript,
  language: 'en',
  timeoutMs: 2_000,
});

export const draftRequest = (message: string, transcript: PromptEntry[] = []): DraftRequest => ({
  ...request(message, transcript),
  notBefore: 0,
  customer: { waId: '27825551234' },
  phoneNumberId: '1',
  lastMessageId: 'wamid.1',
});

/** The engine with a model server and orders of its own for each test. */
export function useOpenAiEngine() {
  const rig = {
    server: undefined as unknown as ModelServer,
    lookedUp: [] as [string, string | undefined][],
    found: undefined as unknown as OrderLookUp,
    foundByNumber: {} as Record<string, OrderLookUp>,
    engineFor: (whole = knowledge, now = NOVEMBER) =>
      createOpenAiEngine({
        chat: createChat({ apiKey: 'a key', baseUrl: rig.server.url, model: 'some-model' }),
        brain: createLocalBrain(whole),
        knowledge: whole,
        orders: {
          find(number, waId) {
            rig.lookedUp.push([number, waId]);
            return Promise.resolve(rig.foundByNumber[number] ?? rig.found);
          },
        },
        now: () => now,
      }),
    classify(message: string, reply: object = {}) {
      rig.server.replies.classification = [{ content: { ...CLASSIFICATION, ...reply } }];
      return rig.engineFor().classify(request(message), never());
    },
    draft(message: string, replies: Reply[], transcript: PromptEntry[] = []) {
      rig.server.replies.draft = replies;
      return rig.engineFor().draft(draftRequest(message, transcript), never());
    },
  };
  beforeEach(async () => {
    rig.server = await startModelServer();
    rig.lookedUp = [];
    rig.foundByNumber = {};
    rig.found = { outcome: 'found', order: { number: '5544', status: 'packed', items: [] } };
  });
  afterEach(() => rig.server.close());
  return rig;
}
