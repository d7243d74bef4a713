import type { ClassifyRequest, Draft, DraftRequest } from '../../../workflows/conversation/ports';
import { isOpen, nextOpening } from '../../../workflows/conversation/opening';
import type { OpeningHours } from '../../../workflows/conversation/settings';
import type { Language } from '../../../workflows/conversation/words';
import { createTexts } from '../../knowledge/texts';
import type { Knowledge } from '../../knowledge/types';
import { validTopics } from '../../knowledge/validity';
import type { OrdersClient } from '../../orders/client';
import type { AssistantEngine } from '../engine';
import { violationsOf } from '../grounding/grounding';
import { lookUp, orderNotTold, orderTold } from '../order-draft';
import { sourcesOf } from '../sources';
import { TEAM_TOPIC, teamTopic } from '../team-topic';
import type { BrainAnswer, BrainRequest, LocalBrain } from './types';

export interface LocalEngineDependencies {
  brain: LocalBrain;
  knowledge: Knowledge;
  orders: OrdersClient;
  /** The business's clock of the moment. */
  clock?: () => OpeningHours | undefined;
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

/** What is said about orders; whether one exists at all is for the team alone. */
async function tell(
  { brain, knowledge, orders, clock, now = Date.now }: LocalEngineDependencies,
  request: DraftRequest,
  answer: Extract<BrainAnswer, { kind: 'answer' }>,
  signal: AbortSignal,
): Promise<LocalDraft> {
  const lookedUp = await lookUp(orders, answer.orders, request.customer.waId, signal);
  const ending = orderNotTold(lookedUp, answer.topics.length > 0);
  if (ending) return ending;
  const found = lookedUp.flatMap(({ found }) => (found.outcome === 'found' ? [found.order] : []));
  const missing = lookedUp.filter(({ found }) => found.outcome !== 'found').map(({ number }) => number);
  const { language } = brain.classify(toBrainRequest(request, now()));
  const moment = hoursNow(knowledge, clock?.(), now(), language);
  const { text, basis } = brain.word({ ...answer, orders: found, missing, moment }, language);
  const valid = validTopics(knowledge.topics, now(), knowledge.business.timeZone);
  const violations = violationsOf(text, { ...sourcesOf(knowledge, valid, request, moment), orders: found });
  return { answerable: true, text, basis, violations, ...orderTold(lookedUp) };
}

/** The agent's own words: nobody here could put them into better ones. */
function withAnswer(
  { knowledge, now = Date.now }: LocalEngineDependencies,
  request: DraftRequest,
  told: string,
): LocalDraft {
  const topics = [teamTopic(told), ...validTopics(knowledge.topics, now(), knowledge.business.timeZone)];
  const violations = violationsOf(told, sourcesOf(knowledge, topics, request, ''));
  return { answerable: true, text: told, basis: `topic:${TEAM_TOPIC}`, violations };
}

/** Whether people work at this moment, in the words of the business; empty where they always do. */
function hoursNow(knowledge: Knowledge, clock: OpeningHours | undefined, now: number, language: Language): string {
  if (clock === undefined) return '';
  const texts = createTexts(knowledge);
  const opens = isOpen(clock, now) ? undefined : nextOpening(clock, now);
  return opens === undefined ? texts.openNow(language) : texts.closedNow(language, opens, now);
}

/** The engine without a model: no key, no network but the orders service, and nothing said that nobody wrote. */
export function createLocalEngine(deps: LocalEngineDependencies): AssistantEngine {
  const { brain, now = Date.now } = deps;
  // The index is built here, so that no customer waits for it.
  brain.topicsFor({ messages: [], transcript: [], language: 'en', now: now() }, 1);
  return {
    name: 'local',
    classify: (request) => Promise.resolve(brain.classify(toBrainRequest(request, now()))),
    async draft(request, signal) {
      if (request.teamAnswer !== undefined) return withAnswer(deps, request, request.teamAnswer);
      const answer = brain.answer(toBrainRequest(request, now()));
      if (answer.kind === 'none') return { answerable: false, text: '', basis: 'none', violations: [] };
      return tell(deps, request, answer, signal);
    },
    summarise: ({ transcript, reason, language = 'en' }) =>
      Promise.resolve(brain.summarise({ transcript, reason, language })),
  };
}
