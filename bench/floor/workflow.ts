/** The least that a conversation can be on Temporal: no rules, no record, no takeover, nothing survives an error. */
import { condition, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import {
  customerMessageSignal,
  type ConversationInput,
  type CustomerMessage,
} from '../../workflows/conversation/messages';
import type { ClassifyRequest, ConversationActivities, DraftRequest } from '../../workflows/conversation/ports';

const DAY = 24 * 60 * 60_000;

const { classify, draft, sendWhatsAppMessage } = proxyActivities<
  Pick<ConversationActivities, 'classify' | 'draft' | 'sendWhatsAppMessage'>
>({ startToCloseTimeout: '15 seconds', retry: { maximumAttempts: 1 } });

/** Answers one message after the other with the product's own three activities. */
export async function floorWorkflow({ phoneNumberId, settings }: ConversationInput): Promise<void> {
  const inbox: CustomerMessage[] = [];
  const { workflowId } = workflowInfo();
  setHandler(customerMessageSignal, (message) => void inbox.push(message));
  for (let turn = 1; ; turn += 1) {
    await condition(() => inbox.length > 0);
    const { id, content, customer } = inbox.shift() as CustomerMessage;
    const text = content.kind === 'text' ? content.text : '';
    const request: ClassifyRequest = {
      engine: 'configured',
      messages: [text],
      transcript: [],
      language: 'en',
      timeoutMs: settings.assistantTimeoutMs,
    };
    const asked: DraftRequest = { ...request, notBefore: 0, customer, phoneNumberId, lastMessageId: id };
    const [, answer] = await Promise.all([classify(request), draft(asked)]);
    await sendWhatsAppMessage({
      workflowId,
      intentId: `a-${turn}`,
      phoneNumberId,
      customer,
      content: { kind: 'text', text: answer.text, firstContact: false },
      language: 'en',
      windowEndsAt: Date.now() + DAY,
      forAssistant: true,
    });
  }
}
