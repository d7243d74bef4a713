import { z } from 'zod';
import type { DeliveryStatus } from '../../workflows/conversation/messages';
import { phoneNumberIdOf } from '../identity';
import { defined, id, maybe, timestamp } from './shapes';
import { refuse, type ChangeContext, type WebhookItem } from './webhook-items';

const statusShape = z.object({
  id,
  status: z.string(),
  timestamp: maybe(timestamp),
  biz_opaque_callback_data: maybe(z.string()),
  errors: maybe(z.array(z.object({ code: z.union([z.number(), z.string()]), title: z.string().max(300).catch('') }))),
});

// A voice note that was played has been read.
const STATUSES = new Map<string, DeliveryStatus['status']>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

/** The conversation and the intent that a message of ours was sent with. */
export function parseCallbackData(data: string | undefined): { workflowId: string; intentId: string } | undefined {
  const [, workflowId, intentId] = /^([\w-]{1,100})\/([ahn]-[\w.:-]{1,200})$/.exec(data ?? '') ?? [];
  if (workflowId === undefined || intentId === undefined) return undefined;
  return phoneNumberIdOf(workflowId) === undefined ? undefined : { workflowId, intentId };
}

/**
 * One entry of `statuses[]`. An agent's message is followed all the way; of the assistant's and of notices the
 * conversation only needs to know whether they went out.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status
 */
export function parseStatus(raw: unknown, context: ChangeContext): WebhookItem {
  const parsed = statusShape.safeParse(raw);
  if (!parsed.success) return refuse('malformed', 'status');
  const { id: messageId, errors, timestamp: at = context.now(), biz_opaque_callback_data: data } = parsed.data;
  const status = STATUSES.get(parsed.data.status);
  if (status === undefined) return refuse('unknown_status', parsed.data.status);
  const callback = parseCallbackData(data);
  if (!callback || phoneNumberIdOf(callback.workflowId) !== context.phoneNumberId) return refuse('foreign_status');
  const { workflowId, intentId } = callback;
  if (!intentId.startsWith('h-') && status !== 'sent' && status !== 'failed') return refuse('unneeded_status', status);
  const [failure] = status === 'failed' ? (errors ?? []) : [];
  const error = failure && {
    code: String(failure.code),
    reason: context.explainFailure(String(failure.code), failure.title),
  };
  return { kind: 'status', workflowId, status: { intentId, messageId, status, at, ...defined({ error }) } };
}
