import { createAssistantActivities } from '../../activities/assistant/activities';
import { createLocalBrain } from '../../activities/assistant/local';
import { createLocalEngine } from '../../activities/assistant/local/engine';
import { createChat, type ChatOptions } from '../../activities/assistant/openai/chat';
import { createOpenAiEngine } from '../../activities/assistant/openai/engine';
import type { Knowledge } from '../../activities/knowledge/types';
import { createOrdersClient } from '../../activities/orders/client';
import { decide, type PolicyDecision } from '../../workflows/conversation/policy';
import type {
  AssistantRequest,
  Classification,
  ConversationActivities,
  Draft,
} from '../../workflows/conversation/ports';
import type { Settings } from '../../workflows/conversation/settings';
import { productSettings } from '../support/settings';
import type { Row } from './rows';

/** A day on which every topic of the sample business holds, the dated promotion too. */
const NOW = Date.parse('2026-11-18T08:00:00Z');

export interface EvalOptions {
  knowledge: Knowledge;
  orders: { url: string; token: string };
  /** Absent: the engine without a model. */
  model: ChatOptions | undefined;
  timeoutMs: number;
}

/** What the product would have done with a row. */
export interface Outcome {
  decision: PolicyDecision;
  classification: Classification | undefined;
  draft: Draft | 'failed';
  tookMs: number;
}

/** Once the model failed, the engine without a model answers, as in a conversation. */
async function withFallback<T>(call: (engine: AssistantRequest['engine']) => Promise<T>): Promise<T> {
  return call('configured').catch(() => call('local'));
}

function memoryBefore() {
  const nothing: number[] = [];
  return {
    answers: [],
    notAnswerableInARow: 0,
    firstContactSent: false,
    assistantMessages: nothing,
    modelCalls: nothing,
    askedCustomerAt: nothing,
  };
}

type Assistant = Pick<ConversationActivities, 'classify' | 'draft' | 'summarise'>;

function createAssistant({ knowledge, orders: service, model }: EvalOptions, settings: Settings): Assistant {
  const brain = createLocalBrain(knowledge);
  const orders = createOrdersClient(service);
  const now = () => NOW;
  const local = createLocalEngine({ brain, knowledge, orders, now });
  const configured = model ? createOpenAiEngine({ chat: createChat(model), brain, knowledge, orders, now }) : local;
  return createAssistantActivities({
    configured,
    local,
    settings: () => settings,
    paused: () => Promise.resolve(false),
    showTyping: () => Promise.resolve(),
    cancellation: () => new AbortController().signal,
  });
}

/** The assistant's real activities and the real decision, without a conversation around them. */
export function createEvaluated(options: EvalOptions): (row: Row) => Promise<Outcome> {
  const settings = productSettings({ engine: options.model ? 'openai' : 'local' });
  const { classify, draft } = createAssistant(options, settings);
  return async ({ input, history }) => {
    const began = Date.now();
    const request = (engine: AssistantRequest['engine']): AssistantRequest => ({
      engine,
      messages: [input],
      transcript: history.map((line, index) => ({ ...line, at: began - (history.length - index) * 60_000 })),
      language: 'en',
      timeoutMs: options.timeoutMs,
    });
    const customer = { waId: '27825551234' };
    const place = { notBefore: 0, customer, phoneNumberId: '0', lastMessageId: 'wamid.none' };
    const [classification, written] = await Promise.all([
      withFallback((engine) => classify(request(engine))),
      withFallback((engine) => draft({ ...request(engine), ...place })).catch(() => 'failed' as const),
    ]);
    const decision = decide({
      now: began,
      settings,
      memory: memoryBefore(),
      classification,
      draft: written,
      paused: false,
      mayTrigger: true,
      unreadable: { any: false, photo: false },
    });
    return { decision, classification, draft: written, tookMs: Date.now() - began };
  };
}
