import { readAgentWords, type AgentWords } from '../agent-words';
import { withEmoji } from './emoji';

/** What an agent wrote in Slack, as the customer would read it. */
export interface AgentText extends AgentWords {
  /** It addresses a Slack user, group or channel: hardly meant for the customer. */
  mentions: boolean;
}

const TOKEN = /<([^<>]*)>/g;
const SCHEME = /^(?:https?:\/\/|mailto:|tel:)/i;
const SPECIAL = /^!(channel|here|everyone)$/;

/** The users whom a message addresses. */
export const mentionedUsers = (markup: string): string[] => [
  ...new Set([...markup.matchAll(/<@([A-Z0-9_]+)(?:\|[^<>]*)?>/g)].map(([, id]) => id ?? '')),
];

/**
 * WhatsApp text for Slack's markup (docs.slack.dev, formatting message text): escapes undone, links and short names
 * written out. Bold, italics, strikethrough, code and quotes are the same signs in both. `names`: of mentioned users.
 */
export function readAgentText(markup: string, names: ReadonlyMap<string, string>): AgentText {
  let text = '';
  let mentions = false;
  let end = 0;
  for (const token of markup.matchAll(TOKEN)) {
    const read = readToken(token[1] ?? '', names);
    text += plain(markup.slice(end, token.index)) + read.text;
    mentions ||= read.mention;
    end = token.index + token[0].length;
  }
  text = (text + plain(markup.slice(end))).replaceAll('\u00a0', ' ').trim();
  return { ...readAgentWords(text), mentions };
}

const plain = (markup: string): string => unescape(withEmoji(markup));

// In one pass: `&amp;lt;` is an ampersand that somebody typed, not a bracket.
const unescape = (markup: string): string =>
  markup.replace(/&(amp|lt|gt);/g, (_whole, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '');

function readToken(token: string, names: ReadonlyMap<string, string>): { text: string; mention: boolean } {
  const bar = token.indexOf('|');
  const target = bar === -1 ? token : token.slice(0, bar);
  const label = bar === -1 ? undefined : unescape(token.slice(bar + 1));
  const id = target.slice(1);
  if (target.startsWith('@')) return { text: `@${label ?? names.get(id) ?? 'somebody'}`, mention: true };
  if (target.startsWith('#')) return { text: `#${label || 'channel'}`, mention: true };
  if (target.startsWith('!subteam^')) return { text: `@${label?.replace(/^@/, '') ?? 'group'}`, mention: true };
  if (SPECIAL.test(target)) return { text: `@${id}`, mention: true };
  if (target.startsWith('!')) return { text: label ?? '', mention: false };
  return { text: link(unescape(target), label), mention: false };
}

// What Slack linked by itself ("shop.example", an address, a number) reads as it was typed.
function link(url: string, label: string | undefined): string {
  const bare = (address: string): string => address.replace(SCHEME, '').replace(/\/$/, '');
  if (label === undefined || label === '') return SCHEME.test(url) ? url.replace(/^(?:mailto|tel):/i, '') : url;
  return /^(?:mailto|tel):/i.test(url) || bare(url) === bare(label) ? label : `${label} (${url})`;
}
