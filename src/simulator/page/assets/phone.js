import { el, syncLog, whatsAppText } from './dom.js';
import { icon } from './icons.js';
import { dayOf, timeOf } from './time.js';

const TICKS = { sent: ['tick', 'sent'], delivered: ['ticks', 'delivered'], read: ['ticks', 'read'] };
const AUTHORS = { assistant: 'assistant', agent: 'agent', notice: 'notice' };

/** The customer's own phone: what he wrote on the right, what the business wrote on the left, a line for every day. */
export function showMessages(list, { messages, typing, now }, tap) {
  const items = [
    {
      key: 'privacy',
      look: '',
      make: () => el('div.system', {}, 'A simulated WhatsApp: nothing leaves this computer.'),
    },
  ];
  const said = new Map(messages.map(({ id, text, kind }) => [id, text || kind]));
  messages.forEach((message, place) => {
    const before = messages[place - 1];
    const day = dayOf(message.at, now);
    if (!before || dayOf(before.at, now) !== day) {
      items.push({ key: `day ${dayOf(message.at, 0)}`, look: day, make: () => el('div.day', {}, el('span', {}, day)) });
    }
    const first = before?.from !== message.from;
    const quoted = said.get(message.answers);
    items.push({
      key: message.id,
      look: JSON.stringify([message, first, quoted]),
      make: () => bubble(message, { first, quoted }, tap),
    });
  });
  if (typing) {
    const dots = [el('i'), el('i'), el('i')];
    items.push({
      key: 'typing',
      look: '',
      make: () => el('div.bubble.business.first.typing', {}, label('typing'), dots),
    });
  }
  if (messages.length === 0) {
    const hint = 'Write as the customer, or pick something to write below.';
    items.push({ key: 'empty', look: '', make: () => el('div.empty', {}, hint) });
  }
  syncLog(list, items);
}

const label = (text) => el('span.hidden', {}, text);

function bubble(message, { first, quoted }, tap) {
  const author = AUTHORS[message.author];
  return el(
    `div.message-item.${message.from}`,
    { 'data-id': message.id, ...(author ? { 'data-author': author } : {}) },
    el(
      `div.bubble.${message.from}${first ? '.first' : ''}${author ? `.by-${author}` : ''}`,
      {},
      author ? el('p.author', { title: 'Who wrote it. The customer does not see this.' }, author) : undefined,
      quoted ? el('p.quoted', {}, quoted) : undefined,
      content(message),
      message.reaction ? el('span.phone-reaction', { title: 'Reaction of the business' }, message.reaction) : undefined,
      el('p.small', {}, el('time', {}, timeOf(message.at)), message.from === 'customer' ? ticks(message.status) : ''),
    ),
    (message.buttons ?? []).map(({ id, title }) =>
      el('button.reply', { type: 'button', 'data-button': title, onclick: () => tap(id) }, icon('reply'), title),
    ),
  );
}

function ticks(status) {
  const [name, words] = TICKS[status] ?? TICKS.sent;
  return el(`span.ticks.${words}`, {}, icon(name, words));
}

const BARS = 22;

const fileAddress = (id) => `control/whatsapp/media/${id}`;

/** A picture as the phone shows it; of everything else a name. */
function attached({ kind, media }) {
  if (kind === 'image' && media) return el('img.picture', { src: fileAddress(media.id), alt: 'Photo' });
  if (kind === 'image') return el('p.picture', {}, icon('photo', 'Photo'));
  if (kind === 'document' || kind === 'video') return el('p.attached', {}, icon('clip'), media?.name ?? kind);
  return undefined;
}

function content({ kind, text, media }) {
  if (kind === 'audio') {
    const bars = Array.from({ length: BARS }, () => el('i'));
    return el(
      'p.voice',
      {},
      label('Voice note, '),
      icon('play'),
      el('span.wave', { 'aria-hidden': 'true' }, bars),
      text,
    );
  }
  return [
    attached({ kind, media }),
    text === '' || text === media?.name ? undefined : el('p.words', {}, whatsAppText(text)),
  ];
}
