import type { TeamMatter, Topic } from '../../knowledge/types';
import { SURE, type Asked } from './asked';
import { asksForNumber, bareNumbersOf, isAlone, namingOrders } from './order-number';
import { asksForOrder, isAsking, isNegative, tellsOfProblem, thanksIn } from './phrases';
import { opensQuestion, piecesOf } from './questions';
import type { Choice } from './retrieval/choose';
import type { Retriever } from './retrieval/retriever';
import type { BrainLine } from './types';

const ASKS_TO_SEND = /\b(?:send|write|report|tell us|stuur|meld|laat weet|\w*thumel\w*|\w*romel\w*)\b/i;
/** A model's whole answer is never as near to a topic as a question: this keeps chance away. */
const NEAR = 0.3;

/** The topic that the assistant's last words answered, where it asks for something that the team then handles. */
function topicAnswered(transcript: BrainLine[], topics: Topic[], retriever: Retriever): Topic | undefined {
  const said = transcript.filter(({ from }) => from !== 'notice');
  const last = said.findLast(({ from }) => from !== 'customer');
  if (last?.from !== 'assistant') return undefined;
  const quoted = topics.filter(({ body }) => last.text.includes(body));
  if (quoted.length > 0) return quoted.find(({ team }) => team !== undefined);
  // A model words the topic anew.
  if (!ASKS_TO_SEND.test(last.text) && !asksForNumber(last.text)) return undefined;
  const [nearest] = retriever.search(last.text).candidates;
  return nearest && nearest.confidence >= NEAR ? topics.find(({ id }) => id === nearest.topic) : undefined;
}

/** A figure or an e-mail address, but no price and no percentage. */
const PARTICULAR = /(?<![\d.,]|\br ?)\d+(?![\d.,]*\s?%)|\S@\S/i;

/** "Can you check 5544?" asks where it is, whatever was spoken of before. */
const asksWhereItIs = (text: string, { team }: Topic): boolean =>
  (isAlone(text) && opensQuestion(text)) ||
  (text.split(/[,.;\n]/).some((clause) => asksForOrder(namingOrders(clause))) &&
    !(team === 'complaint' && tellsOfProblem(text)));

/** A statement that gives what was asked for: the order, figures of the same matter, or what went wrong. */
function givesParticulars(text: string, asked: Asked, choice: Choice, topic: Topic): boolean {
  if (asked.named.length > 0 && asksForNumber(topic.body)) return !asksWhereItIs(text, topic);
  if (thanksIn(text) || piecesOf(text).some(opensQuestion)) return false;
  if (topic.team === 'complaint' && (tellsOfProblem(text) || isNegative(text))) return true;
  const surelyOther = choice.topic !== undefined && choice.topic !== topic.id && choice.confidence >= SURE;
  const same = choice.topic === topic.id || choice.goods > 0 || bareNumbersOf(text).length > 0;
  return same && !surelyOther && asked.orders.length === 0 && PARTICULAR.test(text);
}

/**
 * What people have to do now: the topic just answered asks for particulars that the team then handles, and here they are.
 * A question is answered first, and where an order is stays a question.
 */
export function teamMatterOf(
  matter: string[],
  transcript: BrainLine[],
  asked: Asked,
  choice: Choice,
  topics: Topic[],
  retriever: Retriever,
): TeamMatter | undefined {
  const topic = topicAnswered(transcript, topics, retriever);
  if (topic?.team === undefined || matter.length === 0 || matter.some(isAsking)) return undefined;
  return givesParticulars(matter.join('\n'), asked, choice, topic) ? topic.team : undefined;
}
