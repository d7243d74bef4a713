import { isElsewhere } from './elsewhere';
import { asksForNumber, bareNumbersOf, isAlone, namingOrders, orderNumbersOf, withoutOrders } from './order-number';
import { asksForOrder, isAsking } from './phrases';
import { continuesBefore, opensQuestion, piecesOf } from './questions';
import { choose, type Choice } from './retrieval/choose';
import type { Retriever } from './retrieval/retriever';
import { countWords } from './text/normalise';
import type { BrainLine } from './types';

/** What the messages ask for, part by part. */
export interface Asked {
  /** Order numbers, also where nothing is to be looked up. */
  named: string[];
  /** The orders to look up. */
  orders: string[];
  /** Topics of questions that surely stand on their own. */
  topics: string[];
  /** The topic about where orders are: where one is looked up, it says nothing more. */
  tracking: string | undefined;
  /** There was more than one answer holds. */
  more: boolean;
}

/** A topic found this surely is answered even where the message names an order. */
export const SURE = 0.6;
/** A question of so few words only means something together with what was said before it. */
const FOLLOW_UP_WORDS = 4;
/** More than these in one answer, and nobody reads it. */
const MOST_TOPICS = 3;
/** Nobody asks so much; it bounds the time that a very long message takes. */
const MOST_PIECES = 24;
const MOST_ORDERS = 3;
/** What every question after an order comes down to. */
export const WHERE_IS_IT = 'where is my order';
/** How many entries back an order number still counts for "where is it now?". */
const ORDER_MEMORY = 6;

const unique = <T>(list: T[]): T[] => [...new Set(list)];

/** The last number that was named before. */
export function lastOrderNumber(transcript: BrainLine[]): string | undefined {
  for (const { text } of transcript.slice(-ORDER_MEMORY).reverse()) {
    const number = orderNumbersOf(text).at(-1);
    if (number !== undefined) return number;
  }
  return undefined;
}

/** The customer was just asked for the number, so that any number is one. */
const isNumberAwaited = (transcript: BrainLine[]): boolean => {
  const last = transcript.filter(({ from }) => from !== 'customer').at(-1);
  return last?.from === 'assistant' && asksForNumber(last.text);
};

/** The orders a piece of a message names: marked as such, after a question where something is, or when asked for. */
function numbersOf(piece: string, awaited: boolean): string[] {
  const marked = orderNumbersOf(piece);
  if (marked.length > 0) return marked;
  return awaited || asksForOrder(namingOrders(piece)) ? bareNumbersOf(piece) : [];
}

interface Piece {
  text: string;
  numbers: string[];
  choice: Choice;
}

function readPiece(text: string, awaited: boolean, retriever: Retriever): Piece {
  const numbers = numbersOf(text, awaited);
  const matter = numbers.length > 0 ? withoutOrders(text) : text;
  return { text, numbers, choice: choose(retriever.search(matter)) };
}

/** Whether a piece asks something. */
export const isQuestion = (text: string): boolean => isAsking(text) || opensQuestion(text);

const isSure = ({ topic, confidence }: Choice): boolean => topic !== undefined && confidence >= SURE;

/** An order is looked up unless the piece surely asks something else about it. */
function ordersIn({ text, numbers, choice }: Piece, tracking: string | undefined): string[] {
  const otherwise = isSure(choice) && !choice.tracking && choice.topic !== tracking;
  return otherwise && !isAlone(text) && !asksForOrder(namingOrders(text)) ? [] : numbers;
}

/** A question with a subject of its own that nothing written answers; "and how long?" continues the one before it. */
const isOpen = ({ text, numbers, choice }: Piece): boolean =>
  numbers.length === 0 &&
  isQuestion(text) &&
  choice.topic === undefined &&
  choice.concepts + choice.goods + choice.unknown > 1 &&
  countWords(text) > FOLLOW_UP_WORDS;

/** People ask several things in a row: each is answered that surely is a question of its own. */
export function readAsked(matter: string[], transcript: BrainLine[], retriever: Retriever): Asked {
  const all = unique(matter.flatMap(piecesOf));
  const texts = all.slice(0, MOST_PIECES);
  const awaited = isNumberAwaited(transcript) && texts.every((text) => orderNumbersOf(text).length === 0);
  const pieces = texts.map((text) => readPiece(text, awaited, retriever));
  const tracking = choose(retriever.search(WHERE_IS_IT)).topic;
  const named = unique(pieces.flatMap(({ numbers }) => numbers));
  const orders = unique(pieces.flatMap((piece) => ordersIn(piece, tracking)));
  const questions = pieces.filter(
    ({ text, numbers }, index) =>
      numbers.length === 0 && isQuestion(text) && !isElsewhere(text) && !(index > 0 && continuesBefore(text)),
  );
  const topics = unique(questions.flatMap(({ choice }) => (isSure(choice) ? [choice.topic!] : [])));
  return {
    named,
    orders: orders.slice(0, MOST_ORDERS),
    topics: topics.slice(0, MOST_TOPICS),
    tracking,
    more:
      all.length > MOST_PIECES ||
      orders.length > MOST_ORDERS ||
      topics.length > MOST_TOPICS ||
      (topics.length + orders.length > 0 && questions.some(isOpen)),
  };
}
