import type { ConversationState } from '../state';
import { giveBack, giveBackAt } from './away';
import { inOpenTime, tooLateAt } from './clock';
import { askCustomer, askCustomerAt } from './customer-questions';
import { updateCard } from './handoff';
import { climb, ladderAt } from './ladder';
import { openQuestion, windowClosesAt } from './outgoing';
import { expireQueued, tellUnconfirmed } from './delivery';
import { giveUpWaiting, missingAt } from './moved';
import { noteDecision, postLine, recordChange, showBurst } from './record';
import { endSnooze, snoozeOver } from './snooze';
import { askToKeepOpen, keepOpenAt, warningAt, warnTeam } from './window';
import { customerOwes } from './whose-turn';
import { putOffTo } from './burst';
import { unansweredAt } from './team-question';
import { giveUpOnTeam } from './team-reply';

const MINUTE = 60_000;
const IDLE = 30 * 24 * 60 * MINUTE;

export interface Deadline {
  at: number;
  what: string;
}

/** Carries out everything that is due at `state.now`. A timer may only ask; it never resumes. */
export function tick(state: ConversationState): void {
  if (state.moved === undefined) {
    tickHere(state);
    if (isDue(state, state.burst?.until)) showBurst(state);
  }
  if (isDue(state, idleAt(state))) state.completed = true;
}

function tickHere(state: ConversationState): void {
  tellUnconfirmed(state);
  expireQueued(state);
  if (isDue(state, snoozeOver(state))) endSnooze(state);
  climb(state);
  if (isDue(state, inactivityAt(state))) askAgents(state);
  if (isDue(state, askCustomerAt(state))) askCustomer(state, true);
  if (isDue(state, giveBackAt(state))) giveBack(state);
  if (isDue(state, keepOpenAt(state))) askToKeepOpen(state);
  if (isDue(state, warningAt(state))) warnTeam(state);
  if (isDue(state, missingAt(state))) giveUpWaiting(state);
  if (isDue(state, unansweredAt(state))) giveUpOnTeam(state);
}

/** Every time at which something is to be done, in no order. Past ones have been done by `tick`. */
export function deadlines(state: ConversationState): Deadline[] {
  return (state.moved === undefined ? hereDeadlines(state) : movedDeadlines(state)).flatMap(([at, what]) =>
    at === undefined ? [] : [{ at, what }],
  );
}

type Due = [number | undefined, string];

function movedDeadlines(state: ConversationState): Due[] {
  const all: Due[] = [
    [state.moved?.notBefore, 'pass on again'],
    [idleAt(state), 'conversation completes'],
  ];
  return all;
}

function hereDeadlines(state: ConversationState): Due[] {
  const all: Due[] = [
    [putOffTo(state), 'think'],
    [inactivityAt(state), 'ask whether the assistant may come back'],
    [askCustomerAt(state), 'ask the customer'],
    [snoozeOver(state), 'snooze ends'],
    [ladderAt(state), 'nobody has answered'],
    [state.handoff?.opensAt, 'people begin to work'],
    [giveBackAt(state), 'agent is away'],
    [keepOpenAt(state), 'ask whether to keep it open'],
    [warningAt(state), 'warn of the end of the window'],
    [missingAt(state), 'give up waiting for the conversation under the earlier number'],
    [unansweredAt(state), 'the team has not answered'],
    [idleAt(state), 'conversation completes'],
    [state.outbox[0]?.notBefore, state.outbox[0]?.undo === undefined ? 'send again' : 'send what an agent wrote'],
    [windowClosesAt(state), 'window closes on what waits'],
    [tooLateAt(state), 'too late to ask the customer today'],
    [state.slackOutbox[0]?.notBefore, 'post to Slack again'],
    [state.files?.[0]?.notBefore, 'fetch a file again'],
    [state.burst?.until, 'show what the customer wrote'],
    ...state.unknown.map(({ until }): Due => [until, 'delivery unconfirmed']),
  ];
  return all;
}

function isDue(state: ConversationState, at: number | undefined): boolean {
  return at !== undefined && at <= state.now;
}

function inactivityAt(state: ConversationState): number | undefined {
  const { handoff, mode, settings } = state;
  if (mode !== 'paused' || handoff === undefined || handoff.status === 'snoozed') return undefined;
  if (state.takeover !== undefined || state.parked) return undefined;
  if (handoff.kept !== undefined) return handoff.kept.until;
  const { lastHumanActivityAt = 0, answeredAt = 0 } = handoff;
  return inOpenTime(state, Math.max(lastHumanActivityAt, answeredAt, state.modeSince), settings.inactivityMs);
}

function askAgents(state: ConversationState): void {
  state.mode = 'confirming';
  state.modeSince = state.now;
  recordChange(state, { what: 'confirming' });
  noteDecision(state, 'agents asked whether to resume');
  const question = openQuestion(state, 'agents');
  const agent = state.handoff?.agent;
  if (state.handoff !== undefined && agent !== undefined && customerOwes(state)) {
    const { number: handoff, lastHumanActivityAt = state.now } = state.handoff;
    postLine(state, { kind: 'whose_turn', epoch: state.epoch, question, handoff, agent, since: lastHumanActivityAt });
    updateCard(state);
    return;
  }
  const line = {
    kind: 'confirm_resume' as const,
    epoch: state.epoch,
    question,
    inactiveMinutes: Math.round(state.settings.inactivityMs / MINUTE),
  };
  postLine(state, agent === undefined ? line : { ...line, agent });
  updateCard(state);
}

function idleAt(state: ConversationState): number | undefined {
  const busy =
    state.mode !== 'active' ||
    state.handoff !== undefined ||
    state.takeover !== undefined ||
    state.turn !== undefined ||
    state.outbox.length > 0 ||
    state.slackOutbox.length > 0 ||
    state.burst !== undefined ||
    (state.files?.length ?? 0) > 0 ||
    unansweredAt(state) !== undefined ||
    (state.moved?.waiting.length ?? 0) > 0 ||
    (state.awaited?.length ?? 0) > 0 ||
    state.unknown.some(({ until }) => until !== undefined);
  return busy || state.completed ? undefined : state.lastEventAt + IDLE;
}
