/** What the rules remember of an answer of ours: noted when it begins to go out, and forgotten when it certainly did not. */
import { hashId } from '../hash';
import type { ConversationState, OutgoingIntent, Turn } from '../state';
import { MAX_ANSWERS } from './limits';
import { WISH_RULES } from '../rules';

/** `first`: it was never tried before. A retry is the same answer: it is remembered once. */
export function remember(state: ConversationState, turn: Turn, intent: OutgoingIntent, first: boolean): void {
  const { memory, rules, now } = state;
  if (rules < WISH_RULES ? !first : intent.before !== undefined) return;
  const { firstContactSent, notAnswerableInARow, greetedAt, thankedAt } = memory;
  if (rules >= WISH_RULES) {
    intent.before = { at: now, firstContactSent, notAnswerableInARow };
    if (greetedAt !== undefined) intent.before.greetedAt = greetedAt;
    if (thankedAt !== undefined) intent.before.thankedAt = thankedAt;
  }
  const { content } = intent;
  if (content.firstContact) memory.firstContactSent = true;
  if (intent.author === 'assistant') memory.assistantMessages = [...memory.assistantMessages, now];
  if (content.kind === 'notice' && content.key === 'greeting') memory.greetedAt = now;
  if (content.kind === 'notice' && content.key === 'thanks') memory.thankedAt = now;
  rememberAnswer(state, turn);
}

function rememberAnswer({ memory, now }: ConversationState, { classification, draft }: Turn): void {
  if (classification.status !== 'done' || draft.status !== 'done') return;
  const { intent, questionKey } = classification.result;
  if (intent === 'social' || intent === 'out_of_scope') return;
  const { answerable, basis, text, order } = draft.result;
  memory.notAnswerableInARow = answerable || order !== undefined ? 0 : memory.notAnswerableInARow + 1;
  const answer = { at: now, basis, textHash: answerable ? hashId(text) : '' };
  memory.answers = [...memory.answers, questionKey === undefined ? answer : { ...answer, questionKey }].slice(
    -MAX_ANSWERS,
  );
}

/** It was not sent: nothing of it is remembered. */
export function forget({ memory }: ConversationState, intent: Pick<OutgoingIntent, 'before'>): void {
  const { before } = intent;
  if (before === undefined) return;
  delete intent.before;
  const { at } = before;
  memory.firstContactSent = before.firstContactSent;
  memory.notAnswerableInARow = before.notAnswerableInARow;
  memory.answers = memory.answers.filter((answer) => answer.at !== at);
  memory.assistantMessages = memory.assistantMessages.filter((sentAt) => sentAt !== at);
  for (const name of ['greetedAt', 'thankedAt'] as const) {
    if (before[name] === undefined) delete memory[name];
    else memory[name] = before[name];
  }
}
