import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CustomerIdentity, Sentence } from '../../workflows/conversation/ports';
import type { Author } from '../../workflows/conversation/words';

export const AUTHORS: Record<Author, string> = {
  agent: 'Agent',
  assistant: 'Assistant',
  notice: 'Notice',
};

const BY: Partial<Record<Sentence, string>> = {
  taken_over: 'took over. The assistant is silent; what you write here goes to the customer.',
  handed_back: 'handed the conversation back to the assistant.',
  handed_back_request_open: 'let the assistant help meanwhile. The request stays open.',
  kept: 'keeps the conversation with the team.',
  resolved: 'resolved the handoff. The assistant answers again.',
  snoozed: 'snoozed the handoff.',
  away: 'is away: what the customer is owed goes back to the queue in five minutes, unless it is answered.',
  back: 'is back.',
  away_fell_back: 'is away: the conversation waits for whoever takes it first.',
  fell_back: 'has not answered the customer: the conversation waits for whoever takes it first.',
  transferred: 'has the conversation now.',
};

const ALONE: Record<Sentence, string> = {
  taken_over: 'An agent took over. The assistant is silent.',
  handed_back: 'The conversation is back with the assistant.',
  handed_back_request_open: 'The assistant helps meanwhile. The request stays open.',
  customer_asked_assistant: 'The customer asked for the assistant, which answers again.',
  kept: 'The conversation stays with the team.',
  resolved: 'The handoff is resolved. The assistant answers again.',
  customer_settled: 'The customer says that everything is sorted. The handoff is closed.',
  customer_still_needs_help: 'The customer still needs help.',
  customer_tapped_old_button:
    'The customer tapped an [Ask the assistant] that is out of date. The conversation stays with the team.',
  snoozed: 'The handoff is snoozed.',
  snooze_over: 'The snooze is over: the customer is waiting.',
  snooze_over_written: 'The customer has written, so the snooze is over.',
  away: 'The agent who has it is away: what the customer is owed goes back to the queue in five minutes.',
  back: 'The agent who has it is back.',
  away_fell_back: 'The agent is away: the conversation waits for whoever takes it first.',
  fell_back: 'Nobody has answered the customer: the conversation waits for whoever takes it first.',
  transferred: 'The conversation has a new owner.',
  window_closed:
    'Not sent: the customer service window is closed. WhatsApp allows free text only within 24 hours of the customer’s last message.',
  parked_full:
    'Not sent, and not kept: too many messages wait for this customer to write already. Keep some of them as notes, or send a template.',
  parked_sent: 'The customer has written: the message that waited for it goes out now.',
  customer_kept_open:
    'The customer keeps the chat open: WhatsApp takes free text for another 24 hours. The card has the time.',
  outbox_full: 'Not sent: too many messages are waiting to go out. Try again in a minute.',
  customer_number_changed:
    'The customer has a new number. The conversation goes on here, with what was said under the old one.',
  conversation_stopped:
    'An earlier conversation with this customer was stopped by an operator, or it failed. The assistant knows nothing of it, so people have a look first. What was said is in the chat history, under its earlier records.',
  conversation_missing:
    'The customer has a new number, and the conversation under the old one could not be brought here. An agent may have it there: please have a look before you answer.',
  customer_edited: 'The customer edited a message.',
  customer_deleted: 'The customer deleted a message.',
  customer_opted_out:
    'The customer wrote “stop”: nothing goes out any more that was not asked for. Your own answers do; confirm it where nobody has.',
  customer_opted_in: 'The customer may be asked and reminded again.',
  summary_failed: 'The summary could not be written. Please read the full chat history.',
  parked: 'The conversation was stopped because of an internal error. An operator has to look at it.',
};

/** A fixed sentence for the team; `named`: it continues the name of the agent in front of it. */
export function wordSentence(
  sentence: Sentence,
  hasAgent: boolean,
  minutes?: number,
): { named: boolean; text: string } {
  const by = hasAgent ? BY[sentence] : undefined;
  const text = by ?? ALONE[sentence];
  return { named: by !== undefined, text: minutes === undefined ? text : `${text} (${minutes} min)` };
}

/** "+27 ••••• 1234", or an honest word where WhatsApp gives no number: enough to tell two customers apart. */
export function maskedNumber({ waId }: CustomerIdentity): string {
  if (!waId) return 'number not shared';
  const country = parsePhoneNumberFromString(`+${waId}`)?.countryCallingCode;
  return `${country === undefined ? '' : `+${country} `}••••• ${waId.slice(-4)}`;
}

export const customerName = ({ name }: CustomerIdentity): string => name?.trim() || 'Customer';
