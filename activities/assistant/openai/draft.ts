import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { z } from 'zod';
import type { Draft, DraftRequest } from '../../../workflows/conversation/ports';
import type { Knowledge, Topic } from '../../knowledge/types';
import type { Order, OrderLookUp, OrdersClient } from '../../orders/client';
import { AssistantFailure } from '../failures';
import { violationsOf } from '../grounding/grounding';
import { orderBasis } from '../local/describe-order';
import { sourcesOf } from '../sources';
import { readAnswer, type Chat } from './chat';
import { FIND_ORDER, numberOf, toolAnswer } from './find-order';
import { draftSchema } from './schemas';

type ModelDraft = Omit<Draft, 'engine'>;
type Answer = z.infer<typeof draftSchema>;

export interface DraftMaterial {
  knowledge: Knowledge;
  /** The topics that stand in the prompt. */
  topics: Topic[];
  system: string;
  user: string;
}

interface LookedUp {
  number: string;
  found: OrderLookUp;
}

const TOOL_ROUNDS = 2;
/** WhatsApp takes 4,096 characters; an answer that long helps nobody. */
const LONGEST_TEXT = 3_000;

function orderNotTold({ number, found }: LookedUp): ModelDraft | undefined {
  if (found.outcome === 'found') return undefined;
  const { outcome, cardNote } = found;
  const order = { number, outcome, cardNote };
  return { answerable: false, text: '', basis: `order:${number}:${outcome}`, violations: [], order };
}

function toDraft(answer: Answer, request: DraftRequest, material: DraftMaterial, lookedUp: LookedUp[]): ModelDraft {
  const ids = new Set(material.topics.map(({ id }) => id));
  const used = [...new Set(answer.topics)].filter((id) => ids.has(id)).sort();
  const last = lookedUp.at(-1);
  const order: Order | undefined = last?.found.outcome === 'found' ? last.found.order : undefined;
  const text = answer.text.trim();
  const answerable = answer.answerable && text !== '' && text.length <= LONGEST_TEXT;
  const sources = sourcesOf(material.knowledge, material.topics, request);
  const parts = [...(order ? [orderBasis(order)] : []), ...used.map((id) => `topic:${id}`)];
  return {
    answerable,
    text: answerable ? text : '',
    basis: parts.join(' ') || 'none',
    violations: answerable ? violationsOf(text, { ...sources, ...(order && { order }) }) : [],
    ...(order && last && { order: { number: last.number, outcome: 'found' as const } }),
  };
}

/** One draft: at most two rounds of `find_order`, then the answer. An order that cannot be told ends it at once. */
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
    if (call === undefined) return toDraft(readAnswer(message.content, draftSchema), request, material, lookedUp);
    if (!mayCall || call.type !== 'function') break;
    const number = numberOf(call);
    const found = await orders.find(number, request.customer.waId, signal);
    const ending = orderNotTold({ number, found });
    if (ending) return ending;
    lookedUp.push({ number, found });
    messages.push({ role: 'assistant', content: message.content, tool_calls: [call] });
    messages.push({ role: 'tool', tool_call_id: call.id, content: toolAnswer(found) });
  }
  throw new AssistantFailure('not_understood', true);
}
