import { z } from 'zod';
import type { CustomerContent } from '../../workflows/conversation/messages';
import { parseContent } from './parse-content';
import { profileOf } from './parse-customer';
import { parseCallbackData } from './parse-status';
import { defined, digits, id, maybe, timestamp, userId } from './shapes';
import { refuse, type ChangeContext, type WebhookItem } from './webhook-items';

const echoShape = z.looseObject({
  id,
  type: z.string().min(1),
  to: maybe(digits),
  to_user_id: maybe(userId),
  to_parent_user_id: maybe(userId),
  timestamp: maybe(timestamp),
  biz_opaque_callback_data: maybe(z.string()),
});

/**
 * One entry of `message_echoes[]`: somebody wrote to the customer from the business's phone app.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/smb_message_echoes
 */
export function parseEcho(raw: unknown, context: ChangeContext): WebhookItem {
  const parsed = echoShape.safeParse(raw);
  if (!parsed.success) return refuse('malformed', 'echo');
  const echo = parsed.data;
  if (parseCallbackData(echo.biz_opaque_callback_data)) return refuse('own_echo');
  const recipient = defined({ waId: echo.to, userId: echo.to_user_id, parentUserId: echo.to_parent_user_id });
  const customer = profileOf(recipient, context);
  if (!customer) return refuse('no_sender', echo.type);
  const text = wordsOf(parseContent(echo.type, echo[echo.type]).content);
  if (text === undefined) return refuse('echo_without_words', echo.type);
  const reply = { id: echo.id, sentAt: echo.timestamp ?? context.now(), text, customer };
  return { kind: 'reply', phoneNumberId: context.phoneNumberId, reply };
}

/** How the agent's message reads in the transcript. Undefined where he answered nothing. */
function wordsOf(content: CustomerContent): string | undefined {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'media':
      return `[${content.media}] ${content.caption ?? content.fileName ?? ''}`.trim();
    case 'location':
      return `[location] ${content.name ?? content.address ?? ''}`.trim();
    case 'contacts':
      return `[contacts] ${content.names.join(', ')}`;
    case 'button':
      return content.title;
    case 'form':
      return content.text || '[form]';
    case 'order':
      return `[order] ${content.text ?? ''}`.trim();
    case 'edit':
      return content.text === undefined ? undefined : `[edited] ${content.text}`;
    case 'unsupported':
      return '[message]';
    case 'reaction':
    case 'revoke':
    case 'welcome':
      return undefined;
  }
}
