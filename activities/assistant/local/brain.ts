import { createTexts } from '../../knowledge/texts';
import type { Knowledge } from '../../knowledge/types';
import { validTopics } from '../../knowledge/validity';
import { toClassification } from './classify';
import { describeOrder } from './describe-order';
import { firstReply } from './first-reply';
import { createRetriever, type Retriever } from './retrieval/retriever';
import { summarise, type Reading } from './summarise';
import type { BrainLine, BrainRequest, LocalBrain } from './types';
import { understand, type Understanding } from './understand';

const LANGUAGE_OF_TEAM = 'en';
const MINUTE = 60_000;

/** One retriever for each set of topics that was valid: building takes tens of milliseconds, searching one. */
function createRetrievers({ topics, business }: Knowledge): (now: number) => Retriever {
  const built = new Map<string, Retriever>();
  return (now) => {
    const valid = validTopics(topics, now, business.timeZone);
    const key = valid.map(({ id }) => id).join(' ');
    const retriever = built.get(key) ?? createRetriever(valid);
    built.set(key, retriever);
    return retriever;
  };
}

const MOST_REMEMBERED = 32;

/** `classify` and `draft` read the same request side by side. */
function remembered(read: (request: BrainRequest) => Understanding): (request: BrainRequest) => Understanding {
  const known = new Map<string, Understanding>();
  return (request) => {
    const key = JSON.stringify([
      request.messages,
      request.transcript,
      request.language,
      Math.floor(request.now / MINUTE),
    ]);
    const found = known.get(key) ?? read(request);
    if (known.size >= MOST_REMEMBERED) known.delete(known.keys().next().value!);
    known.set(key, found);
    return found;
  };
}

/** Orders first, then what is written about the topics, after one line in the customer's language where that is another. */
function createWording(knowledge: Knowledge): LocalBrain['word'] {
  const texts = createTexts(knowledge);
  const topics = new Map(knowledge.topics.map((topic) => [topic.id, topic]));
  return (told, language) => {
    const orders = told.orders.map((order) => describeOrder(order, language, knowledge.business.timeZone));
    const quoted = told.topics.map((id) => topics.get(id)!);
    const paragraphs = [
      ...orders.map(({ text }) => text),
      ...told.missing.map((number) => texts.orderMissing(number, language)),
      ...(told.moment && quoted.some(({ aboutHours }) => aboutHours) ? [told.moment] : []),
      ...(quoted.some((topic) => topic.language !== language) ? [texts.answerIntro(language)] : []),
      ...quoted.map(({ body }) => body),
      ...(told.more ? [texts.moreAsked(language)] : []),
    ];
    const basis = [
      ...orders.map((order) => order.basis),
      ...told.missing.map((number) => `order:${number}:not_found`),
      ...told.topics.map((id) => `topic:${id}`),
    ];
    return { text: paragraphs.join('\n\n'), basis: basis.join(' ') };
  };
}

/** What one message of the customer's is about, for the team. */
function createLineReader({ topics }: Knowledge, retrieverAt: (now: number) => Retriever) {
  const titles = new Map(topics.map(({ id, title }) => [id, title]));
  return (message: string, before: BrainLine[]): Reading => {
    const request = { messages: [message], transcript: before, language: LANGUAGE_OF_TEAM, now: 0 } as const;
    const { orders, choice, social, intents } = understand({ ...request, messages: [message] }, retrieverAt(0), topics);
    const answered = orders.length === 0 && intents.length === 0 ? choice?.topic : undefined;
    const title = answered === undefined ? undefined : titles.get(answered);
    return { orders, ...(title && { title }), social: social !== undefined };
  };
}

/**
 * The assistant without a model: certain phrases, retrieval over the knowledge, and nothing said that nobody wrote.
 * Pure: knows no clock, no file, no vendor.
 */
export function createLocalBrain(knowledge: Knowledge): LocalBrain {
  const retrieverAt = createRetrievers(knowledge);
  const readLine = createLineReader(knowledge, retrieverAt);
  const read = remembered((request: BrainRequest) => understand(request, retrieverAt(request.now), knowledge.topics));

  return {
    classify: (request) => toClassification(read(request), request),
    answer(request) {
      const { orders, choice, topics: several, more, outOfScope } = read(request);
      if (orders.length > 0 || several.length > 0) return { kind: 'answer', orders, topics: several, more };
      if (outOfScope || choice?.topic === undefined) return { kind: 'none' };
      return { kind: 'answer', orders: [], topics: [choice.topic], more };
    },
    topicsFor({ messages, transcript, now }, count) {
      const before = transcript.filter(({ from }) => from === 'customer').at(-1)?.text ?? '';
      const retriever = retrieverAt(now);
      const found = [messages.join(' '), `${before} ${messages.join(' ')}`].flatMap((text) =>
        retriever
          .search(text)
          .candidates.slice(0, count)
          .map(({ topic, score }) => ({ topic, score })),
      );
      const ranked = found.sort((a, b) => b.score - a.score).map(({ topic }) => topic);
      return [...new Set(ranked)].slice(0, count);
    },
    word: createWording(knowledge),
    summarise({ transcript, reason, language }) {
      const suggestedReply = firstReply(transcript, reason, language);
      const summary = summarise(transcript, reason, readLine);
      return suggestedReply === undefined ? summary : { ...summary, suggestedReply };
    },
  };
}
