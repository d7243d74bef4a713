import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const SETS = [
  'shop-questions',
  'orders-and-several',
  'outside-knowledge',
  'wishes-for-a-person',
  'harmless',
  'handoffs',
] as const;
export type SetName = (typeof SETS)[number];

const rowSchema = z.strictObject({
  id: z.string(),
  lang: z.enum(['en', 'af', 'zu', 'xh', 'st']),
  input: z.string().min(1),
  history: z.array(z.strictObject({ from: z.enum(['customer', 'assistant']), text: z.string() })).default([]),
  expected: z.strictObject({
    route: z.enum(['answer', 'unknown', 'out_of_scope', 'social', 'handoff']),
    topics: z.array(z.string()).default([]),
    orders: z.array(z.string()).default([]),
    parts: z.array(z.array(z.string()).min(1)).default([]),
    reason: z.string().optional(),
    reasons: z.array(z.string()).optional(),
  }),
  tags: z.array(z.string()),
});

export type Row = z.infer<typeof rowSchema>;

/** The rows of one set, in their order. Throws where a row has another shape. */
export function readRows(set: SetName): Row[] {
  const lines = readFileSync(join(__dirname, `${set}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => rowSchema.parse(JSON.parse(line)));
}
