/** The decision table: what becomes of a turn. Pure; the first row that matches wins. */
import { hashId } from './hash';
import type { Classification, Draft } from './ports';
import type { Settings } from './settings';
import type { Memory } from './state';
import type { HandoffReason, NoticeKey } from './words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const THANKS_PAUSE = 6 * HOUR;
const GREETING_PAUSE = 30 * MINUTE;
const PROBLEM_MEMORY = 10 * MINUTE;

export interface PolicyInput {
  now: number;
  settings: Settings;
  memory: Memory;
  classification: Classification;
  /** Absent while it is being written; `failed` when neither engine could. */
  draft?: Draft | 'failed';
  /** Operators have paused the assistant. */
  paused: boolean;
  /** Whether anything in this turn came after the boundary: what people have had never fetches them again. */
  mayTrigger: boolean;
  /** Whether what the knowledge does not answer may be asked of the team. */
  mayAskTeam?: boolean;
  /** The draft rests on what the team has said when it was asked. */
  fromTeam?: boolean;
  /** The customer has said "stop": what answers him comes without an offer. */
  stopped?: boolean;
  /** What in this turn the assistant cannot read. */
  unreadable: { any: boolean; photo: boolean };
}

export type PolicyDecision =
  | { action: 'wait' }
  | { action: 'handoff'; rule: string; reason: HandoffReason }
  | { action: 'offer'; rule: string }
  | { action: 'ask_team'; rule: string }
  | {
      action: 'notice';
      rule: string;
      key: NoticeKey;
      parameters: Record<string, string>;
      buttons: 'connect' | 'connect_or_type' | 'none';
    }
  | { action: 'silence'; rule: string }
  | { action: 'send'; rule: string };

type Row = (input: PolicyInput) => PolicyDecision | undefined;

/** Rows that the classification alone decides; they never wait for the draft. */
const IMMEDIATE: Row[] = [wishForPerson, anger, alwaysHuman];

/** Rows that wait for the draft, and with it for the end of the quiet time. */
const CONSIDERED: Row[] = [social, outOfScope, repeated, notAnswerable, orderUnknown, promise, unreadable, unavailable];

/** … and those for an answer with what the team has said. */
const FROM_TEAM: Row[] = [unfitAnswer, promise, unavailable];

/** Decides a turn. `wait` means: not before the draft is there. */
export function decide(input: PolicyInput): PolicyDecision {
  for (const row of input.mayTrigger ? IMMEDIATE : []) {
    const decision = row(input);
    if (decision !== undefined) return decision;
  }
  if (input.paused) return { action: 'handoff', rule: '0 the assistant is paused', reason: 'assistant_paused' };
  if (input.draft === undefined) return { action: 'wait' };
  for (const row of input.fromTeam === true ? FROM_TEAM : CONSIDERED) {
    const decision = row(input);
    if (decision !== undefined) return decision;
  }
  return input.fromTeam === true
    ? { action: 'send', rule: '11 answer of the team' }
    : { action: 'send', rule: '11 answer' };
}

/** Decides a turn without a single readable word: no model is asked. */
export function decideUnreadable(photo: boolean, now: number, memory: Memory, stopped = false): PolicyDecision {
  if (photo && problemIsRecent(now, memory)) {
    return { action: 'handoff', rule: '9 photo after a problem', reason: 'unsupported_message' };
  }
  const rule = '9 cannot read';
  // Without its buttons it would ask a question to which "yes" is no answer.
  if (stopped) return { action: 'notice', rule, key: 'type_it', parameters: {}, buttons: 'none' };
  return { action: 'notice', rule, key: 'cannot_read', parameters: {}, buttons: 'connect_or_type' };
}

/** Whether the customer declined an offer so recently that another one would pester, or wants nothing unasked at all. */
function offersPaused(now: number, settings: Settings, memory: Memory): boolean {
  if (memory.optedOutAt !== undefined) return true;
  return memory.declinedAt !== undefined && now - memory.declinedAt < settings.offerPauseMs;
}

function problemIsRecent(now: number, memory: Memory): boolean {
  return memory.problemAt !== undefined && now - memory.problemAt <= PROBLEM_MEMORY;
}

function wishForPerson({ classification }: PolicyInput): PolicyDecision | undefined {
  return classification.wantsHuman
    ? { action: 'handoff', rule: '1 wish for a person', reason: 'human_requested' }
    : undefined;
}

function anger({ classification }: PolicyInput): PolicyDecision | undefined {
  // Someone in distress gets the emergency numbers even when the words sound angry.
  if (classification.sentiment !== 'angry' || classification.intent === 'self_harm') return undefined;
  return { action: 'handoff', rule: '2 angry', reason: 'angry_customer' };
}

function alwaysHuman({ classification, settings }: PolicyInput): PolicyDecision | undefined {
  const intent = settings.alwaysHumanIntents.find((candidate) => candidate === classification.intent);
  if (intent === undefined || !classification.wantsAction) return undefined;
  return { action: 'handoff', rule: '3 only people may do this', reason: intent };
}

function social({ classification, memory, now, unreadable: { any } }: PolicyInput): PolicyDecision | undefined {
  if (classification.intent !== 'social' || any) return undefined;
  if (classification.social === 'greeting') return greet(now, memory);
  const thanks = classification.social === 'thanks' || classification.social === 'goodbye';
  if (thanks && (memory.thankedAt === undefined || now - memory.thankedAt >= THANKS_PAUSE)) {
    return { action: 'notice', rule: '4 thanks', key: 'thanks', parameters: {}, buttons: 'none' };
  }
  return { action: 'silence', rule: '4 social' };
}

function greet(now: number, memory: Memory): PolicyDecision {
  if (memory.greetedAt !== undefined && now - memory.greetedAt < GREETING_PAUSE) {
    return { action: 'silence', rule: '4 greeted already' };
  }
  return { action: 'notice', rule: '4 greeting', key: 'greeting', parameters: {}, buttons: 'none' };
}

function outOfScope({ classification }: PolicyInput): PolicyDecision | undefined {
  if (classification.intent !== 'out_of_scope') return undefined;
  return { action: 'notice', rule: '5 not about this business', key: 'out_of_scope', parameters: {}, buttons: 'none' };
}

function repeated({ classification, draft, memory, now, settings }: PolicyInput): PolicyDecision | undefined {
  if (draft === undefined || draft === 'failed' || offersPaused(now, settings, memory)) return undefined;
  const recent = memory.answers.filter((answer) => now - answer.at <= settings.repeatWindowMs);
  const sameQuestion = recent.filter(
    (answer) =>
      classification.questionKey !== undefined &&
      answer.questionKey === classification.questionKey &&
      answer.basis === draft.basis,
  );
  const sameText = recent.filter((answer) => draft.answerable && answer.textHash === hashId(draft.text));
  const earlier = Math.max(sameQuestion.length, sameText.length);
  return earlier >= settings.repeatLimit - 1 ? { action: 'offer', rule: '6 same question again' } : undefined;
}

function notAnswerable({ draft, memory, now, settings, mayAskTeam }: PolicyInput): PolicyDecision | undefined {
  if (draft === undefined || draft === 'failed' || draft.answerable || isFallback(draft, settings)) return undefined;
  if (draft.order !== undefined && draft.order.outcome !== 'found') return undefined;
  if (mayAskTeam === true) return { action: 'ask_team', rule: '7 not answerable: the team is asked' };
  if (memory.notAnswerableInARow >= 1) {
    return { action: 'handoff', rule: '7 not answerable twice', reason: 'not_answerable' };
  }
  if (offersPaused(now, settings, memory)) {
    return { action: 'notice', rule: '7 not answerable', key: 'offer_declined', parameters: {}, buttons: 'none' };
  }
  return { action: 'offer', rule: '7 not answerable' };
}

function unfitAnswer({ draft, settings }: PolicyInput): PolicyDecision | undefined {
  if (draft === undefined || draft === 'failed' || draft.answerable || isFallback(draft, settings)) return undefined;
  return { action: 'handoff', rule: '7 the answer of the team does not do', reason: 'not_answerable' };
}

function orderUnknown({ draft, stopped = false }: PolicyInput): PolicyDecision | undefined {
  if (draft === undefined || draft === 'failed' || draft.order === undefined) return undefined;
  const parameters = { number: draft.order.number };
  if (draft.order.outcome === 'not_found') {
    const rule = '7 order not found';
    if (stopped) return { action: 'notice', rule, key: 'order_missing', parameters, buttons: 'none' };
    return { action: 'notice', rule, key: 'order_not_found', parameters, buttons: 'connect' };
  }
  if (draft.order.outcome === 'unavailable') {
    const buttons = stopped ? 'none' : 'connect';
    return { action: 'notice', rule: '7 orders not reachable', key: 'orders_down', parameters, buttons };
  }
  return undefined;
}

function promise({ draft }: PolicyInput): PolicyDecision | undefined {
  if (draft === undefined || draft === 'failed' || draft.violations.length === 0) return undefined;
  return { action: 'handoff', rule: '8 the draft promises too much', reason: 'promise_blocked' };
}

function unreadable({
  unreadable: found,
  classification,
  memory,
  now,
  stopped,
}: PolicyInput): PolicyDecision | undefined {
  if (!found.any) return undefined;
  if (found.photo && classification.problem) {
    return { action: 'handoff', rule: '9 photo with a problem', reason: 'unsupported_message' };
  }
  return decideUnreadable(found.photo, now, memory, stopped);
}

function unavailable({ draft, settings }: PolicyInput): PolicyDecision | undefined {
  const unsure = draft === 'failed' || (draft !== undefined && isFallback(draft, settings) && !draft.answerable);
  return unsure ? { action: 'handoff', rule: '10 the model failed', reason: 'assistant_unavailable' } : undefined;
}

function isFallback(draft: Draft, settings: Settings): boolean {
  return draft.engine === 'local' && settings.engine === 'openai';
}
