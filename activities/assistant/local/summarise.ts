import { STAGE_OF_STATUS } from './data/order-sentences';
import { REASON_WISHES } from './data/reason-wishes';
import { isAngry, tellsOfProblem, wantsPerson } from './phrases';
import { orderNumberOf } from './order-number';
import type { BrainLine, BrainSummary } from './types';

/** What one customer message is about. */
export interface Reading {
  order?: string;
  /** Title of the topic that answers it. */
  title?: string;
  social: boolean;
}

type Read = (message: string, before: BrainLine[]) => Reading;

const QUOTE_LENGTH = 160;
const MOST_TITLES = 4;

const quote = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > QUOTE_LENGTH ? `${line.slice(0, QUOTE_LENGTH).trimEnd()}…` : line}”`;
};

const list = (items: string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

const unique = (items: (string | undefined)[]): string[] => [
  ...new Set(items.filter((item): item is string => item !== undefined)),
];

const firstSentence = (text: string): string => text.split(/\n|(?<=[.!?])\s/)[0] ?? text;

function askedFor(readings: Reading[], open: string[]): string {
  const orders = unique(readings.map(({ order }) => order));
  const titles = unique(readings.map(({ title }) => title)).slice(-MOST_TITLES);
  const parts = [
    ...(orders.length > 0 ? [`tracking of order ${list(orders)}`] : []),
    ...titles.map((title) => title.charAt(0).toLowerCase() + title.slice(1)),
  ];
  if (parts.length > 0) return `The customer asked for ${list(parts)}.`;
  return open.length > 0 ? `The customer wrote ${quote(open.at(-1)!)}.` : 'The customer has not asked anything yet.';
}

/** The stage of an order in the assistant's own words, where a line tells one. */
function orderTold(text: string): string | undefined {
  const number = orderNumberOf(text);
  if (number === undefined) return undefined;
  const stages = Object.keys(STAGE_OF_STATUS).sort((a, b) => b.length - a.length);
  const stage = stages.find((status) => text.toLowerCase().includes(status));
  return stage ? `order ${number} ${stage === 'delivered' ? 'was delivered' : `is ${stage}`}` : undefined;
}

function toldBy(transcript: BrainLine[], from: string): string[] {
  return transcript.filter((line) => line.from === from).map(({ text }) => text);
}

function told(transcript: BrainLine[]): string {
  const answers = toldBy(transcript, 'assistant');
  const orders = unique(answers.map(orderTold));
  const last = answers.at(-1);
  const agents = toldBy(transcript, 'agent').slice(-2);
  const lines = [
    ...(orders.length > 0 ? [`Was told that ${list(orders)}.`] : []),
    ...(orders.length === 0 && last !== undefined ? [`Was told ${quote(firstSentence(last))}.`] : []),
    ...agents.map((text) => `An agent wrote ${quote(text)}.`),
  ];
  return lines.join(' ') || 'Nothing yet.';
}

function tried(transcript: BrainLine[]): string {
  const answers = toldBy(transcript, 'assistant');
  const orders = unique(answers.map((text) => (orderTold(text) ? orderNumberOf(text) : undefined)));
  const others = answers.filter((text) => orderTold(text) === undefined).length;
  const parts = [
    ...(orders.length > 0 ? [`looked up order ${list(orders)}`] : []),
    ...(others > 0 ? [`answered ${others === 1 ? 'one question' : `${others} questions`} from the knowledge`] : []),
  ];
  return parts.length > 0 ? `The assistant ${list(parts)}.` : 'Nothing yet.';
}

function wants(messages: string[], reason: string): string {
  const last = [...messages].reverse();
  const telling =
    last.find((text) => tellsOfProblem(text) || isAngry(text)) ?? last.find((text) => !wantsPerson(text)) ?? last[0];
  const wish = REASON_WISHES[reason] ?? 'Needs a person.';
  return telling === undefined ? wish : `Says ${quote(telling)}. ${wish}`;
}

/** An agent's reading of a conversation, in English, taken from its own lines. Quotes stay in the customer's language. */
export function summarise(transcript: BrainLine[], reason: string, read: Read): BrainSummary {
  const lines = transcript.map((line, index) => ({ line, before: transcript.slice(0, index) }));
  const fromCustomer = lines.filter(({ line }) => line.from === 'customer');
  const read_ = fromCustomer.map(({ line, before }) => ({ text: line.text, reading: read(line.text, before) }));
  const open = read_.filter(({ reading }) => !reading.social).map(({ text }) => text);
  return {
    askedFor: askedFor(
      read_.map(({ reading }) => reading),
      open,
    ),
    told: told(transcript),
    tried: tried(transcript),
    wants: wants(open, reason),
  };
}
