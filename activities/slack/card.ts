import type { CardState, CardView, PromptEntry } from '../../workflows/conversation/ports';
import { REASONS } from '../../workflows/conversation/wording';
import { buttons, type ActionId } from './buttons';
import {
  bullets,
  foreignPhrase,
  mention,
  moment,
  notification,
  quote,
  richText,
  section,
  words,
  type Block,
  type RichTextElement,
  type RichTextPart,
} from './rich-text';
import { AUTHORS, customerName, customerNumber, LANGUAGES, MOODS } from './wording';

export interface SlackMessage {
  /** What notifications and screen readers get. */
  text: string;
  blocks: Block[];
}

export interface CardContext {
  workflowId: string;
  /** A fresh signed link to the transcript page. */
  transcriptLink: string;
}

const MOST_MESSAGES = 8;
const CUSTOMER_CHARACTERS = 500;
// What the business said is told by its beginning, so that the customer's own words stay in sight.
const BUSINESS_CHARACTERS = 140;
const SUMMARY_CHARACTERS = 400;

const HEADERS: Record<CardState, string> = {
  waiting: '🚨 New handoff',
  taking_over: '🚨 New handoff',
  claimed: '👤 Handoff',
  snoozed: '💤 Handoff, snoozed',
  with_assistant: '🚨 Handoff, request open',
  handed_back: '🤖 Handoff, handed back',
  resolved: '✅ Handoff, resolved',
  merged: '🔀 Handoff, in another card',
};

const ACTIONS: Record<CardState, ActionId[]> = {
  waiting: ['take_over', 'resolve', 'transcript'],
  taking_over: ['transcript'],
  claimed: ['hand_back', 'resolve', 'transcript'],
  snoozed: ['take_over', 'resolve', 'transcript'],
  with_assistant: ['take_over', 'transcript'],
  handed_back: ['take_over', 'transcript'],
  resolved: ['take_over', 'transcript'],
  merged: ['transcript'],
};

/**
 * The Slack message of a handoff. Everything that a customer, an agent or a model wrote stands in literal text elements
 * and is cut, so that the whole stays far below Slack's limits (50 blocks, 13,200 characters, 2,000 in a button's value).
 */
export function renderCard(card: CardView, context: CardContext): SlackMessage {
  const value = { w: context.workflowId, e: card.epoch, h: card.handoff };
  const primary = card.state === 'waiting' || card.state === 'with_assistant' ? 'take_over' : undefined;
  return {
    text: notification(fallback(card)),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: HEADERS[card.state] } },
      richText(...facts(card)),
      ...summaryBlock(card),
      richText(...lastMessages(card, context.transcriptLink)),
      richText(section(...status(card))),
      buttons(value, primary, ...ACTIONS[card.state]),
    ],
  };
}

function fallback(card: CardView): string {
  const customer = customerName(card.customer);
  switch (card.state) {
    case 'waiting':
    case 'taking_over':
    case 'with_assistant':
      return `New handoff: ${customer} · ${REASONS[card.reason]}`;
    case 'claimed':
    case 'snoozed':
      return `Handoff: ${customer} · ${card.agent?.name ?? 'an agent'}`;
    case 'handed_back':
      return `Handed back to the assistant: ${customer}`;
    case 'resolved':
      return `Resolved: ${customer}`;
    case 'merged':
      return `Goes on in another card: ${customer}`;
  }
}

function fact(label: string, ...value: RichTextPart[]): RichTextPart[] {
  return [words(`${label}: `, 'bold'), ...value, words('\n')];
}

function facts(card: CardView): RichTextElement[] {
  const reasons = [card.reason, ...card.otherReasons].map((reason) => REASONS[reason]);
  const lines = [
    fact('Customer', foreignPhrase(customerName(card.customer), 120), words(` · ${customerNumber(card.customer)}`)),
    fact('Reason', words([...new Set(reasons)].join(' · '))),
    fact('Issue', foreignPhrase(card.issue, 500)),
    ...(card.order
      ? [fact('Order', foreignPhrase(card.order.number, 40), words(' · '), foreignPhrase(card.order.note, 300))]
      : []),
    fact('Waiting since', moment(card.waitingSince)),
    ...manner(card),
    ...comesBack(card),
  ];
  return [section(...withoutLastBreak(lines.flat()))];
}

// Nobody is called while the team is away.
function comesBack({ returnedTo, opensAt, state }: CardView): RichTextPart[][] {
  if (returnedTo === undefined) return [];
  const calls = state === 'waiting' && opensAt === undefined;
  const name = calls ? mention(returnedTo.id) : foreignPhrase(returnedTo.name, 80);
  return [fact('Back again', name, words(' resolved it less than three days ago'))];
}

function manner(card: CardView): RichTextPart[][] {
  const remarks = [
    ...(card.language === 'en' ? [] : [`writes ${LANGUAGES[card.language]}`]),
    ...(card.sentiment === 'angry' || card.sentiment === 'negative' ? [`sounds ${MOODS[card.sentiment]}`] : []),
  ];
  return remarks.length === 0 ? [] : [fact('Note', words(remarks.join(', ')))];
}

const withoutLastBreak = (parts: RichTextPart[]): RichTextPart[] => parts.slice(0, -1);

function summaryBlock(card: CardView): Block[] {
  const elements = card.summary ? summary(card.summary) : [];
  return elements.length === 0 ? [] : [richText(...elements)];
}

function summary(of: NonNullable<CardView['summary']>): RichTextElement[] {
  const parts = [
    ['Asked for', of.askedFor],
    ['Was told', of.told],
    ['Tried', of.tried],
    ['Wants', of.wants],
  ] as const;
  const told = parts.filter(([, text]) => text.trim() !== '');
  if (told.length === 0) return [];
  const items = told.map(([label, text]) => [words(`${label}: `, 'bold'), foreignPhrase(text, SUMMARY_CHARACTERS)]);
  return [section(words("The assistant's summary", 'bold')), bullets(...items)];
}

function lastMessages(card: CardView, transcriptLink: string): RichTextElement[] {
  const title = section(words('Last messages', 'bold'), words(' · '), {
    type: 'link',
    url: transcriptLink,
    text: 'full chat history',
  });
  return [title, ...card.lastMessages.slice(-MOST_MESSAGES).flatMap((entry) => lastMessage(entry, card))];
}

// One quote a message: a message cannot pretend to be the next one.
function lastMessage(entry: PromptEntry, card: CardView): RichTextElement[] {
  const author = entry.from === 'customer' ? customerName(card.customer) : (entry.name ?? AUTHORS[entry.from]);
  return [
    section(foreignPhrase(author, 60, 'bold'), words(' · '), moment(entry.at, 'time')),
    entry.from === 'customer'
      ? quote(entry.text, CUSTOMER_CHARACTERS)
      : quote(onOneLine(entry.text), BUSINESS_CHARACTERS),
  ];
}

// WhatsApp's asterisks mean nothing in a literal quote.
const onOneLine = (text: string): string => text.replace(/\*([^*\n]+)\*/g, '$1').replace(/\s+/g, ' ');

function status(card: CardView): RichTextPart[] {
  const name = card.agent === undefined ? 'An agent' : card.agent.name;
  const since = [words(' · since '), moment(card.changedAt)];
  switch (card.state) {
    case 'waiting':
      return [
        words('Waiting for an agent', 'bold'),
        words('. The assistant is silent. '),
        ...opening(card.opensAt),
        ...windowEnd(card),
      ];
    case 'taking_over':
      return [foreignPhrase(name, 80, 'bold'), words(': taking over…')];
    case 'claimed':
      return [
        foreignPhrase(name, 80, 'bold'),
        words(' has it', 'bold'),
        ...since,
        words(card.mode === 'confirming' ? '. Hand back or keep: see the thread. ' : '. '),
        ...windowEnd(card),
      ];
    case 'snoozed':
      return [foreignPhrase(name, 80, 'bold'), words(' snoozed it'), ...until(card.snoozedUntil)];
    case 'with_assistant':
      return [words('The assistant helps meanwhile, request open', 'bold'), ...since];
    case 'handed_back':
      return [words('Handed back to the assistant', 'bold'), ...ended(card)];
    case 'resolved':
      return [words('Resolved', 'bold'), ...ended(card)];
    case 'merged':
      return [words('It goes on in another card', 'bold'), words(': the customer has a new number.')];
  }
}

const opening = (at: number | undefined): RichTextPart[] =>
  at === undefined ? [] : [words('You are closed: the customer knows that you are back '), moment(at), words('. ')];

const until = (at: number | undefined): RichTextPart[] => (at === undefined ? [] : [words(' until '), moment(at)]);

function ended(card: CardView): RichTextPart[] {
  const by = card.endedBy === undefined ? words('the customer') : foreignPhrase(card.endedBy.name, 80);
  return [words(' by '), by, words(' · '), moment(card.changedAt)];
}

function windowEnd(card: CardView): RichTextPart[] {
  return [words('Free text reaches the customer until '), moment(card.windowEndsAt), words('.')];
}
