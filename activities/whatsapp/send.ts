import { activityInfo, type Info } from '@temporalio/activity';
import {
  ASSISTANT_PAUSED,
  type OutgoingContent,
  type SendRequest,
  type SendResult,
  type Speaker,
} from '../../workflows/conversation/ports';
import type { UploadedFile } from '../../workflows/conversation/file';
import type { ButtonKey, Language, NoticeKey } from '../../workflows/conversation/words';
import type { WhatsAppClient } from './client';
import { NotSentError, toActivityFailure } from './failures';
import type { StallWatch } from './stall';

/** The business's fixed sentences. */
export interface SendTexts {
  renderNotice(key: NoticeKey, language: Language, parameters: Record<string, string>): string;
  buttonTitle(key: ButtonKey, language: Language): string;
  /** The text with the introduction that the first answer of a conversation ends with. */
  withFirstContact(text: string, language: Language): string;
  /** The text behind the name of whoever says it. */
  withSpeaker(text: string, language: Language, speaker: Speaker): string;
}

export interface SendDeps {
  client: WhatsAppClient;
  /** Those of the moment. */
  texts: () => SendTexts;
  stall: StallWatch;
  /** Whether operators have paused the assistant. Throws where that cannot be known: the message then waits. */
  paused(): Promise<boolean>;
  now?: () => number;
}

const LONGEST_TEXT = 4_096;
const LONGEST_NOTICE = 1_024;
const LONGEST_CAPTION = 1_024;
const WINDOW_MARGIN_MS = 5 * 60_000;
const DEADLINE_MARGIN_MS = 1_000;

/**
 * The activity `sendWhatsAppMessage`: one message, one request, at most once. Fails with an ApplicationFailure of type
 * `NotSent` (NotSentDetails) where nothing was sent, and of type `Unknown` where nobody can say.
 */
export function createSendActivity(deps: SendDeps): (request: SendRequest) => Promise<SendResult> {
  const { client, texts, stall, paused, now = Date.now } = deps;
  return async (request) => {
    const startedAt = now();
    const settlingMs = stall.settlingMs();
    const info = activityInfo();
    const check = (): void => {
      checkDeadline({ info, startedAt, settlingMs, now: now(), timeoutMs: client.timeoutMs });
      if (request.content.kind !== 'template') checkWindow(request, info, now());
    };
    try {
      check();
      if (request.forAssistant) await checkPause(paused);
      const { workflowId, intentId, phoneNumberId, customer, content } = request;
      const { text, spoken, buttons } = rendered(texts(), request);
      const callbackData = `${workflowId}/${intentId}`;
      const answers = 'answers' in content ? content.answers?.messageId : undefined;
      const message = { phoneNumberId, customer, callbackData, text: spoken, answers, beforeWrite: check };
      const send = (): Promise<string> => {
        if (content.kind === 'template') return client.sendTemplate({ ...message, template: content.template });
        if (content.kind === 'reaction')
          return client.sendReaction({
            ...message,
            answers: undefined,
            to: content.answers.messageId,
            emoji: content.emoji,
          });
        if (content.kind === 'file') return client.sendFile({ ...message, file: uploaded(content) });
        return buttons.length > 0 ? client.sendButtons({ ...message, buttons }) : client.sendText(message);
      };
      const messageId = await send();
      return { messageId, text, buttons: buttons.map(({ title }) => title) };
    } catch (error) {
      throw toActivityFailure(error);
    }
  };
}

function uploaded({ file }: Extract<OutgoingContent, { kind: 'file' }>): UploadedFile {
  if (file.uploaded !== undefined) return file.uploaded;
  const reason = 'The file has not been brought to WhatsApp.';
  throw new NotSentError({ code: 'upload', reason, retryable: false });
}

interface Rendered {
  text: string;
  /** With the name before it. */
  spoken: string;
  buttons: { id: string; title: string }[];
}

function rendered(texts: SendTexts, { content, language, speaker }: SendRequest): Rendered {
  try {
    const { text, buttons } = render(texts, content, language);
    const spoken = speaker === undefined ? text : texts.withSpeaker(text, language, speaker);
    const most = content.kind === 'file' ? LONGEST_CAPTION : LONGEST_TEXT;
    return { text, buttons, spoken: spoken.length > most ? text : spoken };
  } catch (error) {
    const reason = 'The message could not be put into words: the operator has to look at the texts.';
    throw new NotSentError({ code: 'text', reason, retryable: false }, error);
  }
}

function render(texts: SendTexts, content: OutgoingContent, language: Language): Omit<Rendered, 'spoken'> {
  if (content.kind === 'template') return { text: content.template.text, buttons: [] };
  if (content.kind === 'file') return { text: content.caption ?? '', buttons: [] };
  if (content.kind === 'reaction') return { text: content.emoji, buttons: [] };
  const isNotice = content.kind === 'notice';
  const text = isNotice ? texts.renderNotice(content.key, language, content.parameters) : content.text;
  const buttons = isNotice
    ? content.buttons.map(({ id, title }) => ({ id, title: texts.buttonTitle(title, language) }))
    : [];
  // The greeting introduces itself.
  const introduces = content.firstContact && !(isNotice && content.key === 'greeting');
  const introduced = introduces ? texts.withFirstContact(text, language) : text;
  // Where the introduction does not fit any more, the answer goes without it.
  return { text: introduced.length > (isNotice ? LONGEST_NOTICE : LONGEST_TEXT) ? text : introduced, buttons };
}

interface Age {
  info: Info;
  startedAt: number;
  settlingMs: number;
  now: number;
  timeoutMs: number;
}

// A worker that was frozen with the attempt in its hands must not send when it wakes up: the server has given the attempt
// up by then, and an agent may have been told that nothing of the assistant's starts any more.
function checkDeadline({ info, startedAt, settlingMs, now, timeoutMs }: Age): void {
  const reason = 'The message was not sent because the worker stood still for a moment.';
  if (settlingMs > 0) throw new NotSentError({ code: 'deadline', reason, retryable: true, retryAfterMs: settlingMs });
  const left = info.startToCloseTimeoutMs - (now - startedAt);
  if (left < timeoutMs + DEADLINE_MARGIN_MS) throw new NotSentError({ code: 'deadline', reason, retryable: true });
}

// The workflow's clock can be ahead of this computer's, never behind what it was when it asked.
function checkWindow({ windowEndsAt }: SendRequest, { scheduledTimestampMs }: Info, now: number): void {
  if (Math.max(now, scheduledTimestampMs) < windowEndsAt - WINDOW_MARGIN_MS) return;
  const reason =
    'The customer has not written for 24 hours, so WhatsApp allows no message to them until they write again.';
  throw new NotSentError({ code: 'window_closed', reason, retryable: false });
}

async function checkPause(paused: () => Promise<boolean>): Promise<void> {
  const isPaused = await paused().catch((error: unknown) => {
    const reason = 'Nobody could say whether the assistant is paused.';
    throw new NotSentError({ code: 'pause_unknown', reason, retryable: true }, error);
  });
  if (!isPaused) return;
  const reason = 'Operators have paused the assistant.';
  throw new NotSentError({ code: ASSISTANT_PAUSED, reason, retryable: false });
}
