import type { ChatCompletionMessageFunctionToolCall, ChatCompletionTool } from 'openai/resources/chat/completions';
import { z } from 'zod';
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

/** The order number of a call. Throws AssistantFailure where the model called something else. */
export function numberOf({ function: { name, arguments: given } }: ChatCompletionMessageFunctionToolCall): string {
  if (name !== 'find_order') throw new AssistantFailure('not_understood', true);
  try {
    return findOrderSchema.parse(JSON.parse(given)).number.replace(/^#/, '').trim().toUpperCase();
  } catch {
    throw new AssistantFailure('not_understood', true);
  }
}

/** What the model gets to read of an order: never whose it is. */
export function toolAnswer(found: OrderLookUp): string {
  return JSON.stringify(
    found.outcome === 'found' ? { outcome: 'found', order: found.order } : { outcome: found.outcome },
  );
}
