/** view(state) → what operators and pages see: search attributes and the query's answer. Pure. */
import { cardView, shownSummary } from './card-view';
import { isUndelivered } from './entry';
import type { EntryFile } from './file';
import type { Handoff, LoggedHandoff } from './handoff-state';
import { hashId } from './hash';
import type { ConversationSnapshot, HandoffFacts, PastHandoff, TranscriptLine } from './messages';
import type { Card, ConversationState, TranscriptEntry } from './state';
import { nextDeadline } from './transition';
import { windowEndsAt } from './transitions/outgoing';
import { owedSince } from './transitions/record';
import { customerOwes } from './transitions/whose-turn';
import { changeSentence } from './wording';
import { LOG_RULES } from './rules';

/** Values of the `Baton…` search attributes. `undefined`: not set. Nothing here names a customer. */
export interface SearchAttributeValues {
  /** Not set once the conversation goes on under another number. */
  BatonMode: string | undefined;
  BatonHandoff: string;
  BatonHandoffReason: string | undefined;
  BatonAgent: string | undefined;
  BatonIntent: string | undefined;
  BatonSentiment: string;
  BatonLanguage: string;
  /** Behind the keys: workflow ids of the conversations under his other numbers. */
  BatonCustomerKeys: string[];
  BatonSlackThreads: string[];
  BatonOwedSince: Date | undefined;
  BatonLastCustomerMessageAt: Date | undefined;
  BatonTurns: number;
  /** `2026-11-27T10:22:31Z refund_request 312 U_THANDI`: when, why, after how many seconds a person answered, and who. */
  BatonHandoffLog: string[];
  BatonRules: number | undefined;
}

/** Temporal takes 2 KB of one attribute. */
const LOG_CHARACTERS = 1_800;

export function searchAttributes(state: ConversationState): SearchAttributeValues {
  const owed = owedSince(state);
  return {
    BatonMode: state.moved === undefined ? state.mode : undefined,
    BatonHandoff: state.handoff?.status ?? 'none',
    BatonHandoffReason: state.handoff?.reason,
    BatonAgent: state.handoff?.agent?.id,
    BatonIntent: state.lastIntent,
    BatonSentiment: state.sentiment,
    BatonLanguage: state.language,
    BatonCustomerKeys: [...state.customer.keys, ...(state.linked ?? [])],
    BatonSlackThreads: state.slackThreads,
    BatonOwedSince: owed === undefined ? undefined : new Date(owed),
    BatonLastCustomerMessageAt:
      state.lastCustomerMessageAt === undefined ? undefined : new Date(state.lastCustomerMessageAt),
    BatonTurns: state.turns,
    BatonHandoffLog: publishedLog(state),
    BatonRules: state.rules < LOG_RULES ? undefined : state.rules,
  };
}

/** The newest of the log, as many as there is room for. */
function publishedLog({ handoffLog = [] }: ConversationState): string[] {
  const lines = handoffLog.map(logLine);
  let left = LOG_CHARACTERS;
  const first = lines.findLastIndex((line) => (left -= line.length + 3) < 0);
  return lines.slice(first + 1);
}

function logLine({ openedAt, reason, answer }: LoggedHandoff): string {
  const seconds = answer?.afterMs === undefined ? '-' : Math.round(answer.afterMs / 1_000);
  return [`${new Date(openedAt).toISOString().slice(0, 19)}Z`, reason, seconds, answer?.agentId ?? '-'].join(' ');
}

/** One snapshot for the pages and for operators. */
export function snapshot(state: ConversationState, now: number): ConversationSnapshot {
  const { handoff, turn, customer } = state;
  const owed = owedSince(state);
  const deadline = nextDeadline(state);
  const decision = state.decisions.at(-1);
  return {
    workflowId: state.workflowId,
    mode: state.mode,
    modeSince: state.modeSince,
    epoch: state.epoch,
    whoMaySpeak: state.mode === 'active' ? 'assistant' : 'agents',
    handoff: handoff?.status ?? 'none',
    recentDecisions: state.decisions,
    engine: state.settings.engine,
    language: state.language,
    customer: {
      ...(customer.name && { name: customer.name }),
      ...(customer.waId && { waId: customer.waId }),
      ...(customer.userId && { userId: customer.userId }),
    },
    recordBegins: state.transcript[0]?.number ?? 1,
    transcript: state.transcript.map(line),
    pastHandoffs: state.cards.flatMap(pastHandoff),
    now,
    ...(handoff && { handoffNumber: handoff.number, reason: handoff.reason, facts: handoffFacts(state, handoff) }),
    ...(handoff?.issue && { issue: handoff.issue }),
    ...(handoff?.agent && { agent: handoff.agent }),
    ...(owed !== undefined && { owedSince: owed }),
    ...(customerOwes(state) && { theirTurn: true as const }),
    ...(handoff?.summary.status === 'done' && { summary: shownSummary(handoff, handoff.summary.result) }),
    ...kept(state),
    ...(state.moved && { movedTo: state.moved.to }),
    ...(turn && { turn: { number: turn.number, phase: turn.phase, messages: turn.messages.length } }),
    ...(deadline && { nextDeadline: deadline }),
    ...(decision && { lastDecision: decision }),
    ...(state.lastCustomerMessageAt !== undefined && { windowEndsAt: windowEndsAt(state) }),
  };
}

function kept({ parkedTexts, held }: ConversationState): Pick<ConversationSnapshot, 'parked' | 'held'> {
  return {
    ...(parkedTexts && {
      parked: parkedTexts.map(({ id, agent, at, text }) => ({ id, name: agent.name, at, text })),
    }),
    ...(held.length > 0 && { held: held.map(({ id, agent, text }) => ({ id, name: agent.name, text })) }),
  };
}

/** The same as on the card. */
function handoffFacts(state: ConversationState, { number }: Handoff): HandoffFacts {
  const { waitingSince, otherReasons, sentiment, intent, order, returnedTo, opensAt, snoozedUntil } = cardView(
    state,
    number,
  );
  return {
    ...{ waitingSince, otherReasons, sentiment },
    ...(intent !== undefined && { intent }),
    ...(order !== undefined && { order }),
    ...(returnedTo !== undefined && { returnedTo }),
    ...(opensAt !== undefined && { opensAt }),
    ...(snoozedUntil !== undefined && { snoozedUntil }),
  };
}

const mayBeSentAgain = (entry: TranscriptEntry): boolean =>
  entry.from === 'agent' && entry.template !== true && entry.reaction === undefined && isUndelivered(entry);

function line(entry: TranscriptEntry): TranscriptLine {
  const { number, at, from, name, text, delivery, kind, tapped, quoted, file, change, intentId, sentAgain } = entry;
  return {
    number,
    at,
    from,
    text: change === undefined ? text : changeSentence(change, name),
    ...(name !== undefined && { name }),
    ...(delivery !== undefined && { delivery }),
    ...(kind !== undefined && { kind }),
    ...(tapped !== undefined && { tapped }),
    ...(quoted !== undefined && { quoted }),
    ...(file !== undefined && { file: fileLine(file) }),
    ...(change !== undefined && { mode: change.mode }),
    ...(intentId !== undefined && mayBeSentAgain(entry) && { intentId }),
    ...(sentAgain && { sentAgain }),
  };
}

const fileLine = ({ asked: _asked, content, ...file }: EntryFile): NonNullable<TranscriptLine['file']> => ({
  ...file,
  ...content,
});

function pastHandoff({ handoff, ended, view: { reason, openedAt, summary } }: Card): PastHandoff[] {
  if (ended === undefined || ended.state === 'merged') return [];
  const { at: endedAt, state: how, by, outcome } = ended;
  const known = { ...(by && { by }), ...(outcome && { outcome }), ...(summary && { summary }) };
  return [{ number: handoff, reason, openedAt, endedAt, how, ...known }];
}

/** Name of the dedupe entry of an update id, for the handler that waits for its verdict. */
export function verdictKey(updateId: string): string {
  return hashId(updateId);
}
