import { el, icon, refill, timeOf, whatsAppText } from './dom.js';

const TICKS = { sent: ['tick', 'sent'], delivered: ['ticks', 'delivered'], read: ['ticks', 'read'] };
const AUTHORS = { assistant: 'assistant', agent: 'agent', notice: 'notice' };

/** The customer's own phone: what he wrote on the right, what the business wrote on the left. */
export function showPhone(list, { messages, typing }, tap) {
  const bubbles = messages.map((message) => bubble(message, tap));
  if (typing) bubbles.push(el('li.bubble.business.typing', { 'aria-label': 'typing' }, el('i'), el('i'), el('i')));
  if (bubbles.length === 0) bubbles.push(el('li.empty', {}, 'Write as the customer, or pick something to try below.'));
  refill(list, bubbles);
}

function bubble(message, tap) {
  const author = AUTHORS[message.author];
  const ticks = message.from === 'customer' ? TICKS[message.status] : undefined;
  return el(
    `li.bubble.${message.from}${author ? `.by-${author}` : ''}`,
    { 'data-id': message.id },
    el('p.words', {}, whatsAppText(message.text)),
    el(
      'p.small',
      {},
      author ? el('span.author', {}, author) : undefined,
      el('time', {}, timeOf(message.at)),
      ticks ? el(`span.ticks.${ticks[1]}`, {}, icon(ticks[0], ticks[1])) : undefined,
    ),
    (message.buttons ?? []).map(({ id, title }) =>
      el('button.reply', { type: 'button', onclick: () => tap(id) }, title),
    ),
  );
}
