import { html, type Html } from '../html';

// Like WhatsApp: a pair of signs around words that begin and end with a letter, with nothing but space or punctuation outside.
const PAIR = /(?<![\p{L}\p{N}*_~/])([*_~])(?!\s)([^\n*_~]+)(?<!\s)\1(?![\p{L}\p{N}*_~/])/gu;

const wrapped: Record<string, (words: string) => Html> = {
  '*': (words) => html`<b>${words}</b>`,
  _: (words) => html`<i>${words}</i>`,
  '~': (words) => html`<s>${words}</s>`,
};

/** The words of a message with *bold*, _italic_ and ~struck~ as WhatsApp shows them (faq.whatsapp.com, "How to format your messages"). */
export function formatted(text: string): Html[] {
  const parts: Html[] = [];
  let end = 0;
  for (const { 0: whole, 1: sign = '', 2: words = '', index } of text.matchAll(PAIR)) {
    parts.push(html`${text.slice(end, index)}`, wrapped[sign]!(words));
    end = index + whole.length;
  }
  return [...parts, html`${text.slice(end)}`];
}
