import type { CardState, CardView, PromptEntry } from '../../workflows/conversation/ports';
import { INTENTS, LANGUAGES, MOODS, OUTCOME_WORDS, REASONS } from '../../workflows/conversation/wording';
import { button, row, type ButtonValue } from './buttons';
import { cardActions } from './card-actions';
import {
  bullets,
  foreignPhrase,
  mention,
  moment,
  messageLink,
  notification,
  quote,
  richText,
  section,
  shown,
  words,
  type Block,
  type RichTextElement,
  type RichTextPart,
} from './rich-text';
import { AUTHORS, customerName, maskedNumber } from './wording';

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

/** By which a click on [Use this reply] finds the words (`src/slack/click.ts`). */
const SUGGESTED_REPLY = 'suggested_reply';
const SUGGESTION_CHARACTERS = 600;

/**
 * The Slack message of a handoff. Everything that a customer, an agent or a model wrote stands in literal text elements
 * and is cut, so that the whole stays far below Slack's limits (50 blocks, 13,200 characters, 2,000 in a button's value).
 */
export function renderCard(card: CardView, context: CardContext): SlackMessage {
  const value = { w: context.workflowId, e: card.epoch, h: card.handoff };
  return {
    text: notification(fallback(card)),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: HEADERS[card.state] } },
      customer(card, value),
      richText(...facts(card)),
      ...summaryBlock(card),
      ...suggestion(card, value),
      richText(...lastMessages(card, context.transcriptLink)),
      richText(section(...status(card))),
      cardActions(card, value),
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

// Plain text is as literal as rich text, and may have a button beside it. Whom the number belongs to is for agents alone.
function customer(card: CardView, value: ButtonValue): Block {
  const name = shown(customerName(card.customer).replace(/\s+/g, ' '), 120);
  const text = {
    type: 'plain_text' as const,
    text: `Customer: ${name} · ${maskedNumber(card.customer)}`,
    emoji: false,
  };
  const known = card.customer.waId !== undefined;
  return { type: 'section', text, ...(known && { accessory: button(value, 'show_number') }) };
}

function facts(card: CardView): RichTextElement[] {
  const reasons = [card.reason, ...card.otherReasons].map((reason) => REASONS[reason]);
  const lines = [
    fact('Reason', words([...new Set(reasons)].join(' · '))),
    fact('Issue', foreignPhrase(card.issue, 500)),
    ...(card.order
      ? [fact('Order', foreignPhrase(card.order.number, 40), words(' · '), foreignPhrase(card.order.note, 300))]
      : []),
    fact('Waiting since', moment(card.waitingSince)),
    manner(card),
    ...earlier(card),
    ...comesBack(card),
  ];
  return [section(...withoutLastBreak(lines.flat()))];
}

// Nobody is called while the team is away.
function comesBack({ returnedTo, opensAt, state }: CardView): RichTextPart[][] {
  if (returnedTo === undefined) return [];
  const calls = state === 'waiting' && opensAt === undefined;
  const name = calls ? mention(returnedTo) : foreignPhrase(returnedTo.name, 80);
  return [fact('Back again', name, words(' resolved it less than three days ago'))];
}

function manner({ intent, sentiment, language }: CardView): RichTextPart[] {
  const about = intent === undefined ? [] : [words(INTENTS[intent] ?? intent), words(' · ')];
  return fact('Intent', ...about, words(`sounds ${MOODS[sentiment]} · writes ${LANGUAGES[language]}`));
}

function earlier({ earlier: before }: CardView): RichTextPart[][] {
  if (before === undefined) return [];
  return [fact('Before', { type: 'link', url: messageLink(before), text: 'the card of the handoff before' })];
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

/** Sent by nobody but an agent, who may change it first. */
function suggestion({ summary: known, state }: CardView, value: ButtonValue): Block[] {
  const text = known?.suggestedReply;
  if (text === undefined || (state !== 'waiting' && state !== 'claimed')) return [];
  const told = richText(section(words('Suggested first reply', 'bold')), quote(text, SUGGESTION_CHARACTERS));
  return [{ ...told, block_id: SUGGESTED_REPLY }, row(button(value, 'use_reply'))];
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
      return [
        foreignPhrase(name, 80, 'bold'),
        words(' snoozed it'),
        ...until(card.snoozedUntil),
        words('. '),
        ...windowEnd(card),
      ];
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
  const outcome = card.outcome === undefined ? [] : [words(` · ${OUTCOME_WORDS[card.outcome]}`)];
  return [words(' by '), by, ...outcome, words(' · '), moment(card.changedAt)];
}

function windowEnd(card: CardView): RichTextPart[] {
  return [words('Free text reaches the customer until '), moment(card.windowEndsAt), words('.')];
}
