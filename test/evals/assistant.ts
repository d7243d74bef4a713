import type { ChatOptions } from '../../activities/assistant/openai/chat';
import { createRehearsal, type Rehearsed } from '../../activities/assistant/rehearsal';
import type { Knowledge } from '../../activities/knowledge/types';
import { productSettings } from '../support/settings';
import type { Row } from './rows';

/** A day on which every topic of the sample business holds, the dated promotion too. */
const NOW = Date.parse('2026-11-18T08:00:00Z');
const CUSTOMER = '27825551234';

export interface EvalOptions {
  knowledge: Knowledge;
  orders: { url: string; token: string };
  /** Absent: the engine without a model. */
  model: ChatOptions | undefined;
  timeoutMs: number;
}

/** What the product would have done with a row. */
export interface Outcome extends Rehearsed {
  tookMs: number;
}

/** The assistant's real activities and the real decision, without a conversation around them. */
export function createEvaluated(options: EvalOptions): (row: Row) => Promise<Outcome> {
  const { knowledge, orders, model, timeoutMs } = options;
  const engine = model ? 'openai' : 'local';
  const settings = productSettings({ engine, assistantTimeoutMs: timeoutMs });
  const rehearse = createRehearsal({ knowledge: () => knowledge, orders, model, settings, now: () => NOW });
  return async ({ input, history }) => {
    const began = Date.now();
    const rehearsed = await rehearse({ text: input, history, waId: CUSTOMER });
    return { ...rehearsed, tookMs: Date.now() - began };
  };
}
