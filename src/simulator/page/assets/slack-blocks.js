import { el, link, signs } from './dom.js';
import { icon } from './icons.js';
import { dayOf, timeOf } from './time.js';

/** Block Kit as elements: the blocks that the product sends, everything else as its plain text. */
export function blocksOf(message, people, press) {
  return message.blocks.map((block) => blockOf(block, people, press)).filter(Boolean);
}

function blockOf(block, people, press) {
  switch (block.type) {
    case 'header':
      return el('h3.block-header', {}, signs(block.text.text));
    case 'divider':
      return el('hr');
    case 'section':
      return el(
        'div.block-section',
        {},
        block.text ? el('p', {}, mrkdwn(block.text, people)) : undefined,
        (block.fields ?? []).map((field) => el('p.field', {}, mrkdwn(field, people))),
        block.accessory ? elementOf(block.accessory, press) : undefined,
      );
    case 'context':
      return el('p.block-context', {}, block.elements.flatMap((part) => ['\u2002', ...mrkdwn(part, people)]).slice(1));
    case 'rich_text':
      return el(
        'div.block-rich',
        {},
        block.elements.map((part) => richOf(part, people)),
      );
    case 'actions':
      return el(
        'p.block-actions',
        {},
        block.elements.map((element) => elementOf(element, press)),
      );
    case 'image':
      return el('p.block-context', {}, block.alt_text);
    case 'markdown':
      return el('p', {}, block.text);
    default:
      return undefined;
  }
}

function elementOf(element, press) {
  switch (element.type) {
    case 'button':
      return buttonOf(element, press);
    case 'overflow':
      return menuOf(element, press);
    case 'static_select':
      return selectOf(element, press);
    default:
      return el('span.quiet', {}, `[${element.type}]`);
  }
}

const choose = ({ action_id }, { value }, press) => press({ action_id, value });

// Three dots, and what is behind them.
function menuOf(element, press) {
  const menu = el(
    'details.slack-menu',
    { 'data-action': element.action_id },
    el('summary.slack-button', { title: 'More' }, icon('dots'), el('span.hidden', {}, 'More')),
    el(
      'ul',
      {},
      element.options.map((option) => {
        const onclick = () => {
          menu.open = false;
          choose(element, option, press);
        };
        return el('li', {}, el('button', { type: 'button', onclick }, option.text.text));
      }),
    ),
  );
  return menu;
}

function selectOf(element, press) {
  const label = element.placeholder.text;
  const select = el(
    'select.slack-button',
    { 'data-action': element.action_id, 'aria-label': label },
    el('option', { value: '' }, label),
    element.options.map(({ text }, place) => el('option', { value: String(place) }, text.text)),
  );
  select.addEventListener('change', () => {
    const option = element.options[Number(select.value)];
    select.value = '';
    choose(element, option, press);
  });
  return select;
}

function buttonOf(element, press) {
  const style = element.style ? `.${element.style}` : '';
  return el(
    `button.slack-button${style}`,
    { type: 'button', 'data-action': element.action_id, onclick: () => press(element) },
    element.text.text,
    element.url ? icon('link') : undefined,
  );
}

function richOf(element, people) {
  const parts = (element.elements ?? []).map((part) =>
    element.type === 'rich_text_list' ? el('li', {}, partsOf(part.elements, people)) : partOf(part, people),
  );
  switch (element.type) {
    case 'rich_text_quote':
      return el('blockquote', {}, parts);
    case 'rich_text_preformatted':
      return el('pre', {}, parts);
    case 'rich_text_list':
      return el(element.style === 'ordered' ? 'ol.rich-list' : 'ul.rich-list', {}, parts);
    default:
      return el('p', {}, parts);
  }
}

const partsOf = (parts, people) => parts.map((part) => partOf(part, people));

function partOf(part, people) {
  const { style = {} } = part;
  let node = el('span', {}, plainPart(part, people));
  if (style.code) node = el('code', {}, node);
  if (style.strike) node = el('s', {}, node);
  if (style.italic) node = el('em', {}, node);
  if (style.bold) node = el('strong', {}, node);
  return node;
}

function plainPart(part, people) {
  switch (part.type) {
    case 'text':
      return signs(part.text);
    case 'link':
      return link(part.url, part.text ?? part.url);
    case 'user':
      return el('span.mention', {}, `@${people.get(part.user_id) ?? part.user_id}`);
    case 'usergroup':
      return el('span.mention', {}, '@agents');
    case 'broadcast':
      return el('span.mention', {}, `@${part.range}`);
    case 'emoji':
      return `:${part.name}:`;
    case 'date':
      return dateOf(part);
    default:
      return '';
  }
}

// In the reader's own time, as Slack does; the fallback is for those who cannot.
function dateOf({ format, timestamp }) {
  const at = timestamp * 1000;
  return format.replace(/\{time[a-z_]*\}/, timeOf(at)).replace(/\{date[a-z_]*\}/, dayOf(at));
}

const TOKEN = /(<[^<>]+>|\*[^*\n]+\*|_[^_\n]+_)/;

/** Slack's markup in a text object, as elements. */
export function mrkdwn({ type, text = '' }, people) {
  if (type === 'plain_text') return signs(text);
  return text.split(TOKEN).flatMap((part) => {
    if (/^<.+>$/.test(part)) return [tokenOf(part.slice(1, -1), people)];
    if (/^\*.+\*$/.test(part)) return [el('strong', {}, signs(unescape(part.slice(1, -1))))];
    if (/^_.+_$/.test(part)) return [el('em', {}, signs(unescape(part.slice(1, -1))))];
    return signs(unescape(part));
  });
}

function tokenOf(inner, people) {
  const [target, label] = inner.split('|');
  if (target.startsWith('@')) return el('span.mention', {}, `@${people.get(target.slice(1)) ?? target.slice(1)}`);
  if (target.startsWith('!date^')) return label ?? '';
  if (target.startsWith('!subteam^')) return el('span.mention', {}, '@agents');
  if (target.startsWith('!')) return el('span.mention', {}, `@${target.slice(1)}`);
  return link(target, unescape(label ?? target));
}

const unescape = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
