import { WebClient } from '@slack/web-api';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
// The stand-in model classifies in this form and no other.
import { classificationSchema } from '../../activities/assistant/openai/schemas';

/** Where the vendors are and with which keys. */
export interface VendorSettings {
  whatsappUrl: string;
  whatsappToken: string;
  phoneNumberId: string;
  slackUrl: string;
  slackToken: string;
  channelId: string;
  modelUrl: string;
  modelKey: string;
  model: string;
  /** What the model is told of the business. */
  facts: string;
}

export function createModel({ modelUrl, modelKey, model, facts }: VendorSettings) {
  const openai = new OpenAI({ baseURL: modelUrl, apiKey: modelKey, maxRetries: 0 });
  return {
    /** The design's `classifyMessage`. */
    async classifyMessage(text: string): Promise<{ sentiment: string; intent: string }> {
      const completion = await openai.chat.completions.create({
        model,
        messages: [
          { role: 'system', content: 'Classify the sentiment and the intent of the message.' },
          { role: 'user', content: text },
        ],
        response_format: zodResponseFormat(classificationSchema, 'classification'),
      });
      const found = classificationSchema.parse(JSON.parse(completion.choices[0]?.message.content ?? ''));
      return { sentiment: found.sentiment, intent: found.wants_human ? 'human_requested' : found.intent };
    },
    async reply(text: string): Promise<string> {
      const messages = [
        { role: 'system' as const, content: `You are the support assistant of a shop.\n${facts}` },
        { role: 'user' as const, content: text },
      ];
      const completion = await openai.chat.completions.create({ model, messages });
      return completion.choices[0]?.message.content ?? '';
    },
  };
}

export function createWhatsApp({ whatsappUrl, whatsappToken, phoneNumberId }: VendorSettings) {
  let messages = 0;
  /** `a`: the assistant, `h`: a human. The mark travels with the message so that the journal can tell them apart. */
  return async (to: string, body: string, author: 'a' | 'h'): Promise<void> => {
    messages += 1;
    const response = await fetch(`${whatsappUrl}/${phoneNumberId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${whatsappToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to,
        type: 'text',
        text: { body },
        biz_opaque_callback_data: `seed/${author}-${messages}`,
      }),
    });
    if (!response.ok) throw new Error(`WhatsApp answered ${response.status}.`);
    await response.body?.cancel();
  };
}

export function createSlack({ slackUrl, slackToken, channelId }: VendorSettings) {
  const slack = new WebClient(slackToken, { slackApiUrl: slackUrl });
  return async (text: string): Promise<void> => {
    await slack.chat.postMessage({ channel: channelId, text });
  };
}
