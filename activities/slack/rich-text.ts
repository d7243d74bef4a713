import type { types as slack } from '@slack/bolt';
import type { Agent } from '../../workflows/conversation/ports';
import { isSlackUser } from './user';

export type Block = slack.KnownBlock;
export type RichTextPart = slack.RichTextElement;
export type RichTextElement = slack.RichTextBlockElement;

/** Slack refuses a message at about 13,200 characters over all blocks; nothing here comes near it. */
export const MESSAGE_CHARACTERS = 9_000;

// A lone half of a surrogate pair cannot be encoded, and bidirectional controls reorder what stands around them.
const BROKEN = /\p{Surrogate}/gu;
const UNSEEN_CONTROLS = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
const VISIBLE = /[^\s\p{Cf}\p{Mn}\u115f\u1160\u3164\uffa0]/u;

/** At most `max` UTF-16 units, with "…" where something was cut; never half a character. */
function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '') + '…';
}

/** Foreign text as Slack can show it: well-formed, without control characters, never empty. */
export function shown(foreign: string, max: number): string {
  const text = foreign.replace(UNSEEN_CONTROLS, '').replace(BROKEN, '\ufffd').trim();
  return VISIBLE.test(text) ? clip(text, max) : '(no text)';
}

/** Literal words: Slack does not look for markup in them (docs.slack.dev, rich_text block). */
export function words(text: string, style?: 'bold' | 'italic'): RichTextPart {
  return style === undefined ? { type: 'text', text } : { type: 'text', text, style: { [style]: true } };
}

/** A name or phrase that somebody else wrote: literal, cut to `max`, and on one line, so that it cannot pretend to be the next. */
export function foreignPhrase(text: string, max: number, style?: 'bold' | 'italic'): RichTextPart {
  return words(shown(text.replace(/\s+/g, ' '), max), style);
}

/** Calls an agent; whom Slack does not know is named. */
export const mention = ({ id, name }: Agent): RichTextPart =>
  isSlackUser(id) ? { type: 'user', user_id: id } : foreignPhrase(name, 80, 'bold');

export const mentionGroup = (groupId: string): RichTextPart => ({ type: 'usergroup', usergroup_id: groupId });

/** Where a message is to be read, for whoever is in its workspace. */
export const messageLink = ({ channel, ts }: { channel: string; ts: string }): string =>
  `https://slack.com/archives/${channel}/p${ts.replace('.', '')}`;

/** A moment in the reader's own time zone. `at`: ms UTC. */
export function moment(at: number, format: 'day_and_time' | 'time' = 'day_and_time'): RichTextPart {
  const utc = new Date(at).toISOString();
  const [template, fallback] =
    format === 'time'
      ? ['{time}', `${utc.slice(11, 16)} UTC`]
      : ['{date_short_pretty}, {time}', `${utc.slice(0, 10)} ${utc.slice(11, 16)} UTC`];
  return { type: 'date', timestamp: Math.floor(at / 1000), format: template, fallback };
}

export const section = (...elements: RichTextPart[]): slack.RichTextSection => ({
  type: 'rich_text_section',
  elements,
});

/** A message that somebody else wrote, literal and cut to `max`: nothing in it can leave the quote. */
export const quote = (text: string, max: number): slack.RichTextQuote => ({
  type: 'rich_text_quote',
  elements: [words(shown(text, max))],
});

export const bullets = (...items: RichTextPart[][]): slack.RichTextList => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: items.map((item) => section(...item)),
});

export const richText = (...elements: RichTextElement[]): Block => ({ type: 'rich_text', elements });

/** The three escapes of Slack's own markup (docs.slack.dev, formatting message text). */
export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The text of a notification. It is markup, so it carries names and our own words, never what a customer wrote. */
export const notification = (text: string): string => escapeMarkup(shown(text, 300).replace(/\s+/g, ' '));
