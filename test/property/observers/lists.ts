import type { ConversationEvent } from '../../../workflows/conversation/events';
import type { ConversationState } from '../../../workflows/conversation/state';
import { nextDeadline } from '../../../workflows/conversation/transition';
import { searchAttributes, verdictKey } from '../../../workflows/conversation/view';
import type { Observer, Report } from '../observer';

const STOP_OR_START = /^(?:stop|hou op asb|start)$/i;
const ASIDE = ['reaction', 'edit', 'revoke', 'welcome'];
const OURS = /^[a-z]+:\d+:\d+$/;

/** Words or media that the team owes an answer to, while it has put the customer off. */
function isPutOffAnyway(before: ConversationState, event: ConversationEvent, after: ConversationState): boolean {
  if (event.type !== 'customerMessage' || before.seen.length === after.seen.length) return false;
  if (before.handoff?.status !== 'snoozed' || after.handoff?.status !== 'snoozed') return false;
  if (after.handoff.reason === 'automated_sender') return false;
  const { content } = event.message;
  if (content.kind === 'text') return !STOP_OR_START.test(content.text);
  if (content.kind === 'button') return !OURS.test(content.id) || content.id.startsWith('connect:');
  return !ASIDE.includes(content.kind) && !(content.kind === 'media' && content.media === 'sticker');
}

/** What is published is what lists are made of: who waits, who has what, who has put it off. */
export function watchLists(report: Report): Observer {
  return {
    transition(before, event, after) {
      checkList(report, after);
      if (isPutOffAnyway(before, event, after)) report('lists', 'the customer has written and is put off all the same');
      if (event.type !== 'agentCommand' || after.moved !== undefined) return;
      const { updateId } = event.command;
      const id = verdictKey(updateId);
      const answers = after.verdicts.filter((verdict) => verdict.id === id).length;
      const awaits = after.takeover?.updateIds.includes(updateId) ?? false;
      if (answers + Number(awaits) !== 1) report('clicks', `${event.command.kind} has ${answers} answers at once`);
    },
  };
}

function checkList(report: Report, state: ConversationState): void {
  const { BatonHandoff: list, BatonAgent: agent, BatonMode: mode } = searchAttributes(state);
  const owes = state.transcript.some(({ disposition }) => disposition === 'team' || disposition === 'cause');
  if (state.moved !== undefined) return;
  if (owes && (list === 'none' || mode === undefined)) report('lists', 'a customer is owed an answer and on no list');
  const isSomebodys = list === 'claimed' || list === 'snoozed';
  if (isSomebodys !== (agent !== undefined)) report('lists', `${list} is the list of ${agent ?? 'nobody'}`);
  if (list !== 'snoozed') return;
  const wakes = state.handoff?.snoozedUntil ?? Infinity;
  const next = nextDeadline(state)?.at ?? Infinity;
  if (!(wakes > state.now && next <= wakes)) report('lists', 'what is put off never comes back');
}
