import type { types as slack } from '@slack/bolt';

/** Block Kit's elements as forms and posts of the gateway use them. People's words stand in them as text, never as markup. */
export const plainText = (text: string): slack.PlainTextElement => ({ type: 'plain_text', text });

export const paragraph = (...parts: [string, 'bold'?][]): slack.KnownBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: parts.map(([text, style]) => ({ type: 'text', text, ...(style && { style: { bold: true } }) })),
    },
  ],
});

export const quoted = (text: string): slack.KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
});

export const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
