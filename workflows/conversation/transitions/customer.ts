import { readYesOrNo, saysSettled } from '../answers';
import { readButton, type TappedButton } from '../buttons';
import type { CustomerContent, CustomerMessage, CustomerMoved, CustomerProfile, PhoneReply } from '../messages';
import type { ConversationState, OpenQuestion, TranscriptEntry } from '../state';
import { think } from './assistant';
import { activate, endHandoff, openHandoff, remindWaiting, resume } from './handoff';
import { queueNotice, windowOpen } from './outgoing';
import {
  addEntry,
  changeEntry,
  dispose,
  firstTime,
  messagesOf,
  noteDecision,
  postLine,
  postSentence,
  postToSlack,
  quote,
} from './record';

const DAY = 24 * 60 * 60_000;
const TOO_OLD = 8 * DAY;
const ASK_AGAIN_AFTER = 60 * 60_000;
const MAX_ASKS_A_DAY = 3;
const REMIND_AFTER = 5 * 60_000;

/** A customer wrote, tapped, or sent something. */
export function customerMessage(state: ConversationState, message: CustomerMessage): void {
  if (!firstTime(state, message.id)) return;
  learn(state, message.customer);
  state.lastEventAt = state.now;
  const written = Math.min(state.now, message.sentAt);
  state.lastCustomerMessageAt = Math.max(state.lastCustomerMessageAt ?? 0, written);
  const entry = record(state, message);
  if (entry.disposition === 'ignored') {
    showAside(state, message, entry);
    return;
  }
  if (state.now - message.sentAt > TOO_OLD) {
    belongsToTeam(state, entry, 'cause');
    openHandoff(state, 'unsupported_message', { announce: false });
    return;
  }
  route(state, message.content, entry);
}

function route(state: ConversationState, content: CustomerContent, entry: TranscriptEntry): void {
  if (content.kind === 'button') {
    const button = readButton(content.id);
    if (button !== undefined) {
      tapped(state, button, entry);
      return;
    }
  }
  if (content.kind === 'text' && typedAnswer(state, content.text, entry)) return;
  spoken(state, entry);
}

/** An ordinary message: the assistant's or the team's, by mode. */
function spoken(state: ConversationState, entry: TranscriptEntry): void {
  if (state.mode === 'active') {
    think(state);
    return;
  }
  belongsToTeam(state, entry, 'team');
  const handoff = state.handoff;
  if (handoff?.status === 'waiting' && state.now - handoff.openedAt >= REMIND_AFTER && state.mode === 'paused') {
    remindWaiting(state);
  }
  askCustomerAgain(state);
}

function belongsToTeam(state: ConversationState, entry: TranscriptEntry, disposition: 'team' | 'cause'): void {
  changeEntry(state, entry.number, { disposition });
  if (state.handoff) postToSlack(state, { kind: 'entry', handoff: state.handoff.number, entry: entry.number });
}

/** Yes, no and "sorted", typed as a whole message while the question is open. */
function typedAnswer(state: ConversationState, text: string, entry: TranscriptEntry): boolean {
  const answer = readYesOrNo(text);
  if (state.mode === 'active' && offerIsOpen(state) && answer !== undefined) {
    if (answer === 'yes') acceptOffer(state, 'offer_accepted');
    else declineOffer(state, entry);
    return true;
  }
  if (state.handoff?.status !== 'waiting') return false;
  if (saysSettled(text)) {
    askSettled(state, entry);
    return true;
  }
  return false;
}

/** The offer closes with a new epoch, the assistant's next message, or after 24 hours. */
function offerIsOpen(state: ConversationState): boolean {
  const offer = state.questions.offer;
  return offer !== undefined && offer.epoch === state.epoch && state.now - offer.askedAt < DAY;
}

function acceptOffer(state: ConversationState, reason: 'offer_accepted' | 'human_requested'): void {
  // "Yes" says nothing: what it is about is what the offer answered.
  const asked = state.transcript.findLast(
    ({ number, disposition }) => number > state.boundary && disposition === 'answered',
  );
  openHandoff(state, reason, { announce: true, issue: asked?.text });
}

function declineOffer(state: ConversationState, entry: TranscriptEntry): void {
  delete state.questions.offer;
  state.memory.declinedAt = state.now;
  state.memory.notAnswerableInARow = 0;
  noteDecision(state, 'offer declined');
  changeEntry(state, entry.number, { disposition: 'answered' });
  queueNotice(state, 'offer_declined');
}

function isOpen(button: TappedButton, open: OpenQuestion | undefined): boolean {
  return open !== undefined && open.question === button.question && open.epoch === button.epoch;
}

/** A customer's stale button is read as the words on it; it never resumes anything. */
function tapped(state: ConversationState, button: TappedButton, entry: TranscriptEntry): void {
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
    case 'sorted':
    case 'unsorted':
      tappedSettled(state, button, entry);
      return;
  }
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

/** A tap that changes nothing: the team sees it when it has the conversation. */
function aside(state: ConversationState, entry: TranscriptEntry): void {
  changeEntry(state, entry.number, { disposition: 'ignored' });
  if (state.mode !== 'active' && state.handoff) {
    postToSlack(state, { kind: 'entry', handoff: state.handoff.number, entry: entry.number });
  }
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
    aside(state, entry);
    return;
  }
  delete state.questions.customer;
  changeEntry(state, entry.number, { disposition: 'ignored' });
  noteDecision(state, 'customer keeps waiting');
  queueNotice(state, 'chose_wait');
  const agent = state.handoff?.agent;
  postLine(state, agent === undefined ? { kind: 'customer_keeps_waiting' } : { kind: 'customer_keeps_waiting', agent });
}

function askSettled(state: ConversationState, entry: TranscriptEntry): void {
  belongsToTeam(state, entry, 'team');
  queueNotice(state, 'settled_question', { buttons: ['sorted', 'unsorted'], question: 'settled' });
}

function tappedSettled(state: ConversationState, button: TappedButton, entry: TranscriptEntry): void {
  const waiting = state.handoff?.status === 'waiting';
  if (!waiting || !isOpen(button, state.questions.settled)) {
    if (waiting && button.action === 'sorted') askSettled(state, entry);
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
  dispose(state, ['team', 'cause'], 'ignored');
  queueNotice(state, 'settled');
}

/** Whether the customer may be asked now: inside the window, at most three times a day. */
function mayAskCustomer(state: ConversationState): boolean {
  const asked = state.memory.askedCustomerAt.filter((at) => state.now - at < DAY);
  const { parked, settings } = state;
  return settings.customerMayConfirm && !parked && windowOpen(state) && asked.length < MAX_ASKS_A_DAY;
}

/** [Keep waiting] [Ask the assistant]. */
export function askCustomer(state: ConversationState): void {
  const asked = state.memory.askedCustomerAt.filter((at) => state.now - at < DAY);
  state.memory.askedCustomerAt = [...asked, state.now];
  noteDecision(state, 'customer asked whether to resume');
  queueNotice(state, 'ask_resume', { buttons: ['wait', 'assistant'], question: 'customer' });
}

/** When the customer is to be asked for the first time in this confirmation; `undefined`: not at all. */
export function askCustomerAt(state: ConversationState): number | undefined {
  const agents = state.questions.agents;
  if (state.mode !== 'confirming' || agents === undefined || state.questions.customer !== undefined) return undefined;
  if (askedSince(state, agents.askedAt) || !mayAskCustomer(state)) return undefined;
  return messagesOf(state, 'team', 'cause').length > 0 ? agents.askedAt + state.settings.askCustomerAfterMs : undefined;
}

function askedSince(state: ConversationState, since: number): boolean {
  return state.memory.askedCustomerAt.some((at) => at >= since);
}

function askCustomerAgain(state: ConversationState): void {
  if (state.mode !== 'confirming') return;
  const first = askCustomerAt(state);
  const last = state.memory.askedCustomerAt.at(-1);
  const again = last !== undefined && askedSince(state, state.modeSince) && state.now - last > ASK_AGAIN_AFTER;
  if ((first !== undefined && first <= state.now) || (again && mayAskCustomer(state))) askCustomer(state);
}

function learn(state: ConversationState, profile: CustomerProfile): void {
  const keys = [...new Set([...state.customer.keys, ...profile.keys])].slice(-20);
  state.customer = { ...state.customer, ...profile, keys };
}

interface Recorded {
  text: string;
  readable?: boolean;
  photo?: boolean;
  ignored?: boolean;
}

function record(state: ConversationState, message: CustomerMessage): TranscriptEntry {
  const { text, readable = false, photo = false, ignored = false } = describe(message.content);
  return addEntry(state, {
    from: 'customer',
    text,
    messageId: message.id,
    sentAt: message.sentAt,
    disposition: ignored ? 'ignored' : 'pending',
    readable,
    photo,
    ...(message.content.kind === 'button' && { tapped: true }),
    ...(message.customer.name === undefined ? {} : { name: message.customer.name }),
  });
}

function describe(content: CustomerContent): Recorded {
  switch (content.kind) {
    case 'text':
      return { text: content.text, readable: true };
    case 'button':
      return { text: content.title, readable: true };
    case 'media':
      return describeMedia(content);
    case 'location':
      return { text: `[location${content.name === undefined ? '' : `: ${content.name}`}]` };
    case 'contacts':
      return { text: `[contact: ${content.names.join(', ')}]` };
    case 'reaction':
      return { text: content.emoji ? `[reaction ${content.emoji}]` : '[reaction removed]', ignored: true };
    case 'order':
      return { text: `[order from the catalogue, ${content.items} items] ${content.text ?? ''}`.trim() };
    case 'form':
      return { text: `[form ${content.name}] ${content.text}`, readable: true };
    case 'edit':
      return { text: `[edited] ${content.text ?? ''}`.trim(), ignored: true };
    case 'revoke':
      return { text: '[deleted a message]', ignored: true };
    case 'welcome':
      return { text: '[opened the chat]', ignored: true };
    case 'unsupported':
      return { text: `[message of a kind that cannot be shown: ${content.type}]` };
  }
}

function describeMedia(content: Extract<CustomerContent, { kind: 'media' }>): Recorded {
  const what = content.voice ? 'voice note' : content.media === 'image' ? 'photo' : content.media;
  const name = content.fileName === undefined ? '' : `: ${content.fileName}`;
  const text = `[${what}${name}] ${content.caption ?? ''}`.trim();
  if (content.media === 'sticker') return { text: '[sticker]', ignored: true };
  return { text, readable: (content.caption ?? '').trim() !== '', photo: content.media === 'image' };
}

/** Reactions, edits and deletions never start a turn; the team sees them while it has the conversation. */
function showAside(state: ConversationState, message: CustomerMessage, entry: TranscriptEntry): void {
  if (state.handoff === undefined || message.content.kind === 'welcome') return;
  if (message.content.kind === 'edit') postSentence(state, 'customer_edited');
  if (message.content.kind === 'revoke') postSentence(state, 'customer_deleted');
  else postToSlack(state, { kind: 'entry', handoff: state.handoff.number, entry: entry.number });
}

/** An answer from the WhatsApp app on the business's phone: recorded and shown to the team. */
export function phoneReply(state: ConversationState, reply: PhoneReply): void {
  const ours = state.transcript.some((entry) => entry.intentId !== undefined && entry.messageId === reply.id);
  if (ours || !firstTime(state, reply.id)) return;
  learn(state, reply.customer);
  state.lastEventAt = state.now;
  addEntry(state, { from: 'agent', name: 'phone', text: reply.text, delivery: 'sent' });
  postLine(state, { kind: 'agent_phone_message', text: quote(reply.text), at: state.now });
}

/** The customer's number or user id changed: recorded and shown to the team. */
export function customerMoved(state: ConversationState, moved: CustomerMoved): void {
  if (!firstTime(state, moved.id)) return;
  state.customer = {
    ...state.customer,
    keys: [...new Set([...state.customer.keys, ...moved.customer.keys])].slice(-20),
  };
  state.lastEventAt = state.now;
  addEntry(state, { from: 'event', text: 'The customer has a new number or WhatsApp identity.' });
  postSentence(state, 'customer_number_changed');
}
