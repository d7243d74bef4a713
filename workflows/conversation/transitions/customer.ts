import { readYesOrNo, saysSettled } from '../answers';
import { readButton } from '../buttons';
import type { CustomerContent, CustomerMessage, CustomerProfile } from '../messages';
import type { ConversationState, TranscriptEntry } from '../state';
import { think } from './assistant';
import { describe } from './customer-content';
import { acceptOffer, askCustomerAgain, askSettled, declineOffer, offerIsOpen } from './customer-questions';
import { belongsToTeam, openHandoff, remindWaiting, showInThread } from './handoff';
import { unitedKeys } from './limits';
import { looksAutomated } from './machines';
import { optIn, typedOptOut } from './opt-out';
import { addEntry, firstTime, messagesOf, postSentence } from './record';
import { quotedIn } from './quoted';
import { endSnoozeForCustomer } from './snooze';
import { nobodyHasIt } from './outgoing';
import { tapped } from './taps';

const DAY = 24 * 60 * 60_000;
const TOO_OLD = 8 * DAY;
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
  if (state.now - message.sentAt > TOO_OLD) tooOld(state, message, entry);
  else route(state, message.content, entry);
  if (isOwed(state, entry)) endSnoozeForCustomer(state);
}

function tooOld(state: ConversationState, { sentAt }: CustomerMessage, entry: TranscriptEntry): void {
  belongsToTeam(state, entry, 'cause');
  const days = Math.floor((state.now - sentAt) / DAY);
  openHandoff(state, 'unsupported_message', { announce: false, issue: `Sent ${days} days ago: ${entry.text}` });
}

const isOwed = (state: ConversationState, { number }: TranscriptEntry): boolean =>
  messagesOf(state, 'team', 'cause').some((owed) => owed.number === number);

function route(state: ConversationState, content: CustomerContent, entry: TranscriptEntry): void {
  if (content.kind === 'button') {
    const button = readButton(content.id);
    if (button !== undefined) {
      optIn(state, false);
      tapped(state, button, entry);
      return;
    }
  }
  if (content.kind === 'text' && typedOptOut(state, content.text, entry)) return;
  if (content.kind === 'text' && typedAnswer(state, content.text, entry)) return;
  spoken(state, entry);
}

/** An ordinary message: the assistant's or the team's, by mode. */
function spoken(state: ConversationState, entry: TranscriptEntry): void {
  if (state.mode === 'active') {
    if (looksAutomated(state, entry)) openHandoff(state, 'automated_sender', { announce: false });
    else think(state);
    return;
  }
  belongsToTeam(state, entry, 'team');
  const handoff = state.handoff;
  if (handoff?.status === 'waiting' && state.now - handoff.openedAt >= REMIND_AFTER && state.mode === 'paused') {
    remindWaiting(state);
  }
  askCustomerAgain(state);
}

/** Yes, no and "sorted", typed as a whole message while the question is open. */
function typedAnswer(state: ConversationState, text: string, entry: TranscriptEntry): boolean {
  const answer = readYesOrNo(text);
  if (state.mode === 'active' && offerIsOpen(state) && answer !== undefined) {
    if (answer === 'yes') acceptOffer(state, 'offer_accepted');
    else declineOffer(state, entry);
    return true;
  }
  if (!nobodyHasIt(state)) return false;
  if (saysSettled(text)) {
    askSettled(state, entry);
    return true;
  }
  return false;
}

export function learn(state: ConversationState, profile: CustomerProfile): void {
  const keys = unitedKeys(state.customer.keys, profile.keys);
  state.customer = { ...state.customer, ...profile, keys };
}

function record(state: ConversationState, message: CustomerMessage): TranscriptEntry {
  const { text, kind, file, readable = false, photo = false, ignored = false } = describe(message.content, state.rules);
  const quoted = quotedIn(state, message);
  return addEntry(state, {
    from: 'customer',
    text,
    messageId: message.id,
    sentAt: message.sentAt,
    disposition: ignored ? 'ignored' : 'pending',
    readable,
    photo,
    ...(kind && { kind }),
    ...(file && { file }),
    ...(quoted !== undefined && { quoted }),
    ...(message.content.kind === 'button' && { tapped: true }),
    ...(message.customer.name === undefined ? {} : { name: message.customer.name }),
  });
}

/** Reactions, edits and deletions never start a turn; the team sees them while it has the conversation. */
function showAside(state: ConversationState, message: CustomerMessage, entry: TranscriptEntry): void {
  if (state.handoff === undefined || message.content.kind === 'welcome') return;
  if (message.content.kind === 'edit') postSentence(state, 'customer_edited');
  if (message.content.kind === 'revoke') postSentence(state, 'customer_deleted');
  else showInThread(state, [entry]);
}
