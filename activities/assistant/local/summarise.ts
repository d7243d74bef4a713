import { STAGE_OF_STATUS } from './data/order-sentences';
import { REASON_WISHES } from './data/reason-wishes';
import { isAngry, tellsOfProblem, wantsPerson } from './phrases';
import { orderNumberOf } from './order-number';
import type { BrainLine, BrainSummary } from './types';

/** What one customer message is about. */
export interface Reading {
  orders: string[];
  /** Title of the topic that answers it. */
  title?: string;
  social: boolean;
}

type Read = (message: string, before: BrainLine[]) => Reading;

const QUOTE_LENGTH = 160;
const MOST_TITLES = 4;
const MOST_QUOTES = 2;

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

const withCapital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Questions alone: an order is told by its number, and what went wrong stands under `wants`. */
function askedFor(read: { text: string; reading: Reading }[]): string {
  const questions = read.filter(({ text, reading }) => !reading.social && !tellsOfProblem(text));
  const orders = unique(questions.flatMap(({ reading }) => reading.orders));
  const titles = unique(questions.map(({ reading }) => (reading.orders.length === 0 ? reading.title : undefined)));
  const parts = [
    ...(orders.length > 0 ? [`tracking of order ${list(orders)}`] : []),
    ...titles.slice(-MOST_TITLES).map((title) => title.charAt(0).toLowerCase() + title.slice(1)),
  ];
  return parts.length > 0 ? `${withCapital(list(parts))}.` : '';
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
    ...(orders.length > 0 ? [`${withCapital(list(orders))}.`] : []),
    ...(orders.length === 0 && last !== undefined ? [quote(firstSentence(last))] : []),
    ...agents.map((text) => `An agent wrote ${quote(text)}`),
  ];
  return lines.join(' ');
}

function tried(transcript: BrainLine[]): string {
  const answers = toldBy(transcript, 'assistant');
  const orders = unique(answers.map((text) => (orderTold(text) ? orderNumberOf(text) : undefined)));
  const others = answers.filter((text) => orderTold(text) === undefined).length;
  const parts = [
    ...(orders.length > 0 ? [`looked up order ${list(orders)}`] : []),
    ...(others > 0 ? [`answered ${others === 1 ? 'one question' : `${others} questions`} from the knowledge`] : []),
  ];
  return parts.length > 0 ? `${withCapital(list(parts))}.` : '';
}

/** What is open: the customer's words since anybody last answered. */
function openOf(read: { text: string; reading: Reading }[], transcript: BrainLine[]): string[] {
  const answered = transcript.findLastIndex(({ from }) => from !== 'customer');
  const since = transcript.length - 1 - answered;
  return since === 0 ? [] : read.slice(-since).flatMap(({ text, reading }) => (reading.social ? [] : [text]));
}

function wants(messages: string[], open: string[], reason: string): string {
  const last = [...messages].reverse();
  const problem = last.find((text) => tellsOfProblem(text) || isAngry(text));
  const wish = reason === 'human_requested' ? last.find(wantsPerson) : undefined;
  const telling = problem ?? wish ?? last.find((text) => !wantsPerson(text)) ?? last[0];
  const others = open.filter((text) => text !== telling && !wantsPerson(text)).slice(-MOST_QUOTES);
  return [
    REASON_WISHES[reason],
    ...(telling === undefined ? [] : [`Says ${quote(telling)}`]),
    ...(others.length > 0 ? [`Also wrote ${list(others.map(quote))}`] : []),
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

/**
 * An agent's reading of a conversation, in English, taken from its own lines. Quotes stay in the customer's language. A
 * point with nothing to say is empty.
 */
export function summarise(transcript: BrainLine[], reason: string, read: Read): BrainSummary {
  const lines = transcript.map((line, index) => ({ line, before: transcript.slice(0, index) }));
  const fromCustomer = lines.filter(({ line }) => line.from === 'customer');
  const read_ = fromCustomer.map(({ line, before }) => ({ text: line.text, reading: read(line.text, before) }));
  const messages = read_.filter(({ reading }) => !reading.social).map(({ text }) => text);
  return {
    askedFor: askedFor(read_),
    told: told(transcript),
    tried: tried(transcript),
    wants: wants(messages, openOf(read_, transcript), reason),
  };
}
