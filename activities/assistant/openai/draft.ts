import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { z } from 'zod';
import type { Draft, DraftRequest } from '../../../workflows/conversation/ports';
import type { Knowledge, Topic } from '../../knowledge/types';
import type { OrdersClient } from '../../orders/client';
import { AssistantFailure } from '../failures';
import { violationsOf } from '../grounding/grounding';
import { isQuestion } from '../local/asked';
import { orderBasis } from '../local/describe-order';
import { possibleOrdersOf } from '../local/order-number';
import { piecesOf } from '../local/questions';
import { orderNotTold, orderTold, type LookedUp } from '../order-draft';
import { sourcesOf } from '../sources';
import { readAnswer, type Chat } from './chat';
import { FIND_ORDER, numberOf, toolAnswer } from './find-order';
import { draftSchema } from './schemas';

type ModelDraft = Omit<Draft, 'engine'>;
type Answer = z.infer<typeof draftSchema>;

export interface DraftMaterial {
  knowledge: Knowledge;
  /** What the prompt knows of the moment. */
  moment: string;
  /** The topics that stand in the prompt. */
  topics: Topic[];
  system: string;
  /** The part of it that is no knowledge. */
  instructions: string;
  user: string;
}

/** Calls of `find_order` for one draft; after them the model has to answer. */
const TOOL_ROUNDS = 3;
/** WhatsApp takes 4,096 characters; an answer that long helps nobody. */
const LONGEST_TEXT = 3_000;

function toDraft(answer: Answer, request: DraftRequest, material: DraftMaterial, lookedUp: LookedUp[]): ModelDraft {
  const ids = new Set(material.topics.map(({ id }) => id));
  const used = [...new Set(answer.topics)].filter((id) => ids.has(id)).sort();
  const orders = lookedUp.flatMap(({ found }) => (found.outcome === 'found' ? [found.order] : []));
  const text = answer.text.trim();
  const answerable = answer.answerable && text !== '' && text.length <= LONGEST_TEXT;
  const sources = sourcesOf(material.knowledge, material.topics, request, material.moment);
  const parts = [...orders.map(orderBasis), ...used.map((id) => `topic:${id}`)];
  return {
    answerable,
    text: answerable ? text : '',
    basis: parts.join(' ') || 'none',
    violations: answerable ? violationsOf(text, { ...sources, orders, instructions: material.instructions }) : [],
    ...orderTold(lookedUp),
  };
}

/** Whether an order that is not found leaves something else to be told. */
const asksForSeveral = (messages: string[]): boolean =>
  new Set(messages.flatMap(possibleOrdersOf)).size > 1 || messages.flatMap(piecesOf).filter(isQuestion).length > 1;

/**
 * One draft: at most three rounds of `find_order`, then the answer. An order that cannot be told ends it at once, unless the
 * customer asks for more than that.
 */
export async function draftWithModel(
  chat: Chat,
  orders: OrdersClient,
  request: DraftRequest,
  material: DraftMaterial,
  signal: AbortSignal,
): Promise<ModelDraft> {
  const messages: ChatCompletionMessageParam[] = [
    { role: 'system', content: material.system },
    { role: 'user', content: material.user },
  ];
  const lookedUp: LookedUp[] = [];
  const several = asksForSeveral(request.messages);
  for (let round = 0; round <= TOOL_ROUNDS; round += 1) {
    const mayCall = round < TOOL_ROUNDS;
    const message = await chat({
      messages,
      name: 'draft',
      schema: draftSchema,
      signal,
      ...(mayCall && { tools: [FIND_ORDER] }),
    });
    const call = message.tool_calls?.[0];
    if (call === undefined) {
      const answer = readAnswer(message.content, draftSchema);
      const besides = answer.answerable && answer.topics.length > 0;
      return orderNotTold(lookedUp, besides) ?? toDraft(answer, request, material, lookedUp);
    }
    if (!mayCall || call.type !== 'function') break;
    const number = numberOf(call, request);
    const found = await orders.find(number, request.customer.waId, signal);
    lookedUp.push({ number, found });
    const ending = orderNotTold(lookedUp, several);
    if (ending) return ending;
    messages.push({ role: 'assistant', content: message.content, tool_calls: [call] });
    messages.push({ role: 'tool', tool_call_id: call.id, content: toolAnswer(found) });
  }
  throw new AssistantFailure('not_understood', true);
}
