import { z } from 'zod';
import { parseEcho } from './parse-echo';
import { parseMessage } from './parse-message';
import { parseStatus } from './parse-status';
import { digits, list, maybe } from './shapes';
import { refuse, type ChangeContext, type ParseContext, type WebhookItem } from './webhook-items';

const envelopeShape = z.object({ object: z.literal('whatsapp_business_account'), entry: list });
const entryShape = z.object({ changes: list });
const changeShape = z.object({ field: z.string(), value: z.unknown() });
const valueShape = z.object({
  metadata: maybe(z.object({ phone_number_id: digits })),
  contacts: list,
  messages: list,
  message_echoes: list,
  statuses: list,
  errors: list,
});
const errorShape = z.object({ code: z.union([z.number(), z.string()]) });

/**
 * Everything in one webhook, in its order: up to a thousand updates in any number of entries and changes. What is not in
 * the documented shape is refused by itself and costs nothing else. Never throws.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/overview
 */
export function parseWebhook(body: unknown, context: ParseContext): WebhookItem[] {
  const envelope = envelopeShape.safeParse(body);
  if (!envelope.success) return [refuse('unknown_object')];
  return envelope.data.entry.flatMap((raw) => {
    const entry = entryShape.safeParse(raw);
    if (!entry.success) return [refuse('malformed', 'entry')];
    return entry.data.changes.flatMap((change) => parseChange(change, context));
  });
}

function parseChange(raw: unknown, context: ParseContext): WebhookItem[] {
  const change = changeShape.safeParse(raw);
  if (!change.success) return [refuse('malformed', 'change')];
  const { field } = change.data;
  if (field !== 'messages' && field !== 'smb_message_echoes') return [refuse('unknown_field', field)];
  const value = valueShape.safeParse(change.data.value);
  if (!value.success) return [refuse('malformed', 'value')];
  const { metadata, contacts, messages, message_echoes: echoes, statuses, errors } = value.data;
  const phoneNumberId = metadata?.phone_number_id;
  if (phoneNumberId === undefined) return [refuse('malformed', 'metadata')];
  // An account's webhooks come for all of its numbers.
  if (!context.phoneNumberIds.has(phoneNumberId)) {
    return [refuse('unknown_phone_number', messages.length + echoes.length > 0 ? 'messages' : 'statuses')];
  }
  const here: ChangeContext = { ...context, phoneNumberId, contacts };
  if (field === 'smb_message_echoes') return echoes.map((echo) => parseEcho(echo, here));
  return [
    ...messages.flatMap((message) => parseMessage(message, here)),
    ...statuses.map((status) => parseStatus(status, here)),
    ...errors.map((error) => refuse('vendor_error', errorShape.safeParse(error).data?.code)),
  ];
}
