import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel';
import { AssistantFailure } from '../failures';
import type { Chat } from './chat';

/** `closed`: the model is asked. `open`: it is away and nobody waits for it. `half_open`: one call tries it. */
export type ModelCircuit = 'closed' | 'open' | 'half_open';

/** Two customers' turns, each of which tries twice to sort and twice to draft. */
const FAILURES_IN_A_ROW = 8;
const TRY_AGAIN_AFTER_MS = 10_000;

/** What tells that the model is away, and not that it is at a loss. */
const OUTAGES: AssistantFailure['code'][] = ['timeout', 'connection', 'server', 'rate_limited', 'rejected'];

const isOutage = (error: Error): boolean => error instanceof AssistantFailure && OUTAGES.includes(error.code);
const away = (): AssistantFailure => new AssistantFailure('circuit_open', false);

const NAMES: Partial<Record<CircuitState, ModelCircuit>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
};

const isTimeout = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && (reason as Error | undefined)?.name === 'TimeoutError';

/**
 * Stops asking a model that is away: after eight failures in a row each call fails at once with `circuit_open`, so that
 * the engine without a model answers without a wait; every ten seconds one call tries it. One for each worker process.
 */
export function withBreaker(chat: Chat, onChange: (circuit: ModelCircuit) => void = () => undefined): Chat {
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: TRY_AGAIN_AFTER_MS,
    breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW),
  });
  breaker.onStateChange((state) => onChange(NAMES[state] ?? 'open'));

  return async (request) => {
    if (breaker.state === CircuitState.HalfOpen) throw away();
    const tries = breaker.state !== CircuitState.Closed;
    const ask: typeof chat = (asked) =>
      chat(asked).catch((error: unknown) => {
        // A call that was called off says nothing about the model, so it cannot end an outage either.
        if (isTimeout(asked.signal) || (tries && asked.signal.aborted)) throw new AssistantFailure('timeout', true);
        throw error;
      });
    try {
      return await breaker.execute(() => ask(request));
    } catch (error) {
      throw isBrokenCircuitError(error) ? away() : error;
    }
  };
}
