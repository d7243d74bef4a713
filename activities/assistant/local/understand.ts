import type { AlwaysHumanIntent, Language, Social } from '../../../workflows/conversation/words';
import type { Topic } from '../../knowledge/types';
import { lastOrderNumber, readAsked, SURE, WHERE_IS_IT } from './asked';
import { isElsewhere } from './elsewhere';
import { languageOf } from './language';
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
import { teamMatterOf } from './team-matter';
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
  /** The orders to look up, in the order in which they were named. */
  orders: string[];
  /** The order that this is about, also where nothing is to be looked up. */
  mentionedOrder?: string;
  choice?: Choice;
  /** The topics of questions that were asked one after the other, or beside an order; empty where it is one question. */
  topics: string[];
  /** More was asked than one answer holds. */
  more: boolean;
  outOfScope: boolean;
  problem: boolean;
}

const FOLLOW_UP_WORDS = 6;
const CLAUSE_WORDS = 3;
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

const TO_THE_SHOP = /\b(you|your|u|ur|yours|julle|jul|jou|jy|nina|wena|lona|ni[a-z]{4,}|uni[a-z]{4,})\b/;

function isOutOfScope(text: string, choice: Choice): boolean {
  if (isElsewhere(text)) return true;
  if (choice.concepts > 0 || choice.goods > 0 || TO_THE_SHOP.test(simplify(text))) return false;
  return countWords(text) >= 3 && isAsking(text) && choice.unknown > 0;
}

/** "Where is it now?" without a number means the order that was spoken of last. */
function orderMeant(text: string, { transcript }: BrainRequest, { topic, confidence, tracking }: Choice): string[] {
  const otherwise = topic !== undefined && confidence >= SURE && !tracking;
  const last = asksForOrder(text) && !otherwise ? lastOrderNumber(transcript) : undefined;
  return last === undefined ? [] : [last];
}

// Photos and files come as "[photo] what they say".
const withoutTag = (message: string): string => message.replace(/^\[[^\]\n]{1,200}\]\s*(?=\S)/, '');

/** Thanks beside other words that want nothing. */
const isThanks = (text: string, any: (test: (reading: string) => boolean) => boolean): boolean =>
  !any(tellsOfProblem) && !any(isNegative) && !any(isAsking) && wordsOf(simplify(text)).length > 0 && thanksIn(text);

/** Reads the customer's unanswered messages. Pure; `retriever` holds the `topics`, which are valid now. */
export function understand(request: BrainRequest, retriever: Retriever, topics: Topic[]): Understanding {
  const { transcript } = request;
  const messages = request.messages.map(withoutTag);
  const socials = messages.map(socialOf);
  const matter = messages.filter((_, index) => socials[index] === undefined);
  const text = matter.join(' ');
  const asked = readAsked(matter, transcript, retriever);
  const choice = matter.length > 0 ? search(retriever, text, transcript) : undefined;
  const team = choice && teamMatterOf(matter, transcript, asked, choice, topics, retriever);
  const readings = matter.length > 1 ? [...matter, text] : matter;
  const any = (test: (reading: string) => boolean) => readings.some(test);
  const certain = asked.named.length > 0;
  const intents = new Set(readings.flatMap((reading) => intentsDone(reading, certain)));
  if (team !== undefined && team !== 'human_requested' && intents.size === 0) intents.add(team);
  const mentionedOrder = asked.named.at(-1) ?? lastOrderNumber(transcript);
  const base = {
    language: languageOf(messages, request.language),
    wantsPerson: messages.some(wantsPerson) || any(wantsPerson) || team === 'human_requested',
    angry: any(isAngry),
    negative: any(isNegative),
    intents: [...intents],
    problem: any(tellsOfProblem) && !any(isAsking),
    orders: [] as string[],
    topics: [] as string[],
    more: false,
    outOfScope: false,
    ...(mentionedOrder === undefined ? {} : { mentionedOrder }),
  };
  if (choice === undefined) {
    const social = socials.find((kind) => kind !== 'acknowledgement') ?? socials[0];
    return { ...base, ...(social && { social }) };
  }
  const orders = asked.orders.length > 0 || certain ? asked.orders : orderMeant(text, request, choice);
  if (orders.length === 0 && intents.size === 0 && isThanks(text, any)) return { ...base, social: 'thanks' };
  const topicsAsked = orders.length > 0 ? asked.topics.filter((topic) => topic !== asked.tracking) : asked.topics;
  const several = topicsAsked.length + orders.length > 1 ? topicsAsked : [];
  const elsewhere =
    orders.length === 0 && isOutOfScope(text, choice) && !(choice.topic !== undefined && !isElsewhere(text));
  return { ...base, orders, topics: several, more: asked.more, choice, outOfScope: elsewhere };
}
