import type { ConversationState } from '../../../workflows/conversation/state';
import { nextDeadline } from '../../../workflows/conversation/transition';
import { searchAttributes, verdictKey } from '../../../workflows/conversation/view';
import type { Observer, Report } from '../observer';

/** What is published is what lists are made of: who waits, who has what, who has put it off. */
export function watchLists(report: Report): Observer {
  return {
    transition(_before, event, after) {
      checkList(report, after);
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
