import type { ClassifyRequest, Draft, DraftRequest } from '../../../workflows/conversation/ports';
import type { Knowledge } from '../../knowledge/types';
import { validTopics } from '../../knowledge/validity';
import type { OrderLookUp, OrdersClient } from '../../orders/client';
import type { AssistantEngine } from '../engine';
import { violationsOf } from '../grounding/grounding';
import { sourcesOf } from '../sources';
import type { BrainRequest, LocalBrain } from './types';

export interface LocalEngineDependencies {
  brain: LocalBrain;
  knowledge: Knowledge;
  orders: OrdersClient;
  now?: () => number;
}

/** What the brain gets to see of a request. */
export const toBrainRequest = ({ messages, transcript, language }: ClassifyRequest, now: number): BrainRequest => ({
  messages,
  transcript: transcript.map(({ from, text }) => ({ from, text })),
  language,
  now,
});

type LocalDraft = Omit<Draft, 'engine'>;

/** What is said about an order; whether it exists at all is for the team alone. */
function tellOrder(
  deps: LocalEngineDependencies,
  request: DraftRequest,
  number: string,
  found: OrderLookUp,
): LocalDraft {
  if (found.outcome !== 'found') {
    const { outcome, cardNote } = found;
    const order = { number, outcome, cardNote };
    return { answerable: false, text: '', basis: `order:${number}:${outcome}`, violations: [], order };
  }
  const { brain, knowledge } = deps;
  const { language } = brain.classify(toBrainRequest(request, 0));
  const { text, basis } = brain.describeOrder(found.order, language);
  const violations = violationsOf(text, { ...sourcesOf(knowledge, [], request), order: found.order });
  return { answerable: true, text, basis, violations, order: { number, outcome: 'found' } };
}

/** The engine without a model: no key, no network but the orders service, and nothing said that nobody wrote. */
export function createLocalEngine(deps: LocalEngineDependencies): AssistantEngine {
  const { brain, knowledge, orders, now = Date.now } = deps;
  // The index is built here, so that no customer waits for it.
  brain.topicsFor({ messages: [], transcript: [], language: 'en', now: now() }, 1);
  return {
    name: 'local',
    classify: (request) => Promise.resolve(brain.classify(toBrainRequest(request, now()))),
    async draft(request, signal) {
      const answer = brain.answer(toBrainRequest(request, now()));
      if (answer.kind === 'none') return { answerable: false, text: '', basis: 'none', violations: [] };
      if (answer.kind === 'order') {
        const found = await orders.find(answer.number, request.customer.waId, signal);
        return tellOrder(deps, request, answer.number, found);
      }
      const valid = validTopics(knowledge.topics, now(), knowledge.business.timeZone);
      const violations = violationsOf(answer.text, sourcesOf(knowledge, valid, request));
      return {
        answerable: true,
        text: answer.text,
        basis: answer.topics.map((id) => `topic:${id}`).join(' '),
        violations,
      };
    },
    summarise: ({ transcript, reason }) => Promise.resolve(brain.summarise({ transcript, reason })),
  };
}
