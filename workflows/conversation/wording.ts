/** The closed vocabularies in sentences for agents and operators; customers read `knowledge/texts`. Pure. */
import type { Change } from './state';
import type {
  ContentKind,
  FileProblem,
  FileRefusal,
  HandoffOutcome,
  HandoffReason,
  Intent,
  Language,
  Sentiment,
} from './words';

export const REASONS: Record<HandoffReason, string> = {
  human_requested: 'The customer asked for a person',
  offer_accepted: 'The customer accepted the offer of a person',
  angry_customer: 'The customer is angry',
  refund_request: 'The customer wants a refund',
  complaint: 'Complaint: something is missing, damaged or wrong',
  order_change: 'The customer wants to cancel or change an order',
  payment_dispute: 'Payment dispute',
  fraud: 'Fraud or impersonation',
  legal: 'Legal matter',
  privacy_request: 'Privacy request',
  threat: 'Threat',
  safety: 'Safety or injury',
  self_harm: 'The customer may be in danger of self-harm',
  not_answerable: 'The assistant does not know the answer',
  promise_blocked: 'The answer would have promised what only people may promise',
  unsupported_message: 'A message that the assistant cannot read',
  assistant_unavailable: 'The assistant is unavailable',
  assistant_paused: 'The assistant is paused by an operator',
  agent_initiated: 'Taken over by an agent',
  answered_from_phone: 'Answered from the phone app',
  budget_exhausted: 'Too many messages for the assistant in 24 hours',
  returned: 'Back within three days with what was resolved',
  automated_sender: 'Looks like an automatic system: the assistant keeps silent',
  delivery_unconfirmed: "WhatsApp did not confirm the assistant's answer",
};

export const OUTCOME_WORDS: Record<HandoffOutcome, string> = {
  solved: 'Solved',
  compensated: 'Refund or replacement arranged',
  passed_on: 'Passed on to somebody else',
  no_reply: 'The customer did not reply',
  nothing_to_do: 'Nothing to do',
};

export const LANGUAGES: Record<Language, string> = {
  en: 'English',
  af: 'Afrikaans',
  zu: 'isiZulu',
  xh: 'isiXhosa',
  st: 'Sesotho',
};

export const MOODS: Record<Sentiment, string> = {
  positive: 'happy',
  neutral: 'calm',
  negative: 'unhappy',
  angry: 'angry',
};

/** What a message is about; the reason of the handoff tells more where only people may do it. */
export const INTENTS: Record<string, string> = {
  refund_request: 'Refund',
  complaint: 'Complaint',
  order_change: 'Change of an order',
  payment_dispute: 'Payment dispute',
  fraud: 'Fraud',
  legal: 'Legal matter',
  privacy_request: 'Privacy',
  threat: 'Threat',
  safety: 'Safety',
  self_harm: 'Self-harm',
  order_status: 'Status of an order',
  question: 'Question',
  social: 'Small talk',
  out_of_scope: 'Not about the shop',
} satisfies Record<Intent, string>;

const MINUTE = 60_000;

/** How long it has been, such as "4 min", "2 h", "3 days". */
export function spanOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / (24 * 60))} days`;
}

/** How long people have owed the customer an answer. */
export const owedFor = (ms: number): string => (ms < MINUTE ? 'wrote just now' : `owed an answer for ${spanOf(ms)}`);

const RESEND = ' Ask the customer to send it again.';

/** Why a customer's file is not shown. `type`: what it is instead, such as `EXE`. */
export const fileProblemSentence = (what: ContentKind, problem: FileProblem, type?: string): string =>
  `The customer’s ${what} ${isNotShown(problem, type)}`;

/** The same behind whatever names the file. */
export function isNotShown(problem: FileProblem, type = 'UNKNOWN'): string {
  const instead = type === 'UNKNOWN' ? 'of no kind that is known here' : `those of another kind of file (${type})`;
  const reasons: Record<FileProblem, string> = {
    empty: `it is empty: there is not one byte in it.${RESEND}`,
    too_large: 'it is larger than 100 MB, the most that WhatsApp allows.',
    not_what_it_says: `its bytes are ${instead}.`,
    not_passed_on: `it is ${kindOf(type)}. Only photos, sound, film, PDF, text and today's Office documents are passed on.`,
    gone: `WhatsApp no longer has it.${RESEND}`,
    incomplete: `it broke off half-way each time that it was fetched.${RESEND}`,
    damaged: `what arrived is not what was sent (the checksum differs).${RESEND}`,
    unavailable: `it could not be fetched from WhatsApp.${RESEND}`,
    slack: 'Slack did not take it. The operator should look at the scope files:write.',
  };
  return `is not shown: ${reasons[problem]}`;
}

function kindOf(type: string): string {
  if (type === 'CFB') return 'an Office document of the old kind, or something like it';
  return type === 'UNKNOWN' ? 'of no kind that is known here' : `a file of another kind (${type})`;
}

/** WhatsApp's own limits. */
const LIMITS: Record<string, string> = {
  image: 'photos (JPEG, PNG) of at most 5 MB',
  video: 'videos (MP4, 3GP) of at most 16 MB',
  audio: 'sound (AAC, AMR, MP3, M4A, OGG) of at most 16 MB',
  document: 'documents (PDF, text, Word, Excel, PowerPoint) of at most 100 MB',
};

/** Why an agent's file has not gone to the customer. `type`: what it is, or the kind of media whose limit it passes. */
export function fileRefusalSentence(why: FileRefusal, type = 'UNKNOWN'): string {
  const kind = type === 'UNKNOWN' ? 'this is none of them' : `this is ${type}`;
  const reasons: Record<FileRefusal, string> = {
    held: 'your message is held. Attach it again once that has gone out.',
    nobody_claimed: 'nobody has this handoff yet. Take over, then attach it again.',
    assistant_active: 'the assistant has this conversation. Take over, then attach it again.',
    window_closed: 'the 24-hour window is closed. Attach it again once the customer has written.',
    empty: 'there is not one byte in it.',
    too_large: `WhatsApp takes ${LIMITS[type] ?? 'nothing of more than 100 MB'}.`,
    not_taken: `WhatsApp takes ${Object.values(LIMITS).join(', ')}; ${kind}.`,
    gone: 'Slack no longer has it.',
    incomplete: 'it broke off half-way each time. Attach it again.',
    unavailable: 'WhatsApp could not be reached with it. Attach it again later.',
    slack: 'Slack does not give it to Baton. The operator should look at the scope files:read.',
  };
  return reasons[why];
}

/** What a change in who may speak, or in what people owe the customer, is to a reader. `name`: the agent whose doing it is. */
export function changeSentence({ what, reason, open, outcome }: Change, name: string | undefined): string {
  const meaning = reason === undefined ? '' : ` ${REASONS[reason]}.`;
  switch (what) {
    case 'handed_off':
      return `Handed to the team.${meaning}`;
    case 'reason_added':
      return `One more reason for the team.${meaning}`;
    case 'taking_over':
      return `${name} is taking over. A message is still on its way.`;
    case 'taken_over':
      return `${name} took over. The assistant is silent.`;
    case 'transferred':
      return `The conversation went to ${name}.`;
    case 'given_back':
      return `${name} gave it back to the team: it waits for whoever comes first.`;
    case 'snoozed':
      return `${name} put it off.`;
    case 'snooze_over':
      return 'The snooze is over.';
    case 'fell_back':
      return `${name} did not answer: the conversation waits for whoever comes first.`;
    case 'confirming':
      return 'No agent was active: the team was asked whether the assistant may come back.';
    case 'kept':
      return `${name ?? 'The team'} keeps the conversation.`;
    case 'resumed':
      return `${name === undefined ? 'The customer chose the assistant.' : `${name} let the assistant come back.`}${open ? ' The request to people stays open.' : ''}`;
    case 'moved':
      return 'The customer has a new number or WhatsApp identity: the conversation goes on under it.';
    case 'taken_back':
      return 'The conversation under the new number has ended or was stopped: this one goes on here, and nothing that was said there is known.';
    case 'resolved':
      return name === undefined
        ? 'The customer says that everything is sorted. The assistant answers again.'
        : `${name} resolved the handoff${outcome === undefined ? '' : ` (${OUTCOME_WORDS[outcome].toLowerCase()})`}. The assistant answers again.`;
  }
}

const NEXT: Record<string, string> = {
  'nobody has answered': 'if nobody has answered by then, people are called',
  'agent is away': 'if nothing has been done for the customer by then, it goes back to the queue',
  'the team has not answered': 'if the team has not answered by then, people get it',
  'delivery unconfirmed': 'if the delivery is still unconfirmed by then, a person is told',
};

/** What a deadline means for a reader: nothing has happened yet, and it need not. */
export const nextWords = (what: string): string => NEXT[what] ?? what;
