import type { AlwaysHumanIntent, Language, Social } from '../../../workflows/conversation/words';
import { ELSEWHERE } from './data/fillers';
import { languageOf } from './language';
import { orderNumberOf } from './order-number';
import {
  asksForOrder,
  intentsDone,
  isAngry,
  isAsking,
  isNegative,
  socialOf,
  tellsOfProblem,
  thanksIn,
  wantsPerson,
} from './phrases';
import { choose, type Choice } from './retrieval/choose';
import type { Retriever } from './retrieval/retriever';
import { countWords, simplify, wordsOf } from './text/normalise';
import type { BrainLine, BrainRequest } from './types';

/** Everything the brain makes of a request; `classify` and `answer` tell different halves of it. */
export interface Understanding {
  language: Language;
  wantsPerson: boolean;
  angry: boolean;
  negative: boolean;
  intents: AlwaysHumanIntent[];
  social?: Social;
  /** The order to look up. */
  order?: string;
  /** The order that this is about, also where nothing is to be looked up. */
  mentionedOrder?: string;
  choice?: Choice;
  /** The topics of questions that were asked one after the other; empty where it is one question. */
  topics: string[];
  outOfScope: boolean;
  problem: boolean;
}

/** How many entries back an order number still counts for "where is it now?". */
const ORDER_MEMORY = 6;
const FOLLOW_UP_WORDS = 6;
const CLAUSE_WORDS = 3;
/** What every question after an order comes down to. */
const WHERE_IS_IT = 'where is my order';
/** A topic found this surely is answered even where the message names an order. */
const SURE = 0.6;
/** More than these in one answer, and nobody reads it. */
const MOST_TOPICS = 3;

function lastOrderNumber(transcript: BrainLine[]): string | undefined {
  for (const { text } of transcript.slice(-ORDER_MEMORY).reverse()) {
    const number = orderNumberOf(text);
    if (number !== undefined) return number;
  }
  return undefined;
}

const isElsewhere = (text: string): boolean => ELSEWHERE.some((pattern) => pattern.test(simplify(text)));

const clausesOf = (text: string): string[] =>
  text
    .split(/[.,!?;\n]+|\b(?:but|because|maar|want|kodwa|empa)\b/i)
    .filter((clause) => countWords(clause) >= CLAUSE_WORDS);

/** People tell a story around their question: where the whole says too little, one clause may say enough. */
function searchClauses(retriever: Retriever, text: string): Choice | undefined {
  const clauses = clausesOf(text);
  if (clauses.length < 2 || isElsewhere(text)) return undefined;
  const choices = clauses.map((clause) => choose(retriever.search(clause)));
  const sure = choices.filter(({ topic, confidence }) => topic !== undefined && confidence >= SURE);
  return sure.sort((one, other) => other.confidence - one.confidence)[0];
}

/** "And on Saturdays?" only means something together with the question before it. */
function searchFollowUp(retriever: Retriever, text: string, transcript: BrainLine[]): Choice | undefined {
  const before = transcript.filter(({ from }) => from === 'customer').at(-1)?.text;
  if (before === undefined || countWords(text) > FOLLOW_UP_WORDS) return undefined;
  return choose(retriever.search(`${before} ${text}`));
}

function search(retriever: Retriever, text: string, transcript: BrainLine[]): Choice {
  const alone = choose(retriever.search(text));
  if (alone.topic !== undefined) return alone;
  const tracking = asksForOrder(text) && !tellsOfProblem(text) ? choose(retriever.search(WHERE_IS_IT)) : undefined;
  const followUp = alone.concepts > 0 ? searchFollowUp(retriever, text, transcript) : undefined;
  const others = [tracking, followUp, searchClauses(retriever, text)];
  return others.find((choice) => choice?.topic !== undefined) ?? alone;
}

/** People ask several things in a row: each is answered that surely is a question of its own. */
function separateTopics(retriever: Retriever, matter: string[]): string[] {
  if (matter.length < 2) return [];
  const sure = matter
    .filter(isAsking)
    .map((one) => choose(retriever.search(one)))
    .flatMap(({ topic, confidence }) => (topic !== undefined && confidence >= SURE ? [topic] : []));
  const distinct = [...new Set(sure)].slice(0, MOST_TOPICS);
  return distinct.length > 1 ? distinct : [];
}

const TO_THE_SHOP = /\b(you|your|u|ur|yours|julle|jul|jou|jy|nina|wena|lona|ni[a-z]{4,}|uni[a-z]{4,})\b/;

function isOutOfScope(text: string, choice: Choice): boolean {
  if (isElsewhere(text)) return true;
  if (choice.concepts > 0 || choice.goods > 0 || TO_THE_SHOP.test(simplify(text))) return false;
  return countWords(text) >= 3 && isAsking(text) && choice.unknown > 0;
}

function orderToLookUp(
  text: string,
  named: string | undefined,
  request: BrainRequest,
  choice: Choice,
): string | undefined {
  const otherwise = choice.topic !== undefined && choice.confidence >= SURE && !choice.tracking;
  if (named !== undefined) return otherwise && !asksForOrder(text) ? undefined : named;
  if (!asksForOrder(text) || otherwise) return undefined;
  return lastOrderNumber(request.transcript);
}

/** Reads the customer's unanswered messages. Pure; `retriever` holds the topics that are valid now. */
export function understand(request: BrainRequest, retriever: Retriever): Understanding {
  const { messages, transcript } = request;
  const socials = messages.map(socialOf);
  const matter = messages.filter((_, index) => socials[index] === undefined);
  const text = matter.join(' ');
  const named = orderNumberOf(matter.join('\n'));
  const readings = matter.length > 1 ? [...matter, text] : matter;
  const any = (test: (reading: string) => boolean) => readings.some(test);
  const intents = new Set(readings.flatMap((reading) => intentsDone(reading, named !== undefined)));
  const base = {
    language: languageOf(messages, request.language),
    wantsPerson: messages.some(wantsPerson) || any(wantsPerson),
    angry: any(isAngry),
    negative: any(isNegative),
    intents: [...intents],
    problem: any(tellsOfProblem) && !any(isAsking),
    topics: separateTopics(retriever, matter),
  };
  const mentionedOrder = named ?? lastOrderNumber(transcript);
  const mentioned = mentionedOrder === undefined ? {} : { mentionedOrder };
  const social = matter.length === 0 ? (socials.find((kind) => kind !== 'acknowledgement') ?? socials[0]) : undefined;
  if (social !== undefined) return { ...base, ...mentioned, social, outOfScope: false };
  const choice = search(retriever, text, transcript);
  const order = orderToLookUp(text, named, request, choice);
  const thanks =
    order === undefined &&
    !base.problem &&
    !base.negative &&
    !any(isAsking) &&
    intents.size === 0 &&
    wordsOf(simplify(text)).length > 0 &&
    thanksIn(text);
  if (thanks) return { ...base, ...mentioned, social: 'thanks', outOfScope: false };
  const elsewhere = order === undefined && isOutOfScope(text, choice) && !(choice.topic && !isElsewhere(text));
  return { ...base, ...mentioned, ...(order === undefined ? {} : { order }), choice, outOfScope: elsewhere };
}
