import type { AgentCommand } from '../messages';
import type { ConversationState, Handoff } from '../state';
import { keepAsNote, sendAgain, sendHeld } from './agent-message';
import { reactTo } from './agent-reaction';
import { reply } from './first-reply';
import { think } from './assistant';
import { setAway } from './away';
import { activate, cameByOutage, claim, endHandoff, giveBack, humanActivity, resume, updateCard } from './handoff';
import { pauseConversation } from './operator';
import {
  dispose,
  firstTime,
  hasVerdict,
  verdictOn,
  noteDecision,
  postLine,
  postSentence,
  postToSlack,
  recordChange,
  recordVerdict,
} from './record';
import { DONE, isOfAnotherHandoff, isStale, ownerRefusal, refused, type Outcome } from './refusals';
import { sendTemplate } from './reopening';
import { takeOver } from './takeover';
import { customerOwes, keepUntilAnswer } from './whose-turn';
import { verdictSentence } from '../verdict';
import { ASKING_RULES } from '../rules';

const SNOOZED_ONCE_SINCE = 8;

/** A click or slash command. Its verdict is recorded exactly once, whatever way it came and however often. */
export function agentCommand(state: ConversationState, command: AgentCommand, signalled: boolean): void {
  if (!firstTime(state, command.updateId)) {
    answerRepeated(state, command.updateId);
    if (signalled && state.rules >= ASKING_RULES) tellRefusal(state, command);
    return;
  }
  state.lastEventAt = state.now;
  const outcome = carryOut(state, command);
  if (outcome === undefined) return;
  recordVerdict(state, command.updateId, outcome.code, outcome.accepted, outcome.name);
  if (signalled) tellRefusal(state, command);
}

/** Whoever reads only that his click is recorded reads the refusal once, where he clicked. */
function tellRefusal(state: ConversationState, { updateId, agent, source, kind }: AgentCommand): void {
  const verdict = verdictOn(state, updateId);
  // Most reactions are among colleagues.
  if (kind === 'react' && verdict?.code === 'not_found') return;
  if (verdict === undefined || verdict.accepted || verdict.told === true || source === undefined) return;
  if (state.rules >= ASKING_RULES)
    state.verdicts = state.verdicts.map((one) => (one === verdict ? { ...one, told: true } : one));
  const { channel, threadTs } = source;
  const text = verdictSentence(verdict.code, verdict.name);
  const post = { kind: 'ephemeral' as const, channel, user: agent.id, text };
  postToSlack(state, threadTs === undefined ? post : { ...post, threadTs });
}

/** A repeated click gets the same answer; one whose answer has been forgotten is out of date. */
function answerRepeated(state: ConversationState, updateId: string): void {
  if (state.takeover?.updateIds.includes(updateId) || hasVerdict(state, updateId)) return;
  recordVerdict(state, updateId, 'stale_button', false);
}

/** `undefined`: the verdict follows when the takeover is acknowledged. */
function carryOut(state: ConversationState, command: AgentCommand): Outcome | undefined {
  switch (command.kind) {
    case 'takeOver':
      return takeOver(state, command);
    case 'resume':
      return handBack(state, command);
    case 'keepPaused':
      return keepPaused(state, command);
    case 'resolve':
      return resolve(state, command);
    case 'snooze':
      return snooze(state, command);
    case 'transfer':
      return transfer(state, command);
    case 'reply':
      return reply(state, command);
    case 'sendHeld':
      return sendHeld(state, command);
    case 'keepAsNote':
      return keepAsNote(state, command);
    case 'sendAgain':
      return sendAgain(state, command);
    case 'sendTemplate':
      return sendTemplate(state, command);
    case 'away':
    case 'back':
      return setAway(state, command);
    case 'react':
      return reactTo(state, command);
    case 'pause':
      return pauseConversation(state);
  }
}

function handBack(state: ConversationState, command: AgentCommand): Outcome {
  if (state.mode === 'active' || isStale(state, command)) return refused('stale_button');
  if (command.onlyUnclaimed === true && !cameByOutage(state)) return refused('stale_button');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  resume(state, 'agent', command.agent, command.onlyUnclaimed);
  think(state);
  return DONE;
}

function keepPaused(state: ConversationState, command: AgentCommand): Outcome {
  if (state.mode !== 'confirming' || isStale(state, command)) return refused('stale_button');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  const times = state.handoff?.kept?.times ?? 0;
  const theirTurn = customerOwes(state);
  humanActivity(state, command.agent);
  if (theirTurn) keepUntilAnswer(state, times);
  noteDecision(state, 'kept by people');
  postSentence(state, 'kept', command.agent);
  updateCard(state);
  return DONE;
}

function resolve(state: ConversationState, command: AgentCommand): Outcome {
  if (state.handoff === undefined) return refused('no_handoff');
  if (isOfAnotherHandoff(state, command)) return refused('stale_button');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  const { agent, outcome } = command;
  const known = outcome === undefined ? {} : { outcome };
  noteDecision(state, 'resolved', outcome);
  postLine(state, { kind: 'sentence', sentence: 'resolved', agent, ...known });
  endHandoff(state, 'resolved', agent, outcome);
  activate(state);
  recordChange(state, { what: 'resolved', ...known }, agent);
  dispose(state, ['team', 'cause'], 'by_agent');
  return DONE;
}

function snooze(state: ConversationState, command: AgentCommand): Outcome {
  const handoff = state.handoff;
  if (handoff === undefined || state.mode === 'active') return refused('no_handoff');
  if (isStale(state, command)) return refused('stale_button');
  const until = command.forMs === undefined ? command.until : state.now + command.forMs;
  if (until === undefined || until <= state.now || isSnoozed(state, handoff)) return refused('stale_button');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  humanActivity(state, command.agent);
  recordChange(state, { what: 'snoozed' }, command.agent);
  handoff.agent = command.agent;
  handoff.status = 'snoozed';
  handoff.snoozedUntil = until;
  postSentence(state, 'snoozed', command.agent);
  updateCard(state);
  return DONE;
}

/** A second click on the card of before: whoever wants another time takes it over first. */
const isSnoozed = ({ rules }: ConversationState, { status }: Handoff): boolean =>
  rules >= SNOOZED_ONCE_SINCE && status === 'snoozed';

function transfer(state: ConversationState, command: AgentCommand): Outcome {
  const { handoff } = state;
  if (handoff === undefined || state.mode === 'active') return refused('no_handoff');
  if (isStale(state, command)) return refused('stale_button');
  if (command.to === undefined && command.toGroup === undefined) return refused('not_found');
  const refusal = ownerRefusal(state, command.agent);
  if (refusal !== undefined) return refusal;
  if (command.to === undefined) {
    if (handoff.status === 'waiting') return refused('stale_button');
    giveBack(state, handoff, command.agent);
    return DONE;
  }
  claim(state, command.to);
  recordChange(state, { what: 'transferred' }, command.to);
  postSentence(state, 'transferred', command.to);
  return DONE;
}
