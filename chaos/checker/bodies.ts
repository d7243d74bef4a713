/** How to read the bodies of the vendors' requests. */

const WORKFLOW_ID = /whatsapp-\d+-[0-9a-f]{24}/;

/** The conversation that a Slack body speaks of, by its buttons or its metadata. */
export const workflowIn = (body: unknown): string | undefined => WORKFLOW_ID.exec(stringsIn(body).join(' '))?.[0];

/** Every string in a body, in reading order, but for the names of types. */
export function stringsIn(body: unknown): string[] {
  if (typeof body === 'string') return [body];
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => (name === 'type' ? [] : stringsIn(value)));
}

export interface WebhookMessage {
  id: string;
  from?: string;
  from_user_id?: string;
  type: string;
  text?: { body: string };
  interactive?: { button_reply?: { id: string; title: string } };
}

export interface WebhookStatus {
  status: string;
  errors?: { code: number }[];
}

interface Value {
  messages?: WebhookMessage[];
  statuses?: WebhookStatus[];
}

function valuesIn(body: unknown): Value[] {
  const { entry = [] } = body as { entry?: { changes: { value: Value }[] }[] };
  return entry.flatMap(({ changes }) => changes.map(({ value }) => value));
}

/** What customers wrote, in a webhook of WhatsApp's; none in one that arrived cut in half. */
export const messagesIn = (body: unknown): WebhookMessage[] => valuesIn(body).flatMap(({ messages = [] }) => messages);

export const statusesIn = (body: unknown): WebhookStatus[] => valuesIn(body).flatMap(({ statuses = [] }) => statuses);

interface SentBody {
  text?: { body?: string };
  interactive?: { body?: { text?: string } };
  document?: { filename?: string; caption?: string };
}

/** The words of an outgoing WhatsApp message; a document as transcripts call it. */
export function sentText(body: unknown): string {
  const { text, interactive, document } = body as SentBody;
  if (document !== undefined) return `[document: ${document.filename ?? ''}] ${document.caption ?? ''}`.trim();
  return text?.body ?? interactive?.body?.text ?? '';
}

/** Ids of what the customer can tap below an outgoing WhatsApp message. */
export function replyButtonsIn(body: unknown): string[] {
  const { interactive } = body as { interactive?: { action?: { buttons?: { reply?: { id?: string } }[] } } };
  return (interactive?.action?.buttons ?? []).flatMap(({ reply }) => reply?.id ?? []);
}

export interface Button {
  actionId: string;
  /** Parsed: which conversation, and which state of it. */
  value: { w?: string; e?: number; h?: number; q?: number; i?: string };
}

interface Element {
  type?: string;
  action_id?: string;
  value?: string;
  options?: { value?: string }[];
}

export function buttonsIn(body: unknown): Button[] {
  const { blocks } = body as { blocks?: unknown };
  const list = (typeof blocks === 'string' ? JSON.parse(blocks) : (blocks ?? [])) as { elements?: Element[] }[];
  return list
    .flatMap(({ elements = [] }) => elements)
    .flatMap(({ type, action_id: actionId, value, options }) => {
      // A list is pressed by its first option.
      const carried = type === 'static_select' ? options?.[0]?.value : value;
      const pressable = (type === 'button' || type === 'static_select') && actionId !== undefined;
      return pressable && carried !== undefined ? [{ actionId, value: JSON.parse(carried) as Button['value'] }] : [];
    });
}

/** Moments that a card shows, seconds UTC. */
export function momentsIn(body: unknown): number[] {
  if (typeof body !== 'object' || body === null) return [];
  const { type, timestamp } = body as { type?: unknown; timestamp?: unknown };
  if (type === 'date' && typeof timestamp === 'number') return [timestamp];
  return Object.values(body).flatMap(momentsIn);
}
