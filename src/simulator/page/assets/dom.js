const SVG = 'http://www.w3.org/2000/svg';

const ICONS = {
  shop: 'M3 9 5 4h14l2 5M4 9v11h16V9M4 9h16M9 20v-6h6v6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-4 4-6 8-6s8 2 8 6',
  photo: 'M4 6h3l2-2h6l2 2h3v13H4zM12 16a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7',
  voice: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3M6 12a6 6 0 0 0 12 0M12 18v3',
  send: 'M4 12 20 4l-5 16-3-6z',
  lock: 'M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3',
  alarm: 'M6 18v-5a6 6 0 0 1 12 0v5zM4 18h16v2H4zM12 4V2M4 8 2.500 6.500M20 8l1.500-1.500',
  sleep: 'M5 6h7l-7 8h7M14 12h5l-5 6h5',
  robot: 'M5 9h14v10H5zM12 9V5M12 5h.01M9 13v2M15 13v2',
  done: 'M4 12.500 9.500 18 20 7',
  failed: 'M6 6l12 12M18 6 6 18',
  link: 'M10 14 20 4M14 4h6v6M18 14v6H4V6h6',
  tick: 'M3 12.500 8 17.500 18 7.500',
  ticks: 'M1 12.500 6 17.500 16 7.500M10 16l1.500 1.500L21.500 7.500',
  close: 'M6 6l12 12M18 6 6 18',
  clip: 'M8 12V7a4 4 0 0 1 8 0v9a6 6 0 0 1-12 0V9',
};

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

export function icon(name, label) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  if (label) svg.setAttribute('aria-label', label);
  else svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
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

/** A link to another page; anything but http and https stays text. */
export function link(url, ...children) {
  if (!/^https?:\/\//.test(url)) return el('span', {}, ...children);
  return el('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, ...children);
}

export function byId(id) {
  return document.getElementById(id);
}

/** Puts `nodes` into a list that stays at its end if it was there. */
export function refill(list, nodes) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const grew = nodes.length > list.childElementCount;
  list.replaceChildren(...nodes);
  if (atEnd || grew) list.scrollTop = list.scrollHeight;
}

const clock = new Intl.DateTimeFormat('en-ZA', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const moment = new Intl.DateTimeFormat('en-ZA', {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const day = new Intl.DateTimeFormat('en-ZA', { day: 'numeric', month: 'short', year: 'numeric' });

/** "today", or the date. */
export const dayOf = (at) => (day.format(at) === day.format(Date.now()) ? 'today' : day.format(at));
export const timeOf = (at) => clock.format(at);
export const momentOf = (at) => moment.format(at);

/** A span of time in words: "35 s", "12 min", "3 h 5 min", "2 d 4 h". */
export function spanOf(milliseconds) {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A code as words: `order_change` becomes "order change". */
export const wordsOf = (code) => String(code).replaceAll('_', ' ');
