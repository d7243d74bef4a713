import type { ChatCompletionMessageFunctionToolCall, ChatCompletionTool } from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { DraftRequest } from '../../../workflows/conversation/ports';
import type { OrderLookUp } from '../../orders/client';
import { AssistantFailure } from '../failures';
import { findOrderSchema } from './schemas';

const { $schema: _, ...parameters } = z.toJSONSchema(findOrderSchema) as Record<string, unknown>;

/** The one tool: read-only, and only for the orders of the customer who is writing. */
export const FIND_ORDER: ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'find_order',
    description: 'Looks up one order of the customer who is writing: its status, delivery date and tracking link.',
    strict: true,
    parameters,
  },
};

/**
 * The order number of a call. Only what stands in the conversation may be looked up, and only what looks like an order number:
 * the customer reads it again where it is not found. Throws AssistantFailure for anything else.
 */
export function numberOf(
  { function: { name, arguments: given } }: ChatCompletionMessageFunctionToolCall,
  { messages, transcript }: Pick<DraftRequest, 'messages' | 'transcript'>,
): string {
  const number = name === 'find_order' ? readNumber(given) : undefined;
  const said = [...messages, ...transcript.map(({ text }) => text)];
  if (number === undefined || !said.some((text) => plain(text).includes(plain(number)))) {
    throw new AssistantFailure('not_understood', true);
  }
  return number;
}

const NUMBER = /^[A-Z]{0,4}-?\d{3,10}$/;

const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

function readNumber(given: string): string | undefined {
  try {
    const number = findOrderSchema.parse(JSON.parse(given)).number.replace(/[#\s]/g, '').toUpperCase();
    return NUMBER.test(number) ? number : undefined;
  } catch {
    return undefined;
  }
}

/** What the model gets to read of an order: never whose it is. */
export function toolAnswer(found: OrderLookUp): string {
  return JSON.stringify(
    found.outcome === 'found' ? { outcome: 'found', order: found.order } : { outcome: found.outcome },
  );
}
