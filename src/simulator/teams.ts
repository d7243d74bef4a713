import { Router, type Request } from 'express';
import { z } from 'zod';
import { jsonBody, type Answer } from './edge';
import type { Fault } from './faults';
import type { SimulatorPart, SimulatorTools } from './parts';
import { createBuckets } from './slack/bucket';

const AT_MOST_BYTES = 28 * 1024;
const RATE = { burst: 4, perSecond: 4 };

const text = z.string().min(1);
const textBlock = z.strictObject({
  type: z.literal('TextBlock'),
  text,
  size: z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']).optional(),
  weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
  wrap: z.boolean().optional(),
});
const run = z.strictObject({ type: z.literal('TextRun'), text, weight: textBlock.shape.weight });
const richText = z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(run).min(1) });
const openUrl = z.strictObject({
  type: z.literal('Action.OpenUrl'),
  title: text,
  url: z.url({ protocol: /^https?$/ }),
});

/** A message as a Workflows webhook takes it: the elements of Adaptive Cards 1.5 that stand for themselves. */
const messageSchema = z.strictObject({
  type: z.literal('message'),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        contentUrl: z.null().optional(),
        content: z.strictObject({
          $schema: z.url().optional(),
          type: z.literal('AdaptiveCard'),
          version: z.enum(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5']),
          fallbackText: z.string().optional(),
          body: z.array(z.discriminatedUnion('type', [textBlock, richText])).min(1),
          actions: z.array(openUrl).max(6).optional(),
        }),
      }),
    )
    .length(1),
});

const problem = (code: string, message: string) => ({ error: { code, message } });

function refuse(fault: Fault): Answer {
  if (fault.kind === 'rateLimit')
    return {
      status: 429,
      headers: { 'retry-after': String(fault.retryAfter) },
      body: problem('TooManyRequests', 'Rate limit is exceeded.'),
    };
  return { status: fault.code ?? 502, body: problem('BadGateway', 'The flow cannot be reached.') };
}

/** A channel of Teams behind a Workflows webhook, whose address is its secret. What it was sent is in the journal. */
export function createTeams({ signature }: { signature: string }, tools: SimulatorTools): SimulatorPart {
  const buckets = createBuckets(Date.now);

  function respond(request: Request): Answer {
    if (request.query.sig !== signature)
      return { status: 401, body: problem('Unauthorized', 'The signature is wrong.') };
    if ((request.body as Buffer).length > AT_MOST_BYTES)
      return { status: 413, body: problem('RequestEntityTooLarge', 'The message is larger than 28 KB.') };
    const retryAfter = buckets.take('webhook', RATE);
    if (retryAfter !== undefined) return refuse({ kind: 'rateLimit', retryAfter } as Fault);
    const parsed = messageSchema.safeParse(jsonBody(request));
    return parsed.success
      ? { status: 202 }
      : { status: 400, body: problem('InvalidRequest', z.prettifyError(parsed.error)) };
  }

  const api = Router();
  api.use(...tools.edge.entrance('teams'));
  const describe = (request: Request) => ({ kind: 'card', body: jsonBody(request) });
  api.post('/workflows/handoffs', tools.edge.route({ vendor: 'teams', describe, respond, refuse }));
  return { api, reset: () => buckets.reset() };
}
