import { icon } from './icons.js';

// Pages never depend on an emoji font: the signs that the product uses are drawn.
const SIGNS = {
  '🚨': 'alarm',
  '👤': 'person',
  '💤': 'sleep',
  '🤖': 'robot',
  '✅': 'done',
  '❌': 'failed',
  '🔒': 'lock',
};
const SIGN = new RegExp(`(${Object.keys(SIGNS).join('|')})`, 'u');

/** An element with a class, attributes and children; strings become text, so nothing that anybody wrote becomes markup. */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const node = document.createElement(tag);
  if (classes.length > 0) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== undefined && value !== false && value !== null) node.setAttribute(key, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== ''));
  return node;
}

/** Text with the product's own signs drawn. */
export function signs(text) {
  return text.split(SIGN).map((part) => (SIGNS[part] ? icon(SIGNS[part], SIGNS[part]) : part));
}

const INLINE = /(\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~|https?:\/\/[^\s]+)/;

/** WhatsApp's formatting: *bold*, _italic_, ~struck~ and addresses. */
export function whatsAppText(text) {
  return text.split(INLINE).flatMap((part) => {
    if (/^https?:\/\//.test(part)) return [link(part, part)];
    const inner = part.slice(1, -1);
    if (/^\*[^*]+\*$/.test(part)) return [el('strong', {}, inner)];
    if (/^_[^_]+_$/.test(part)) return [el('em', {}, inner)];
    if (/^~[^~]+~$/.test(part)) return [el('s', {}, inner)];
    return signs(part);
  });
}

const OWN_MESSAGE = /^https:\/\/slack\.com\/archives\/\w+\/p(\d{10})(\d{6})$/;

/** A link to another page, or to a message of the channel; anything but http and https stays text. */
export function link(url, ...children) {
  const own = OWN_MESSAGE.exec(url);
  if (own) return el('a', { href: `#ts-${own[1]}.${own[2]}` }, ...children);
  if (!/^https?:\/\//.test(url)) return el('span', {}, ...children);
  return el('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, ...children);
}

export function byId(id) {
  return document.getElementById(id);
}

const drawn = new WeakMap();

/**
 * Makes the children of `list` those of `items` (`{key, look, make}`). A child whose key and look have not changed stays
 * the same element, so that focus, a press that is under way and what a screen reader has read are left alone.
 */
export function sync(list, items) {
  const before = drawn.get(list) ?? new Map();
  const after = new Map();
  for (const { key, look, make } of items) {
    const known = before.get(key);
    after.set(key, known?.look === look ? known : { look, node: make(known?.node) });
  }
  drawn.set(list, after);
  const nodes = [...after.values()].map(({ node }) => node);
  const same = nodes.length === list.childNodes.length && nodes.every((node, place) => list.childNodes[place] === node);
  if (same) return;
  for (const child of [...list.childNodes]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, place) => {
    if (list.childNodes[place] !== node) list.insertBefore(node, list.childNodes[place] ?? null);
  });
}

/** Like `sync`, for a list that stays at its end if it was there, and goes there when it grows. */
export function syncLog(list, items) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const grew = items.length > (drawn.get(list)?.size ?? 0);
  sync(list, items);
  if (atEnd || grew) list.scrollTop = list.scrollHeight;
}

/** Puts `nodes` into `box` only when `look` is another than the last time. */
export function redraw(box, look, make) {
  if (box.dataset.look === look) return;
  box.dataset.look = look;
  box.replaceChildren(...[make()].flat(Infinity).filter(Boolean));
}
