import { setTimeout as delay } from 'node:timers/promises';
import {
  ASSISTANT_PAUSED,
  type Classification,
  type ClassifyRequest,
  type ConversationActivities,
  type Draft,
  type DraftRequest,
} from '../../workflows/conversation/ports';
import type { Settings } from '../../workflows/conversation/settings';
import type { AssistantEngine } from './engine';
import { AssistantFailure, toAssistantFailure } from './failures';

export interface AssistantDependencies {
  /** The engine of the configuration. */
  configured: AssistantEngine;
  /** The engine without a model: the fallback, and the same as `configured` without a key. */
  local: AssistantEngine;
  /** In force at the edge; every classification brings them to its conversation. */
  settings: () => Settings;
  /** Whether operators have paused the assistant. Throws where that cannot be known: the attempt then fails. */
  paused(): Promise<boolean>;
  /** Shows the customer "read" and "typing"; nobody waits for it, and its failure is nobody's. */
  showTyping(request: DraftRequest): Promise<void>;
  /** The signal of the running activity: `() => Context.current().cancellationSignal`. */
  cancellation(): AbortSignal;
  /**
   * When the running activity was scheduled, ms UTC on the conversation's clock, which may stand ahead of ours:
   * `() => Context.current().info.scheduledTimestampMs`.
   */
  scheduledAt?: () => number;
  now?: () => number;
}

type AssistantActivities = Pick<ConversationActivities, 'classify' | 'draft' | 'summarise'>;

/** Runs one call of an engine within its time; whatever fails leaves as an ApplicationFailure. */
async function within<T>(
  timeoutMs: number,
  cancelled: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // It may have come before anybody listened.
  cancelled.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([cancelled, timeout]);
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([call(signal), aborted]);
  } catch (error) {
    if (cancelled.aborted) throw cancelled.reason;
    throw toAssistantFailure(timeout.aborted ? new AssistantFailure('timeout', true) : error);
  }
}

/** Returns no earlier than `at` (ms UTC): the customer may still be typing. Throws the reason when cancelled. */
async function waitUntil(at: number, now: () => number, cancelled: AbortSignal): Promise<void> {
  // A timer may fire a millisecond before the clock has come that far.
  for (let left = at - now(); left > 0; left = at - now()) {
    await delay(left, undefined, { signal: cancelled }).catch((error: unknown) => {
      throw cancelled.aborted ? cancelled.reason : error;
    });
  }
}

/**
 * `classify`, `draft` and `summarise` of a conversation. Each makes one attempt within `timeoutMs` and throws an
 * ApplicationFailure of type `AssistantUnavailable`, or the reason of its cancellation.
 */
export function createAssistantActivities(deps: AssistantDependencies): AssistantActivities {
  const { configured, local, settings, showTyping, cancellation, now = Date.now, scheduledAt = now } = deps;
  const engineOf = (engine: 'configured' | 'local'): AssistantEngine => (engine === 'local' ? local : configured);
  const isPaused = (): Promise<boolean> =>
    deps.paused().catch(() => {
      throw toAssistantFailure(new AssistantFailure('connection', true));
    });
  return {
    async classify(request: ClassifyRequest): Promise<Classification> {
      const assistantPaused = await isPaused();
      // While it is paused no model is asked. The local engine still tells language and danger.
      const engine = assistantPaused ? local : engineOf(request.engine);
      const found = await within(request.timeoutMs, cancellation(), (signal) => engine.classify(request, signal));
      const classification = { ...found, engine: engine.name, settings: settings() };
      return assistantPaused ? { ...classification, assistantPaused } : classification;
    },
    async draft(request: DraftRequest): Promise<Draft> {
      const engine = engineOf(request.engine);
      const cancelled = cancellation();
      const ahead = Math.max(0, scheduledAt() - now());
      if (await isPaused()) throw toAssistantFailure(new AssistantFailure(ASSISTANT_PAUSED, false));
      showTyping(request).catch(() => undefined);
      const draft = await within(request.timeoutMs, cancelled, (signal) => engine.draft(request, signal));
      await waitUntil(request.notBefore - ahead, now, cancelled);
      return { ...draft, engine: engine.name };
    },
    async summarise(request) {
      const engine = engineOf(request.engine);
      const summary = await within(request.timeoutMs, cancellation(), (signal) => engine.summarise(request, signal));
      return { ...summary, engine: engine.name };
    },
  };
}
