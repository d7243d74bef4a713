/** What an answer changes, for as long as it can still be taken back. */
import type { ConversationState, Undo } from '../state';
import { updateCard } from './handoff';
import { isHeld } from './outgoing';
import { changeEntry, messagesOf } from './record';

/** How it is before the answer. */
export function undoOf(state: ConversationState): Undo {
  const answered = messagesOf(state, 'team', 'cause').map(({ number, disposition = 'team' }) => ({
    number,
    disposition,
  }));
  return { handoff: state.handoff?.number ?? 0, wrote: state.handoff?.agentWrote ?? false, answered };
}

/** Whoever was answered by nothing but this is owed an answer again. */
export function takeBack(state: ConversationState, undo: Undo): void {
  const { handoff } = state;
  if (handoff?.number !== undo.handoff) return;
  setAgentWrote(state, undo.wrote);
  if (state.mode === 'active') return;
  const lost = undo.answered.filter(({ number }) =>
    state.transcript.some((entry) => entry.number === number && entry.disposition === 'by_agent'),
  );
  for (const { number, disposition } of lost) changeEntry(state, number, { disposition });
}

/**
 * What it was is gone from its place in the outbox. What an agent has written beside it stands for it; where nothing has,
 * who was answered by it no longer is.
 */
export function handOnUndo(state: ConversationState, at: number, undo: Undo | undefined): void {
  const next = state.outbox.slice(at).find(({ author, source }) => author === 'agent' && source !== undefined);
  if (undo === undefined) return;
  if (next === undefined) takeBack(state, undo);
  else if (isHeld(next)) next.undo = { ...undo, answered: [...undo.answered, ...(next.undo?.answered ?? [])] };
}

/** What the card has suggested is shown for as long as nobody has answered. */
export function setAgentWrote(state: ConversationState, wrote: boolean): void {
  const { handoff } = state;
  if (handoff === undefined) return;
  const suggests = handoff.summary.status === 'done' && handoff.summary.result.suggestedReply !== undefined;
  const changed = handoff.agentWrote !== wrote;
  handoff.agentWrote = wrote;
  if (changed && suggests) updateCard(state);
}
