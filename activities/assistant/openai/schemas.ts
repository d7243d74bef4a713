import { z } from 'zod';
import { INTENTS } from '../../../workflows/conversation/words';

/**
 * What the model answers, in strict mode: every key required, `nullable` instead of optional, no lengths. Keys are written in this order,
 * so what a judgement rests on stands before the judgement.
 */
export const classificationSchema = z.object({
  evidence: z.string().describe("the customer's deciding words, at most ten of them"),
  language: z.enum(['en', 'af', 'zu', 'xh', 'st']),
  wants_human: z.boolean().describe('asks for a person, agent, manager or call, in any words'),
  sentiment: z.enum(['positive', 'neutral', 'negative', 'angry']),
  intent: z.enum(INTENTS),
  wants_action: z
    .boolean()
    .describe('wants it done, or tells that it has happened; false when only asking how it works'),
  social: z.enum(['greeting', 'thanks', 'acknowledgement', 'goodbye']).nullable(),
  topic: z.string().nullable().describe('id of the topic that is asked about, or null'),
  problem: z.boolean().describe('tells that something went wrong'),
  issue: z.string().nullable().describe('the matter in one short English line for the team, or null'),
});

export const draftSchema = z.object({
  topics: z.array(z.string()).describe('ids of the topics the answer rests on; empty when it rests on an order alone'),
  answerable: z.boolean().describe('false when neither a topic nor an order answers it'),
  text: z.string().describe("the message to the customer, in the customer's language; empty when not answerable"),
});

export const summarySchema = z.object({
  asked_for: z.string(),
  told: z.string(),
  tried: z.string(),
  wants: z.string(),
  suggested_reply: z.string(),
});

/** Arguments of the tool `find_order`. */
export const findOrderSchema = z.object({
  number: z.string().describe('the order number as the customer wrote it, without #'),
});
