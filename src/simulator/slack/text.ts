import type { SlackUser } from './types';

const MENTION = /<(?:@([UW][A-Z0-9_]+)|!subteam\^([A-Z0-9_]+)|!(channel|here|everyone))(?:\|[^>]*)?>/g;
const TOKEN = /<(?:[@#][A-Z0-9_]+|![^<>\s]+|(?:https?:\/\/|mailto:|tel:)[^<>\s|]+)(?:\|[^<>]*)?>|&(?:amp|lt|gt);/g;
const BARE_URL = /https?:\/\/[^\s<>]+/g;

const SHORTCODES: Record<string, string> = {
  '🙏': ':pray:',
  '👍': ':+1:',
  '👋': ':wave:',
  '😊': ':blush:',
  '🙂': ':slightly_smiling_face:',
  '😀': ':grinning:',
  '😂': ':joy:',
  '🎉': ':tada:',
  '✅': ':white_check_mark:',
  '❌': ':x:',
  '❤️': ':heart:',
  '🚨': ':rotating_light:',
  '📦': ':package:',
};

/** Whom a mrkdwn text would notify: ids, and `channel`, `here`, `everyone`. */
export function mentionsIn(mrkdwn: string): string[] {
  return [...mrkdwn.matchAll(MENTION)].map(([, user, group, broadcast]) => user ?? group ?? broadcast!);
}

/** A mrkdwn text as a person reads it: names for ids, labels for links, no escapes. Bold and italics keep their signs. */
export function readableText(mrkdwn: string, nameOf: (id: string) => string | undefined): string {
  const read = mrkdwn.replace(/<([^<>]+)>/g, (whole, inner: string) => {
    const bar = inner.indexOf('|');
    const target = bar === -1 ? inner : inner.slice(0, bar);
    const label = bar === -1 ? undefined : inner.slice(bar + 1);
    if (target.startsWith('@') || target.startsWith('#'))
      return target[0] + (nameOf(target.slice(1)) ?? target.slice(1));
    if (target.startsWith('!subteam^'))
      return `@${label?.replace(/^@/, '') ?? nameOf(target.slice(9)) ?? target.slice(9)}`;
    if (target.startsWith('!date^')) return label ?? target;
    if (target.startsWith('!')) return `@${target.slice(1)}`;
    return /^(https?:|mailto:|tel:)/.test(target) ? (label ?? target) : whole;
  });
  return unescapeText(read);
}

/** Undoes the three escapes of Slack's texts. */
function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Slack's three escapes. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * What Slack makes of a text that somebody types: `&`, `<` and `>` are escaped, addresses wrapped, names behind an `@`
 * become mentions and emoji become shortcodes. Tokens that are in Slack's own form already (`<@U_PIETER>`, `&amp;`) stay.
 */
export function typedText(typed: string, users: readonly SlackUser[]): string {
  let result = '';
  let end = 0;
  for (const token of typed.matchAll(TOKEN)) {
    result += typedPlain(typed.slice(end, token.index), users) + token[0];
    end = token.index + token[0].length;
  }
  return result + typedPlain(typed.slice(end), users);
}

function typedPlain(text: string, users: readonly SlackUser[]): string {
  let result = '';
  let end = 0;
  for (const url of text.matchAll(BARE_URL)) {
    result += typedWords(text.slice(end, url.index), users) + `<${escapeText(url[0])}>`;
    end = url.index + url[0].length;
  }
  return result + typedWords(text.slice(end), users);
}

function typedWords(text: string, users: readonly SlackUser[]): string {
  let result = escapeText(text).replace(/(^|\s)@(channel|here|everyone)\b/g, '$1<!$2>');
  for (const { id, realName, name } of users) {
    for (const handle of [realName, name, realName.split(' ')[0]!]) {
      result = result.replace(new RegExp(`(^|\\s)@${handle}\\b`, 'gi'), `$1<@${id}>`);
    }
  }
  for (const [emoji, shortcode] of Object.entries(SHORTCODES)) result = result.replaceAll(emoji, shortcode);
  return result;
}
