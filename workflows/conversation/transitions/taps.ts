import type { TappedButton } from '../buttons';
import type { ConversationState, OpenQuestion, TranscriptEntry } from '../state';
import { think } from './assistant';
import { acceptOffer, askCustomer, askSettled, declineOffer, mayAskCustomer, offerIsOpen } from './customer-questions';
import { activate, belongsToTeam, endHandoff, remindWaiting, resume, showInThread, updateCard } from './handoff';
import { nobodyHasIt, queueNotice } from './outgoing';
import { changeEntry, dispose, noteDecision, postLine, postSentence, recordChange } from './record';

/** A customer's stale button is read as the words on it; it never resumes anything. */
export function tapped(state: ConversationState, button: TappedButton, entry: TranscriptEntry): void {
  switch (button.action) {
    case 'connect':
      tappedConnect(state, button, entry);
      return;
    case 'decline':
      if (offerIsOpen(state) && isOpen(button, state.questions.offer)) declineOffer(state, entry);
      else aside(state, entry);
      return;
    case 'type':
      tappedType(state, entry);
      return;
    case 'assistant':
      tappedAssistant(state, button, entry);
      return;
    case 'wait':
      tappedWait(state, button, entry);
      return;
    case 'keep':
      tappedKeep(state, entry);
      return;
    case 'sorted':
    case 'unsorted':
      tappedSettled(state, button, entry);
      return;
  }
}

function isOpen(button: TappedButton, open: OpenQuestion | undefined): boolean {
  return open !== undefined && open.question === button.question && open.epoch === button.epoch;
}

function tappedConnect(state: ConversationState, button: TappedButton, entry: TranscriptEntry): void {
  if (state.mode === 'active') {
    const current = offerIsOpen(state) && isOpen(button, state.questions.offer);
    acceptOffer(state, current ? 'offer_accepted' : 'human_requested');
    return;
  }
  // It asks for what is being done already, so it is no message to answer once the assistant is back.
  belongsToTeam(state, entry, 'cause');
  remindWaiting(state);
}

function tappedType(state: ConversationState, entry: TranscriptEntry): void {
  if (state.mode !== 'active') {
    aside(state, entry);
    return;
  }
  changeEntry(state, entry.number, { disposition: 'answered' });
  queueNotice(state, 'type_it');
}

/** An old [Keep waiting] or [Still need help]: while the assistant has the conversation, a wish for a person. */
function wantsPeople(state: ConversationState, entry: TranscriptEntry): void {
  if (state.mode === 'active') acceptOffer(state, 'human_requested');
  else aside(state, entry);
}

/** A tap that changes nothing: the team sees it when it has the conversation. */
function aside(state: ConversationState, entry: TranscriptEntry): void {
  changeEntry(state, entry.number, { disposition: 'ignored' });
  if (state.mode !== 'active') showInThread(state, [entry]);
}

function tappedAssistant(state: ConversationState, button: TappedButton, entry: TranscriptEntry): void {
  changeEntry(state, entry.number, { disposition: 'ignored' });
  if (state.mode === 'active') return;
  const waiting = isOpen(button, state.questions.whileWaiting) && state.handoff?.agentWrote === false;
  const confirming = state.mode === 'confirming' && state.settings.customerMayConfirm;
  if ((waiting && state.takeover === undefined) || (confirming && isOpen(button, state.questions.customer))) {
    resume(state, 'customer');
    think(state);
    return;
  }
  postSentence(state, 'customer_tapped_old_button');
  if (confirming && mayAskCustomer(state)) askCustomer(state);
  else remindWaiting(state, 0);
}

function tappedWait(state: ConversationState, button: TappedButton, entry: TranscriptEntry): void {
  if (state.mode !== 'confirming' || !isOpen(button, state.questions.customer)) {
    wantsPeople(state, entry);
    return;
  }
  delete state.questions.customer;
  changeEntry(state, entry.number, { disposition: 'ignored' });
  noteDecision(state, 'customer keeps waiting');
  queueNotice(state, 'chose_wait');
  const agent = state.handoff?.agent;
  postLine(state, agent === undefined ? { kind: 'customer_keeps_waiting' } : { kind: 'customer_keeps_waiting', agent });
}

/** [Keep it open], whenever it was shown: the message alone has done it. */
function tappedKeep(state: ConversationState, entry: TranscriptEntry): void {
  changeEntry(state, entry.number, { disposition: 'ignored' });
  if (!nobodyHasIt(state)) {
    if (state.mode !== 'active') showInThread(state, [entry]);
    return;
  }
  noteDecision(state, 'the customer keeps it open');
  postSentence(state, 'customer_kept_open');
  queueNotice(state, 'kept_open');
  updateCard(state);
}

function tappedSettled(state: ConversationState, button: TappedButton, entry: TranscriptEntry): void {
  const waiting = nobodyHasIt(state);
  if (!waiting || !isOpen(button, state.questions.settled)) {
    if (waiting && button.action === 'sorted') askSettled(state, entry);
    else if (button.action === 'unsorted') wantsPeople(state, entry);
    else aside(state, entry);
    return;
  }
  delete state.questions.settled;
  changeEntry(state, entry.number, { disposition: 'ignored' });
  if (button.action === 'unsorted') {
    queueNotice(state, 'still_waiting');
    postSentence(state, 'customer_still_needs_help');
    return;
  }
  noteDecision(state, 'settled by the customer');
  postSentence(state, 'customer_settled');
  endHandoff(state, 'resolved');
  activate(state);
  recordChange(state, { what: 'resolved' });
  dispose(state, ['team', 'cause'], 'ignored');
  queueNotice(state, 'settled');
}
