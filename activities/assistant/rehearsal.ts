import { decide, type PolicyDecision } from '../../workflows/conversation/policy';
import type { AssistantRequest, Classification, Draft } from '../../workflows/conversation/ports';
import { emptyMemory } from '../../workflows/conversation/state';
import type { Settings } from '../../workflows/conversation/settings';
import { createAssistantActivities } from './activities';
import { createEngines, type EnginesOptions } from './engines';

export interface RehearsalOptions extends EnginesOptions {
  settings: Settings;
}

/** What a customer might write. */
export interface Question {
  text: string;
  /** What was said before, oldest first. */
  history?: { from: 'customer' | 'assistant'; text: string }[];
  /** The number it comes from, in digits: orders are told to their own number alone. */
  waId?: string | undefined;
}

/** What the product would have done. */
export interface Rehearsed {
  decision: PolicyDecision;
  classification: Classification;
  /** `failed`: neither engine could write one. */
  draft: Draft | 'failed';
}

const MINUTE_MS = 60_000;

/** Once the model failed, the engine without a model answers, as in a conversation. */
async function withFallback<T>(call: (engine: AssistantRequest['engine']) => Promise<T>): Promise<T> {
  return call('configured').catch(() => call('local'));
}

function requestOf({ text, history = [] }: Question, timeoutMs: number) {
  const began = Date.now();
  const transcript = history.map((line, index) => ({ ...line, at: began - (history.length - index) * MINUTE_MS }));
  return (engine: AssistantRequest['engine']): AssistantRequest => ({
    engine,
    messages: [text],
    transcript,
    language: 'en',
    timeoutMs,
  });
}

/**
 * The assistant's real activities and the real decision, for one message, without a conversation around them: nothing is
 * started, recorded or sent.
 */
export function createRehearsal({
  settings,
  ...engines
}: RehearsalOptions): (question: Question) => Promise<Rehearsed> {
  const { classify, draft } = createAssistantActivities({
    ...createEngines(engines),
    settings: () => settings,
    paused: () => Promise.resolve(false),
    showTyping: () => Promise.resolve(),
    cancellation: () => new AbortController().signal,
  });
  return async (question) => {
    const request = requestOf(question, settings.assistantTimeoutMs);
    const customer = question.waId === undefined ? {} : { waId: question.waId };
    const place = { notBefore: 0, customer, phoneNumberId: '0', lastMessageId: '' };
    const [classification, written] = await Promise.all([
      withFallback((engine) => classify(request(engine))),
      withFallback((engine) => draft({ ...request(engine), ...place })).catch(() => 'failed' as const),
    ]);
    const decision = decide({
      now: Date.now(),
      settings,
      memory: emptyMemory(),
      classification,
      draft: written,
      paused: false,
      mayTrigger: true,
      unreadable: { any: false, photo: false },
    });
    return { decision, classification, draft: written };
  };
}
