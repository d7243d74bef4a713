/** Since when people keep a customer waiting, and when he is to read that they are late. Pure. */
import { saysSettled } from '../answers';
import { WAITING_RULES } from '../rules';
import type { ConversationState, OutgoingIntent } from '../state';
import type { NoticeKey } from '../words';
import { messagesOf, owedSince } from './record';

const NOTICE_PAUSE = 30 * 60_000;
/** Sentences that say no more than that he has to wait: two are half an hour apart. */
const WAITING_NOTICES: NoticeKey[] = ['already_waiting', 'nobody_yet', 'answer_delayed'];
const QUESTION_MARK = /[?？؟]/u;

/** Since when people owe an answer, and may be waited for, ms UTC. */
export function waitingSince(state: ConversationState): number | undefined {
  const { handoff, rules } = state;
  const owed = owedSince(state);
  if (handoff === undefined || owed === undefined) return undefined;
  return Math.max(owed, handoff.openedAt, (rules >= WAITING_RULES && handoff.backSince) || 0);
}

/** Two notices to a customer who waits are at least so far apart, ms. */
export const noticePause = ({ settings }: ConversationState): number => settings.waitingNoticePauseMs ?? NOTICE_PAUSE;

/** Whether one of them went out so short a time ago, in whichever handoff. */
export function toldLately(state: ConversationState): boolean {
  const { waitingNotice: last } = state.memory;
  return last !== undefined && state.now - last.at < noticePause(state);
}

/** Noted when it begins to go out, and forgotten when it certainly did not. */
export const isWaitingNotice = ({ id }: Pick<OutgoingIntent, 'id'>): boolean =>
  WAITING_NOTICES.some((key) => id.startsWith(`n-${key}-`));

/**
 * Whether a customer whose conversation an agent has, or has had, waits long enough to read that people are late. Nobody
 * says so behind an agent's words that are on their way, nor to somebody who has only said thanks.
 */
export function isKeptWaiting(state: ConversationState): boolean {
  const { handoff, mode, outbox } = state;
  const since = waitingSince(state);
  if (mode !== 'paused' || handoff === undefined || since === undefined || handoff.status === 'snoozed') return false;
  // Of an earlier wait it is not said any more.
  if (handoff.ladder?.since !== since) return false;
  return wantsAnswer(state) && !toldLately(state) && !outbox.some(({ author }) => author === 'agent');
}

/** Where an agent has answered before, much of what follows is no question: then only one counts. */
function wantsAnswer(state: ConversationState): boolean {
  const owed = messagesOf(state, 'team', 'cause');
  if (saysSettled(owed.at(-1)?.text ?? '')) return false;
  return state.handoff?.agentWrote !== true || owed.some(({ text }) => QUESTION_MARK.test(text));
}
